"""The words beside a claim: what it depends on, when it happens, how somebody leaves, whether only for a while. Patterns: `circumstances.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from hotseat.read.lexicon import tables

NEAR = 25  # characters between the words that show a claim and those that tell more of it
DATED = 70  # and the words that date it
LONGEST_WORD = 20
KEPT = 64  # sentences whose matches are kept, since many claims are shown by one
BESIDE = 50  # characters beside a name that may say that its bearer is replaced


@lru_cache(maxsize=1)
def condition_pattern() -> re.Pattern[str]:
    """What a condition looks like, to the end of its clause."""
    return re.compile(tables.table("circumstances")["condition"], re.IGNORECASE)


@lru_cache(maxsize=1)
def when_pattern() -> re.Pattern[str]:
    """What dates an event."""
    raw = tables.table("circumstances")
    return re.compile(rf"\b(?:{'|'.join(filled(words, raw['parts']) for words in raw['when']['words'])})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def aside_pattern() -> re.Pattern[str]:
    """What a clause about somebody looks like."""
    return re.compile(tables.table("circumstances")["aside"], re.IGNORECASE)


@lru_cache(maxsize=1)
def not_after() -> re.Pattern[str]:
    """The words behind which a date is another thing's."""
    return re.compile(rf"\b(?:{tables.words_pattern(tables.table('circumstances')['when']['not_after'])}),? $", re.IGNORECASE)


@lru_cache(maxsize=1)
def manners() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each manner of leaving with the words that tell it."""
    return tuple((row["name"], re.compile(row["words"], re.IGNORECASE)) for row in tables.table("circumstances")["manner"])


@lru_cache(maxsize=1)
def caretaker_pattern() -> re.Pattern[str]:
    """What says that somebody has a post only for a while."""
    return re.compile(tables.table("circumstances")["caretaker"], re.IGNORECASE)


@lru_cache(maxsize=1)
def title_of_another() -> re.Pattern[str]:
    """A caretaker's title at the end of a text, before whoever is named next."""
    return re.compile(rf"\b(?:{tables.words_pattern(tables.table('roles')['caretaker'])})(?: [\w-]+){{0,3}} $", re.IGNORECASE)


@lru_cache(maxsize=1)
def replacing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a name, and what behind it, that says that another comes in its bearer's place."""
    raw = tables.table("circumstances")
    return re.compile(raw["replaces"], re.IGNORECASE), re.compile(raw["replaced"], re.IGNORECASE)


def filled(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern of a table with its named parts in their places; parts may have parts."""
    return re.sub(r"(?<!\?P)<(\w+)>", lambda m: filled(parts[m[1]], parts), pattern)  # "(?P<name>" is a group's name


def condition(text: str, start: int, end: int) -> str | None:
    """The words nearest to text[start:end] that a claim is made to depend on, verbatim; a question depends on nothing."""
    best = nearest(conditions_of(text), start, end)
    return best.group().strip() if best else None


def when(text: str, start: int, end: int) -> str | None:
    """The words in or near text[start:end] that date the event, verbatim; not those of a clause about something else of him."""
    elsewhere = [a for a in asides_of(text) if not a.start() < end <= a.end()]
    dates = [m for m in dates_of(text) if not any(a.start() < m.start() < a.end() for a in elsewhere)]
    found = nearest(dates, start, end)
    return found.group() if found and distance(found, start, end) <= DATED else None


@lru_cache(maxsize=KEPT)
def conditions_of(text: str) -> tuple[re.Match[str], ...]:
    """The conditions that a sentence states."""
    return tuple(m for m in condition_pattern().finditer(text) if text[m.end() : m.end() + 1] != "?")


@lru_cache(maxsize=KEPT)
def asides_of(text: str) -> tuple[re.Match[str], ...]:
    """The clauses that tell more of somebody ("Vos, who signed in July, is wanted")."""
    return tuple(aside_pattern().finditer(text))


@lru_cache(maxsize=KEPT)
def dates_of(text: str) -> tuple[re.Match[str], ...]:
    """The times of events that a sentence names."""
    found = when_pattern().finditer(text)
    return tuple(m for m in found if not not_after().search(text, max(0, m.start() - LONGEST_WORD), m.start()))


def manner(text: str, start: int, end: int) -> str | None:
    """How somebody leaves, where the words in or near text[start:end] say it."""
    told = [(distance(m, start, end), rank, name) for rank, (name, words) in enumerate(manners()) for m in words.finditer(text)]
    near = [t for t in told if t[0] <= NEAR]
    return min(near)[2] if near else None


def is_caretaker(text: str, start: int, end: int) -> bool:
    """Whether words in or near text[start:end] say that somebody has a post only for a while; "interim coach" at the end is whoever is named next."""
    others = title_of_another().search(text)
    last = others.start() if others and others.start() >= end else len(text)
    return any(distance(m, start, end) <= NEAR for m in caretaker_pattern().finditer(text, 0, last))


def is_replaced(text: str, start: int, end: int) -> bool:
    """Whether the words beside the name text[start:end] say that another comes in its bearer's place."""
    before, behind = replacing()
    return bool(before.search(text[max(0, start - BESIDE) : start]) or behind.match(text[end : end + BESIDE]))


def nearest(matches: Sequence[re.Match[str]], start: int, end: int) -> re.Match[str] | None:
    """The match nearest to a stretch, the first of several."""
    return min(matches, key=lambda m: distance(m, start, end), default=None)


def distance(match: re.Match[str], start: int, end: int) -> int:
    """Characters between a match and a stretch; none where they overlap."""
    return 0 if match.start() < end and start < match.end() else min(abs(match.start() - end), abs(start - match.end()))
