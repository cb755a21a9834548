from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hotseat.judge.credit import first_credit
from hotseat.judge.lineage import trace
from hotseat.judge.markets import DOUBT_DAYS, EXIT_DAYS, Told, open_market, propose, runs_until, vacant_since, written
from hotseat.judge.reports import Channel, Report, Tier
from hotseat.records_market import STAYS, Market, Opening, Resolution
from tests.judge.told import told


def clock(time: float) -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=time)


def traced(*reports: Report) -> list[Told]:
    return list(trace(sorted(reports, key=lambda r: r.time)))


def opened(*reports: Report, after: float = -1.0) -> Market | None:
    return open_market("Port Albany", traced(*reports), lambda _: "Marten Vos", after, clock)


def unnamed(report: Report) -> Report:
    return Report(**{n: getattr(report, n) for n in report.__slots__} | {"tier": Tier.UNNAMED})


def official(report: Report) -> Report:
    return Report(**{n: getattr(report, n) for n in report.__slots__} | {"tier": Tier.OFFICIAL, "source": "Port Albany"})


def test_a_done_exit_opens_a_market_on_a_vacant_post() -> None:
    market = opened(told("Harbour Wire", STAYS, 3.0, Channel.GONE))
    assert market is not None
    assert (market.opening, market.vacant, market.incumbent) == (Opening.EXIT, clock(3.0), "Marten Vos")
    assert market.deadline == clock(3.0) + timedelta(days=EXIT_DAYS)
    assert "Port Albany" in market.rule
    assert "Marten Vos" in market.rule


@pytest.mark.parametrize(
    "reports",
    [
        [unnamed(told("Harbour Wire", STAYS, 1.0, Channel.GONE))],
        [told("Harbour Wire", STAYS, 1.0, Channel.DOUBT)],
        [told("Harbour Wire", STAYS, 1.0, Channel.DOUBT), told("Harbour Wire", STAYS, 2.0, Channel.DOUBT)],
        [told("Harbour Wire", STAYS, 1.0, Channel.DOUBT), told("Daily Quay", STAYS, 2.0, Channel.DOUBT, cites="Harbour Wire")],
        [told("Harbour Wire", STAYS, 1.0, Channel.DOUBT), told("Daily Quay", STAYS, 30.0, Channel.DOUBT)],
        [
            told("Harbour Wire", STAYS, 1.0, Channel.DOUBT, certainty=0.0),
            told("Daily Quay", STAYS, 9.0, Channel.DOUBT, certainty=0.0),
        ],
        [told("Harbour Wire", "Iker Zaldua", 1.0, Channel.TALKS)],
    ],
)
def test_weak_talk_opens_nothing(reports: list[Report]) -> None:
    assert opened(*reports) is None


@pytest.mark.parametrize(
    "reports",
    [
        [told("Harbour Wire", STAYS, 1.0, Channel.DOUBT), told("Daily Quay", STAYS, 9.0, Channel.DOUBT)],
        [told("Harbour Wire", STAYS, 1.0, Channel.LEAVING)],
        [told("Harbour Wire", "Iker Zaldua", 1.0, Channel.AGREED)],
    ],
)
def test_firm_doubt_opens_a_market_while_the_incumbent_sits(reports: list[Report]) -> None:
    market = opened(*reports)
    assert market is not None
    assert (market.opening, market.vacant) == (Opening.DOUBT, None)
    assert market.deadline - market.opened == timedelta(days=DOUBT_DAYS)


def test_talk_before_the_last_appointment_opens_nothing() -> None:
    assert opened(told("Harbour Wire", STAYS, 3.0, Channel.GONE), after=3.0) is None


def test_an_official_word_or_two_independent_ones_propose_an_outcome() -> None:
    market = written("Port Albany", clock(0), Opening.EXIT, "Marten Vos", EXIT_DAYS)
    one = told("Harbour Wire", "Iker Zaldua", 5.0, Channel.DONE)
    two, echo = (
        told("Daily Quay", "Iker Zaldua", 12.0, Channel.DONE),
        told("Daily Quay", "Iker Zaldua", 6.0, Channel.DONE, cites="Harbour Wire"),
    )
    assert propose(market, traced(one), clock(20), clock) is None
    assert propose(market, traced(one, echo), clock(20), clock) is None
    for reports in ([one, two], [official(one)]):
        found = propose(market, traced(*reports), clock(20), clock)
        assert found is not None
        assert (found.outcome.resolution, found.outcome.winner) == (Resolution.APPOINTED, "Iker Zaldua")
        assert set(found.outcome.evidence) == {r.id for r in reports}
    assert propose(market, traced(official(one)), clock(4), clock) is None


def test_an_appointment_to_the_seasons_end_is_its_own_kind() -> None:
    market = written("Port Albany", clock(0), Opening.EXIT, "Marten Vos", EXIT_DAYS)
    word = official(told("Harbour Wire", "Iker Zaldua", 5.0, Channel.DONE))
    interim = Report(**{n: getattr(word, n) for n in word.__slots__} | {"interim": True})
    found = propose(market, traced(interim), clock(20), clock)
    assert found is not None
    assert found.outcome.resolution is Resolution.INTERIM


def test_past_the_deadline_the_incumbent_has_stayed_or_the_market_lapsed() -> None:
    doubt = written("Port Albany", clock(0), Opening.DOUBT, "Marten Vos", DOUBT_DAYS)
    late = clock(DOUBT_DAYS + 1)
    stayed = propose(doubt, [], late, clock)
    assert stayed is not None
    assert (stayed.outcome.resolution, stayed.outcome.winner) == (Resolution.STAYED, STAYS)
    exit_ = traced(told("Harbour Wire", STAYS, 10.0, Channel.GONE))
    assert propose(doubt, exit_, late, clock) is None
    lapsed = propose(doubt, exit_, clock(10 + EXIT_DAYS), clock)
    assert lapsed is not None
    assert (lapsed.outcome.resolution, lapsed.outcome.winner) == (Resolution.LAPSED, None)


def test_an_exit_after_the_opening_gives_the_question_more_time() -> None:
    market = written("Port Albany", clock(0), Opening.DOUBT, "Marten Vos", DOUBT_DAYS)
    vacant = vacant_since(market, traced(told("Harbour Wire", STAYS, 10.0, Channel.GONE)), clock)
    assert vacant == clock(10)
    assert runs_until(market, vacant) == clock(10 + EXIT_DAYS)
    assert runs_until(market, None) == market.deadline


def test_the_first_to_name_on_its_own_has_the_credit_and_its_lead() -> None:
    rows = traced(
        told("Harbour Wire", "Iker Zaldua", 1.0), told("Daily Quay", "Iker Zaldua", 1.5, cites="Harbour Wire"), told("Sportblad", "Iker Zaldua", 3.0),
    )  # fmt: skip
    credit = first_credit(rows, "Iker Zaldua", announced=5.0)
    assert credit is not None
    assert (credit.source, credit.lead, credit.ahead, credit.cited_by) == ("Harbour Wire", 48.0, 96.0, 1)
    assert first_credit(rows, "Dean Holloway") is None
    alone = first_credit(rows[:1], "Iker Zaldua")
    assert alone is not None
    assert (alone.lead, alone.ahead) == (None, None)
