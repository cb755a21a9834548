"""What migrations share: append-only triggers, and the move of the first schema's rows into the second.

The move spells out rows and hashes as they were when it was written, so that later code cannot change what it does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

Rows = Sequence[Mapping[str, Any]]


def refuse_changes(connection: sa.Connection, table: str) -> None:
    """Let the database refuse to change or delete a table's rows."""
    if connection.dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} BEGIN "
                f"SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    connection.exec_driver_sql(
        "CREATE OR REPLACE FUNCTION hotseat_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END$$"
    )
    connection.exec_driver_sql(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION hotseat_refuse()"
    )


def from_first(connection: sa.Connection, old: Mapping[str, Rows]) -> None:
    """Put the first schema's rows into the new tables, as version 1 of each item and block 1 of the chain."""
    if not old["items"]:
        return
    told = {i["id"]: i["published"] or i["recorded"] for i in old["items"]}
    names = sorted({r["reader"] for r in old["readings"]})
    number = {name: n for n, name in enumerate(names, start=1)}
    first = {name: min(r["recorded"] for r in old["readings"] if r["reader"] == name) for name in names}
    rows: dict[str, list[dict[str, Any]]] = {
        "readers": [{"name": name, "number": number[name], "recorded": first[name]} for name in names],
        "items": [{**i, "version": 1, "content": digest(i["title"], i["text"]), "told": told[i["id"]]} for i in old["items"]],
        "readings": [
            {**r, "version": 1, "edition": 1_000_000 + number[r["reader"]], "told": told[r["item"]]} for r in old["readings"]
        ],
        "claims": [
            {**c, "version": 1, "edition": 1_000_000 + number[c["reader"]], "told": told[c["item"]]} for c in old["claims"]
        ],
    }  # fmt: skip
    for table, found in rows.items():
        for row in found:
            names_of = ", ".join(f'"{name}"' for name in (*row, "block"))
            values = ", ".join(f":{name}" for name in (*row, "block"))
            connection.execute(sa.text(f"INSERT INTO {table} ({names_of}) VALUES ({values})"), {**row, "block": 1})  # noqa: S608
    recorded = max(r["recorded"] for found in rows.values() for r in found)
    lines = sorted(line(table, row) for table, found in rows.items() for row in found)
    body = "".join(f"{text}\n" for text in (f"{'0' * 64}\n1\n{recorded}", *lines))
    block = {"hash": hashlib.sha256(body.encode()).hexdigest(), "previous": "0" * 64, "recorded": recorded, "rows": len(lines)}
    connection.execute(
        sa.text("INSERT INTO blocks (seq, previous, hash, rows, recorded) VALUES (1, :previous, :hash, :rows, :recorded)"), block
    )


def digest(*parts: str) -> str:
    """The fingerprint of an item's content."""
    return hashlib.sha256(json.dumps(list(parts), ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def line(table: str, row: Mapping[str, Any]) -> str:
    """A row as the chain hashes it."""
    filled = {key: value for key, value in row.items() if value is not None}
    return json.dumps([table, filled], sort_keys=True, separators=(",", ":"))
