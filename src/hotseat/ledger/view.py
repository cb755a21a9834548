"""Reading the ledger, now or as it was known at a moment."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from hotseat.ledger.append import stamp
from hotseat.ledger.tables import CLAIMS, ITEMS, READINGS
from hotseat.records import Certainty, Claim, Kind, Polarity, Source, SourceKind, Span, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A claim with the item that it stands in."""

    claim: Claim
    item: str
    title: str
    outlet: str | None
    url: str | None
    published: str | None


class View:
    """The ledger as of a moment: items published and recorded by then, each by the newest reader that had read it by then."""

    def __init__(self, connection: sa.Connection, as_of: datetime | None = None) -> None:
        """Read through an open connection."""
        self._connection = connection
        self._as_of = stamp(as_of)

    def entries(self, *, org: str | None = None, person: str | None = None) -> list[Entry]:
        """The claims about a post or a person, or all, oldest first."""
        newest = sa.select(READINGS.c.item, sa.func.max(READINGS.c.reader).label("reader")).group_by(READINGS.c.item)
        if self._as_of:
            newest = newest.where(READINGS.c.recorded <= self._as_of)
        latest = newest.subquery()
        query = (
            sa.select(CLAIMS, ITEMS.c.title, ITEMS.c.outlet, ITEMS.c.url, ITEMS.c.published)
            .join(ITEMS, ITEMS.c.id == CLAIMS.c.item)
            .join(latest, sa.and_(latest.c.item == CLAIMS.c.item, latest.c.reader == CLAIMS.c.reader))
            .order_by(sa.func.coalesce(ITEMS.c.published, ITEMS.c.recorded), CLAIMS.c.item, CLAIMS.c.start, CLAIMS.c.id)
        )
        if org is not None:
            query = query.where(CLAIMS.c.org == org)
        if person is not None:
            query = query.where(CLAIMS.c.person == person)
        if self._as_of:
            query = query.where(sa.func.coalesce(ITEMS.c.published, ITEMS.c.recorded) <= self._as_of)
        return [entry_of(row) for row in self._connection.execute(query).mappings()]

    def counts(self) -> dict[str, int]:
        """The number of rows of each table."""
        return {t.name: self._connection.execute(sa.select(sa.func.count()).select_from(t)).scalar_one()
                for t in (ITEMS, READINGS, CLAIMS)}  # fmt: skip

    def faults(self) -> list[str]:
        """What is wrong with the ledger: quotes that are not in their item, readings whose claims are not all there."""
        body = ITEMS.c.title + "\n" + ITEMS.c.text
        query = sa.select(CLAIMS.c.id, CLAIMS.c.item).join(ITEMS, ITEMS.c.id == CLAIMS.c.item)
        length = CLAIMS.c.end - CLAIMS.c.start
        misquoted = query.where(sa.func.substr(body, CLAIMS.c.start + 1, length) != CLAIMS.c.quote)
        found = [f"claim {row.id}: its quote is not in item {row.item}" for row in self._connection.execute(misquoted)]
        number = sa.select(sa.func.count()).where(CLAIMS.c.item == READINGS.c.item, CLAIMS.c.reader == READINGS.c.reader)
        short = sa.select(READINGS).where(number.scalar_subquery() != READINGS.c.claims)
        found += [
            f"item {r.item}: reader {r.reader} recorded {r.claims} claims, not all are there"
            for r in self._connection.execute(short)
        ]
        return found


def entry_of(row: sa.RowMapping) -> Entry:
    """An entry from a joined row."""
    claim = Claim(
        kind=Kind(row["kind"]), person=row["person"], org=row["org"], stage=Stage(row["stage"]),
        polarity=Polarity(row["polarity"]), certainty=Certainty(row["certainty"]),
        source=Source(kind=SourceKind(row["source_kind"]), name=row["source_name"]), quote=row["quote"],
        span=Span(start=row["start"], end=row["end"]), reader=row["reader"], condition=row["condition"],
        when=row["happens"], details=json.loads(row["details"]),
    )  # fmt: skip
    return Entry(
        claim=claim, item=row["item"], title=row["title"], outlet=row["outlet"], url=row["url"], published=row["published"]
    )
