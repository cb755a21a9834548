"""`backtest`, `learn`: replay a period, and refit the belief model from resolved markets."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import Progress

from hotseat import wire
from hotseat.bookkeeping import backtest as replays
from hotseat.bookkeeping.hearing import Ear, hear_all
from hotseat.bookkeeping.inquiry import judge_with
from hotseat.bookkeeping.questions import Question, read_questions
from hotseat.bookkeeping.replay import archive
from hotseat.bookkeeping.resolved import questions_of
from hotseat.errors import FormatError, InputError, MissingError, WeightsError
from hotseat.gather.files import read_paths
from hotseat.gather.items import moment
from hotseat.judge import weights as weighing
from hotseat.judge.learning import dated
from hotseat.judge.reports import Report
from hotseat.read.reader import Engine, Reader
from hotseat.records import Claim, Item
from hotseat.register.register import Register
from hotseat.show import report
from hotseat.show.options import (
    Engines,
    Extra,
    Json,
    Ledger,
    booking,
    out,
    print_json,
    reader_with,
    refuse,
    register_with,
    report_error,
)

Items = Annotated[list[str] | None, typer.Option("--items", help="Items as JSON lines; may be repeated.")]
Markets = Annotated[list[Path] | None, typer.Option("--markets", help="Resolved markets as JSON lines; may be repeated.")]
Readings = Annotated[
    list[Path] | None, typer.Option("--readings", help="Claims read before, as `hotseat read --format jsonl` prints them.")
]
Choice = Annotated[str, typer.Option("--weights", help="auto, shipped, untrained, or a file that `hotseat learn` wrote.")]
AUTO = "auto"


def backtest(
    items: Items = None, markets: Markets = None, readings: Readings = None, choice: Choice = AUTO,
    frozen: Annotated[bool, typer.Option("--frozen", help="Keep the first weights; learn nothing on the way.")] = False,
    first: Annotated[str | None, typer.Option("--from", help="With a ledger: markets opened from this time on.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="With a ledger: markets resolved by this time.")] = None,
    page: Annotated[Path | None, typer.Option("--html", help="Write the report with plots to this file.")] = None,
    ledger: Ledger = None, as_json: Json = False, extra: Extra = None, engine: Engines = Engine.ENCODER,
) -> None:  # fmt: skip
    """Replay a period without the future: beliefs and baselines against what happened.

    From files with --items and --markets, or from the ledger's own resolved markets.
    """
    register = register_with(extra)
    if (items is None) != (markets is None):
        refuse("--items and --markets belong together; give both, or neither to replay the ledger")
    if items and markets:
        reports = heard(items, readings or (), register, lambda: reader_with(extra, engine))
        questions = [q for path in markets for q in read_questions(path, register)]
    else:
        reports, questions = from_ledger(ledger, register, time_of("--from", first), time_of("--to", last))
    start = weights_for(choice, questions)
    try:
        found = replays.backtest(archive(reports), questions, start, refit=not frozen)
    except ValueError as error:
        refuse(str(error))
    if page:
        write(page, report.html(found))
    if as_json:
        print_json(report.report_json(found))
    else:
        report.print_report(out(), found)


def learn(
    items: Annotated[list[str], typer.Option("--items", help="Items as JSON lines; may be repeated.")],
    markets: Annotated[list[Path], typer.Option("--markets", help="Resolved markets as JSON lines; may be repeated.")],
    output: Annotated[Path, typer.Option("--output", help="Where the weights go.")],
    readings: Readings = None,
    until: Annotated[str | None, typer.Option("--until", help="Learn only from markets filled before this day.")] = None,
    as_json: Json = False, extra: Extra = None, engine: Engines = Engine.ENCODER,
) -> None:  # fmt: skip
    """Refit the belief model from resolved markets; write its weights with the data's hash and date."""
    register, end = register_with(extra), time_of("--until", until)
    reports = heard(items, readings or (), register, lambda: reader_with(extra, engine))
    questions = [q for path in markets for q in read_questions(path, register) if end is None or q.known_from <= end]
    try:
        fitted = replays.learn_from(archive(reports), questions, weighing.untrained())
    except ValueError as error:
        refuse(str(error))
    paths = [*map(Path, items), *markets]
    digest = hashlib.sha256(b"".join(p.read_bytes() for p in paths if p.is_file())).hexdigest()
    today, last = datetime.now(UTC).date(), max(q.filled for q in questions)
    found = dated(fitted, name=f"{today.isoformat()}-{digest[:8]}", learned=today, until=last, data=digest)
    write(output, json.dumps(found.to_json(), ensure_ascii=False, indent=0) + "\n")
    if as_json:
        print_json(found.to_json())
    else:
        out().print(
            f"learned from {found.markets} markets, the last filled on {last}: {len(found.sources)} sources, a claim fades in "
            f"{found.tau:.0f} days, temperature {found.temperature:.2f}; written to {output}"
        )


