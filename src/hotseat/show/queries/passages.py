"""Words around a quote: an item's text is its publisher's, so pages show what is quoted and a little around it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hotseat.records import Span
from hotseat.show.queries.answers import Passage

AROUND = 120  # characters shown on either side of a quote at most


def around(body: str | None, span: Span, quote: str) -> tuple[str, str]:
    """What stands before and after a quote, within its line and up to word boundaries; empty where the text is not known."""
    if body is None or span.of(body) != quote:
        return "", ""
    start = max(body.rfind("\n", 0, span.start) + 1, span.start - AROUND)
    stop = body.find("\n", span.end)
    end = min(len(body) if stop < 0 else stop, span.end + AROUND)
    before, after = body[start : span.start], body[span.end : end]
    if start > 0 and body[start - 1] != "\n":
        before = "…" + before.partition(" ")[2]
    if end < len(body) and body[end] != "\n":
        after = after.rpartition(" ")[0] + "…"
    return before, after


def passages(body: str, spans: Sequence[Span]) -> list[Passage | None]:
    """The quoted pieces of a text with some words around each, in order; None stands where words are left out.

    Args:
        body: the whole text.
        spans: the quotes; overlapping ones share pieces, numbered by their place in this sequence.
    """
    windows = merged([widened(body, s) for s in spans])
    edges = sorted({0, *(e for s in spans for e in (s.start, s.end)), *(e for w in windows for e in (w.start, w.end))})
    found: list[Passage | None] = []
    for window in windows:
        if found or window.start > 0:
            found.append(None)
        inside = [e for e in edges if window.start <= e <= window.end]
        for start, end in pairwise(inside):
            carried = tuple(n for n, s in enumerate(spans) if s.start <= start and end <= s.end)
            found.append(Passage(text=body[start:end], claims=carried))
    if windows and windows[-1].end < len(body):
        found.append(None)
    return found


def widened(body: str, span: Span) -> Span:
    """The quote with the words around it."""
    start, end = max(span.start - AROUND, 0), min(span.end + AROUND, len(body))
    if start > 0:
        space = body.find(" ", start, span.start)
        start = space + 1 if space >= 0 else span.start
    if end < len(body):
        space = body.rfind(" ", span.end, end)
        end = space if space >= 0 else span.end
    return Span(start=start, end=end)


def merged(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, those that touch as one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: s.start):
        if found and span.start <= found[-1].end + 1:
            found[-1] = Span(start=found[-1].start, end=max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
