from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from hotseat.ledger.append import Writer
from hotseat.ledger.book import BookView, BookWriter
from hotseat.ledger.chain import appending, broken
from hotseat.records import Certainty, Claim, Item, Kind, Polarity, Source, SourceKind, Span, Stage
from hotseat.records_market import (
    OTHER,
    STAYS,
    Belief,
    Contribution,
    Descent,
    Echo,
    Exit,
    Market,
    Opening,
    Option,
    Outcome,
    Resolution,
)

NOW = datetime(2026, 3, 1, tzinfo=UTC)
MARKET = Market(
    post="Port Albany", opened=NOW, deadline=NOW + timedelta(days=180), incumbent="Marten Vos", opening=Opening.EXIT, rule="who",
    vacant=NOW, evidence=("c1",),
)  # fmt: skip
BELIEF = Belief(
    market=MARKET.id, post="Port Albany", moment=NOW + timedelta(days=1), weights="w", exits={Exit.SACKED: 0.25},
    options=tuple(Option(name=n, probability=p, low=p / 2, high=1.0, prior=0.25) for n, p in (("Iker Zaldua", 0.5), (STAYS, 0.25), (OTHER, 0.25))),
    contributions=(Contribution(claim="c1", option="Iker Zaldua", source="Harbour Wire", delta=1.5, without=0.25, root=0.75),),
)  # fmt: skip
OUTCOME = Outcome(
    market=MARKET.id, resolution=Resolution.APPOINTED, winner="Iker Zaldua", moment=NOW, evidence=("c1",), note="club"
)


def test_the_book_comes_back_as_it_went_in(engine: sa.Engine) -> None:
    with appending(engine, NOW) as batch:
        writer = BookWriter(batch)
        assert [writer.add_markets([MARKET]), writer.add_beliefs([BELIEF]), writer.add_outcomes([OUTCOME])] == [1, 1, 1]
    with engine.connect() as connection:
        view = BookView(connection)
        assert view.markets() == view.markets(post="Port Albany") == [MARKET]
        assert view.markets(post="Elsewhere") == []
        assert view.beliefs(MARKET.id) == [BELIEF]
        assert view.latest_beliefs() == {MARKET.id: BELIEF}
        assert view.outcomes() == {MARKET.id: OUTCOME}
        assert list(broken(connection)) == []


def test_what_is_issued_twice_is_kept_once_and_never_changed(engine: sa.Engine) -> None:
    for _ in range(2):
        with appending(engine, NOW) as batch:
            writer = BookWriter(batch)
            counts = writer.add_markets([MARKET]), writer.add_beliefs([BELIEF])
    assert counts == (0, 0)
    with pytest.raises(sa.exc.DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(sa.text("UPDATE beliefs SET weights = 'better'"))


def test_the_book_as_of_a_moment_knows_nothing_later(engine: sa.Engine) -> None:
    with appending(engine, NOW) as batch:
        BookWriter(batch).add_markets([MARKET])
    with appending(engine, NOW + timedelta(days=9)) as batch:
        BookWriter(batch).add_outcomes([OUTCOME])
        BookWriter(batch).add_beliefs([BELIEF])
    with engine.connect() as connection:
        view = BookView(connection, NOW + timedelta(days=2))
        assert (view.markets(), view.outcomes(), view.beliefs(MARKET.id), view.latest_beliefs()) == ([MARKET], {}, [], {})


def test_a_corrected_outcome_wins_and_the_first_is_kept(engine: sa.Engine) -> None:
    for day, winner in enumerate(("Iker Zaldua", "Dean Holloway")):
        with appending(engine, NOW + timedelta(days=day)) as batch:
            BookWriter(batch).add_markets([MARKET])
            BookWriter(batch).add_outcomes(
                [Outcome(market=MARKET.id, resolution=Resolution.APPOINTED, winner=winner, moment=NOW, evidence=())]
            )
    with engine.connect() as connection:
        assert BookView(connection).outcomes()[MARKET.id].winner == "Dean Holloway"
        assert BookView(connection, NOW).outcomes()[MARKET.id].winner == "Iker Zaldua"


def test_echoes_hang_on_claims(engine: sa.Engine) -> None:
    item = Item(id="i1", title="Vos sacked", text="", outlet="Harbour Wire", published=NOW)
    claim = Claim(
        kind=Kind.DEPARTURE, person="Marten Vos", org="Port Albany", stage=Stage.DONE, polarity=Polarity.AFFIRMED,
        certainty=Certainty.CERTAIN, source=Source(kind=SourceKind.OUTLET, name="Harbour Wire"), quote="Vos sacked",
        span=Span(start=0, end=10), reader="r/1",
    )  # fmt: skip
    Writer(engine).add(item, "r/1", [claim], NOW)
    echo = Echo(
        claim=claim.id_in("i1"), descent=Descent.CITED, probability=1.0, origin="Marca", hours=1.5, similarity=0.25, circular=True
    )
    with appending(engine, NOW) as batch:
        assert BookWriter(batch).add_echoes([echo]) == 1
    with engine.connect() as connection:
        assert BookView(connection).echoes([echo.claim]) == BookView(connection).echoes() == {echo.claim: echo}
