"""`sync`: refresh the reference data."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.progress import Progress

from hotseat.reference import store, sync
from hotseat.show.options import Json, out, print_json, register_with

From = Annotated[str | None, typer.Option("--from", help="A local folder with the sources' files, or the address of a mirror.")]
Into = Annotated[
    Path | None, typer.Option("--into", envvar="HOTSEAT_REFERENCE", help="Where the data go; else your own data folder.")
]
Count = Annotated[int, typer.Option("--seasons", min=1, max=100, help="How many seasons back, the running one included.")]
Tenures = Annotated[bool, typer.Option("--tenures/--no-tenures", help="Whether to ask Wikidata for tenures too.")]


def run(origin: From = None, into: Into = None, seasons: Count = 6, tenures: Tenures = True, as_json: Json = False) -> None:
    """Refresh results and tenures from the open sources; the last good copy is kept where a source fails."""
    target, now = into or store.user_folder(), datetime.now(UTC)
    is_mirror = origin is not None and origin.startswith(("http://", "https://"))
    with Progress(transient=True, disable=not sys.stderr.isatty(), console=Console(stderr=True)) as progress:
        if origin is not None and not is_mirror:
            task = progress.add_task("reading", total=None)
            report = sync.from_folder(Path(origin), target, register_with(None), now, lambda _: progress.advance(task))
        else:
            first = now.year if now.month >= 7 else now.year - 1
            files = list(sync.wanted(sync.seasons_until(first, seasons), origin))
            task = progress.add_task("fetching", total=len(files))
            with httpx.Client(timeout=sync.TIMEOUT, follow_redirects=True, headers={"User-Agent": sync.AGENT}) as client:
                report = sync.from_sources(client, files, target, register_with(None), now, lambda _: progress.advance(task))
                if tenures and not is_mirror:
                    sync.fetch_tenures(client, target, report)
    tell(report, target, as_json=as_json)


def tell(report: sync.Report, target: Path, *, as_json: bool) -> None:
    """What was done; exit code 2 where something could not be had."""
    for error in report.errors:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"hotseat: {error}", markup=False)
    if as_json:
        print_json(
            {
                "folder": str(target), "matches": report.matches, "fetched": report.fetched, "unchanged": report.unchanged,
                "absent": report.absent, "unresolved": report.unresolved, "errors": report.errors,
            }
        )  # fmt: skip
    else:
        out().print(
            f"{report.matches} matches in {target}; {report.fetched} files fetched, {report.unchanged} unchanged, {report.absent} not there, "
            f"{len(report.unresolved)} names unresolved (listed in {store.MANIFEST})",
            markup=False,
        )
    if report.errors:
        raise typer.Exit(2)
