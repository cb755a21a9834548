from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotseat.judge.beliefs import belief_of, etas, probabilities
from hotseat.judge.docket import Docket, worth
from hotseat.judge.lineage import trace
from hotseat.judge.prior import open_prior
from hotseat.judge.reports import Channel, Report, Tier
from hotseat.judge.weights import SourceEffect, Weights, untrained
from hotseat.records_market import OTHER, STAYS, Market, Opening
from tests.judge.told import told

NOW = datetime(2026, 3, 1, tzinfo=UTC)
MARKET = Market(post="Port Albany", opened=NOW, deadline=NOW, incumbent=None, opening=Opening.EXIT, rule="who is next")


def docket_of(*reports: Report, stays: float = 0.1) -> Docket:
    docket = Docket(prior=open_prior(stays))
    for report, echo in trace(sorted(reports, key=lambda r: r.time)):
        docket.hear(report, echo)
    return docket


channels = st.sampled_from([c for c in Channel if c is not Channel.ELSEWHERE])
lines = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", "z"]), st.floats(0, 20), channels, st.sampled_from([None, "d"]))
)


def reports_of(rows: list[tuple[str, str, float, Channel, str | None]]) -> list[Report]:
    return [told(t, o if c.names or c is Channel.DENIED else STAYS, at, c, cites=cites) for t, o, at, c, cites in rows]


@given(lines)
def test_probabilities_sum_to_one_and_lie_in_their_interval(rows: list[tuple[str, str, float, Channel, str | None]]) -> None:
    belief = belief_of(MARKET, docket_of(*reports_of(rows)), untrained(), 21.0, NOW)
    assert sum(o.probability for o in belief.options) == pytest.approx(1)
    assert sum(o.prior for o in belief.options) == pytest.approx(1)
    assert all(0 <= o.low <= o.probability <= o.high <= 1 for o in belief.options)
    assert {STAYS, OTHER} <= {o.name for o in belief.options}


@given(lines)
def test_the_features_times_the_weights_are_the_log_weights(rows: list[tuple[str, str, float, Channel, str | None]]) -> None:
    weights = Weights(
        mean=untrained().mean, covariance=untrained().covariance, sources={"a": SourceEffect(mean=0.7, sd=0.1, n=9)}
    )  # fmt: skip
    docket = docket_of(*reports_of(rows))
    values = {**weights.values, "source:a": 0.7}
    eta, _ = etas(docket, weights, 21.0)
    for option, row in docket.features(21.0, weights.tau).items():
        assert eta[option] == pytest.approx(sum(values.get(c, 0.0) * v for c, v in row.items()))


def test_contributions_add_up_and_without_is_the_belief_without() -> None:
    first, second = told("a", "x", 1.0, Channel.AGREED), told("b", "y", 2.0, Channel.TALKS)
    weights = untrained()
    full = docket_of(first, second)
    belief = belief_of(MARKET, full, weights, 3.0, NOW)
    (share,) = [c for c in belief.contributions if c.claim == first.id]
    eta, _ = etas(full, weights, 3.0)
    eta["x"] -= share.delta
    top = math.exp(eta["x"] / weights.temperature)
    assert share.without == pytest.approx(top / sum(math.exp(v / weights.temperature) for v in eta.values()))
    assert share.without < belief.probability("x")


def test_a_later_word_of_a_source_replaces_its_earlier_one() -> None:
    docket = docket_of(told("a", "x", 1.0, Channel.INTEREST), told("a", "x", 2.0, Channel.DENIED))
    assert [v.report.channel for v in docket.voices.values()] == [Channel.DENIED]


def test_an_echo_adds_little_and_a_root_much() -> None:
    root = probabilities(docket_of(told("a", "x", 1.0), told("b", "x", 9.0)), untrained(), 9.0)["x"]
    echo = probabilities(docket_of(told("a", "x", 1.0), told("b", "x", 9.0, cites="a")), untrained(), 9.0)["x"]
    alone = probabilities(docket_of(told("a", "x", 1.0)), untrained(), 9.0)["x"]
    assert alone - 0.02 < echo < root


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [(Channel.LINKED, Channel.INTEREST), (Channel.TALKS, Channel.AGREED), (Channel.DENIED, Channel.LINKED)],
)
def test_a_further_stage_is_believed_more(weaker: Channel, stronger: Channel) -> None:
    odds = [probabilities(docket_of(told("a", "x", 1.0, c)), untrained(), 2.0)["x"] for c in (weaker, stronger)]
    assert odds[0] < odds[1]


