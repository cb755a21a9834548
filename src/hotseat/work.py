"""The stages put together: items are read into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

import sqlalchemy as sa

from hotseat.errors import InputError
from hotseat.ledger import store
from hotseat.ledger.append import Reading, Writer
from hotseat.read.reader import Reader
from hotseat.records import Item

BATCH = 64  # items in one transaction: large enough to be fast, small enough that a stop loses little work
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present time, UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Report:
    """What an ingest did."""

    items: int = 0
    known: int = 0
    claims: int = 0
    errors: list[InputError] = field(default_factory=list)


def ingest(
    sources: Iterable[Item | InputError],
    reader: Reader,
    engine: sa.Engine,
    clock: Clock = utc_now,
    on_item: Callable[[Item], None] | None = None,
) -> Report:
    """Read items into the ledger; what the same reader has read before is passed over.

    Args:
        sources: items, and errors that stand in their place.
        reader: finds the claims.
        engine: the ledger, of the newest version.
        clock: gives the time that is recorded, asked for each batch.
        on_item: told of every item once it is in the ledger for good.

    Raises:
        LedgerError: the ledger is missing or of another version.
    """
    store.require_current(engine)
    report, writer, rest = Report(), Writer(engine), iter(sources)
    while batch := list(islice(rest, BATCH)):
        report.errors += [source for source in batch if isinstance(source, InputError)]
        items = [source for source in batch if isinstance(source, Item)]
        unread = writer.unread(items, reader.version)
        readings = [Reading(item=item, reader=reader.version, claims=reader.read(item)) for item in unread]
        added = writer.add_all(readings, clock())
        report.items += added.readings
        report.known += len(items) - added.readings
        report.claims += added.claims
        for item in items:
            if on_item:
                on_item(item)
    return report
