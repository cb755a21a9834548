"""`export`: the ledger for other programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TextIO

import polars as pl
import typer

from hotseat.ledger import exporting, linked, store
from hotseat.ledger.view import View
from hotseat.show.options import AsOf, Ledger, refuse, time_of


class Form(StrEnum):
    """What an export may be."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    JSONLD = "jsonld"
    FTM = "ftm"


COLUMNS = (
    "claim", "item", "version", "told", "recorded", "published", "outlet", "author", "url", "title", "kind", "person", "stated_person",
    "org", "stage", "polarity", "certainty", "source_kind", "source_name", "condition", "when", "details", "quote", "start", "end", "reader",
)  # fmt: skip
INTEGERS, TIMES = frozenset({"version", "start", "end"}), ("told", "recorded", "published")
Output = Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output where none is given.")]
Texts = Annotated[bool, typer.Option("--texts", help="With the articles' whole texts, for a copy of your own (jsonl).")]


def export(
    form: Annotated[Form, typer.Option("--format", help="jsonl can be added again, without loss.")] = Form.JSONL,
    output: Output = None, texts: Texts = False, ledger: Ledger = None, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Write the ledger out: titles, links, quotes and claims; never the publishers' texts unless asked."""
    if texts and form is not Form.JSONL:
        refuse("--texts goes with --format jsonl only: the other forms hold quotes")
    if form is Form.PARQUET and output is None:
        refuse("a Parquet file cannot go to the terminal; name it with --output")
    engine = store.open_engine(ledger)
    store.require_current(engine)
    time = time_of(as_of)
    with store.reading(engine) as connection:
        if form is Form.PARQUET:
            rows = [flat(row) for row in exporting.claim_rows(connection, time)]
            write_parquet(rows, str(output))
            return
        with output.open("w", encoding="utf-8", newline="") if output else standard() as file:
            match form:
                case Form.JSONL:
                    write_lines(exporting.lines(connection, texts=texts, as_of=time), file)
                case Form.CSV:
                    write_csv(map(flat, exporting.claim_rows(connection, time)), COLUMNS, file)
                case Form.JSONLD:
                    write_lines(map(linked.json_ld, View(connection, time).entries()), file)
                case _:
                    write_csv(linked.statements(View(connection, time).entries()), linked.STATEMENT_KEYS, file)


class standard:  # noqa: N801 -- used as a function
    """Standard output as a file that is not closed."""

    def __enter__(self) -> TextIO:
        """Give it."""
        return sys.stdout

    def __exit__(self, *_: object) -> None:
        """Leave it open."""
        sys.stdout.flush()


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A claim's row with its details as JSON text."""
    return {**row, "details": json.dumps(row["details"], sort_keys=True, ensure_ascii=False)}


def write_lines(lines: Iterable[Mapping[str, Any]], file: TextIO) -> None:
    """One JSON object a line."""
    file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def write_csv(rows: Iterable[Mapping[str, Any]], columns: Iterable[str], file: TextIO) -> None:
    """A header, then a row a line."""
    writer = csv.DictWriter(file, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def write_parquet(rows: list[dict[str, Any]], path: str) -> None:
    """A table with real times."""
    schema = {name: pl.Int64 if name in INTEGERS else pl.String for name in COLUMNS}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    times = [pl.col(name).str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_zone="UTC") for name in TIMES]
    frame.with_columns(times).write_parquet(path)
