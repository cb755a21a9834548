"""What the capitals of a line tell: in a headline in title case a capital beside a name proves nothing."""

from __future__ import annotations

import re

TITLE_CASE = 0.9  # of a line's longer words: from here on it is written in title case
FEWEST_WORDS = 5  # of a line that can be told to be
LONGEST = 200  # characters of a headline; a longer line is none, and looking for its ends must not cost without bound
LONGER_WORD = re.compile(r"[^\W\d_]{4,}")


def is_in_title_case(body: str, low: int, high: int) -> bool:
    """Whether the line that a stretch stands in is a headline with a capital on nearly every longer word."""
    line = line_around(body, low, high)
    return capitals(line) >= TITLE_CASE and len(LONGER_WORD.findall(line)) >= FEWEST_WORDS


def line_around(body: str, low: int, high: int) -> str:
    """The line that a stretch stands in; nothing where it is longer than a headline."""
    start = body.rfind("\n", max(0, low - LONGEST), low) + 1
    end = body.find("\n", high, high + LONGEST)
    end = end if end >= 0 else len(body)
    return body[start:end] if (start or low <= LONGEST) and end - start <= LONGEST else ""


def capitals(text: str) -> float:
    """The share of a line's longer words that begin with a capital."""
    words = LONGER_WORD.findall(text)
    return sum(w[0].isupper() for w in words) / len(words) if words else 0.0
