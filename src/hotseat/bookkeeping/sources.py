"""A source as the ledger knows it: what it told, whom it repeats, how its words held, how often it was first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotseat.bookkeeping.grading import grade_all
from hotseat.bookkeeping.hearing import days
from hotseat.bookkeeping.judging import BEFORE, Judge
from hotseat.judge.credit import Credit, first_credit
from hotseat.judge.markets import Told, independent
from hotseat.judge.reliability import Grade, ScoreCard, score_card
from hotseat.judge.reports import Channel
from hotseat.judge.weights import SourceEffect
from hotseat.records_market import Descent, Market, Outcome
from hotseat.register.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """All of it. `own`, `citing` and `copied` split its claims; `cited` counts the echoes of others that name it."""

    name: str
    claims: int
    own: int
    citing: int
    copied: int
    cited: int
    card: ScoreCard
    firsts: tuple[Credit, ...]
    markets: int
    effect: SourceEffect | None
    circles: int = 0


def record_of(
    name: str, told: Sequence[Told], markets: Sequence[Market], outcomes: Mapping[str, Outcome], judge: Judge, register: Register
) -> SourceRecord:  # fmt: skip
    """A source's record.

    Args:
        name: the source's usual name.
        told: every report with its descent, in order of time.
        markets: the book's.
        outcomes: market -> outcome.
        judge: whose weights say what a word was worth.
        register: tells kinds of post apart.
    """
    moves = [t for t in told if t[0].channel is not Channel.ELSEWHERE]
    by_post: dict[str, list[Told]] = {}
    for pair in moves:
        by_post.setdefault(pair[0].post, []).append(pair)
    mine = [(r, e) for r, e in moves if name in (r.teller, r.source)]
    published = [(r, e) for r, e in mine if r.teller == name]
    grades: list[Grade] = grade_all(markets, outcomes, by_post, judge.weights, register)
    won = [first_of(m, outcomes[m.id], by_post.get(m.post, ())) for m in markets if m.id in outcomes]
    return SourceRecord(
        name=name, claims=len(mine), own=sum(independent(e, r) for r, e in mine if r.source == name),
        citing=sum(e.descent is Descent.CITED for _, e in published), copied=sum(e.descent is Descent.SILENT for _, e in published),
        cited=sum(r.teller != name and e.descent is Descent.CITED and e.origin == name for r, e in moves),
        card=score_card(name, grades), firsts=tuple(c for c in won if c and c.source == name), markets=sum(c is not None for c in won),
        effect=judge.weights.sources.get(name), circles=sum(e.circular for _, e in published),
    )  # fmt: skip


def first_of(market: Market, outcome: Outcome, told: Sequence[Told]) -> Credit | None:
    """Who first named a market's winner before it was announced."""
    if outcome.winner is None:
        return None
    end, first = days(outcome.moment), days(market.opened - BEFORE)
    return first_credit([t for t in told if first <= t[0].time <= end], outcome.winner, end)
