"""`check`: the statements of items that can be checked, with verdict and evidence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from hotseat.errors import FormatError, InputError
from hotseat.gather.files import read_paths
from hotseat.read.reader import Engine, Reader, model_of
from hotseat.records import Claim, Item
from hotseat.reference import store
from hotseat.reference.checks.checking import check_all, world_of
from hotseat.reference.checks.findings import Verdict
from hotseat.show.checks import checked_json, print_checked
from hotseat.show.options import (
    AsOf,
    Engines,
    Extra,
    Json,
    Paths,
    Reference,
    out,
    print_json,
    register_with_tenures,
    report_error,
    time_of,
)
from hotseat.wire import from_wire

Given = Annotated[Path | None, typer.Option("--claims", help='Claims to check instead of reading them: lines {"id", "claims"}.')]


def check(
    paths: Paths, claims: Given = None, as_of: AsOf = None, as_json: Json = False, reference: Reference = None, extra: Extra = None,
    engine: Engines = Engine.ENCODER,
) -> None:  # fmt: skip
    """Check what items state about tables, fixtures, results, titles and records; exit code 1 where one is contradicted."""
    register, moment = register_with_tenures(extra, reference), time_of(as_of)
    world = world_of(store.available(reference), register)
    given = given_claims(claims) if claims else None
    console, errors, wrong, answers = out(), 0, 0, []
    for result in read(paths, given, lambda: Reader(register, model_of(engine))):
        if isinstance(result, InputError):
            errors += 1
            report_error(result)
            continue
        item, found = result
        dated = replace(item, published=moment) if moment else item
        checked = check_all(found, dated.day, world)
        wrong += sum(c.finding.verdict is Verdict.CONTRADICTED for c in checked)
        if as_json:
            answers.append(checked_json(dated, checked))
        else:
            print_checked(console, dated, checked)
    if as_json:
        print_json(answers)
    if errors or wrong:
        raise typer.Exit(2 if errors else 1)


def read(
    paths: list[str], given: Mapping[str, list[Claim]] | None, reader: Callable[[], Reader]
) -> Iterator[tuple[Item, list[Claim]] | InputError]:
    """Each item with its claims: those given for its id, else those that the reader finds."""
    find = reader().read if given is None else lambda item: given.get(item.id, [])
    for source in read_paths(paths):
        yield source if isinstance(source, InputError) else (source, find(source))


def given_claims(path: Path) -> dict[str, list[Claim]]:
    """The claims of a file in the wire format, by item; places in the text may be left out.

    Raises:
        FormatError: a line is no such object; it names the line.
    """
    found: dict[str, list[Claim]] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(str(path), f"cannot be read ({error})") from error
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
            found[row["id"]] = [from_wire(placed(c)) for c in row["claims"]]
        except (ValueError, TypeError, KeyError, ValidationError) as error:
            raise FormatError(f"{path}:{number}", f"no line of claims ({type(error).__name__})") from error
    return found


def placed(claim: dict[str, Any]) -> dict[str, Any]:
    """A claim with a place for its quote, as annotations leave it out."""
    return {"start": 0, "end": len(claim["quote"]), "reader": "given", **claim}
