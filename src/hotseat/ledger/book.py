"""The book in the ledger: markets, issued beliefs, outcomes, echoes. Reading and writing are separate."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from hotseat.ledger.chain import Batch, stamp
from hotseat.ledger.tables import BELIEFS, ECHOES, MARKETS, OUTCOMES
from hotseat.records_market import (
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


class BookView:
    """The book as of a moment of recording.

    Args:
        connection: an open one.
        as_of: only what was recorded by then; None for now.
    """

    def __init__(self, connection: sa.Connection, as_of: datetime | None = None) -> None:
        """Read through an open connection."""
        self._connection = connection
        self._as_of = stamp(as_of) if as_of else None

    def _rows(self, table: sa.Table, order: Sequence[str], *where: sa.ColumnElement[bool]) -> list[sa.Row[Any]]:
        query = sa.select(table).where(*where).order_by(*(table.c[name] for name in order))
        if self._as_of:
            query = query.where(table.c.recorded <= self._as_of)
        return list(self._connection.execute(query))

    def markets(self, *, post: str | None = None) -> list[Market]:
        """The markets of a post or all, by opening."""
        where = [] if post is None else [MARKETS.c.post == post]
        return [market_of(row) for row in self._rows(MARKETS, ("opened", "id"), *where)]

    def outcomes(self) -> dict[str, Outcome]:
        """Market -> its outcome; where one was corrected, the one recorded last."""
        return {row.market: outcome_of(row) for row in self._rows(OUTCOMES, ("recorded", "id"))}

    def beliefs(self, market: str) -> list[Belief]:
        """Every belief issued on a market, oldest first."""
        post = self._connection.execute(sa.select(MARKETS.c.post).where(MARKETS.c.id == market)).scalar() or ""
        return [belief_of(row, post) for row in self._rows(BELIEFS, ("moment", "recorded", "id"), BELIEFS.c.market == market)]

    def latest_beliefs(self) -> dict[str, Belief]:
        """Market -> the belief issued last."""
        newest = sa.select(BELIEFS.c.market, sa.func.max(BELIEFS.c.moment).label("moment")).group_by(BELIEFS.c.market)
        if self._as_of:
            newest = newest.where(BELIEFS.c.recorded <= self._as_of)
        last = newest.subquery()
        query = (
            sa.select(BELIEFS, MARKETS.c.post)
            .join(last, sa.and_(last.c.market == BELIEFS.c.market, last.c.moment == BELIEFS.c.moment))
            .join(MARKETS, MARKETS.c.id == BELIEFS.c.market)
            .order_by(BELIEFS.c.market, BELIEFS.c.recorded)
        )
        return {row.market: belief_of(row, row.post) for row in self._connection.execute(query)}

    def echoes(self, claims: Iterable[str] | None = None) -> dict[str, Echo]:
        """Claim -> its descent, of these claims or all."""
        if claims is None:
            return {row.claim: echo_of(row) for row in self._rows(ECHOES, ("claim",))}
        found: dict[str, Echo] = {}
        ids = sorted(set(claims))
        for at in range(0, len(ids), 500):
            found |= {r.claim: echo_of(r) for r in self._rows(ECHOES, ("claim",), ECHOES.c.claim.in_(ids[at : at + 500]))}
        return found


class BookWriter:
    """Adds to the book within a batch; what is there already is left as it is.

    Args:
        batch: an open one.
    """

    def __init__(self, batch: Batch) -> None:
        """Write through an open batch."""
        self._batch = batch

    def _add(self, table: sa.Table, key: str, rows: dict[str, dict[str, Any]]) -> int:
        known: set[str] = set()
        ids = sorted(rows)
        for at in range(0, len(ids), 500):
            query = sa.select(table.c[key]).where(table.c[key].in_(ids[at : at + 500]))
            known |= set(self._batch.connection.execute(query).scalars())
        fresh = [{key: name, **rows[name], "recorded": self._batch.recorded} for name in ids if name not in known]
        self._batch.insert(table, fresh)
        return len(fresh)

    def add_markets(self, markets: Iterable[Market]) -> int:
        """Add markets; gives the number of new ones."""
        return self._add(MARKETS, "id", {m.id: market_row(m) for m in markets})

    def add_beliefs(self, beliefs: Iterable[Belief]) -> int:
        """Add issued beliefs; gives the number of new ones."""
        return self._add(BELIEFS, "id", {b.id: belief_row(b) for b in beliefs})

    def add_outcomes(self, outcomes: Iterable[Outcome]) -> int:
        """Add outcomes; gives the number of new ones."""
        return self._add(OUTCOMES, "id", {o.id: outcome_row(o) for o in outcomes})

    def add_echoes(self, echoes: Iterable[Echo]) -> int:
        """Add descents; gives the number of new ones."""
        return self._add(ECHOES, "claim", {e.claim: echo_row(e) for e in echoes})


def market_row(market: Market) -> dict[str, Any]:
    """A market's columns but its id."""
    return {
        "post": market.post, "opened": stamp(market.opened), "deadline": stamp(market.deadline), "rule": market.rule,
        "opening": market.opening.value, "evidence": json.dumps(market.evidence), "incumbent": market.incumbent,
        "vacant": stamp(market.vacant) if market.vacant else None,
    }  # fmt: skip


