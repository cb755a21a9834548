"""An export's lines -> the ledger, with the times at which they were recorded where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

import pydantic
import sqlalchemy as sa

from hotseat.errors import FormatError, InputError
from hotseat.ledger import chain
from hotseat.ledger.append import Added, Reading, Writer
from hotseat.ledger.chain import UNHASHED, Batch
from hotseat.ledger.exporting import FORMAT, TYPE, WHOLE
from hotseat.ledger.tables import READERS, chained
from hotseat.records import Item
from hotseat.wire import from_wire

PIECE = 200  # lines in one transaction


@dataclass(slots=True)
class Restored:
    """What a restore did: rows of items and claims, rows of other tables, and lines that could not be taken."""

    added: Added = field(default_factory=Added)
    rows: int = 0
    errors: list[InputError] = field(default_factory=list)


def is_export(line: Mapping[str, Any]) -> bool:
    """Whether a line is the header of an export."""
    return line.get("type") == TYPE


def restore(engine: sa.Engine, lines: Iterable[tuple[str, Mapping[str, Any]]], now: datetime) -> Restored:
    """Add an export's lines; what is there already stays, so that a restore that was stopped can be run again.

    Args:
        engine: the ledger.
        lines: the lines with their places, the header first.
        now: the present time; the blocks of the chain carry it, the rows keep their own.

    Raises:
        FormatError: the header is none, or of a newer format.
    """
    rest = iter(lines)
    place, header = next(rest, ("export", {}))
    if not is_export(header) or header.get("format") != FORMAT:
        raise FormatError(place, f"is no export of format {FORMAT}; use the hotseat that made it, or a newer one")
    done, writer = Restored(), Writer(engine)
    with chain.appending(engine, now) as batch:
        enter_readers(batch, header)
    while piece := list(islice(rest, PIECE)):
        with chain.appending(engine, now) as batch:
            restore_piece(batch, writer, piece, done)
    return done


def enter_readers(batch: Batch, header: Mapping[str, Any]) -> None:
    """Have the export's readers in the order in which they were first used there."""
    known = {row.name: row.number for row in batch.connection.execute(sa.select(READERS.c.name, READERS.c.number))}
    new = [str(name) for name in header.get("readers", ()) if str(name) not in known]
    first = max(known.values(), default=0) + 1
    batch.insert(
        READERS, [{"name": name, "number": first + n, "recorded": batch.recorded} for n, name in enumerate(dict.fromkeys(new))]
    )


def restore_piece(batch: Batch, writer: Writer, piece: Iterable[tuple[str, Mapping[str, Any]]], done: Restored) -> None:
    """Add some lines in an open transaction."""
    readings: list[Reading] = []
    rows: list[tuple[str, Mapping[str, Any]]] = []
    for place, line in piece:
        try:
            if line.get("type") == "item":
                readings.extend(readings_of(line))
            elif line.get("type") == "row":
                rows.append((place, line))
            else:
                done.errors.append(FormatError(place, "is no line of an export; it was passed over"))
        except (KeyError, TypeError, ValueError, AttributeError, pydantic.ValidationError) as error:
            problem = " ".join(str(error).split())[:300]
            done.errors.append(
                FormatError(place, f"is no line of an export ({type(error).__name__}: {problem}); it was passed over")
            )
    found = writer.add_to(batch, readings)
    for name in ("items", "versions", "readings", "claims", "known", "unread"):
        setattr(done.added, name, getattr(done.added, name) + getattr(found, name))
    for place, line in rows:
        restore_row(batch, place, line, done)


def readings_of(line: Mapping[str, Any]) -> Iterator[Reading]:
    """The readings of an item's line, version by version; a version that nobody read is one without a reader."""
    for version in line["versions"]:
        item = item_of_version(str(line["id"]), version)
        for reading in version["readings"] or [{"reader": None, "recorded": None, "claims": []}]:
            yield Reading(
                item=item, reader=reading["reader"], claims=[from_wire(without(c, "id", "told")) for c in reading["claims"]],
                recorded=reading["recorded"], recorded_item=version["recorded"], content=version["content"],
                told=[str(c["told"]) for c in reading["claims"]], version=int(version["version"]), told_item=version["told"],
            )  # fmt: skip


def item_of_version(key: str, version: Mapping[str, Any]) -> Item:
    """The item as it was in a version."""
    published, updated = (
        datetime.fromisoformat(version[name]) if version.get(name) else None for name in ("published", "updated")
    )
    return Item(
        id=key, title=str(version["title"]), text=str(version.get("text") or ""), outlet=version.get("outlet"),
        url=version.get("url"), author=version.get("author"), language=version.get("language"), published=published, updated=updated,
    )  # fmt: skip


def without(line: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """The line without some keys."""
    return {key: value for key, value in line.items() if key not in keys}


def restore_row(batch: Batch, place: str, line: Mapping[str, Any], done: Restored) -> None:
    """Add one row of a table that is told row by row, unless it is there."""
    table = next((t for t in chained() if t.name == line.get("table") and t.name not in WHOLE), None)
    given = line.get("row")
    if table is None or not isinstance(given, dict):
        done.errors.append(FormatError(place, f"is of no table that this hotseat knows ({line.get('table')!r})"))
        return
    row = {column.name: given.get(column.name) for column in table.columns if column.name not in UNHASHED}
    keys = [c for c in table.primary_key if c.name not in UNHASHED] or [c for c in table.columns if c.name in row]
    same = sa.and_(*(c == row[c.name] if row[c.name] is not None else c.is_(None) for c in keys))
    if batch.connection.execute(sa.select(sa.literal(1)).select_from(table).where(same).limit(1)).first() is not None:
        return
    pending = len(batch.lines)
    try:
        with batch.connection.begin_nested():
            batch.insert(table, [row])
            done.rows += 1
    except (sa.exc.IntegrityError, sa.exc.StatementError) as error:
        del batch.lines[pending:]
        done.errors.append(FormatError(place, f"does not fit the ledger ({' '.join(str(error.orig).split())[:200]})"))
