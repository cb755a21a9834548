"""The terms of a contract that a text tells: its last year, how long it is, whether a clause lets the coach go. Patterns: `contracts.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from hotseat.read.circumstances import distance
from hotseat.read.lexicon import tables
from hotseat.read.times import MONTHS, period

NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12, "eighteen": 18}
SHORT_MONTHS = {name[:3]: number for name, number in MONTHS.items()}
BEFORE, AFTER = 50, 40  # characters beside a clause that may say there is none


def terms(text: str, start: int, end: int, day: date | None) -> dict[str, object]:
    """What is told of a contract of which text[start:end] speaks, in an item of a day: `until`, `years`, `release_clause`."""
    told = {
        "until": until(text, start, end, day),
        "years": years(text, start, end),
        "release_clause": release_clause(text, start, end),
    }
    return {name: value for name, value in told.items() if value is not None}


def until(text: str, start: int, end: int, day: date | None) -> str | None:
    """The last year of a contract, with its month where that is told ("2028", "2027-06"), nearest to text[start:end].

    A date stands for itself; where none is told, "this summer" or "two years left" count from the item's day.
    """
    first = str(day.year) if day else ""
    told = list(dated(text, start, end)) or list(loosely(text, start, end))
    found = [t for t in told if t[2] >= first]  # no contract that is spoken of ended in an earlier year
    if not found and day:
        found = list(in_words(text, start, end, day)) or list(left(text, start, end, day))
    return min(found)[2] if found else None


def dated(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """How far away, how plainly, and until when: where the year is told."""
    for rank, pattern in enumerate(tables.patterns("contracts", "until")):
        for m in pattern.finditer(text):
            month = m.groupdict().get("month")
            yield (
                distance(m, start, end),
                rank,
                year_of(m["year"]) + (f"-{SHORT_MONTHS[month.casefold()[:3]]:02d}" if month else ""),
            )


def loosely(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The same of any year that stands behind a word for a contract."""
    for m in tables.pattern("contracts", "loose").finditer(text):
        yield distance(m, start, end), 0, year_of(m["year"])


def in_words(text: str, start: int, end: int, day: date) -> Iterator[tuple[int, int, str]]:
    """The same of words that mean a time only on the item's day: "until June", "expires this summer"."""
    for m in tables.pattern("contracts", "in_words").finditer(text):
        meant = period(m["words"], day)
        last = meant and (meant.end or meant.start)
        if last:
            yield distance(m, start, end), 0, f"{last:%Y-%m}"


def left(text: str, start: int, end: int, day: date) -> Iterator[tuple[int, int, str]]:
    """The same of what is left of a contract: "18 months to run"."""
    for m in tables.pattern("contracts", "left").finditer(text):
        months = day.year * 12 + day.month - 1 + round(number(m) * (12 if m["unit"].casefold() == "year" else 1))
        yield distance(m, start, end), 0, str(months // 12)


def years(text: str, start: int, end: int) -> int | float | None:
    """How many years a contract runs, told nearest to text[start:end]."""
    found = [
        (distance(m, start, end), rank, number(m))
        for rank, p in enumerate(tables.patterns("contracts", "years"))
        for m in p.finditer(text)
    ]
    return min(found)[2] if found else None


def release_clause(text: str, start: int, end: int) -> bool | None:
    """Whether a clause lets the coach go, told nearest to text[start:end]; None where nothing is said of one."""
    found = list(tables.pattern("contracts", "release_clause").finditer(text))
    if not found:
        return None
    clause = min(found, key=lambda m: distance(m, start, end))
    before, after = text[max(0, clause.start() - BEFORE) : clause.start()], text[clause.end() : clause.end() + AFTER]
    return not (tables.pattern("contracts", "none_of_it").search(before) or tables.pattern("contracts", "gone").search(after))


def number(match: re.Match[str]) -> int | float:
    """The number that a match has, in digits or words, and a half."""
    digits = match["n"].casefold()
    whole: int | float = NUMBERS[digits] if digits in NUMBERS else float(digits) if "." in digits else int(digits)
    return whole + 0.5 if match["half"] else whole


def year_of(text: str) -> str:
    """A year in four digits: "2028" and "'28"."""
    return text if len(text) == 4 else f"20{text[-2:]}"
