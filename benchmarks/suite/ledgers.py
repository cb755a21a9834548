"""The ledger beside plain SQLite that holds the same rows under the same indexes, written in the same batches."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.made_claims import readings
from benchmarks.suite.figures import Figure, Scale, in_turn, rate, seconds, span
from benchmarks.time_ledger import BUSIEST, TYPICAL, append
from hotseat.ledger import store
from hotseat.ledger.tables import CLAIMS, ITEMS, READINGS
from hotseat.ledger.view import View

LIMIT = 1000  # claims of a dossier
COPIED = (ITEMS, READINGS, CLAIMS)


def ledger(scale: Scale) -> list[Figure]:
    """Appends and dossiers."""
    number = scale.of(100_000, 10_000)
    source = list(readings(number * 2))
    first, second = source[: len(source) // 2], source[len(source) // 2 :]
    with tempfile.TemporaryDirectory() as folder:
        engine = store.open_engine(f"{folder}/ledger.sqlite")
        store.migrate(engine)
        append(engine, iter(first))
        plain = Plain(Path(folder) / "plain.sqlite")
        plain.append(rows_of(engine, 0))
        last = engine_seq(engine)
        # The disk is waited for by both: real time, one after the other within the same minute.
        mine = seconds(lambda: append(engine, iter(second)), time.perf_counter)
        batches = rows_of(engine, last)
        theirs = seconds(lambda: plain.append(batches), time.perf_counter)
        note = "ours also hashes every row into the chain and looks up what is known"
        found = [rate("ledger, appends", "raw SQLite, same rows", (mine, theirs), amount=number, unit="claims/s", note=note)]
        with store.reading(engine) as connection:
            view = View(connection)
            for name, org in (("typical post", TYPICAL), ("busiest post", BUSIEST)):
                times = in_turn(
                    lambda org=org: view.entries(org=org, limit=LIMIT),  # type: ignore[misc]
                    lambda org=org: plain.dossier(org),  # type: ignore[misc]
                    scale.of(31, 11),
                )
                found.append(
                    span(
                        f"ledger, dossier of the {name}",
                        "raw SQLite, same rows",
                        times,
                        "ours gives records, and each item's newest reading only",
                    )
                )
        plain.close()
        engine.dispose()
    return found


def engine_seq(engine: sa.Engine) -> int:
    """The last block's number."""
    with store.reading(engine) as connection:
        return int(connection.execute(sa.text("SELECT max(seq) FROM blocks")).scalar_one())


Batches = Sequence[dict[str, list[tuple[Any, ...]]]]


def rows_of(engine: sa.Engine, after: int) -> Batches:
    """The rows of each block after one, by table: what the plain database is to take in one transaction."""
    found: dict[int, dict[str, list[tuple[Any, ...]]]] = {}
    with store.reading(engine) as connection:
        for table in COPIED:
            query = sa.select(table).where(table.c.block > after).order_by(table.c.block)
            for row in connection.execute(query):
                found.setdefault(row.block, {}).setdefault(table.name, []).append(tuple(row))
    return [found[block] for block in sorted(found)]


class Plain:
    """SQLite with the ledger's three large tables and their indexes, without its triggers, chain and keys."""

    def __init__(self, path: Path) -> None:
        """Make the tables; durable at each commit, as the ledger is."""
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._columns: dict[str, int] = {}
        for table in COPIED:
            self._columns[table.name] = len(table.c)
            names = ", ".join(f'"{c.name}"{" INTEGER PRIMARY KEY" if c.name == "seq" else ""}' for c in table.c)
            self._connection.execute(f"CREATE TABLE {table.name} ({names})")
            keys = [["id"]] if table is CLAIMS else [["id", "version"]] if table is ITEMS else [["item", "version", "reader"]]
            columns = [*([c.name for c in index.columns] for index in table.indexes), *keys]
            for number, wanted in enumerate(columns):
                quoted = ", ".join(f'"{name}"' for name in wanted)
                self._connection.execute(f"CREATE INDEX ix_{table.name}_{number} ON {table.name} ({quoted})")

    def append(self, batches: Batches) -> None:
        """A transaction a batch."""
        for batch in batches:
            self._connection.execute("BEGIN IMMEDIATE")
            for name, rows in batch.items():
                marks = ", ".join("?" * self._columns[name])
                self._connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 -- our own names
            self._connection.execute("COMMIT")

    def dossier(self, org: str) -> list[tuple[Any, ...]]:
        """The latest claims about a post with their items."""
        query = (
            "SELECT c.*, i.title, i.outlet, i.author, i.url, i.published FROM claims c JOIN items i ON i.id = c.item AND i.version = c.version "
            "WHERE c.org = ? ORDER BY c.told DESC LIMIT ?"
        )
        return self._connection.execute(query, (org, LIMIT)).fetchall()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
