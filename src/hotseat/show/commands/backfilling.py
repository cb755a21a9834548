"""`backfill`: years of archives into the ledger."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from platformdirs import user_cache_path
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from hotseat.errors import RegisterError
from hotseat.intake.archive_jobs import Setup
from hotseat.intake.backfilling import Backfill, BackfillReport, archives_of
from hotseat.intake.backfilling import Workers as Runner
from hotseat.intake.copying import CopyFinder
from hotseat.ledger import store
from hotseat.read.reader import Engine, model_of
from hotseat.show.options import Extra, Json, Ledger, out, print_json, report_error
from hotseat.work import utc_now

Archives = Annotated[
    list[str], typer.Argument(help="WARC files, folders, patterns, or object-store addresses (s3://, https://).")
]
Workers = Annotated[int, typer.Option("--workers", min=1, help="Workers that read; a cluster has its own number.")]
Parts = Annotated[Path | None, typer.Option("--parts", help="A folder for what is read and not loaded yet.")]
Runners = Annotated[
    Runner,
    typer.Option(
        "--engine", help="What runs the workers: processes here, or Ray (the cluster of RAY_ADDRESS, else a local one)."
    ),
]
Model = Annotated[Engine, typer.Option("--model", envvar="HOTSEAT_ENGINE", help="Which model decides what a text says.")]
PROCESSORS = os.cpu_count() or 1


def backfill(
    paths: Archives, ledger: Ledger = None, workers: Workers = PROCESSORS, parts: Parts = None,
    as_json: Json = False, extra: Extra = None, engine: Runners = Runner.POOL, model: Model = Engine.ENCODER,
) -> None:  # fmt: skip
    """Read archives into the ledger with several workers; a run that was stopped goes on where it was."""
    setup = setup_of(model, extra)
    database = store.open_engine(ledger)
    if store.versions(database)[0] is None:
        store.migrate(database)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, transient=True, disable=not sys.stderr.isatty(), console=Console(stderr=True)) as bar:
        task = bar.add_task("archives", total=len(archives_of(paths)))
        job = Backfill(
            database, parts or user_cache_path("hotseat") / "parts", version=model_of(model).name, setup=setup,
            on_file=lambda _: bar.advance(task),
        )  # fmt: skip
        report = job.run(paths, workers, engine)
        copies = CopyFinder(database).catch_up(utc_now())
    for error in report.errors:
        report_error(error)
    if as_json:
        print_json(summary(report, copies))
    else:
        out().print(
            f"{report.files} archives read, {report.known_files} known already; {report.items} items, {report.claims} claims, "
            f"{report.known} known already, {copies} near-copies, {len(report.errors)} errors; "
            f"{report.seconds:.1f} seconds, at most {report.peak_mb} MB a worker"
        )
    if report.errors:
        raise typer.Exit(2)


def setup_of(model: Engine, extra: Path | None) -> Setup:
    """What the workers make their reader of; the extra rows travel as text, so that a cluster need not see the file."""
    if extra is None:
        return Setup(model=model)
    try:
        return Setup(model=model, rows=extra.read_text(encoding="utf-8"), place=str(extra))
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{extra}: cannot be read ({error}); give a UTF-8 file of JSON lines"
        raise RegisterError(msg) from error


def summary(report: BackfillReport, copies: int) -> dict[str, Any]:
    """The report as JSON, archive by archive."""
    return {
        "files": report.files, "known_files": report.known_files, "items": report.items, "claims": report.claims,
        "known": report.known, "copies": copies, "errors": [str(error) for error in report.errors],
        "seconds": round(report.seconds, 2), "peak_mb": report.peak_mb,
        "archives": [{**asdict(archive), "errors": [str(error) for error in archive.errors]} for archive in report.archives],
    }  # fmt: skip
