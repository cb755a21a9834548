"""The hash chain: rows are added in blocks, and each block's hash covers its rows and the hash of the block before.

Changing, adding or removing a recorded row by other ways breaks the chain from that block on. Whoever can write to the
database can also compute the whole chain anew; against that, note the head's hash elsewhere (`hotseat ledger check` prints
it) and have it looked for later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from hotseat.ledger import store
from hotseat.ledger.tables import BLOCKS, chained

GENESIS = "0" * 64
COPY_FROM = 100  # rows from which PostgreSQL's COPY pays
UNHASHED = frozenset({"seq", "block"})  # given by the database, and so not the same in a restored ledger


def stamp(moment: datetime) -> str:
    """A time as the ledger writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def line(table: str, row: Mapping[str, Any]) -> str:
    """A row as it is hashed; a column that is NULL leaves no trace, so that a later migration may add columns."""
    filled = {key: value for key, value in row.items() if value is not None and key not in UNHASHED}
    return json.dumps([table, filled], sort_keys=True, separators=(",", ":"))


def block_hash(previous: str, seq: int, recorded: str, lines: Iterable[str]) -> str:
    """SHA-256 over the hash of the block before, its own number and time, and its rows in sorted order."""
    digest = hashlib.sha256(f"{previous}\n{seq}\n{recorded}\n".encode())
    for text in sorted(lines):
        digest.update(text.encode() + b"\n")
    return digest.hexdigest()


@dataclass(slots=True)
class Batch:
    """Rows on their way into one block. `recorded` is their time, never before that of the last block."""

    connection: sa.Connection
    seq: int
    previous: str
    recorded: str
    lines: list[str] = field(default_factory=list)

    def insert(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows to a chained table; every row must name the same columns, `block` is added here.

        Raises:
            sqlalchemy.exc.IntegrityError: a row is there already, or refers to one that is not.
        """
        if not rows:
            return
        self.lines.extend(line(table.name, row) for row in rows)
        whole = [{**row, "block": self.seq} for row in rows]
        if self.connection.dialect.name == "postgresql" and len(rows) >= COPY_FROM:
            copy_rows(self.connection, table, whole)
        else:
            self.connection.execute(sa.insert(table), whole)

    def close(self) -> None:
        """Write the block's own row, if the batch added any."""
        if self.lines:
            values = {
                "seq": self.seq, "previous": self.previous, "recorded": self.recorded, "rows": len(self.lines),
                "hash": block_hash(self.previous, self.seq, self.recorded, self.lines),
            }  # fmt: skip
            self.connection.execute(sa.insert(BLOCKS).values(values))


def copy_rows(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows by PostgreSQL's COPY, in the transaction that is open."""
    quote = connection.dialect.identifier_preparer.quote
    columns = list(rows[0])
    statement = f"COPY {quote(table.name)} ({', '.join(map(quote, columns))}) FROM STDIN"
    with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[attr-defined]
        for row in rows:
            copy.write_row([row[column] for column in columns])


@contextmanager
def appending(engine: sa.Engine, now: datetime) -> Iterator[Batch]:
    """A transaction that adds rows as the only writer: all of them at the end, or none."""
    with store.writing(engine) as connection:
        batch = open_batch(connection, now)
        yield batch
        batch.close()


def open_batch(connection: sa.Connection, now: datetime) -> Batch:
    """A batch in a writing transaction that is open already."""
    last = connection.execute(sa.select(BLOCKS).order_by(BLOCKS.c.seq.desc()).limit(1)).mappings().first()
    recorded = stamp(now)
    if last is None:
        return Batch(connection, 1, GENESIS, recorded)
    return Batch(connection, last["seq"] + 1, last["hash"], max(recorded, last["recorded"]))


def head(connection: sa.Connection) -> str:
    """The hash of the last block."""
    query = sa.select(BLOCKS.c.hash).order_by(BLOCKS.c.seq.desc()).limit(1)
    return connection.execute(query).scalar() or GENESIS


def broken(connection: sa.Connection) -> Iterator[str]:
    """Verify the whole chain; gives a sentence for each block that is not as it was recorded."""
    blocks = connection.execute(sa.select(BLOCKS).order_by(BLOCKS.c.seq)).mappings()
    rows = groupby(merge(*(rows_of(connection, table) for table in chained()), key=itemgetter(0)), key=itemgetter(0))
    block, group = next(rows, (None, iter(())))
    previous, expected = GENESIS, 1
    for found in blocks:
        while block is not None and block < found["seq"]:
            yield f"block {block}: rows that no block accounts for, they were not recorded by hotseat"
            block, group = next(rows, (None, iter(())))
        lines = [text for _, text in group] if block == found["seq"] else []
        if block == found["seq"]:
            block, group = next(rows, (None, iter(())))
        yield from faults_of(found, lines, previous, expected)
        previous, expected = found["hash"], found["seq"] + 1
    while block is not None:
        yield f"block {block}: rows that no block accounts for, they were not recorded by hotseat"
        block, group = next(rows, (None, iter(())))


def faults_of(block: sa.RowMapping, lines: Sequence[str], previous: str, expected: int) -> Iterator[str]:
    """What is wrong with one block."""
    where = f"block {block['seq']} of {block['recorded']}"
    if block["seq"] != expected:
        yield f"block {expected}: missing"
    if block["previous"] != previous:
        yield f"{where}: does not follow the block before it, the past was rewritten there or earlier"
    if len(lines) != block["rows"]:
        yield f"{where}: {block['rows']} rows were recorded, {len(lines)} are there"
    elif block_hash(block["previous"], block["seq"], block["recorded"], lines) != block["hash"]:
        yield f"{where}: its rows are not as they were recorded"


def rows_of(connection: sa.Connection, table: sa.Table) -> Iterator[tuple[int, str]]:
    """A table's rows as (block, hashed line), in order of block."""
    # Rows are numbered as they are added, so the key gives the order of blocks without sorting long texts.
    order = (table.c.seq,) if "seq" in table.c else (table.c.block,)
    query = sa.select(table).order_by(*order).execution_options(yield_per=2000)
    last = 0
    for row in connection.execute(query).mappings():
        # A row that was slipped in among others would unsettle the merge: it is counted to the last block that it can be in.
        last = max(last, row["block"])
        yield last, line(table.name, dict(row))
