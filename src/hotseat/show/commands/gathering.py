"""`gather` and `sources add|list|test`: follow outlets and read their news into the ledger."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import prometheus_client
import structlog
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from hotseat.bookkeeping.inquiry import judge_with
from hotseat.bookkeeping.renewing import Renewer
from hotseat.errors import HotseatError, InputError
from hotseat.gather import sources as config
from hotseat.gather.collecting import Collector
from hotseat.gather.discovery import discover
from hotseat.gather.fetching import Client
from hotseat.intake.gathering import Gatherer, SourceReport
from hotseat.intake.watching import watch as keep_going
from hotseat.ledger import store
from hotseat.read.reader import Engine
from hotseat.reference.results import embedded
from hotseat.show.options import Engines, Extra, Json, Ledger, out, print_json, reader_with, refuse, register_with, report_error

Config = Annotated[Path | None, typer.Option("--config", envvar="HOTSEAT_CONFIG", help="A hotseat.toml; else ./ or the user's.")]
Only = Annotated[list[str] | None, typer.Argument(help="Names of sources; all where none is given.")]
Watch = Annotated[bool, typer.Option("--watch", help="Keep going, each source by its interval.")]
Port = Annotated[int | None, typer.Option("--metrics-port", help="Serve metrics for Prometheus on this port, on this machine.")]
Renew = Annotated[bool, typer.Option("--refresh/--no-refresh", help="With --watch: bring the odds up to date after each round.")]
Log = Annotated[Path | None, typer.Option("--log", help="Append structured events to this file, JSON lines.")]


def chosen(settings: config.Settings, names: list[str] | None, path: Path) -> list[config.SourceSettings]:
    """The sources of these names, or all."""
    if not settings.sources:
        refuse(f"{path}: names no sources; add one with `hotseat sources add URL`, or --starter for a list to begin with")
    wanted = {name.casefold() for name in names or ()}
    unknown = wanted - {source.name.casefold() for source in settings.sources}
    if unknown:
        refuse(f"no source is called {', '.join(sorted(unknown))}; see `hotseat sources list`")
    return [source for source in settings.sources if not wanted or source.name.casefold() in wanted]


@contextlib.contextmanager
def logging(path: Path | None) -> Iterator[Any]:
    """A logger that writes JSON lines to a file; None without one."""
    if path is None:
        yield None
        return
    try:
        opened = path.open("a", encoding="utf-8")
    except OSError as error:
        refuse(f"{path}: cannot be written ({error.strerror}); name another file with --log")
    with opened as file:
        stamps = structlog.processors.TimeStamper(fmt="iso", utc=True)
        processors: list[Any] = [structlog.processors.add_log_level, stamps, structlog.processors.JSONRenderer()]
        yield structlog.wrap_logger(structlog.WriteLogger(file), processors=processors)


def gather(
    names: Only = None, ledger: Ledger = None, path: Config = None, watch: Watch = False, metrics_port: Port = None,
    log: Log = None, as_json: Json = False, extra: Extra = None, engine: Engines = Engine.ENCODER, renew: Renew = True,
) -> None:  # fmt: skip
    """Fetch the sources of hotseat.toml into the ledger; exit code 1 if a source gave nothing but problems."""
    path = config.find_config(path)
    settings = config.load(path)
    wanted = chosen(settings, names, path)
    database = store.open_engine(ledger)
    if store.versions(database)[0] is None:
        store.migrate(database)
    reader = reader_with(extra, engine)
    with logging(log) as logger, Client(settings.http.manners) as client, progress_bar() as bar:
        task = bar.add_task("gathering", total=None)
        gatherer = Gatherer(
            database, reader, client, threads=settings.http.threads, log=logger, on_event=lambda _: bar.advance(task)
        )  # fmt: skip
        if metrics_port is not None:
            serve_metrics(metrics_port, gatherer)
        if watch:
            renewer = Renewer(lambda: judge_with(register_with(extra), embedded()), database) if renew else None
            with stopping(gatherer) as stop:
                keep_going(gatherer, wanted, stop, lambda reports: after_round(reports, renewer, as_json=as_json), complain)
            return
        reports = gatherer.run(wanted)
    show(reports, as_json=as_json)
    if any(report.problems and not report.items + report.versions + report.known for report in reports):
        raise typer.Exit(1)


def after_round(reports: list[SourceReport], renewer: Renewer | None, *, as_json: bool) -> None:
    """Show what a round gave, and bring the odds of the posts that it touched up to date."""
    show(reports, as_json=as_json)
    done = renewer.renew(datetime.now(UTC)) if renewer else None
    if done and not as_json:
        out().print(f"odds: {done.markets} new markets, {done.beliefs} new beliefs, {len(done.proposals)} outcomes proposed")


def serve_metrics(port: int, gatherer: Gatherer) -> None:
    """Let Prometheus on this machine scrape the run."""
    try:
        prometheus_client.start_http_server(port, addr="127.0.0.1", registry=gatherer.metrics.registry)
    except (OSError, OverflowError) as error:
        refuse(f"--metrics-port {port}: cannot be used ({error})")


def complain(error: HotseatError) -> None:
    """Say on standard error what goes wrong while the program goes on."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"hotseat: {error}", markup=False)


