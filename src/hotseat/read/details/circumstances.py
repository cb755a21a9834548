"""The words beside a claim: what it depends on, when it happens, how somebody leaves, whether only for a while. Patterns: `circumstances.toml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from hotseat.read.lexicon import tables

NEAR = 25  # characters between the words that show a claim and those that tell more of it
DATED = 70  # and the words that date it
KEPT = 256  # rows and sentences whose matches are kept, since many claims are shown by one
STOPS = ".!?\"”’'"  # what a quoted sentence may end with
BESIDE = 50  # characters beside a name that may say that its bearer is replaced


@lru_cache(maxsize=1)
def manners() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each manner of leaving with the words that tell it."""
    return tuple((name, re.compile(words, re.IGNORECASE)) for name, words in tables.table("circumstances")["manner"].items())


@lru_cache(maxsize=1)
def title_of_another() -> re.Pattern[str]:
    """A caretaker's title at the end of a text, before whoever is named next."""
    return re.compile(rf"\b(?:{tables.words_pattern(tables.table('roles')['caretaker'])})(?: [\w-]+){{0,3}} $", re.IGNORECASE)


@lru_cache(maxsize=KEPT)
def found(row: str, text: str) -> tuple[re.Match[str], ...]:
    """The places of a sentence where a pattern of the table fits."""
    return tuple(tables.pattern("circumstances", row).finditer(text))


def condition(text: str, start: int, end: int) -> str | None:
    """The words nearest to text[start:end] that a claim is made to depend on, verbatim; a question depends on nothing."""
    best = nearest([m for m in found("condition", text) if text[m.end() : m.end() + 1] != "?"], start, end)
    return best.group().strip() if best else None


def when(text: str, start: int, end: int, claim: str, *, brief: bool = False) -> str | None:
    """The words in or near text[start:end] that date the event, verbatim, of the sorts that date such a claim ("departure done"), in a `brief` item of more."""
    raw = tables.table("circumstances")
    dates = [m for m in found("when", text) if not dates_something_else(text, m, start, end)]
    for sorts in (raw["dated"], raw["dated_in_brief"] if brief else {}):
        best = nearest([m for m in dates if m.lastgroup in sorts.get(claim, ())], start, end)
        if best and distance(best, start, end) <= DATED:
            return best.group()
    return None


def dates_something_else(text: str, date: re.Match[str], start: int, end: int) -> bool:
    """Whether a date is that of a saying, a contract or a match, or in a condition that the quote text[start:end] has no part in, or an aside in which it does not end."""
    last = len(text[:end].rstrip(STOPS))
    before = text[max(0, date.start() - BESIDE) : date.start()]
    if any(p.search(before) for p in tables.patterns("circumstances", "not_after")):
        return True
    if any(c.start() < date.start() < c.end() and distance(c, start, end) for c in found("condition", text)):
        return True
    return any(a.start() < date.start() < a.end() and not a.start() < last <= a.end() for a in found("aside", text))


def manner(text: str, start: int, end: int) -> str | None:
    """How somebody leaves, where the words in or near text[start:end] say it."""
    told = [(distance(m, start, end), rank, name) for rank, (name, words) in enumerate(manners()) for m in words.finditer(text)]
    near = [t for t in told if t[0] <= NEAR]
    return min(near)[2] if near else None


def is_caretaker(text: str, start: int, end: int) -> bool:
    """Whether words in or near text[start:end] say that somebody has a post only for a while; "interim coach" at the end is whoever is named next."""
    others = title_of_another().search(text)
    last = others.start() if others and others.start() >= end else len(text)
    return any(distance(m, start, end) <= NEAR for m in tables.pattern("circumstances", "caretaker").finditer(text, 0, last))


def is_for_good(text: str) -> bool:
    """Whether words give somebody a post for good who had it for a while."""
    return tables.pattern("circumstances", "permanent").search(text) is not None


def is_replaced(text: str, start: int, end: int) -> bool:
    """Whether the words beside the name text[start:end] say that another comes in its bearer's place."""
    before, behind = tables.pattern("circumstances", "replaces"), tables.pattern("circumstances", "replaced")
    return bool(before.search(text[max(0, start - BESIDE) : start]) or behind.match(text[end : end + BESIDE]))


def nearest(matches: Sequence[re.Match[str]], start: int, end: int) -> re.Match[str] | None:
    """The match nearest to a stretch, the first of several."""
    return min(matches, key=lambda m: distance(m, start, end), default=None)


def distance(match: re.Match[str], start: int, end: int) -> int:
    """Characters between a match and a stretch; none where they overlap."""
    return 0 if match.start() < end and start < match.end() else min(abs(match.start() - end), abs(start - match.end()))
