"""The ledger as lines: a header, every item with its versions, readings and claims, then the rows of the other tables.

Lines hold the publishers' titles and quotes, not their texts, unless those are asked for; without them an item still has the hash of its
text. `hotseat add` takes the lines back (`restoring.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from hotseat.ledger.chain import UNHASHED, head, stamp
from hotseat.ledger.tables import CLAIMS, ITEMS, READERS, READINGS, chained
from hotseat.ledger.view import SAID, View, claim_of
from hotseat.wire import to_wire

TYPE, FORMAT = "hotseat-export", 1
PIECE = 200  # items at a time
WHOLE = frozenset({"items", "readings", "claims", "readers"})  # they are told as item lines and in the header
ITEM_COLUMNS = ("outlet", "author", "url", "language", "published", "updated")


def lines(connection: sa.Connection, *, texts: bool = False, as_of: datetime | None = None) -> Iterator[dict[str, Any]]:
    """The ledger's lines, as of a moment.

    Args:
        connection: an open one that sees a single moment.
        texts: whether items carry their whole text, for a copy of one's own.
        as_of: only what was recorded by then.
    """
    then = stamp(as_of) if as_of else None
    readers = connection.execute(sa.select(READERS.c.name).order_by(READERS.c.number)).scalars().all()
    yield {"type": TYPE, "format": FORMAT, "texts": texts, "as_of": then, "head": head(connection), "readers": list(readers)}
    last = 0
    while True:
        query = sa.select(ITEMS.c.seq, ITEMS.c.id).where(ITEMS.c.version == 1, ITEMS.c.seq > last).order_by(ITEMS.c.seq)
        found = connection.execute(by_then(query, ITEMS, then).limit(PIECE)).all()
        if not found:
            break
        last = found[-1].seq
        yield from item_lines(connection, [row.id for row in found], then, texts=texts)
    for table in chained():
        if table.name not in WHOLE:
            yield from row_lines(connection, table, then)


def by_then(query: sa.Select[Any], table: sa.Table, then: str | None) -> sa.Select[Any]:
    """Only rows that were recorded by a moment."""
    return query.where(table.c.recorded <= then) if then and "recorded" in table.c else query


def item_lines(connection: sa.Connection, ids: Sequence[str], then: str | None, *, texts: bool) -> Iterator[dict[str, Any]]:
    """A line for each of some items."""
    claims: dict[tuple[str, int, str], list[dict[str, Any]]] = defaultdict(list)
    wanted = sa.select(*SAID, CLAIMS.c.id, CLAIMS.c.item, CLAIMS.c.version, CLAIMS.c.told).where(CLAIMS.c.item.in_(ids))
    for row in connection.execute(by_then(wanted, CLAIMS, then).order_by(CLAIMS.c.seq)):
        line = {**to_wire(claim_of(row[: len(SAID)])), "id": row.id, "told": row.told}
        claims[row.item, row.version, row.reader].append(line)
    readings: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    query = by_then(sa.select(READINGS).where(READINGS.c.item.in_(ids)), READINGS, then)
    for row in connection.execute(query.order_by(READINGS.c.item, READINGS.c.edition)):
        found = claims[row.item, row.version, row.reader]
        readings[row.item, row.version].append({"reader": row.reader, "recorded": row.recorded, "claims": found})
    versions: dict[str, list[dict[str, Any]]] = {item: [] for item in ids}
    query = by_then(sa.select(ITEMS).where(ITEMS.c.id.in_(ids)), ITEMS, then).order_by(ITEMS.c.id, ITEMS.c.version)
    for version in connection.execute(query).mappings():
        line = {key: version[key] for key in (*ITEM_COLUMNS, "version", "title", "content", "told", "recorded")}
        if texts and version["text"] is not None:
            line["text"] = version["text"]
        versions[version["id"]].append({**line, "readings": readings[version["id"], version["version"]]})
    yield from ({"type": "item", "id": item, "versions": found} for item, found in versions.items())


def row_lines(connection: sa.Connection, table: sa.Table, then: str | None) -> Iterator[dict[str, Any]]:
    """A line for each row of a table that is told row by row."""
    order = [table.c.seq] if "seq" in table.c else list(table.primary_key)
    query = by_then(sa.select(table), table, then).order_by(*order).execution_options(yield_per=1000)
    for row in connection.execute(query).mappings():
        yield {"type": "row", "table": table.name, "row": {key: row[key] for key in row if key not in UNHASHED}}


def claim_rows(connection: sa.Connection, as_of: datetime | None = None) -> Iterator[dict[str, Any]]:
    """Every claim of the current view (or as of a moment) as one flat row with its item: for tables."""
    for entry in View(connection, as_of).entries():
        claim = entry.claim
        yield {
            "claim": entry.id, "item": entry.item, "version": entry.version, "told": entry.told, "recorded": entry.recorded,
            "published": entry.published, "outlet": entry.outlet, "author": entry.author, "url": entry.url, "title": entry.title,
            "kind": claim.kind.value, "person": claim.person, "stated_person": entry.stated, "org": claim.org,
            "stage": claim.stage.value, "polarity": claim.polarity.value, "certainty": claim.certainty.value,
            "source_kind": claim.source.kind.value, "source_name": claim.source.name, "condition": claim.condition,
            "when": claim.when, "details": dict(claim.details), "quote": claim.quote, "start": claim.span.start,
            "end": claim.span.end, "reader": claim.reader,
        }  # fmt: skip