def market_of(row: sa.Row[Any]) -> Market:
    """A market of its row."""
    return Market(
        post=row.post, opened=moment(row.opened), deadline=moment(row.deadline), incumbent=row.incumbent, rule=row.rule,
        opening=Opening(row.opening), vacant=moment(row.vacant) if row.vacant else None, evidence=tuple(json.loads(row.evidence)),
    )  # fmt: skip


def belief_row(belief: Belief) -> dict[str, Any]:
    """A belief's columns but its id; numbers are kept to six digits."""
    options = [[o.name, *(round(v, 6) for v in (o.probability, o.low, o.high, o.prior))] for o in belief.options]
    shares = [[c.claim, c.option, c.source, *(round(v, 6) for v in (c.delta, c.without, c.root))] for c in belief.contributions]
    return {
        "market": belief.market, "moment": stamp(belief.moment), "weights": belief.weights,
        "options": json.dumps(options, ensure_ascii=False), "contributions": json.dumps(shares, ensure_ascii=False),
        "exits": json.dumps({c.value: round(v, 6) for c, v in belief.exits.items()}),
    }  # fmt: skip


def belief_of(row: sa.Row[Any], post: str) -> Belief:
    """A belief of its row."""
    return Belief(
        market=row.market, post=post, moment=moment(row.moment), weights=row.weights,
        options=tuple(Option(name=n, probability=p, low=a, high=b, prior=q) for n, p, a, b, q in json.loads(row.options)),
        contributions=tuple(
            Contribution(claim=c, option=o, source=s, delta=d, without=w, root=r)
            for c, o, s, d, w, r in json.loads(row.contributions)
        ),
        exits={Exit(c): v for c, v in json.loads(row.exits).items()},
    )  # fmt: skip


def outcome_row(outcome: Outcome) -> dict[str, Any]:
    """An outcome's columns but its id."""
    return {
        "market": outcome.market, "resolution": outcome.resolution.value, "moment": stamp(outcome.moment), "note": outcome.note,
        "evidence": json.dumps(outcome.evidence, ensure_ascii=False), "winner": outcome.winner,
    }  # fmt: skip


def outcome_of(row: sa.Row[Any]) -> Outcome:
    """An outcome of its row."""
    return Outcome(
        market=row.market, resolution=Resolution(row.resolution), winner=row.winner, moment=moment(row.moment),
        evidence=tuple(json.loads(row.evidence)), note=row.note,
    )  # fmt: skip


def echo_row(echo: Echo) -> dict[str, Any]:
    """A descent's columns but the claim."""
    return {
        "descent": echo.descent.value, "parent": echo.parent, "origin": echo.origin, "circular": int(echo.circular),
        "probability": round(1000 * echo.probability), "minutes": None if echo.hours is None else round(60 * echo.hours),
        "similarity": None if echo.similarity is None else round(1000 * echo.similarity),
    }  # fmt: skip


def echo_of(row: sa.Row[Any]) -> Echo:
    """A descent of its row."""
    return Echo(
        claim=row.claim, descent=Descent(row.descent), probability=row.probability / 1000, parent=row.parent, origin=row.origin,
        hours=None if row.minutes is None else row.minutes / 60,
        similarity=None if row.similarity is None else row.similarity / 1000, circular=bool(row.circular),
    )  # fmt: skip


def moment(text: str) -> datetime:
    """A time of the ledger."""
    return datetime.fromisoformat(text).astimezone(UTC)
