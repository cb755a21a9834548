"""`read`, `add`, `schema`: items in, claims out."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from hotseat import wire, work
from hotseat.errors import InputError
from hotseat.gather.files import read_paths
from hotseat.ledger import store
from hotseat.read.reader import LANGUAGE_MODEL, Reader
from hotseat.show import terminal
from hotseat.show.options import Extra, Json, Language, Ledger, Paths, out, print_json, register_with, report_error


class Format(StrEnum):
    """How `read` prints."""

    TEXT = "text"
    JSONL = "jsonl"


def read(
    paths: Paths, form: Annotated[Format, typer.Option("--format")] = Format.TEXT, as_json: Json = False,
    extra: Extra = None, language: Language = LANGUAGE_MODEL,
) -> None:  # fmt: skip
    """Read items and print their claims; stores nothing."""
    reader = Reader(register_with(extra), language=language)
    console, errors, lines = out(), 0, []
    for result in work.read_files(paths, reader):
        if isinstance(result, InputError):
            errors += 1
            report_error(result)
            continue
        item, claims = result
        line = {"id": item.id, "claims": [wire.to_wire(c) for c in claims]}
        if as_json:
            lines.append(line)
        elif form is Format.JSONL:
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        else:
            terminal.print_claims(console, item, claims)
    if as_json:
        print_json(lines)
    if errors:
        raise typer.Exit(2)


def add(
    paths: Paths, ledger: Ledger = None, as_json: Json = False, extra: Extra = None, language: Language = LANGUAGE_MODEL
) -> None:
    """Read items into the ledger, made if there is none."""
    engine = store.open_engine(ledger)
    if store.versions(engine)[0] is None:
        store.migrate(engine)
    reader = Reader(register_with(extra), language=language)
    with Progress(transient=True, disable=not sys.stderr.isatty(), console=Console(stderr=True)) as progress:
        task = progress.add_task("reading", total=None)
        sources = read_paths(paths)
        report = work.ingest(sources, reader, engine, on_item=lambda _: progress.advance(task))
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


def schema() -> None:
    """The JSON Schema of a line of `read --format jsonl`."""
    print_json(wire.schema())
