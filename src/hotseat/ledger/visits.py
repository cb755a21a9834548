"""What the fetcher remembers, and what went wrong: kept with the items, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from hotseat.errors import InputError
from hotseat.ledger.chain import Batch, stamp
from hotseat.ledger.tables import PROBLEMS, VISITS
from hotseat.records import Visit

LONGEST = 2000  # characters of a problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not be read, with its source and place."""

    source: str
    place: str
    problem: str
    recorded: str


def remembered(connection: sa.Connection, source: str) -> dict[str, Visit]:
    """The visits that a source led to, by address."""
    rows = connection.execute(sa.select(VISITS).where(VISITS.c.source == source))
    return {
        r.url: Visit(
            url=r.url, source=r.source, fetched=datetime.fromisoformat(r.fetched), etag=r.etag, modified=r.modified, status=r.status,
            failures=r.failures, due=datetime.fromisoformat(r.due) if r.due else None, state=r.state,
        )
        for r in rows
    }  # fmt: skip


def remember(connection: sa.Connection, visits: Iterable[Visit]) -> None:
    """Keep the last visit of each address, in a writing transaction."""
    last = {visit.url: visit for visit in visits}
    if not last:
        return
    rows = [
        {
            "url": v.url, "source": v.source, "fetched": stamp(v.fetched), "etag": v.etag, "modified": v.modified, "status": v.status,
            "failures": v.failures, "due": stamp(v.due) if v.due else None, "state": v.state,
        }
        for v in last.values()
    ]  # fmt: skip
    connection.execute(sa.delete(VISITS).where(VISITS.c.url == sa.bindparam("gone")), [{"gone": url} for url in last])
    connection.execute(sa.insert(VISITS), rows)


def record_problems(batch: Batch, problems: Iterable[tuple[str, InputError]]) -> None:
    """Add problems with the names of their sources."""
    batch.insert(
        PROBLEMS,
        [
            {"source": source, "place": error.place[:LONGEST], "problem": error.problem[:LONGEST], "recorded": batch.recorded}
            for source, error in problems
        ],
    )


def problems(connection: sa.Connection, source: str | None = None, limit: int = 100) -> list[Problem]:
    """The latest problems, of one source or all, the newest first."""
    query = sa.select(PROBLEMS).order_by(PROBLEMS.c.seq.desc()).limit(limit)
    if source is not None:
        query = query.where(PROBLEMS.c.source == source)
    return [Problem(source=r.source, place=r.place, problem=r.problem, recorded=r.recorded) for r in connection.execute(query)]
