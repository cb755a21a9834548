"""Who is a player, and so gets no post: a stranger called one ("the Gil Vicente forward Pablo"), or one who only later became a coach.

Of a coach whom the register knows, such a word tells what he was, or belongs to another name; but the register knows when he began.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.scanning import Sort
from hotseat.register.entities import Coach
from hotseat.register.register import Register

AHEAD = timedelta(days=365)  # so long before his first post a man may be spoken of for one
OLDEST_PLAYER = 36  # years
BESIDE = 60  # characters before or after the name that are looked at


@lru_cache(maxsize=1)
def patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A place on the pitch right before a name, right after it, and the words that say it was once."""
    raw = tables.table("strangers")
    places, aside = tables.words_pattern(raw["positions"]), tables.words_pattern(raw["after_position"])
    return (
        re.compile(rf"\b(?:{places})(?: (?:{aside}))?,? $", re.IGNORECASE),
        re.compile(
            rf"^, (?:\d\d, )?(?:the |a |an |his |their )?(?:\d\d-year-old )?(?:[\w'’-]+ ){{0,2}}?(?:{places})\b", re.IGNORECASE
        ),
        re.compile(rf"\b(?:{tables.words_pattern(raw['once'])})\b", re.IGNORECASE),
    )


def players(document: Document) -> frozenset[str]:
    """The keys of the strangers who are said to be players."""
    body = document.body
    return frozenset(
        m.key for m in document.mentions
        if m.sort is Sort.PERSON and not m.known and plays(body[max(0, m.span.start - BESIDE) : m.span.start], body[m.span.end : m.span.end + BESIDE])
    )  # fmt: skip


def not_yet_coaches(document: Document, register: Register) -> frozenset[str]:
    """The keys of those of a player's age whose first post began more than a year after the item, and whom the item calls no coach."""
    day = document.item.day
    if day is None:
        return frozenset()
    named = {m.key for m in document.mentions if m.sort is Sort.PERSON and m.known and m.key not in document.said_of}
    return frozenset(k for k in named if (coach := register.coaches.get(k)) and still_plays(coach, day))


def still_plays(coach: Coach, day: date) -> bool:
    """Whether a coach had not begun on a day, and was young enough to play."""
    starts = [t.start for t in coach.tenures]
    begun = not starts or any(start is None or start <= day + AHEAD for start in starts)
    return not begun and coach.born is not None and day.year - coach.born <= OLDEST_PLAYER


def plays(before: str, after: str) -> bool:
    """Whether the words before or after a name say that its bearer plays, not that he did."""
    leading, trailing, once = patterns()
    if leading.search(before):
        return not once.search(before)
    found = trailing.match(after)
    return found is not None and not once.search(found.group())
