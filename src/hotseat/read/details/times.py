"""Time words -> the stretch of days that they mean, from the day of the item: "this summer", "after the World Cup", "by Friday".

The football year is that of the northern leagues; `lexicon/times.toml` holds what the words mean.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from hotseat.read.lexicon import tables

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
DAYS = {name.casefold(): number for number, name in enumerate(calendar.day_name)}
NUMBERS = {"one": 1, "two": 2, "three": 3, "few": 3, "four": 4, "five": 5, "six": 6}
UNITS = {"hour": 0.05, "day": 1.0, "week": 7.0, "month": 30.5, "year": 365.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `start` to `end`, both included; an open end is None. `fuzzy` where the words leave the edges open."""

    start: date | None
    end: date | None
    fuzzy: bool


def period(words: str, day: date) -> Period | None:
    """What the words mean when they are written on `day`; None where they are none of those known."""
    text = " ".join(words.casefold().replace("’", "'").split())
    named = tournament(text, day) or span_of_units(text, day) or weekday(text, day) or month(text, day) or part_of_year(text, day)
    if named is None:
        return None
    if re.search(r"\b(?:after|following|beyond)\b", text):
        return Period(start=named.end and named.end + timedelta(days=1), end=None, fuzzy=True)
    if re.search(r"\b(?:before|by|until|ahead of|prior to)\b", text):
        last = named.end if re.search(r"\bby\b|\buntil\b", text) else named.start
        return Period(start=day, end=last, fuzzy=named.fuzzy)
    return named


def tournament(text: str, day: date) -> Period | None:
    """A tournament, that of the year named or else the next."""
    for name, editions in sorted(tables.table("times")["tournaments"].items(), key=lambda pair: -len(pair[0])):
        if name in text:
            stretches = [(date.fromisoformat(a), date.fromisoformat(b), year) for year, (a, b) in editions.items()]
            wanted = [s for s in stretches if str(s[2]) in text] or [s for s in stretches if s[1] >= day]
            if wanted:
                return Period(start=wanted[0][0], end=wanted[0][1], fuzzy=False)
    return None


def span_of_units(text: str, day: date) -> Period | None:
    """Counted or relative units: "within 48 hours", "in the coming days", "next week", "today"."""
    if re.search(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", text):
        return Period(start=day, end=day, fuzzy=False)
    if "tomorrow" in text or "yesterday" in text:
        other = day + timedelta(days=1 if "tomorrow" in text else -1)
        return Period(start=other, end=other, fuzzy=False)
    counted = re.search(
        r"\b(?:in|within|inside|over)(?: the)?(?: next| coming)? ?(\d+|one|two|three|few|four|five|six)? ?(hour|day|week|month)s?\b",
        text,
    )
    if counted and not re.search(r"\b(?:last|past|previous)\b", text):
        number = int(counted[1]) if (counted[1] or "").isdigit() else NUMBERS.get(counted[1] or "few", 3)
        return Period(start=day, end=day + timedelta(days=max(1, round(number * UNITS[counted[2]]))), fuzzy=counted[1] is None)
    relative = re.search(r"\b(this|next|last|coming) (week|weekend|month|year)\b", text)
    return whole_unit(relative[1], relative[2], day) if relative else None


def whole_unit(which: str, unit: str, day: date) -> Period:
    """This, next or last week, weekend, month or year."""
    step = {"this": 0, "next": 1, "coming": 1, "last": -1}[which]
    if unit in ("week", "weekend"):
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step if unit == "week" or which == "last" else 0)
        first = monday if unit == "week" else monday + timedelta(days=5)
        return Period(start=first, end=monday + timedelta(days=6), fuzzy=False)
    if unit == "year":
        return Period(start=date(day.year + step, 1, 1), end=date(day.year + step, 12, 31), fuzzy=False)
    year, number = divmod(day.year * 12 + day.month - 1 + step, 12)
    return month_of(year, number + 1)


def weekday(text: str, day: date) -> Period | None:
    """The nearest such day: behind for "on Monday" in a report, ahead for "by", "next" and "before"."""
    found = re.search(rf"\b({'|'.join(DAYS)})\b", text)
    if found is None:
        return None
    back = (day.weekday() - DAYS[found[1]]) % 7
    ahead = re.search(r"\b(?:by|next|before|until|coming)\b", text) is not None
    then = day + timedelta(days=(7 - back) % 7 or 7) if ahead else day - timedelta(days=back)
    return Period(start=then, end=then, fuzzy=not ahead)


def month(text: str, day: date) -> Period | None:
    """A month, that of the year named or else the nearest; or a year alone."""
    year = re.search(r"\b(20\d\d)\b", text)
    found = re.search(rf"\b({'|'.join(MONTHS)})\b", text)
    if found and not re.search(r"\bwindow\b", text):
        number = MONTHS[found[1]]
        if year:
            return month_of(int(year[1]), number)
        wanted = (
            day.year
            + (1 if number < day.month else 0)
            - (1 if re.search(r"\b(?:last|since)\b", text) and number >= day.month else 0)
        )
        return month_of(wanted, number)
    if year:
        return Period(start=date(int(year[1]), 1, 1), end=date(int(year[1]), 12, 31), fuzzy=False)
    return None


def month_of(year: int, number: int) -> Period:
    """A whole month."""
    return Period(start=date(year, number, 1), end=date(year, number, calendar.monthrange(year, number)[1]), fuzzy=False)


def part_of_year(text: str, day: date) -> Period | None:
    """A season of the year or of football: this one, or the next one."""
    raw = tables.table("times")
    shift = -1 if re.search(r"\blast\b", text) else 0
    for name, (first, last) in sorted(raw["football"].items(), key=lambda pair: -len(pair[0])):
        if name in text.replace("this season", "season").replace("end of the current", "end of the").replace(
            "end of season", "end of the season"
        ):
            found = nearest(
                tuple(first), tuple(last), day, shift + (1 if re.search(r"\bnext\b", text) and covers(first, last, day) else 0)
            )
            return Period(start=found[0], end=found[1], fuzzy=True)
    for name, (first, last) in raw["seasons_of_year"].items():
        if re.search(rf"\b{name}\b", text):
            ends = calendar.monthrange(2027, last)[1]
            found = nearest((first, 1), (last, ends), day, shift)
            if "next" in text and (found[0].year == day.year or covers([first, 1], [last, ends], day)) and first <= last:
                found = nearest((first, 1), (last, ends), day, 1)
            return Period(start=found[0], end=found[1], fuzzy=True)
    return None


def covers(first: list[int], last: list[int], day: date) -> bool:
    """Whether the stretch of the year covers the day."""
    begin, end = nearest((first[0], first[1]), (last[0], last[1]), day, 0)
    return begin <= day <= end


def nearest(first: tuple[int, int], last: tuple[int, int], day: date, shift: int) -> tuple[date, date]:
    """The first stretch that ends on or after the day, moved on by `shift` years."""
    for year in range(day.year - 1, day.year + 3):
        begin = date(year, *first)
        end = date(year + (last < first), *last)
        if end >= day:
            return date(begin.year + shift, *first), date(end.year + shift, *last)
    msg = f"no stretch from {first} to {last} near {day}"
    raise ValueError(msg)