def heard(items: Sequence[str], readings: Sequence[Path], register: Register, make: Callable[[], Reader]) -> list[Report]:
    """The reports of the items' claims; those that were read before are taken from the readings."""
    known = read_before(readings)
    found: list[tuple[Item, Sequence[Claim]]] = []
    reader: Reader | None = None
    with Progress(transient=True, disable=not sys.stderr.isatty(), console=Console(stderr=True)) as progress:
        task = progress.add_task("reading", total=None)
        for source in read_paths(items):
            if isinstance(source, MissingError):
                raise source
            if isinstance(source, InputError):
                report_error(source)
            elif source.id in known:
                found.append((source, known[source.id]))
            else:
                reader = reader or make()
                found.append((source, reader.read(source)))
            progress.advance(task)
    return hear_all(found, Ear(register))


def read_before(paths: Sequence[Path]) -> Mapping[str, Sequence[Claim]]:
    """Item -> the claims that were read in it before."""
    found: dict[str, Sequence[Claim]] = {}
    for path in paths:
        for number, line in enumerate(lines_of(path), start=1):
            try:
                row = wire.WireItem.model_validate_json(line)
            except ValidationError as error:
                problem = f"no reading ({error.errors()[0]['msg']}); give what `hotseat read --format jsonl` prints"
                raise FormatError(f"{path}:{number}", problem) from error
            found[row.id] = [wire.from_wire(c.model_dump()) for c in row.claims]
    return found


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a file that are not empty."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MissingError(str(path), f"cannot be read ({error})") from error
    return (line for line in text.splitlines() if line.strip())


def from_ledger(
    ledger: str | None, register: Register, first: datetime | None, last: datetime | None
) -> tuple[list[Report], list[Question]]:
    """The ledger's reports, each at the time it was told, and its resolved markets."""
    with booking(ledger, None) as (view, book):
        questions = questions_of(book.markets(), book.outcomes(), first, last)
        entries = view.entries() if questions else []
        copies = {c.item: c.original for c in view.copies()}
    return judge_with(register, None).reports(entries, copies), questions


def weights_for(choice: str, questions: Sequence[Question]) -> weighing.Weights:
    """The weights to start from; those that know a market's time are refused, and `auto` leaves such markets to untrained ones."""
    if choice == "untrained":
        return weighing.untrained()
    found = weighing.shipped() if choice in (AUTO, "shipped") else weights_from(Path(choice))
    fits = len(replays.fitting(found, questions))
    if choice == AUTO:
        return found if fits else weighing.untrained()
    if fits == len(questions):
        return found
    return refuse(f"--weights {choice}: learned from markets up to {found.until}, which the replay must not know; use others")


def weights_from(path: Path) -> weighing.Weights:
    """Weights from a file."""
    try:
        return weighing.from_json(json.loads(path.read_text(encoding="utf-8")), str(path))
    except (OSError, ValueError) as error:
        msg = f"{path}: cannot be read ({error}); give a file that `hotseat learn` wrote"
        raise WeightsError(msg) from error


def time_of(option: str, text: str | None) -> datetime | None:
    """The time of an option."""
    try:
        return moment(text)
    except ValueError as error:
        refuse(f"{option}: {error}")


def write(path: Path, text: str) -> None:
    """Write a file, its folder made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        refuse(f"{path}: cannot be written ({error.strerror})")
