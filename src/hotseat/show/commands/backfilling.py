"""`backfill`: years of archives into the ledger."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_cache_path
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from hotseat.intake.backfilling import Backfill, archives_of
from hotseat.intake.copying import CopyFinder
from hotseat.ledger import store
from hotseat.read.reader import Engine, model_of
from hotseat.show.options import Engines, Extra, Json, Ledger, out, print_json, report_error
from hotseat.work import utc_now

Archives = Annotated[
    list[str], typer.Argument(help="WARC files, folders, patterns, or object-store addresses (s3://, https://).")
]
Workers = Annotated[int, typer.Option("--workers", min=1, help="Processes that read.")]
Parts = Annotated[Path | None, typer.Option("--parts", help="A folder for what is read and not loaded yet.")]
PROCESSORS = os.cpu_count() or 1


def backfill(
    paths: Archives, ledger: Ledger = None, workers: Workers = PROCESSORS, parts: Parts = None,
    as_json: Json = False, extra: Extra = None, engine: Engines = Engine.ENCODER,
) -> None:  # fmt: skip
    """Read archives into the ledger with several processes; a run that was stopped goes on where it was."""
    database = store.open_engine(ledger)
    if store.versions(database)[0] is None:
        store.migrate(database)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, transient=True, disable=not sys.stderr.isatty(), console=Console(stderr=True)) as bar:
        task = bar.add_task("archives", total=len(archives_of(paths)))
        job = Backfill(
            database, parts or user_cache_path("hotseat") / "parts", version=model_of(engine).name, model=engine,
            register=str(extra) if extra else None, on_file=lambda _: bar.advance(task),
        )  # fmt: skip
        report = job.run(paths, workers)
        copies = CopyFinder(database).catch_up(utc_now())
    for error in report.errors:
        report_error(error)
    summary = {
        "files": report.files, "known_files": report.known_files, "items": report.items, "claims": report.claims,
        "known": report.known, "copies": copies, "errors": [str(error) for error in report.errors],
    }  # fmt: skip
    if as_json:
        print_json(summary)
    else:
        out().print(
            f"{report.files} archives read, {report.known_files} known already; {report.items} items, {report.claims} claims, "
            f"{report.known} known already, {copies} near-copies, {len(report.errors)} errors"
        )
    if report.errors:
        raise typer.Exit(2)
