"""The command line: thin; every command calls work, ledger or register, and prints."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress

from hotseat import wire, work
from hotseat.errors import HotseatError, InputError, RegisterError
from hotseat.gather.files import read_paths
from hotseat.gather.items import moment
from hotseat.ledger import store
from hotseat.ledger.view import View
from hotseat.read.reader import LANGUAGE_MODEL, Reader
from hotseat.register.loading import embedded_rows, parse_rows
from hotseat.register.register import Register, build, embedded
from hotseat.show import dossiers, plain, terminal

app = typer.Typer(no_args_is_help=True, add_completion=False, help="The book on managers' jobs.", pretty_exceptions_enable=False)
ledger_app = typer.Typer(no_args_is_help=True, help="Make, upgrade and verify the ledger.")
app.add_typer(ledger_app, name="ledger")


class Format(StrEnum):
    """How `read` prints."""

    TEXT = "text"
    JSONL = "jsonl"


Paths = Annotated[list[str], typer.Argument(help="Files of text, HTML or JSON lines; - for standard input.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Ledger = Annotated[str | None, typer.Option("--ledger", envvar="HOTSEAT_LEDGER", help="sqlite:///FILE or a path.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="What was known then: an ISO 8601 time.")]
Extra = Annotated[Path | None, typer.Option("--register", help="More register rows, JSON lines, beside the shipped ones.")]
Language = Annotated[str, typer.Option("--language-model", envvar="HOTSEAT_LANGUAGE_MODEL", help="An installed spaCy model.")]


def refuse(message: str) -> NoReturn:
    """Say what is wrong and end with the code for bad use."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"hotseat: {message}", markup=False, style="red")
    raise typer.Exit(2)


def register_with(extra: Path | None) -> Register:
    """The shipped register, with the user's own rows first."""
    if extra is None:
        return embedded()
    try:
        lines = extra.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{extra}: cannot be read ({error}); give a UTF-8 file of JSON lines"
        raise RegisterError(msg) from error
    return build([*parse_rows(lines, None, str(extra)), *embedded_rows()])


def time_of(text: str | None) -> datetime | None:
    """The time of an option."""
    try:
        return moment(text)
    except ValueError as error:
        refuse(f"--as-of: {error}")


@contextmanager
def viewing(ledger: str | None, as_of: datetime | None) -> Iterator[View]:
    """A view of the ledger."""
    engine = store.open_engine(ledger)
    store.require_current(engine)
    with engine.connect() as connection:
        yield View(connection, as_of)


def print_json(value: object) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def out() -> Console:
    """The terminal, or plain text in a pipe."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def report_error(error: InputError) -> None:
    """One line on standard error."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"hotseat: {error}", markup=False)


@app.command()
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


@app.command()
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
        report = work.ingest(sources, reader, engine, datetime.now(UTC), lambda _: progress.advance(task))
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


def named(name: str, kind: str, found: str | None, in_ledger: set[str]) -> str:
    """The one key that a name means, in the register or else in the ledger."""
    if found:
        return found
    fits = [n for n in in_ledger if n.casefold() == name.casefold()] or [n for n in in_ledger if name.casefold() in n.casefold()]
    if len(fits) != 1:
        several = f"; did you mean {', '.join(sorted(fits)[:5])}?" if fits else "; check the spelling"
        refuse(f"{name}: no one {kind} of that name{several}")
    return fits[0]


@app.command()
def post(name: str, ledger: Ledger = None, as_of: AsOf = None, as_json: Json = False, extra: Extra = None) -> None:
    """The dossier of a post: holder, who is named for it, contracts, and every quote."""
    register, time = register_with(extra), time_of(as_of)
    with viewing(ledger, time) as view:
        org = register.find_org(name)
        key = named(name, "post", org.name if org else None, {e.claim.org for e in view.entries() if e.claim.org})
        day = (time or datetime.now(UTC)).date()
        dossier = dossiers.post_dossier(key, view.entries(org=key), register, day)
    if as_json:
        print_json(plain.dossier_json(dossier))
    else:
        terminal.print_dossier(out(), dossier, day)


