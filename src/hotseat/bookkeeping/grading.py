"""Resolved markets -> grades of the claims made on them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from hotseat.bookkeeping.hearing import days
from hotseat.bookkeeping.judging import BEFORE
from hotseat.judge.beliefs import probabilities
from hotseat.judge.docket import Docket
from hotseat.judge.markets import Told, independent
from hotseat.judge.prior import VACANT, open_prior
from hotseat.judge.reliability import Beat, Grade, holds, lead_of
from hotseat.judge.reports import Channel
from hotseat.judge.weights import Weights
from hotseat.records_market import OTHER, Market, Outcome
from hotseat.register.register import Register

POOL = 50  # persons whom one would think of for a post: what *someone else* is shared among until somebody is named
LEAST = 1e-3  # a probability below it counts as it, as in the scores
SITS = 0.5  # chance to stay of an incumbent whose seat was in doubt, for grading only


def beat_of(post: str, register: Register) -> Beat:
    """The kind of post."""
    org = register.orgs.get(post)
    if (org and org.women) or post.endswith(" Women"):
        return Beat.WOMEN
    return Beat.NATION if org and org.nation else Beat.CLUB


def grade_market(market: Market, outcome: Outcome, told: Sequence[Told], weights: Weights, beat: Beat) -> list[Grade]:
    """Every independent claim of a market held against its outcome, with the log score that it added.

    Args:
        market: the question.
        outcome: how it resolved; a winner is needed.
        told: reports on the post, in order of time.
        weights: to say what was believed before and after each claim.
        beat: the kind of post.
    """
    if outcome.winner is None or not outcome.resolution.scored:
        return []
    end, first = days(outcome.moment), days(market.opened - BEFORE)
    docket = Docket(prior=open_prior(VACANT if market.vacant else SITS))
    found = []
    for report, echo in told:
        if not first <= report.time < end or report.option == market.incumbent or report.channel is Channel.ELSEWHERE:
            continue
        before = believed(docket, weights, report.time, outcome.winner)
        docket.hear(report, echo)
        hit = holds(report, outcome.winner)
        if hit is None or not independent(echo, report):
            continue
        worth = math.log(believed(docket, weights, report.time, outcome.winner) / before)
        found.append(Grade(
            claim=report.id, source=report.source, tier=report.tier, channel=report.channel, beat=beat, lead=lead_of(end - report.time),
            denial=report.channel in (Channel.DENIED, Channel.KEPT), hit=hit, worth=worth,
        ))  # fmt: skip
    return found


def believed(docket: Docket, weights: Weights, now: float, winner: str) -> float:
    """The probability of the winner; one of many while nobody has named him."""
    odds = probabilities(docket, weights, now)
    return max(odds[winner] if winner in odds and winner != OTHER else odds[OTHER] / POOL, LEAST)


def grade_all(
    markets: Iterable[Market], outcomes: Mapping[str, Outcome], by_post: Mapping[str, Sequence[Told]], weights: Weights, register: Register
) -> list[Grade]:  # fmt: skip
    """The grades of every resolved market."""
    return [
        grade
        for market in markets
        if (outcome := outcomes.get(market.id))
        for grade in grade_market(market, outcome, by_post.get(market.post, ()), weights, beat_of(market.post, register))
    ]