def test_exits_and_denied_exits_move_the_incumbent() -> None:
    def stays(*channels: Channel) -> float:
        reports = [told(f"s{i}", STAYS, 1.0, c) for i, c in enumerate(channels)]
        return probabilities(docket_of(*reports, stays=0.5), untrained(), 2.0)[STAYS]

    assert stays(Channel.GONE) < stays(Channel.LEAVING) < stays(Channel.DOUBT) < stays() < stays(Channel.KEPT)


def test_old_talk_fades() -> None:
    docket = docket_of(told("a", "x", 1.0))
    assert probabilities(docket, untrained(), 2.0)["x"] > probabilities(docket, untrained(), 90.0)["x"]


def test_facts_do_not_fade() -> None:
    gone = docket_of(told("a", STAYS, 1.0, Channel.GONE), stays=0.5)
    early, late = (probabilities(gone, untrained(), now) for now in (2.0, 90.0))
    assert early == pytest.approx(late)
    taken = docket_of(told("a", "x", 1.0), told("b", "x", 2.0, Channel.ELSEWHERE))
    free = docket_of(told("a", "x", 1.0))
    assert probabilities(taken, untrained(), 90.0)["x"] < probabilities(free, untrained(), 90.0)["x"] / 2


def test_a_done_deal_that_no_announcement_follows_is_believed_less_than_an_agreed_one_unless_the_club_said_it() -> None:
    done, agreed = told("a", "x", 1.0, Channel.DONE), told("a", "x", 1.0, Channel.AGREED)
    official = replace(done, tier=Tier.OFFICIAL)
    fresh = [probabilities(docket_of(r), untrained(), 1.1)["x"] for r in (agreed, done, official)]
    old = [probabilities(docket_of(r), untrained(), 8.0)["x"] for r in (done, agreed, official)]
    assert fresh == sorted(fresh)
    assert old == sorted(old)
    assert old[0] < 0.6 < old[1]


def rooted(*reports: Report, root: float = 1.0) -> Docket:
    """The docket in which every report is its source's own with the same chance."""
    docket = docket_of(*reports)
    docket.voices = {key: replace(v, root=root) for key, v in docket.voices.items()}
    return docket


def test_sources_that_agree_are_worth_less_than_independent_ones_and_a_weaker_word_takes_nothing_away() -> None:
    def weights(*channels: Channel) -> list[float]:
        docket = rooted(*(told(f"s{i}", "x", 0.1 * i, c) for i, c in enumerate(channels)))
        return [round(w, 2) for _, w in docket.weights(0.0, 30.0)]

    assert weights(Channel.AGREED) == [1.0]
    assert weights(Channel.LINKED, Channel.AGREED, Channel.LINKED) == [1.0, 0.54, 0.34]
    assert weights(Channel.TALKS, Channel.DENIED) == [1.0, 1.0]
    assert worth(100.0, 0.5) < 2 < worth(100.0, 0.3) < 4 < worth(100.0, 0.0)
    agreed, linked = told("a", "x", 1.0, Channel.AGREED), told("b", "x", 1.0, Channel.LINKED)
    alone, joined = (probabilities(rooted(*r), untrained(), 1.0)["x"] for r in ([agreed], [agreed, linked]))
    assert joined > alone


def test_a_report_that_may_be_an_echo_is_in_doubt_by_its_chance() -> None:
    assert rooted(told("a", "x", 1.0), root=0.5).doubts(1.0, 30.0) == {"x": {"source:a": pytest.approx(0.25)}}
    assert rooted(told("a", "x", 1.0)).doubts(1.0, 30.0) == {}


def test_a_firm_post_elsewhere_takes_a_candidate_out() -> None:
    free = probabilities(docket_of(told("a", "x", 1.0)), untrained(), 3.0)["x"]
    taken = probabilities(docket_of(told("a", "x", 1.0), told("b", "x", 2.0, Channel.ELSEWHERE)), untrained(), 3.0)["x"]
    assert taken < free / 2


def test_who_was_never_named_here_does_not_enter_by_a_post_elsewhere() -> None:
    assert docket_of(told("b", "x", 2.0, Channel.ELSEWHERE)).candidates == []
