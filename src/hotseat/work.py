"""The stages put together: read items, and read them into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from hotseat.errors import InputError
from hotseat.gather.files import read_paths
from hotseat.ledger import store
from hotseat.ledger.append import Writer
from hotseat.read.reader import Reader
from hotseat.records import Claim, Item


@dataclass(slots=True)
class Report:
    """What an ingest did."""

    items: int = 0
    known: int = 0
    claims: int = 0
    errors: list[InputError] = field(default_factory=list)


def read_all(sources: Iterable[Item | InputError], reader: Reader) -> Iterator[tuple[Item, list[Claim]] | InputError]:
    """Each item with its claims; errors pass through."""
    for source in sources:
        yield source if isinstance(source, InputError) else (source, reader.read(source))


def read_files(paths: Iterable[str], reader: Reader) -> Iterator[tuple[Item, list[Claim]] | InputError]:
    """The same for paths."""
    return read_all(read_paths(paths), reader)


def ingest(
    sources: Iterable[Item | InputError],
    reader: Reader,
    engine: sa.Engine,
    now: datetime,
    on_item: Callable[[Item], None] | None = None,
) -> Report:
    """Read items into the ledger; what the same reader has read before is passed over.

    Raises:
        LedgerError: the ledger is missing or of another version.
    """
    store.require_current(engine)
    report = Report()
    with engine.connect() as connection:
        writer = Writer(connection)
        for source in sources:
            if isinstance(source, InputError):
                report.errors.append(source)
                continue
            known = writer.has_reading(source.id, reader.version)
            connection.rollback()
            if known:
                report.known += 1
            else:
                report.claims += writer.add(source, reader.version, reader.read(source), now)
                report.items += 1
            if on_item:
                on_item(source)
    return report
