"""Who is said to be a player: a stranger whose place on the pitch stands beside his name ("the Gil Vicente forward Pablo") gets no post.

Only strangers: of a coach whom the register knows, such a word tells what he was, or belongs to another name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.names import Sort

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
    body = document.item.body
    return frozenset(
        m.key for m in document.mentions
        if m.sort is Sort.PERSON and not m.known and plays(body[max(0, m.span.start - BESIDE) : m.span.start], body[m.span.end : m.span.end + BESIDE])
    )  # fmt: skip


def plays(before: str, after: str) -> bool:
    """Whether the words before or after a name say that its bearer plays, not that he did."""
    leading, trailing, once = patterns()
    if leading.search(before):
        return not once.search(before)
    found = trailing.match(after)
    return found is not None and not once.search(found.group())