@app.command()
def coach(name: str, ledger: Ledger = None, as_of: AsOf = None, as_json: Json = False, extra: Extra = None) -> None:
    """A coach's tenures and every post that he is named for."""
    register, time = register_with(extra), time_of(as_of)
    with viewing(ledger, time) as view:
        found = register.find_coach(name)
        people = {e.claim.person for e in view.entries() if e.claim.person}
        key = named(name, "coach", found.name if found else None, people)
        dossier = dossiers.coach_dossier(key, view.entries(person=key), register)
    if as_json:
        print_json(plain.dossier_json(dossier))
    else:
        terminal.print_dossier(out(), dossier, (time or datetime.now(UTC)).date())


@app.command()
def board(ledger: Ledger = None, as_of: AsOf = None, as_json: Json = False, extra: Extra = None) -> None:
    """Every hot seat, the most talked of first."""
    register, time = register_with(extra), time_of(as_of)
    with viewing(ledger, time) as view:
        rows = dossiers.board(view.entries(), register, (time or datetime.now(UTC)).date())
    if as_json:
        print_json([plain.row_json(r) for r in rows])
    else:
        terminal.print_board(out(), rows)


@app.command()
def schema() -> None:
    """The JSON Schema of a line of `read --format jsonl`."""
    print_json(wire.schema())


@app.command()
def demo(examples: Annotated[Path, typer.Option(help="The folder of the example articles.")] = Path("examples")) -> None:
    """Read the shipped examples into a temporary ledger; print board and dossier."""
    items, extra = examples / "items.jsonl", examples / "register.jsonl"
    if not items.exists():
        refuse(f"{items}: the examples are not there; run this in hotseat's checkout, or name their folder with --examples")
    console = out()
    register = register_with(extra)
    with tempfile.TemporaryDirectory() as folder:
        engine = store.open_engine(str(Path(folder) / "demo.sqlite"))
        store.migrate(engine)
        report = work.ingest(read_paths([str(items)]), Reader(register), engine, datetime.now(UTC))
        with engine.connect() as connection:
            entries = View(connection).entries()
        engine.dispose()
    console.print(f"{report.items} articles read, {report.claims} claims\n")
    newest = max((e.published or "" for e in entries), default="")
    day = datetime.fromisoformat(newest).date() if newest else None
    rows = dossiers.board(entries, register, day)
    terminal.print_board(console, rows)
    if rows:
        chosen = [e for e in entries if e.claim.org == rows[0].org]
        console.print()
        terminal.print_dossier(console, dossiers.post_dossier(rows[0].org, chosen, register, day), day)


@ledger_app.command("init")
def ledger_init(ledger: Ledger = None) -> None:
    """Make a new ledger; an existing one is left as it is."""
    engine = store.open_engine(ledger)
    before, after = store.migrate(engine) if store.versions(engine)[0] is None else (store.versions(engine)[0], None)
    out().print(
        f"{engine.url.database}: {'made, version ' + str(after) if after else 'is there already, version ' + str(before)}"
    )


@ledger_app.command("migrate")
def ledger_migrate(ledger: Ledger = None) -> None:
    """Bring the ledger to this version of hotseat."""
    engine = store.open_engine(ledger)
    before, after = store.migrate(engine)
    out().print(f"{engine.url.database}: version {before} -> {after}" if before != after else f"version {after}, nothing to do")


@ledger_app.command("check")
def ledger_check(ledger: Ledger = None, as_json: Json = False) -> None:
    """Verify that every quote stands in its item and every reading is whole; exit code 1 if not."""
    with viewing(ledger, None) as view:
        counts, faults = view.counts(), view.faults()
    if as_json:
        print_json({**counts, "faults": faults})
    else:
        out().print(", ".join(f"{n} {table}" for table, n in counts.items()) + f", {len(faults)} faults")
        for fault in faults:
            out().print(fault, markup=False)
    if faults:
        raise typer.Exit(1)


def run() -> None:
    """Run the app; an error on purpose is one line and exit code 2."""
    try:
        app()
    except HotseatError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"hotseat: {error}", markup=False)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(0)
