from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hotseat.bookkeeping.judging import Judgement
from hotseat.bookkeeping.linked import linked_book
from hotseat.ledger import store
from hotseat.ledger.append import Reading, Writer
from hotseat.ledger.book import BookView, BookWriter
from hotseat.ledger.chain import appending
from hotseat.ledger.view import View
from hotseat.records import Certainty, Claim, Item, Kind, Polarity, Source, SourceKind, Span, Stage
from hotseat.records_market import OTHER, STAYS, Belief, Contribution, Market, Opening, Option, Outcome, Resolution
from hotseat.register.register import Register
from hotseat.show.cli import app
from tests.conftest import EXAMPLES

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TITLE = "Cartera want Linares if Zaldua leaves for Albany, and Port Albany want Zaldua if the sun shines"


def claim(person: str, org: str, condition: str) -> Claim:
    at = TITLE.index(condition)
    return Claim(
        kind=Kind.ARRIVAL, person=person, org=org, stage=Stage.INTEREST, polarity=Polarity.AFFIRMED, certainty=Certainty.CERTAIN,
        source=Source(kind=SourceKind.OUTLET, name="Harbour Wire"), quote=condition, span=Span(start=at, end=at + len(condition)),
        reader="test/1", condition=condition,
    )  # fmt: skip


def market(post: str, incumbent: str | None, *, vacant: bool = False) -> Market:
    return Market(
        post=post, opened=NOW - timedelta(days=9), deadline=NOW + timedelta(days=90), incumbent=incumbent, opening=Opening.DOUBT,
        rule="who is the next permanent head coach", vacant=NOW - timedelta(days=9) if vacant else None,
    )  # fmt: skip


def belief(of: Market, odds: dict[str, float], shares: tuple[Contribution, ...] = ()) -> Belief:
    options = tuple(Option(name=n, probability=p, low=p, high=p, prior=p) for n, p in odds.items())
    return Belief(market=of.id, post=of.post, moment=NOW, options=options, contributions=shares)


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = str(tmp_path / "l.sqlite")
    engine = store.open_engine(path)
    store.migrate(engine)
    item = Item(id="i", title=TITLE, text="", outlet="Harbour Wire", published=NOW)
    claims = [
        claim("Berta Linares", "Real Cartera", "if Zaldua leaves for Albany"),
        claim("Iker Zaldua", "Port Albany", "if the sun shines"),
    ]
    Writer(engine).add_all([Reading(item=item, reader="test/1", claims=tuple(claims))], NOW)
    share = [Contribution(claim=c.id_in("i"), option=str(c.person), source="x", delta=1.2, without=0.1, root=1.0) for c in claims]
    albany, cartera, regis = (
        market("Port Albany", "Marten Vos", vacant=True),
        market("Real Cartera", "Iker Zaldua"),
        market("Aston Regis", None),
    )
    gone = Outcome(
        market=regis.id, resolution=Resolution.APPOINTED, winner="Dean Holloway", moment=NOW - timedelta(days=2), evidence=()
    )
    with appending(engine, NOW) as batch:
        writer = BookWriter(batch)
        writer.add_markets([albany, cartera, regis])
        writer.add_beliefs(
            [
                belief(albany, {"Iker Zaldua": 0.5, "Dean Holloway": 0.2, OTHER: 0.29, STAYS: 0.01}, (share[1],)),
                belief(cartera, {STAYS: 0.4, "Berta Linares": 0.4, OTHER: 0.2}, (share[0],)),
            ]
        )
        writer.add_outcomes([gone])
    engine.dispose()
    return path


def test_the_ledger_gives_markets_holders_outcomes_and_conditions(ledger: str, register: Register) -> None:
    engine = store.open_engine(ledger)
    with store.reading(engine) as connection:
        book = linked_book(View(connection), BookView(connection), register, NOW)
    engine.dispose()
    assert {p.post for p in book.posts} == {"Port Albany", "Real Cartera"}
    assert book.holders["Dean Holloway"] == "Aston Regis"
    assert book.holders["Berta Linares"] == "Sporting Ferrol-Norte"
    assert [(c.person, c.on_person, c.on_post, c.delta) for c in book.conditions] == [
        ("Berta Linares", "Iker Zaldua", "Port Albany", 1.2)
    ]
    assert any("sun shines" in note for note in book.notes)


def test_the_command_answers_from_the_ledger(ledger: str) -> None:
    words = ["dominoes", "--ledger", ledger, "--register", str(EXAMPLES / "register.jsonl"), "--as-of", "2099-03-01"]
    result = CliRunner().invoke(app, [*words, "--json"])
    assert result.exit_code == 2
    assert "deadline" in result.stderr
    assert "no market is open" in result.stderr


def test_the_command_answers_from_the_ledger_as_of_its_time(ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            assert tz is UTC
            return NOW

    monkeypatch.setattr("hotseat.show.commands.dominoes.datetime", Clock)
    words = [
        "dominoes",
        "--ledger",
        ledger,
        "--register",
        str(EXAMPLES / "register.jsonl"),
        "--if",
        "Zaldua=Port Albany",
        "--json",
    ]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["posts"]["Real Cartera"]["Berta Linares"] > 0.65
    assert found["posts"]["Aston Regis"] == {"Dean Holloway": 1.0, OTHER: 0.0}


def test_the_judge_says_who_has_gone_since_and_stands_in_where_no_belief_was_issued(ledger: str, register: Register) -> None:
    cartera, lindau = market("Real Cartera", "Iker Zaldua"), market("Dynamo Lindau", "Jonas Ebbing")
    live = {STAYS: 0.9, OTHER: 0.1}
    judged = [
        Judgement(post=m.post, moment=NOW, told=(), market=m, belief=belief(m, live), vacant=gone)
        for m, gone in ((cartera, NOW), (lindau, None))
    ]  # fmt: skip
    engine = store.open_engine(ledger)
    with store.reading(engine) as connection:
        book = linked_book(View(connection), BookView(connection), register, NOW, judged)
    engine.dispose()
    posts = {p.post: p for p in book.posts}
    assert posts["Dynamo Lindau"].options == live
    assert not posts["Dynamo Lindau"].vacant
    assert posts["Real Cartera"].vacant
    assert posts["Real Cartera"].options["Berta Linares"] == pytest.approx(0.4)
