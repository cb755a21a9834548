"""The book over a ledger: a story of one post, told day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from hotseat.bookkeeping.inquiry import NEWEST, inquire, judge_with
from hotseat.bookkeeping.judging import Judge, Judgement
from hotseat.bookkeeping.refreshing import refresh
from hotseat.bookkeeping.resolved import questions_of
from hotseat.bookkeeping.seats import cause_of, contract_end, documented, end_of
from hotseat.bookkeeping.sources import record_of
from hotseat.judge.hazard import Seat, Spell, Standing
from hotseat.judge.weights import untrained
from hotseat.ledger import chain, store
from hotseat.ledger.append import Reading, Writer
from hotseat.ledger.book import BookView, BookWriter
from hotseat.ledger.view import View
from hotseat.records import Claim, Kind, Polarity, Source, SourceKind, Stage, Tenure
from hotseat.records_market import OTHER, STAYS, Exit, Opening, Resolution
from hotseat.register.register import Register
from tests.bookkeeping.season import Read, claim, read

DAY = date(2026, 2, 9)
POST = "Port Albany"
WIRE, CLUB = Source(kind=SourceKind.CITED, name="Harbour Wire"), Source(kind=SourceKind.OFFICIAL, name=POST)


def quay(kind: Kind, person: str, stage: Stage, source: Source | None = None, polarity: Polarity = Polarity.AFFIRMED) -> Claim:
    return claim(kind, person, POST, stage, source=source or Source(kind=SourceKind.OUTLET, name="Daily Quay"), polarity=polarity)


STORY: list[Read] = [
    read("Harbour Wire", DAY, claim(Kind.DEPARTURE, "Marten Vos", POST, Stage.DOUBT)),
    read("Daily Quay", DAY, quay(Kind.DEPARTURE, "Marten Vos", Stage.DOUBT), hour=20),
    read("Harbour Wire", DAY + timedelta(days=3), claim(Kind.ARRIVAL, "Iker Zaldua", POST, Stage.INTEREST)),
    read("Daily Quay", DAY + timedelta(days=4), quay(Kind.ARRIVAL, "Iker Zaldua", Stage.INTEREST, WIRE)),
    read("Daily Quay", DAY + timedelta(days=5), quay(Kind.ARRIVAL, "Dean Holloway", Stage.TALKS)),
    read("Harbour Wire", DAY + timedelta(days=6), claim(Kind.DEPARTURE, "Marten Vos", POST, Stage.DONE, manner="sacked")),
    read("Harbour Wire", DAY + timedelta(days=7), quay(Kind.ARRIVAL, "Dean Holloway", Stage.INTEREST, polarity=Polarity.DENIED)),
    read("Harbour Wire", DAY + timedelta(days=9), claim(Kind.ARRIVAL, "Iker Zaldua", POST, Stage.AGREED)),
    read("Daily Quay", DAY + timedelta(days=11), quay(Kind.ARRIVAL, "Iker Zaldua", Stage.DONE, CLUB)),
]


def at(days: float) -> datetime:
    return datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC) + timedelta(days=days)


@pytest.fixture
def judge(register: Register) -> Judge:
    return judge_with(register, None, untrained())


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = store.open_engine(str(tmp_path / "book.sqlite"))
    store.migrate(engine)
    yield engine
    engine.dispose()


def tell(engine: sa.Engine, until: float) -> None:
    """Add what was published by then, as if it was read then."""
    found = [Reading(item=i, reader="made/1", claims=c) for i, c in STORY if i.published and i.published <= at(until)]
    Writer(engine).add_all(found, at(until))


def ask(engine: sa.Engine, judge: Judge, days: float) -> Judgement:
    with engine.connect() as connection:
        return inquire(judge, View(connection, at(days)), BookView(connection, at(days)), POST, at(days))


def test_doubt_of_two_sources_opens_a_market_and_the_odds_follow_the_story(engine: sa.Engine, judge: Judge) -> None:
    odds = []
    for day in (0.6, 1, 4.9, 6.9, 9.9):
        tell(engine, day)
        found = ask(engine, judge, day)
        odds.append(found.belief)
        if found.market:
            assert found.market.opening is Opening.DOUBT
    assert odds[0] is None
    first, named, vacant, agreed = (b for b in odds[1:] if b)
    assert first.probability(STAYS) > 0.5
    assert named.probability("Iker Zaldua") > 0.02
    assert vacant.probability(STAYS) < 0.05
    assert vacant.exits == {}
    assert set(first.exits) == set(Exit)
    assert agreed.options[0].name == "Iker Zaldua"
    assert agreed.probability("Dean Holloway") < vacant.probability("Dean Holloway")


@pytest.mark.parametrize(("days", "asked"), [(9.9, True), (400, False)])
def test_where_candidates_have_bound_themselves_is_asked_only_while_a_market_is_open(
    engine: sa.Engine, judge: Judge, days: float, asked: bool
) -> None:
    tell(engine, 9.9)
    statements: list[str] = []
    sa.event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    found = ask(engine, judge, days)
    assert (found.market is not None, any("claims.person IN" in s for s in statements)) == (asked, asked)


def test_an_echo_is_folded_and_the_first_source_has_the_credit(engine: sa.Engine, judge: Judge) -> None:
    tell(engine, 10)
    found = ask(engine, judge, 10)
    (credit,) = [c for c in found.credits if c.option == "Iker Zaldua"]
    assert (credit.source, credit.cited_by) == ("Harbour Wire", 1)
    assert (
        "Daily Quay" not in {c.source for c in found.belief.contributions if c.option == "Iker Zaldua"} if found.belief else False
    )


def test_a_refresh_records_what_it_concludes_and_a_second_one_nothing(engine: sa.Engine, judge: Judge) -> None:
    tell(engine, 10)
    first = refresh(judge, engine, at(10))
    again = refresh(judge, engine, at(10.1))
    assert (first.markets, first.beliefs, first.echoes > 0, first.proposals) == (1, 1, True, [])
    assert (again.markets, again.beliefs, again.echoes) == (0, 0, 0)
    assert refresh(judge, engine, at(19)).beliefs == 1
    with engine.connect() as connection:
        assert list(chain.broken(connection)) == []


def test_the_same_market_is_found_before_and_after_it_is_recorded(engine: sa.Engine, judge: Judge) -> None:
    tell(engine, 10)
    before = ask(engine, judge, 10).market
    refresh(judge, engine, at(10))
    after = ask(engine, judge, 11).market
    assert before is not None
    assert after is not None
    assert (before.id, before.rule) == (after.id, after.rule)


def test_an_official_word_proposes_the_outcome_and_once_confirmed_the_market_is_closed(
    engine: sa.Engine, judge: Judge, register: Register
) -> None:
    tell(engine, 12)
    ((market, proposal),) = refresh(judge, engine, at(12)).proposals
    assert (proposal.outcome.winner, proposal.outcome.resolution) == ("Iker Zaldua", Resolution.APPOINTED)
    with chain.appending(engine, at(12.5)) as batch:
        BookWriter(batch).add_outcomes([proposal.outcome])
    assert ask(engine, judge, 13).market is None
    with engine.connect() as connection:
        view, book = View(connection), BookView(connection)
        told = judge.trace(judge.reports(view.entries()), book.echoes())
        record = record_of("Harbour Wire", told, book.markets(), book.outcomes(), judge, register)
        other = record_of("Daily Quay", told, book.markets(), book.outcomes(), judge, register)
        (question,) = questions_of(book.markets(), book.outcomes(), None, None)
    assert (question.post, question.winner, question.vacated) == (POST, "Iker Zaldua", False)
    assert record.card.overall.hits == record.card.overall.n > other.card.overall.hits
    assert record.card.worth > 0 > other.card.worth
    assert [c.option for c in record.firsts] == ["Iker Zaldua"]
    assert (record.cited, other.citing) == (1, 2)
    assert market.id == question.id
    assert questions_of([market], {market.id: proposal.outcome}, at(30), None) == []


def test_who_was_never_named_is_someone_else(engine: sa.Engine, judge: Judge) -> None:
    tell(engine, 10)
    belief = ask(engine, judge, 10).belief
    assert belief is not None
    assert belief.probability("Nobody Yet") == belief.probability(OTHER)


def test_the_hazard_is_fitted_where_results_are_known_and_once_without_them() -> None:
    week, standing = timedelta(days=7), Standing(short=0.4)
    followed = [Seat(day=DAY + n * week, since=DAY, standing=standing) for n in range(3)]
    unknown = [replace(s, standing=None) for s in followed]
    spells = [
        Spell(seats=followed, cause=Exit.SACKED), Spell(seats=unknown, cause=Exit.SACKED), Spell(seats=[*followed, unknown[0]], cause=Exit.SACKED),
        Spell(seats=[Seat(day=DAY, since=DAY, nation=True)], cause=Exit.ENDED),
    ]  # fmt: skip
    found = list(documented(spells))
    assert [(len(s.seats), s.cause, s.weight) for s in found] == [
        (3, Exit.SACKED, 0.5), (3, Exit.SACKED, 0.5), (3, None, 0.5), (3, None, 0.5), (1, Exit.ENDED, 1.0),
    ]  # fmt: skip
    assert [s.standing is None for s in found[1].seats] == [True] * 3


def test_the_end_of_a_contract_is_read_from_claims() -> None:
    said = [
        (DAY, claim(Kind.CONTRACT, "Marten Vos", POST, Stage.IN_FORCE, until="2027-05")),
        (DAY, claim(Kind.CONTRACT, "Marten Vos", POST, Stage.TALKS, until="2029")),
        (DAY, claim(Kind.CONTRACT, "Iker Zaldua", POST, Stage.IN_FORCE, until="2031")),
    ]
    assert contract_end(said, "Marten Vos") == date(2027, 5, 28)
    assert contract_end(said, "Nobody") is None
    assert end_of({"until": "2028"}, DAY) == date(2028, 6, 28)
    assert end_of({"years": 2}, date(2026, 7, 1)) == date(2028, 6, 28)
    assert end_of({"until": "soonish"}, DAY) is None
    assert end_of({}, DAY) is None


@pytest.mark.parametrize(
    ("end", "after", "cause"),
    [
        (date(2026, 2, 1), None, Exit.SACKED),
        (date(2026, 6, 1), None, Exit.ENDED),
        (date(2026, 2, 1), date(2026, 2, 10), Exit.POACHED),
    ],
)
def test_why_a_tenure_ended_is_told_by_its_dates(end: date, after: date | None, cause: Exit) -> None:
    tenure = Tenure(person="x", org="a", start=date(2024, 1, 1), end=end)
    rest = [Tenure(person="x", org="b", start=after, end=None)] if after else []
    assert cause_of(tenure, [tenure, *rest]) is cause
    with pytest.raises(ValueError, match="not ended"):
        cause_of(Tenure(person="x", org="a", start=None, end=None), [])


def test_an_exit_is_remembered_however_much_is_told_after_it(engine: sa.Engine, judge: Judge) -> None:
    tell(engine, 7)
    before = ask(engine, judge, 7)
    assert before.vacant is not None
    item, claims = STORY[2]
    later = [
        Reading(item=replace(item, id=f"later-{n}", published=at(7.1)), reader="made/1", claims=claims) for n in range(NEWEST)
    ]
    Writer(engine).add_all(later, at(7.2))
    assert ask(engine, judge, 7.3).vacant == before.vacant
