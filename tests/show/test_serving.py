"""The server's rooms: who waits for what, what outdates which answer, what is counted."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from hotseat.ledger import tokens
from hotseat.ledger.append import Reading, Writer
from hotseat.ledger.identities import Identity, decide
from hotseat.ledger.tokens import Scope
from hotseat.read.reader import Reader
from hotseat.show.desk import Desk
from hotseat.show.queries.naming import nearest
from hotseat.show.serving.changes import ANY, NEVER, WHOLE, Changes, Topic
from hotseat.show.serving.line import Line, Turn
from hotseat.show.serving.settings import Settings
from hotseat.show.web.app import create_app
from hotseat.show.web.topics import first_addresses, topic_of
from tests.show import story


def add(desk: Desk, number: int) -> None:
    """One more report about Vale of Orrin."""
    made = story.reading(4, replace(story.REPORTS[20], ago=0.05))
    Writer(desk.engine).add_all(
        [Reading(item=replace(made.item, id=f"n{number}"), reader=made.reader, claims=made.claims)], story.NOW
    )


def test_news_outdate_what_rests_on_them_and_nothing_else(own: Desk) -> None:
    changes = Changes(own.engine)
    changes.look()
    made = changes.looks
    add(own, 1)
    before = time.monotonic()
    changes.look()
    for topic in (ANY, ("post", "Vale of Orrin"), ("coach", "Gustavo Prado"), ("source", "The Northern Post"), ("item", "n1")):
        moment = changes.outdated(topic, made)
        assert moment is not None, topic
        assert moment >= before
        assert changes.outdated(topic, changes.looks) is None
    for topic in (WHOLE, NEVER, ("post", "Port Albany"), ("item", "s1")):
        assert changes.outdated(topic, made) is None, topic
    decide(own.engine, [Identity(name="G. Prado", person="Gustavo Prado")], story.NOW)
    changes.look(urgent=True)
    assert changes.outdated(("post", "Port Albany"), made) == float("-inf")
    assert changes.outdated(NEVER, made) is None


@pytest.mark.parametrize(
    ("path", "query", "topic"),
    [
        ("/", b"", ANY), ("/", b"as_of=2026-02-25", NEVER), ("/", b"as_of=2026-03-12", ANY), ("/posts/Port Albany", b"", ("post", "Port Albany")),
        ("/api/v1/posts/port albany", b"", ("post", "Port Albany")), ("/coaches/Nobody Known", b"shown=80", ("coach", "Nobody Known")),
        ("/sources/Harbour Wire", b"", ("source", "Harbour Wire")), ("/items/a/b", b"", ("item", "a/b")), ("/markets/m1", b"", WHOLE),
        ("/calibration", b"", WHOLE), ("/compare", b"a=x", NEVER), ("/feeds/board.atom", b"", ANY), ("/dominoes", b"", ANY),
    ],
)  # fmt: skip
def test_each_address_has_what_it_rests_on(desk: Desk, path: str, query: bytes, topic: Topic) -> None:
    assert topic_of(desk, path, query) == topic


def test_the_first_addresses_are_pages_that_are_there(desk: Desk, client: TestClient) -> None:
    found = first_addresses(desk, 30)
    assert found[0] == "/"
    assert len(found) == len(set(found)) == 30
    assert {client.get(address).status_code for address in found} == {200}


def test_who_is_waited_for_goes_first() -> None:
    async def scene() -> list[str]:
        line, order, hold = Line(1), list[str](), asyncio.Event()

        async def work(name: str, turn: Turn) -> None:
            async with line.at_work(turn):
                if name == "first":
                    await hold.wait()
                order.append(name)

        turns = {"first": Turn(True), "idle": Turn(False), "wanted": Turn(False), "urgent": Turn(True)}
        tasks = [asyncio.ensure_future(work(name, turn)) for name, turn in turns.items()]
        await asyncio.sleep(0)
        assert line.length == 3
        assert line.pressed
        line.hurry(turns["wanted"])
        given_up = asyncio.ensure_future(work("given up", Turn(True)))
        await asyncio.sleep(0)
        given_up.cancel()
        hold.set()
        await asyncio.gather(*tasks)
        assert line.length == 0
        assert not line.pressed
        return order

    assert asyncio.run(scene()) == ["first", "urgent", "wanted", "idle"]


def test_the_server_counts_for_a_scrape_and_a_closed_one_asks_for_a_token(own: Desk) -> None:
    client = TestClient(create_app(own, Settings(rate=0)))
    for path in ("/", "/", "/posts/Port%20Albany", "/posts/Atlantis", "/wp-login.php"):
        client.get(path)
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    for line in (
        'hotseat_requests_total{kind="board",status="200"} 2.0', 'hotseat_requests_total{kind="posts",status="404"} 1.0',
        'hotseat_requests_total{kind="other",status="404"} 1.0', 'hotseat_answers_total{origin="memory"} 1.0',
        f'hotseat_ledger_rows{{table="claims"}} {len(story.REPORTS)}.0', 'hotseat_request_seconds_count{kind="board"} 2.0',
    ):  # fmt: skip
        assert line in answer.text
    closed = TestClient(create_app(own, Settings(rate=0, closed=True)))
    assert closed.get("/metrics").status_code == 401
    secret = tokens.create(own.engine, "prometheus", Scope.READ, story.NOW)
    assert closed.get("/metrics", headers={"authorization": f"Bearer {secret}"}).status_code == 200


def test_odds_follow_an_article_that_was_sent_in(own: Desk, reader: Reader) -> None:
    client = TestClient(create_app(own, Settings(rate=0, stale=0, recheck=0, renew=0.0), lambda: reader))
    secret = tokens.create(own.engine, "desk", Scope.WRITE, story.NOW)
    article = {
        "title": "Port Albany appoint Iker Zaldua", "outlet": "Daily Quay", "date": f"{story.NOW - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}",
        "text": "Port Albany are delighted to announce the appointment of Iker Zaldua as head coach.",
    }  # fmt: skip
    before = own.post("Port Albany").market
    assert before is not None
    assert before.belief is not None
    assert before.belief.weights == "story"
    page = client.get("/posts/Port%20Albany").text
    sent = client.post("/api/v1/items", json=article, headers={"authorization": f"Bearer {secret}"})
    assert sent.json()["claims"] >= 1
    limit = time.monotonic() + 300
    while 'hotseat_renewals_total{outcome="done"}' not in client.get("/metrics").text:
        assert time.monotonic() < limit
        time.sleep(0.1)
    after = own.post("Port Albany").market
    assert after is not None
    assert after.belief is not None
    assert after.belief.weights != "story"
    assert after.belief.moment > before.belief.moment
    assert after.belief.options[0].name == "Iker Zaldua"
    assert client.get("/posts/Port%20Albany").text != page


def test_names_of_new_claims_are_found_at_once_and_the_nearest_first(own: Desk) -> None:
    assert own.search("albany").names[0].name == "Port Albany"
    assert own.search("Petra Nyman").names == ()
    made = story.reading(0, replace(story.REPORTS[20], person="Petra Nyman", ago=0.01))
    Writer(own.engine).add_all([Reading(item=replace(made.item, id="n9"), reader=made.reader, claims=made.claims)], story.NOW)
    assert [h.name for h in own.search("nyman").names] == ["Petra Nyman"]
    assert nearest(["Marten Voss", "Vos", "M. Vos", "Reid"], "vos") == ("Vos", "M. Vos", "Marten Voss")
