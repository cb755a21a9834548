"""An item's body -> segments: the sentences, headline parts and list entries that a claim lives in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hotseat.records import Item, Span

# A full stop, question or exclamation mark before a capital; abbreviations and initials are joined again below.
BREAK = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9£€])|\n+|;\s+|\s\|\s|\s•\s")
ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|vs?|No|Jr|Sr|Utd|approx|Sept?|Oct|Nov|Dec|Jan|Feb|Aug)|\b[A-Z])\.$")
LONGEST = 1_500  # characters; a longer "sentence" is cut, so that one broken text cannot cost without bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of the body without the white space around it."""

    span: Span
    in_title: bool
    number: int


def segments(item: Item) -> list[Segment]:
    """The item's segments in order; together they cover everything but white space and separators."""
    body = item.body
    title_end = len(item.title)
    cuts: list[tuple[int, int]] = []
    start = 0
    for match in BREAK.finditer(body):
        is_stop = match.group().isspace() and "\n" not in match.group()
        if is_stop and ABBREVIATION.search(body[max(start, match.start() - 10) : match.start()]):
            continue
        cuts.append((start, match.start()))
        start = match.end()
    cuts.append((start, len(body)))
    found: list[Segment] = []
    for begin, end in cuts:
        for low in range(begin, end, LONGEST):
            piece = body[low : min(end, low + LONGEST)]
            lead = len(piece) - len(piece.lstrip())
            text = piece.strip()
            if text:
                span = Span(start=low + lead, end=low + lead + len(text))
                found.append(Segment(span=span, in_title=span.end <= title_end, number=len(found)))
    return found
