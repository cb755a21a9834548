"""Alerts on their way: queued once, tried until they are taken, dead after the last try and kept for a look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from hotseat.ledger.chain import stamp
from hotseat.ledger.store import writing
from hotseat.ledger.tables_serving import DELIVERIES, MARKS


class State(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One alert to one target. `body` is JSON; `due` the time (ISO 8601, UTC) before which it is not tried."""

    id: str
    rule: str
    channel: str
    target: str
    body: str
    state: State
    attempts: int
    created: str
    due: str
    problem: str | None = None


def queue(engine: sa.Engine, deliveries: list[Delivery], marks: dict[str, str]) -> int:
    """Put deliveries in the queue and note how far each rule has looked, in one transaction; gives the number of new ones."""
    with writing(engine) as connection:
        ids = [d.id for d in deliveries]
        known = set(connection.execute(sa.select(DELIVERIES.c.id).where(DELIVERIES.c.id.in_(ids))).scalars())
        fresh = {d.id: d for d in deliveries if d.id not in known}
        if fresh:
            connection.execute(sa.insert(DELIVERIES), [row_of(d) for d in fresh.values()])
        for name, value in marks.items():
            connection.execute(sa.delete(MARKS).where(MARKS.c.name == name))
            connection.execute(sa.insert(MARKS).values(name=name, value=value))
    return len(fresh)


def marks(connection: sa.Connection) -> dict[str, str]:
    """How far each rule has looked."""
    return {row.name: row.value for row in connection.execute(sa.select(MARKS))}


def due(connection: sa.Connection, now: datetime, limit: int = 100) -> list[Delivery]:
    """The deliveries to be tried now, those waiting longest first."""
    query = sa.select(DELIVERIES).where(DELIVERIES.c.state == State.WAITING.value, DELIVERIES.c.due <= stamp(now))
    return [delivery_of(row) for row in connection.execute(query.order_by(DELIVERIES.c.due, DELIVERIES.c.seq).limit(limit))]


def listed(connection: sa.Connection, state: State | None = None, limit: int = 100) -> list[Delivery]:
    """Deliveries, newest first."""
    query = sa.select(DELIVERIES).order_by(DELIVERIES.c.seq.desc()).limit(limit)
    if state is not None:
        query = query.where(DELIVERIES.c.state == state.value)
    return [delivery_of(row) for row in connection.execute(query)]


def record(engine: sa.Engine, key: str, state: State, due: datetime, problem: str | None) -> None:
    """Note an attempt at a delivery."""
    values = {"state": state.value, "attempts": DELIVERIES.c.attempts + 1, "due": stamp(due), "problem": problem}
    with writing(engine) as connection:
        connection.execute(sa.update(DELIVERIES).where(DELIVERIES.c.id == key).values(values))


def revive(engine: sa.Engine, now: datetime, key: str | None = None) -> int:
    """Try the dead again, one or all; gives their number."""
    query = sa.update(DELIVERIES).where(DELIVERIES.c.state == State.DEAD.value)
    if key is not None:
        query = query.where(DELIVERIES.c.id == key)
    with writing(engine) as connection:
        return connection.execute(query.values(state=State.WAITING.value, attempts=0, due=stamp(now))).rowcount


def row_of(delivery: Delivery) -> dict[str, Any]:
    """The columns of a delivery."""
    return {name: getattr(delivery, name) for name in Delivery.__dataclass_fields__} | {"state": delivery.state.value}


def delivery_of(row: sa.Row[Any]) -> Delivery:
    """A delivery of its row."""
    values = {name: getattr(row, name) for name in Delivery.__dataclass_fields__}
    return Delivery(**{**values, "state": State(row.state)})
