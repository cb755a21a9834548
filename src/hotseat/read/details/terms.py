"""The terms of a contract that a text tells: its last year, how long it is, whether a clause lets the coach go. Patterns: `contracts.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from hotseat.read.details.circumstances import distance
from hotseat.read.details.times import MONTHS, period
from hotseat.read.lexicon import tables

NUMBERS = {
    "a": 1,
    "an": 1,
    "another": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "twelve": 12,
    "eighteen": 18,
}
End = tuple[bool, int, int, str]  # whether of an older contract, how far from the words, how plainly told, and until when
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
    found = [t for t in told if t[-1] >= first]  # no contract that is spoken of ended in an earlier year
    if not found and day:
        found = list(in_words(text, start, end, day)) or list(left(text, start, end, day))
    return min(found)[-1] if found else None


def dated(text: str, start: int, end: int) -> Iterator[End]:
    """Where the year is told, but for one that only an option leads to."""
    is_newer = bool(tables.pattern("contracts", "newer").search(text))
    for rank, pattern in enumerate(tables.patterns("contracts", "until")):
        for m in pattern.finditer(text):
            before = text[max(0, m.start() - BEFORE) : m.start()]
            if tables.pattern("contracts", "option").search(before):
                continue
            is_old = is_newer and bool(tables.pattern("contracts", "older").search(before))
            month = m.groupdict().get("month")
            told = year_of(m["year"]) + (f"-{SHORT_MONTHS[month.casefold()[:3]]:02d}" if month else "")
            yield is_old, distance(m, start, end), rank, told


def loosely(text: str, start: int, end: int) -> Iterator[End]:
    """The same of any year that stands behind a word for a contract."""
    for m in tables.pattern("contracts", "loose").finditer(text):
        if not tables.pattern("contracts", "option").search(text, m.start(), m.start("year")):
            yield False, distance(m, start, end), 0, year_of(m["year"])


def in_words(text: str, start: int, end: int, day: date) -> Iterator[End]:
    """The same of words that mean a time only on the item's day: the month of "until June", the year of "expires this summer"."""
    for m in tables.pattern("contracts", "in_words").finditer(text):
        meant = period(m["words"], day)
        last = meant and (meant.end or meant.start)
        if last:
            yield False, distance(m, start, end), 0, f"{last:%Y-%m}" if m["month_alone"] else f"{last:%Y}"


def left(text: str, start: int, end: int, day: date) -> Iterator[End]:
    """The same of what is left of a contract: "18 months to run"."""
    for m in tables.pattern("contracts", "left").finditer(text):
        months = day.year * 12 + day.month - 1 + round(12 * number(m))
        yield False, distance(m, start, end), 0, str(months // 12)


def years(text: str, start: int, end: int) -> int | float | None:
    """How many years a contract runs, by halves, told nearest to text[start:end]."""
    found = [
        (distance(m, start, end), rank, number(m))
        for rank, p in enumerate(tables.patterns("contracts", "years"))
        for m in p.finditer(text)
    ]
    return min((f for f in found if f[2] * 2 % 1 == 0), default=(0, 0, None))[2]


def release_clause(text: str, start: int, end: int) -> bool | None:
    """Whether a clause lets the coach go, told nearest to text[start:end]; None where nothing is said of one."""
    found = [m for m in tables.pattern("contracts", "release_clause").finditer(text) if not is_for_other(text, m)]
    if not found:
        return None
    clause = min(found, key=lambda m: distance(m, start, end))
    before, after = text[max(0, clause.start() - BEFORE) : clause.start()], text[clause.end() : clause.end() + AFTER]
    return not (tables.pattern("contracts", "none_of_it").search(before) or tables.pattern("contracts", "gone").search(after))


def is_for_other(text: str, clause: re.Match[str]) -> bool:
    """Whether a clause is about something else: a bonus, an extension."""
    before, behind = tables.pattern("contracts", "other_clause"), tables.pattern("contracts", "for_other")
    return bool(before.search(text[: clause.start()]) or behind.match(text[clause.end() :]))


def number(match: re.Match[str]) -> int | float:
    """The years that a match has, in digits or words, and a half; months as parts of a year."""
    digits = match["n"].casefold()
    told: int | float = NUMBERS[digits] if digits in NUMBERS else float(digits) if "." in digits else int(digits)
    told = told + 0.5 if match["half"] else told
    if match["unit"].casefold() != "month":
        return told
    return told // 12 if told % 12 == 0 else told / 12


def year_of(text: str) -> str:
    """A year in four digits: "2028" and "'28", and the last of "2027-28"."""
    return text if len(text) == 4 else f"20{text[-2:]}"
