"""Calibration: every belief that was issued on a market that has resolved, against what happened."""

from __future__ import annotations

from dataclasses import dataclass

from hotseat.judge.scores import Look, Score, score
from hotseat.ledger import odds
from hotseat.ledger.odds import Odds
from hotseat.records_market import OTHER, STAYS, Market, Outcome
from hotseat.show.queries.sight import Sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A resolved market with what was believed at its end and on average.

    `first` and `last` are the winner's probability in the first and the last issued belief; `log_loss` is the market's mean, in nats.
    """

    market: Market
    outcome: Outcome
    winner: str
    beliefs: int
    first: float
    last: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The scores of all issued beliefs, markets weighing alike; None where nothing has resolved."""

    score: Score | None
    forecasts: tuple[Forecast, ...]
    open: int


def calibration(sight: Sight) -> Calibration:
    """Score what was issued before each market's outcome."""
    outcomes = sight.book.outcomes()
    markets = {m.id: m for m in sight.book.markets()}
    scored = [o for o in outcomes.values() if o.resolution.scored and o.winner and o.market in markets]
    issued = odds.history(sight.connection, [o.market for o in scored], as_of=sight.as_of)
    looks: list[Look] = []
    forecasts = []
    for outcome in scored:
        before = [b for b in issued[outcome.market] if b.moment < outcome.moment]
        if before:
            forecasts.append(forecast(markets[outcome.market], outcome, before))
            looks += looks_of(before, outcome)
    forecasts.sort(key=lambda f: f.outcome.moment, reverse=True)
    return Calibration(score=score(looks) if looks else None, forecasts=tuple(forecasts), open=len(markets) - len(outcomes))


def winner_in(belief: Odds, winner: str) -> str:
    """The option that stood for the winner: himself, or *someone else* where he was not listed yet."""
    return winner if winner in belief.odds else OTHER


def looks_of(before: list[Odds], outcome: Outcome) -> list[Look]:
    """A market's beliefs as looks; together they weigh one."""
    winner = outcome.winner or STAYS
    return [
        Look(market=outcome.market, odds=b.odds, winner=winner_in(b, winner), weight=1 / len(before)) for b in before
    ]  # fmt: skip


def forecast(market: Market, outcome: Outcome, before: list[Odds]) -> Forecast:
    """A line of the list."""
    winner = outcome.winner or STAYS

    def chance(belief: Odds) -> float:
        return belief.odds.get(winner_in(belief, winner), 0.0)

    return Forecast(
        market=market, outcome=outcome, winner=winner, beliefs=len(before), first=chance(before[0]), last=chance(before[-1])
    )  # fmt: skip
