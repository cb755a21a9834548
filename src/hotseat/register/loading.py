"""Rows of the register's JSON lines -> entities."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from hotseat.errors import RegisterError
from hotseat.records import Tenure
from hotseat.register.entities import Coach, Competition, Form, Org, Outlet

# File stem -> the type of its rows.
ROW_TYPES = {"clubs": "club", "national": "national_team", "coaches": "coach", "outlets": "outlet", "competitions": "competition"}


def embedded_rows() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every row of the embedded register, with its type."""
    for file in sorted(files("hotseat.register").joinpath("data").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".jsonl"):
            kind = ROW_TYPES[file.name.partition("_")[0].removesuffix(".jsonl")]
            yield from parse_rows(file.read_text(encoding="utf-8").splitlines(), kind, file.name)


def parse_rows(lines: Iterable[str], kind: str | None, place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Rows of one file; a row's own "type" wins, a header row (with "file") is passed over.

    Raises:
        RegisterError: a line is no JSON object, or names no entity; it says which.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            msg = f"{place}:{number}: not JSON ({error.msg}); each line must be one JSON object"
            raise RegisterError(msg) from error
        if not isinstance(row, dict) or ("name" not in row and "file" not in row):
            msg = f'{place}:{number}: no "name"; each row must be an object with one'
            raise RegisterError(msg)
        if "file" in row and "name" not in row:
            continue
        yield str(row.get("type") or kind or ""), row


def org_of(row: Mapping[str, Any], *, nation: bool) -> Org:
    """A club or national team from its row."""
    forms: list[tuple[str, Form]] = [(row["name"], Form.FULL)]
    for key, form in (
        ("aliases", Form.ALIAS), ("short", Form.SHORT), ("nicknames", Form.NICKNAME), ("men_aliases", Form.NICKNAME),
        ("stadium", Form.PLACE), ("federation_aliases", Form.PLACE),
    ):  # fmt: skip
        forms.extend((name, form) for name in row.get(key, ()))
    if row.get("federation"):
        forms.append((row["federation"], Form.PLACE))
    return Org(
        name=row["name"], forms=tuple(forms), country=row["name"] if nation else row.get("country"), nation=nation,
        league=row.get("league"), city=row.get("city"), women=bool(row.get("women")), parent=row.get("parent"),
        demonyms=tuple(row.get("demonym", ())), federation=row.get("federation"),
    )  # fmt: skip


def womens_team(row: Mapping[str, Any]) -> Org:
    """The women's side of a national team."""
    name = f"{row['name']} Women"
    forms = [(name, Form.FULL), (f"{row['name']} women's", Form.ALIAS)]
    forms.extend((alias, Form.NICKNAME) for alias in row.get("women_aliases", ()))
    return Org(name=name, forms=tuple(forms), country=row["name"], nation=True, women=True, parent=row["name"])


def coach_of(row: Mapping[str, Any]) -> Coach:
    """A coach from his row."""
    tenures = tuple(
        Tenure(
            person=row["name"], org=t["org"], start=day(t.get("from"), last=False), end=day(t.get("to"), last=True),
            caretaker=bool(t.get("caretaker")),
        )
        for t in row.get("tenures", ())
    )  # fmt: skip
    return Coach(
        name=row["name"], aliases=tuple(row.get("aliases", ())), nationality=row.get("nationality"), born=row.get("born"),
        women=bool(row.get("women")), retired=bool(row.get("retired") or row.get("died")), tenures=tenures,
    )  # fmt: skip


def outlet_of(row: Mapping[str, Any]) -> Outlet:
    """An outlet from its row."""
    return Outlet(
        name=row["name"], aliases=tuple(row.get("aliases", ())), domains=tuple(row.get("domains", ())),
        country=row.get("country"), kind=row.get("kind", "site"), house=row.get("house"),
    )  # fmt: skip


def competition_of(row: Mapping[str, Any]) -> Competition:
    """A competition from its row."""
    return Competition(
        name=row["name"], aliases=tuple(row.get("aliases", ())), country=row.get("country"),
        kind=row.get("kind", "league"), women=bool(row.get("women")),
    )  # fmt: skip


def day(text: str | None, *, last: bool) -> date | None:
    """A day of "YYYY-MM-DD", "YYYY-MM" or "YYYY": the first, or for an end the last month's first, that it may be.

    Raises:
        RegisterError: the text is no such date.
    """
    if text is None:
        return None
    parts = text.split("-")
    try:
        numbers = [int(p) for p in parts]
        month = numbers[1] if len(numbers) > 1 else (12 if last else 1)
        return date(numbers[0], month, numbers[2] if len(numbers) > 2 else (28 if last else 1))
    except ValueError as error:
        msg = f"{text!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY"
        raise RegisterError(msg) from error
