"""The stages put together: items are read into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Self

import sqlalchemy as sa

from hotseat.errors import FormatError, InputError
from hotseat.gather.languages import language_of
from hotseat.gather.moments import settled
from hotseat.ledger import chain, store
from hotseat.ledger.append import Reading, Writer
from hotseat.ledger.visits import record_problems
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

    def __iadd__(self, other: Report) -> Self:
        """Add what another did."""
        self.items += other.items
        self.known += other.known
        self.claims += other.claims
        self.errors += other.errors
        return self


def in_order(item: Item, now: datetime, errors: list[InputError]) -> Item:
    """The item with its language, and without times that lie in the future; those are added to the errors."""
    found, wrong = settled(item, now)
    if wrong:
        errors.append(FormatError(item.url or item.id, wrong))
    return replace(found, language=language_of(found.body, found.language))


def reading_of(item: Item, reader: Reader) -> Reading:
    """The item with its claims; what is not English is kept unread."""
    if item.language not in {None, "en"}:
        return Reading(item=item, reader=None)
    return Reading(item=item, reader=reader.version, claims=reader.read(item))


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
        errors = [source for source in batch if isinstance(source, InputError)]
        items = [in_order(source, clock(), errors) for source in batch if isinstance(source, Item)]
        readings = [reading_of(item, reader) for item in writer.unread(items, reader.version)]
        with chain.appending(engine, clock()) as rows:
            added = writer.add_to(rows, readings)
            record_problems(rows, [("files", error) for error in errors])
        report.errors += errors
        report.items += added.readings + added.unread
        report.known += len(items) - added.readings - added.unread
        report.claims += added.claims
        for item in items:
            if on_item:
                on_item(item)
    return report
