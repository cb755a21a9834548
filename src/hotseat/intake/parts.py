"""What a worker found in one archive, as a Parquet file: one row an item, written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from hotseat.ledger.append import Reading
from hotseat.records import Item
from hotseat.wire import from_wire, to_wire

TEXTS = ("id", "title", "text", "outlet", "url", "author", "language", "published", "updated", "reader", "claims")
PIECE = 500  # readings
SCHEMA = dict.fromkeys(TEXTS, pl.String)


def row_of(reading: Reading) -> dict[str, str | None]:
    """A reading as a row."""
    item = reading.item
    return {
        "id": item.id, "title": item.title, "text": item.text, "outlet": item.outlet, "url": item.url, "author": item.author,
        "language": item.language, "published": item.published.isoformat() if item.published else None,
        "updated": item.updated.isoformat() if item.updated else None, "reader": reading.reader,
        "claims": json.dumps([to_wire(claim) for claim in reading.claims], ensure_ascii=False),
    }  # fmt: skip


def reading_of_row(row: dict[str, Any]) -> Reading:
    """A row as the reading that it was."""
    published, updated = (datetime.fromisoformat(row[key]) if row[key] else None for key in ("published", "updated"))
    item = Item(
        id=row["id"], title=row["title"], text=row["text"], outlet=row["outlet"], url=row["url"], author=row["author"],
        language=row["language"], published=published, updated=updated,
    )  # fmt: skip
    return Reading(item=item, reader=row["reader"], claims=[from_wire(claim) for claim in json.loads(row["claims"])])


def write_part(path: Path, readings: Iterable[Reading]) -> int:
    """Write a part, in one step at the end; gives the number of its rows."""
    rest = iter(readings)
    frame = pl.DataFrame(schema=SCHEMA)
    # Piece by piece: a column of texts takes a fraction of the memory of as many rows of Python's.
    while rows := [row_of(reading) for reading in islice(rest, PIECE)]:
        frame.vstack(pl.DataFrame(rows, schema=SCHEMA, orient="row"), in_place=True)
    beside = beside_of(path)
    frame.write_parquet(beside)
    beside.replace(path)
    return len(frame)


def keep_part(path: Path, content: bytes) -> None:
    """Write a part that was made elsewhere, in one step too."""
    beside = beside_of(path)
    beside.write_bytes(content)
    beside.replace(path)


def beside_of(path: Path) -> Path:
    """Where a part lies until it is whole."""
    return path.with_name(f".{path.name}.new")


def read_part(path: Path) -> Iterator[Reading]:
    """The readings of a part, in their order."""
    yield from map(reading_of_row, pl.read_parquet(path).iter_rows(named=True))
