"""Questions about markets: what is believed, since when, and how it moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from hotseat.ledger import odds
from hotseat.ledger.odds import Odds
from hotseat.records_market import Market, Outcome
from hotseat.show.queries.answers import MarketAnswer, Moved, Point
from hotseat.show.queries.sight import Sight

DAYS = 7  # over which a board says what moved
RECENT = 30  # days for which a resolved market is still what its post is about
POINTS = 240  # of a chart; more are narrower than a pixel


def market_answers(sight: Sight, days: int = DAYS) -> list[MarketAnswer]:
    """Every open market with its history and how it moved in the last days; those that moved most first."""
    markets = odds.open_markets(sight.connection, sight.as_of)
    since = sight.now - timedelta(days=days)
    histories = odds.history(sight.connection, [m.id for m in markets], as_of=sight.as_of)
    answers = [brief(m, histories[m.id], since) for m in markets]
    return sorted(answers, key=lambda a: (-abs(a.furthest.points) if a.furthest else 0, a.market.post))


def brief(market: Market, history: Sequence[Odds], since: datetime) -> MarketAnswer:
    """A market without its explanation."""
    return MarketAnswer(market=market, belief=None, history=thinned(history), moves=moves(history, since))


def market_answer(sight: Sight, market: Market, outcomes: Mapping[str, Outcome]) -> MarketAnswer:
    """One market whole."""
    found = odds.history(sight.connection, [market.id], as_of=sight.as_of)[market.id]
    return MarketAnswer(
        market=market, belief=odds.last_belief(sight.connection, market, sight.as_of), history=thinned(found),
        outcome=outcomes.get(market.id), moves=moves(found, sight.now - timedelta(days=DAYS)),
    )  # fmt: skip


def of_post(sight: Sight, post: str) -> tuple[MarketAnswer | None, tuple[MarketAnswer, ...]]:
    """A post's open market, or else one resolved in the last month, with all about it; and the others without."""
    outcomes = sight.book.outcomes()
    markets = [m for m in sight.book.markets(post=post) if m.opened <= sight.now]
    fresh = [m for m in markets if m.id not in outcomes or sight.now - outcomes[m.id].moment < timedelta(days=RECENT)]
    shown = next((m for m in reversed(fresh) if m.id not in outcomes), fresh[-1] if fresh else None)
    rest = (MarketAnswer(market=m, belief=None, outcome=outcomes.get(m.id)) for m in reversed(markets) if m is not shown)
    return market_answer(sight, shown, outcomes) if shown else None, tuple(rest)


def closed(sight: Sight) -> list[MarketAnswer]:
    """The resolved markets, the last first, with their odds over time."""
    outcomes = sight.book.outcomes()
    resolved = [m for m in sight.book.markets() if m.id in outcomes]
    histories = odds.history(sight.connection, [m.id for m in resolved], as_of=sight.as_of)
    answers = [MarketAnswer(market=m, belief=None, history=thinned(histories[m.id]), outcome=outcomes[m.id]) for m in resolved]
    return sorted(answers, key=lambda a: a.outcome.moment if a.outcome else a.market.opened, reverse=True)


def moves(history: Sequence[Odds], since: datetime) -> tuple[Moved, ...]:
    """Each option's probability in the last belief and in the last one before a moment, or else the first."""
    if not history:
        return ()
    then = [o for o in history if o.moment <= since]
    before, now = (then[-1] if then else history[0]).odds, history[-1].odds
    rest = before.get("someone else", 0.0)
    found = [Moved(option=o, now=p, before=before.get(o, min(rest, p))) for o, p in now.items()]
    return tuple(sorted(found, key=lambda m: -m.now))


def thinned(history: Sequence[Odds]) -> tuple[Point, ...]:
    """At most `POINTS` moments, the first and the last among them."""
    if len(history) > POINTS:
        step = (len(history) - 1) / (POINTS - 1)
        history = [history[round(i * step)] for i in range(POINTS)]
    return tuple(Point(moment=o.moment, odds=o.odds) for o in history)
