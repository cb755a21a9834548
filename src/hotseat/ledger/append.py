"""Writing to the ledger: one transaction an item, so that an item is in with all its claims or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

import sqlalchemy as sa

from hotseat.ledger.tables import CLAIMS, ITEMS, READINGS
from hotseat.records import Claim, Item


def stamp(moment: datetime | None) -> str | None:
    """A time as the ledger writes it: UTC, to the second, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


class Writer:
    """Adds items with what a reader found in them."""

    def __init__(self, connection: sa.Connection) -> None:
        """Write through an open connection."""
        self._connection = connection

    def has_reading(self, item: str, reader: str) -> bool:
        """Whether this reader has read the item before."""
        query = sa.select(READINGS.c.item).where(READINGS.c.item == item, READINGS.c.reader == reader)
        return self._connection.execute(query).first() is not None

    def add(self, item: Item, reader: str, claims: Iterable[Claim], now: datetime) -> int:
        """Add an item and its claims; gives the number of new claims, 0 where the same reader had read it."""
        recorded = stamp(now)
        with self._connection.begin():
            if self.has_reading(item.id, reader):
                return 0
            if self._connection.execute(sa.select(ITEMS.c.id).where(ITEMS.c.id == item.id)).first() is None:
                self._connection.execute(
                    sa.insert(ITEMS).values(
                        id=item.id,
                        outlet=item.outlet,
                        url=item.url,
                        published=stamp(item.published),
                        recorded=recorded,
                        title=item.title,
                        text=item.text,
                    )  # fmt: skip
                )
            rows = {c.id_in(item.id): row_of(c, item.id, recorded) for c in claims}
            self._connection.execute(sa.insert(READINGS).values(item=item.id, reader=reader, recorded=recorded, claims=len(rows)))
            if rows:
                self._connection.execute(sa.insert(CLAIMS), [{"id": key, **row} for key, row in rows.items()])
            return len(rows)


def row_of(claim: Claim, item: str, recorded: str | None) -> dict[str, object]:
    """The claim's columns but its id."""
    return {
        "item": item, "kind": claim.kind.value, "person": claim.person, "org": claim.org, "stage": claim.stage.value,
        "polarity": claim.polarity.value, "certainty": claim.certainty.value, "source_kind": claim.source.kind.value,
        "source_name": claim.source.name, "condition": claim.condition, "happens": claim.when,
        "details": json.dumps(dict(claim.details), sort_keys=True), "quote": claim.quote, "start": claim.span.start,
        "end": claim.span.end, "reader": claim.reader, "recorded": recorded,
    }  # fmt: skip
