"""`read`, `add`, `schema`: items in, claims out."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer
from rich.console import Console
from rich.progress import Progress

from hotseat import wire, work
from hotseat.errors import InputError
from hotseat.gather.files import read_paths
from hotseat.intake.copying import CopyFinder
from hotseat.intake.exports import export_lines, is_export_file
from hotseat.ledger import store
from hotseat.ledger.restoring import restore
from hotseat.read.reader import Engine, Reading
from hotseat.show import terminal
from hotseat.show.explaining import explain
from hotseat.show.options import Engines, Extra, Json, Ledger, Paths, out, print_json, reader_with, refuse, report_error
from hotseat.show.reading_page import reading_page


class Format(StrEnum):
    """How `read` prints."""

    TEXT = "text"
    JSONL = "jsonl"


def read(
    paths: Paths, form: Annotated[Format, typer.Option("--format")] = Format.TEXT, as_json: Json = False,
    extra: Extra = None, engine: Engines = Engine.ENCODER,
    why: Annotated[bool, typer.Option("--explain", help="Show what made each claim.")] = False,
    page: Annotated[Path | None, typer.Option("--html", help="Write a page with the claims marked in the text.")] = None,
) -> None:  # fmt: skip
    """Read items and print their claims; stores nothing."""
    reader = reader_with(extra, engine)
    readings: list[Reading] = []
    errors = 0
    for source in read_paths(paths):
        if isinstance(source, InputError):
            errors += 1
            report_error(source)
            continue
        reading = reader.reading(source)
        if as_json or page:
            readings.append(reading)
        if not as_json and not (page and form is Format.TEXT):
            show(reading, form, why=why)
    if as_json:
        print_json([line_of(r) for r in readings])
    if page:
        write_page(page, reading_page((r.item, r.claims) for r in readings))
    if errors:
        raise typer.Exit(2)


def line_of(reading: Reading) -> dict[str, object]:
    """One line of the wire format."""
    return {"id": reading.item.id, "claims": [wire.to_wire(c) for c in reading.claims]}


def show(reading: Reading, form: Format, *, why: bool) -> None:
    """Print one reading as it is made."""
    if form is Format.JSONL:
        sys.stdout.write(json.dumps(line_of(reading), ensure_ascii=False) + "\n")
    elif why:
        terminal.print_explanations(out(), reading.item, list(explain(reading)))
    else:
        terminal.print_claims(out(), reading.item, reading.claims)


def write_page(path: Path, text: str) -> None:
    """Write a page, or say why it cannot be written."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        refuse(f"{path}: cannot be written ({error.strerror}); name another file with --html")


def add(
    paths: Paths, ledger: Ledger = None, as_json: Json = False, extra: Extra = None, engine: Engines = Engine.ENCODER
) -> None:
    """Read items into the ledger, made if there is none; a JSON-lines export of a ledger is taken back as it was."""
    database = store.open_engine(ledger)
    if store.versions(database)[0] is None:
        store.migrate(database)
    exports = [path for path in paths if is_export_file(path)]
    others = [path for path in paths if path not in exports]
    report = restored(exports, database)
    if others:
        reader = reader_with(extra, engine)
        with Progress(transient=True, disable=not sys.stderr.isatty(), console=Console(stderr=True)) as progress:
            task = progress.add_task("reading", total=None)
            report += work.ingest(read_paths(others), reader, database, on_item=lambda _: progress.advance(task))
    CopyFinder(database).catch_up(work.utc_now())
    for error in report.errors:
        report_error(error)
    summary = {"items": report.items, "known": report.known, "claims": report.claims, "errors": [str(e) for e in report.errors]}
    if as_json:
        print_json(summary)
    else:
        out().print(
            f"{report.items} items added, {report.known} known already, {report.claims} claims, {len(report.errors)} errors"
        )
    if report.errors:
        raise typer.Exit(2)


def restored(exports: list[str], engine: sa.Engine) -> work.Report:
    """Take exports of ledgers back, as they were recorded."""
    report = work.Report()
    for path in exports:
        done = restore(engine, export_lines(path), work.utc_now())
        found = done.added
        report += work.Report(items=found.items + found.versions, known=found.known, claims=found.claims, errors=done.errors)
    return report


def schema() -> None:
    """The JSON Schema of a line of `read --format jsonl`."""
    print_json(wire.schema())
