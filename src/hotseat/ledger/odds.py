"""The odds of markets over time, without what explains them: light enough for a chart, and for a board of every market."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

import sqlalchemy as sa

from hotseat.ledger.book import belief_of, market_of, moment
from hotseat.ledger.chain import stamp
from hotseat.ledger.tables import BELIEFS, MARKETS, OUTCOMES
from hotseat.records_market import Belief, Market


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """An issued belief's probabilities by option."""

    market: str
    moment: datetime
    odds: Mapping[str, float]


def history(
    connection: sa.Connection, markets: Sequence[str], *, since: datetime | None = None, as_of: datetime | None = None
) -> dict[str, list[Odds]]:
    """Market -> its issued odds, oldest first.

    Args:
        connection: an open one.
        markets: which ones.
        since: only beliefs of that moment or later.
        as_of: only what was recorded by then.
    """
    found: dict[str, list[Odds]] = {key: [] for key in markets}
    for at in range(0, len(markets), 500):
        query = sa.select(BELIEFS.c.market, BELIEFS.c.moment, BELIEFS.c.options).where(
            BELIEFS.c.market.in_(list(markets[at : at + 500]))
        )
        if since:
            query = query.where(BELIEFS.c.moment >= stamp(since))
        if as_of:
            query = query.where(BELIEFS.c.recorded <= stamp(as_of), BELIEFS.c.moment <= stamp(as_of))
        for row in connection.execute(query.order_by(BELIEFS.c.moment, BELIEFS.c.recorded, BELIEFS.c.id)):
            found[row.market].append(Odds(market=row.market, moment=moment(row.moment), odds=odds_of(row.options)))
    return found


@lru_cache(maxsize=8192)
def odds_of(options: str) -> Mapping[str, float]:
    """The probabilities of a belief's column; boards ask for the same ones over and over, and what was issued never changes."""
    return MappingProxyType({name: p for name, p, *_ in json.loads(options)})


def open_markets(connection: sa.Connection, as_of: datetime | None = None) -> list[Market]:
    """The markets that have no outcome yet, by opening."""
    closed = sa.exists().where(OUTCOMES.c.market == MARKETS.c.id)
    query = sa.select(MARKETS)
    if as_of:
        query = query.where(MARKETS.c.recorded <= stamp(as_of), MARKETS.c.opened <= stamp(as_of))
        closed = closed.where(OUTCOMES.c.recorded <= stamp(as_of))
    return [market_of(row) for row in connection.execute(query.where(~closed).order_by(MARKETS.c.opened, MARKETS.c.id))]


def last_belief(connection: sa.Connection, market: Market, as_of: datetime | None = None) -> Belief | None:
    """The belief issued last on a market, with what explains it."""
    query = sa.select(BELIEFS).where(BELIEFS.c.market == market.id)
    if as_of:
        query = query.where(BELIEFS.c.recorded <= stamp(as_of), BELIEFS.c.moment <= stamp(as_of))
    order = (BELIEFS.c.moment.desc(), BELIEFS.c.recorded.desc(), BELIEFS.c.id.desc())
    row = connection.execute(query.order_by(*order).limit(1)).first()
    return belief_of(row, market.post) if row else None