def progress_bar() -> Progress:
    """A bar on a terminal, nothing in a pipe."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, transient=True, disable=not sys.stderr.isatty(), console=Console(stderr=True))


@contextlib.contextmanager
def stopping(gatherer: Gatherer) -> Iterator[threading.Event]:
    """An event that SIGINT and SIGTERM set: what was fetched is stored, then the program ends."""
    stop = threading.Event()

    def ask(*_: object) -> None:
        stop.set()
        gatherer.stop()

    old = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


def show(reports: list[SourceReport], *, as_json: bool) -> None:
    """A line for each source, and each problem on standard error."""
    if as_json:
        print_json([
            {
                "source": r.source, "items": r.items, "versions": r.versions, "claims": r.claims, "known": r.known, "unread": r.unread,
                "seconds": round(r.seconds, 2), "problems": [str(p) for p in r.problems],
            }
            for r in reports
        ])  # fmt: skip
        sys.stdout.flush()
        return
    for report in reports:
        for problem in report.problems:
            report_error(problem)
        out().print(report.line, markup=False)


def list_sources(path: Config = None, as_json: Json = False) -> None:
    """The sources of hotseat.toml."""
    path = config.find_config(path)
    settings = config.load(path)
    if as_json:
        print_json([source.model_dump(mode="json") for source in settings.sources])
        return
    table = Table(title=str(path), title_justify="left")
    for heading in ("source", "type", "every", "address"):
        table.add_column(heading, overflow="fold")
    for source in settings.sources:
        table.add_row(source.name, source.type.value, source.interval, source.url)
    out().print(table)


def add(
    url: Annotated[str | None, typer.Argument(help="A feed, sitemap, site or folder.")] = None,
    path: Config = None,
    name: Annotated[str | None, typer.Option("--name", help="What to call it.")] = None,
    kind: Annotated[config.SourceType | None, typer.Option("--type", help="How to read it; found out where not given.")] = None,
    interval: Annotated[str | None, typer.Option("--interval", help="How often: 10m, 2h, 1d.")] = None,
    starter: Annotated[bool, typer.Option("--starter", help="Add the shipped list of football outlets.")] = False,
) -> None:
    """Add a source to hotseat.toml; a site's feed is discovered from its address."""
    path = config.find_config(path)
    settings = config.load(path)
    known = {source.name.casefold() for source in settings.sources}
    if starter:
        new = [source for source in config.starter() if source.name.casefold() not in known]
    elif url is None:
        refuse("give the address of a feed, a sitemap or a site, or --starter")
    else:
        with Client(settings.http.manners) as client:
            new = [discover(url, client, kind, name, interval)]
    if any(source.name.casefold() in known for source in new):
        refuse(f"{new[0].name}: there is a source of that name already; give another with --name")
    config.add_sources(path, new)
    for source in new:
        out().print(f"{path}: added {source.name} ({source.type.value}, every {source.interval}): {source.url}", markup=False)


def try_source(
    name: Annotated[str, typer.Argument(help="A source's name, or an address.")], path: Config = None, as_json: Json = False
) -> None:  # fmt: skip
    """Visit a source and show what it gives; stores nothing. Exit code 1 if it gives nothing."""
    settings = config.load(config.find_config(path))
    with Client(settings.http.manners) as client:
        found = [source for source in settings.sources if source.name.casefold() == name.casefold()]
        source = found[0] if found else discover(name, client, None, None, None)
        quick = source.model_copy(update={"most": min(source.most, 3)})
        events = list(Collector(quick, client, {}, datetime.now(UTC)).events())
    items = [event.item for event in events if event.item is not None]
    problems = [event.problem for event in events if event.problem is not None]
    if as_json:
        rows = [{"title": i.title, "url": i.url, "outlet": i.outlet, "author": i.author, "language": i.language,
                 "published": i.published.isoformat() if i.published else None, "characters": len(i.text)} for i in items]  # fmt: skip
        print_json({"source": source.model_dump(mode="json"), "items": rows, "problems": [str(p) for p in problems]})
    else:
        show_test(source, items, problems)
    if not items:
        raise typer.Exit(1)


def show_test(source: config.SourceSettings, items: list[Any], problems: list[InputError]) -> None:
    """What a source gave, on a terminal."""
    out().print(f"{source.name} ({source.type.value}): {source.url}", markup=False)
    for item in items:
        when = item.published.strftime("%Y-%m-%d %H:%M") if item.published else "undated"
        out().print(f"  {when}  {item.language}  {len(item.text):>6} characters  {item.title[:80]}", markup=False)
    for problem in problems:
        report_error(problem)
    out().print(f"{len(items)} items, {len(problems)} problems")
