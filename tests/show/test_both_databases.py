"""The same pages from PostgreSQL as from SQLite: byte for byte but for the order of what a search finds, since the clock stands still."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from hotseat.ledger import store, tokens
from hotseat.ledger.tokens import Scope
from hotseat.show.desk import Desk
from hotseat.show.serving.settings import Settings
from hotseat.show.web.access import COOKIE
from hotseat.show.web.app import create_app
from tests.databases import MakeDatabase
from tests.show import story
from tests.show.pages import EVERY, STATUS
from tests.show.test_api import READS

OTHERS = [
    "/latest?before=40", "/posts/Port%20Albany?shown=3", "/markets?as_of=2026-03-01", "/dominoes?if=Iker+Zaldua!%3DPort+Albany",
    "/feeds/board.atom", "/feeds/board.json", "/feeds/posts/Port%20Albany.atom", "/feeds/coaches/Iker%20Zaldua.json",
    "/feeds/sources/Harbour%20Wire.atom", "/feeds/deadlines.ics", "/feeds/sources.opml",
]  # fmt: skip


@pytest.fixture(scope="module")
def elsewhere(make_database: MakeDatabase, empty_database: str) -> Iterator[Desk]:
    """The story in PostgreSQL."""
    with make_database(empty_database) as url:
        engine = store.open_engine(url)
        story.fill(engine, story.past_reports())
        yield Desk(engine, story.register(), lambda: story.NOW)
        engine.dispose()


def client_of(desk: Desk) -> TestClient:
    secret = tokens.create(desk.engine, "reader", Scope.WRITE, story.NOW)
    return TestClient(create_app(desk, Settings(rate=0, renew=None)), cookies={COOKIE: secret})


def plain(path: str, text: str) -> str | list[str]:
    """Without the key of a form, which every server makes for itself; of a search the words, since each database ranks in its own way."""
    return sorted(re.findall(r"[\w/%-]+", text)) if "search" in path else re.sub(r'name="csrf" value="\w+"', "", text)


def test_every_page_and_every_answer_is_the_same(seasoned: Desk, elsewhere: Desk) -> None:
    here, there = client_of(seasoned), client_of(elsewhere)
    for path in [*EVERY, *OTHERS, *(f"/api/v1/{read}" for read in READS)]:
        one, other = here.get(path), there.get(path)
        assert one.status_code == other.status_code == STATUS.get(path, one.status_code), path
        assert one.status_code < 500, path
        assert plain(path, other.text) == plain(path, one.text), path
    an_article_goes_in(elsewhere)


def an_article_goes_in(elsewhere: Desk) -> None:
    client = client_of(elsewhere)
    page = client.get("/add").text
    key = re.search(r'name="csrf" value="(\w+)"', page)
    assert key
    form = {
        "csrf": key.group(1),
        "title": "Zwei Tore",
        "text": "Der Trainer ist zufrieden mit dem Spiel und mit dem Ergebnis.",
        "outlet": "Sportblad",
    }
    kept = client.post("/add", data=form, headers={"sec-fetch-site": "same-origin"}, follow_redirects=False)
    assert kept.status_code == 303
    assert "Zwei Tore" in client.get(kept.headers["location"]).text
