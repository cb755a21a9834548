"""What the commands share: their options, how they open the register and the ledger, and how they print and refuse."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from hotseat.errors import InputError, RegisterError
from hotseat.gather.items import moment
from hotseat.intake.second_reader import SecondReader, endpoint_of
from hotseat.ledger import store
from hotseat.ledger.book import BookView
from hotseat.ledger.view import Mentioned, View
from hotseat.read.reader import Engine, Reader, model_of
from hotseat.reference import store as reference_store
from hotseat.register.loading import embedded_rows, parse_rows
from hotseat.register.register import Register, build, embedded
from hotseat.show.queries.naming import nearest

Paths = Annotated[list[str], typer.Argument(help="Files of text, HTML or JSON lines; - for standard input.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Ledger = Annotated[
    str | None, typer.Option("--ledger", envvar="HOTSEAT_LEDGER", help="A path, or postgresql://USER@HOST/DATABASE.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="What was known then: an ISO 8601 time.")]
Extra = Annotated[Path | None, typer.Option("--register", help="More register rows, JSON lines, beside the shipped ones.")]
Reference = Annotated[
    Path | None, typer.Option("--reference", help="A folder made by `sync`; else your own copy, else the shipped data.")
]
Card = Annotated[Path | None, typer.Option("--card", help="Draw a card into this file, .svg or .png.")]
Engines = Annotated[Engine, typer.Option("--engine", envvar="HOTSEAT_ENGINE", help="Which model decides what a text says.")]


def refuse(message: str) -> NoReturn:
    """Say what is wrong and end with the code for bad use."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"hotseat: {message}", markup=False, style="red")
    raise typer.Exit(2)


def register_with(extra: Path | None) -> Register:
    """The shipped register, with the user's own rows first."""
    if extra is None:
        return _shipped()
    try:
        lines = extra.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{extra}: cannot be read ({error}); give a UTF-8 file of JSON lines"
        raise RegisterError(msg) from error
    return build([*parse_rows(lines, None, str(extra)), *embedded_rows()])


@lru_cache(maxsize=1)
def _shipped() -> Register:
    """The shipped register. It lives as long as the command, as does all that is loaded by then: the collector need not walk it again."""
    register = embedded()
    gc.freeze()
    return register


def register_with_tenures(extra: Path | None, reference: Path | None) -> Register:
    """The register with the tenures that `sync` brought of coaches whom it lacks."""
    register = register_with(extra)
    rows = reference_store.tenure_rows(reference, register)
    if not rows:
        return register
    own = parse_rows(extra.read_text(encoding="utf-8").splitlines(), None, str(extra)) if extra else ()
    return build([*own, *embedded_rows(), *rows])


def reader_with(extra: Path | None, engine: Engine) -> Reader:
    """A reader over the register, with the chosen model; with a second one behind it where HOTSEAT_MODEL_URL names one."""
    reader = Reader(register_with(extra), model_of(engine))
    endpoint = endpoint_of()
    return SecondReader(reader, endpoint) if endpoint else reader


def time_of(text: str | None) -> datetime | None:
    """The time of an option."""
    try:
        return moment(text)
    except ValueError as error:
        refuse(f"--as-of: {error}")


@contextmanager
def viewing(ledger: str | None, as_of: datetime | None) -> Iterator[View]:
    """A view of the ledger at one moment."""
    engine = store.open_engine(ledger)
    store.require_current(engine)
    with store.reading(engine) as connection:
        yield View(connection, as_of)
    engine.dispose()


@contextmanager
def booking(ledger: str | None, as_of: datetime | None) -> Iterator[tuple[View, BookView]]:
    """The ledger's claims and its book, at one moment."""
    engine = store.open_engine(ledger)
    store.require_current(engine)
    with store.reading(engine) as connection:
        yield View(connection, as_of), BookView(connection, as_of)
    engine.dispose()


def print_json(value: object) -> None:
    """One JSON document on standard output, indented for a reader at a terminal; for programs that costs five times the time."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1 if sys.stdout.isatty() else None) + "\n")


def out() -> Console:
    """The terminal, or plain text in a pipe."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def report_error(error: InputError) -> None:
    """One line on standard error."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"hotseat: {error}", markup=False)


def named(
    name: str, kind: str, found: str | None, names: Iterable[str], known: Callable[[Sequence[str]], list[Mentioned]]
) -> str:
    """The one key that a name means, in the register or else among the ledger's names that hold it.

    Args:
        name: what was asked for.
        kind: of what, for errors.
        found: the register's name for it.
        names: the ledger's names, of any time; only looked through where the register has none.
        known: which of some names the ledger has as of its moment.
    """
    if found:
        return found
    in_ledger = [m.name for m in known(nearest(names, name))]
    fits = [n for n in in_ledger if n.casefold() == name.casefold()] or in_ledger
    if len(fits) != 1:
        several = f"; did you mean {', '.join(sorted(fits)[:5])}?" if fits else "; check the spelling"
        refuse(f"{name}: no one {kind} of that name{several}")
    return fits[0]
