"""Where a window shows a claim, and which words of it to quote.

Names and cues speak for a segment, and so does the encoder's attention: a spoken denial ("I will be here in May") has neither a name nor a
usual cue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hotseat.read.details.terms import terms
from hotseat.read.document import Document
from hotseat.read.engines.answers import Floats
from hotseat.read.engines.windows import Window
from hotseat.read.naming.scanning import Sort
from hotseat.read.segments import Segment
from hotseat.records import Kind, Polarity, Span

PERSON, ORG, CUE, FURTHER_CUE, MOST_CUES = 4.0, 1.0, 2.0, 0.1, 3  # what each in a segment is worth
LEAST_WORDS = 5  # of a clause that tells something by itself
CLAUSE_END = re.compile(r"[,;:–—](?= )| [-–—](?= )")
AROUND = ' \t\n"\u201c\u201d'  # what no quote of a whole segment begins or ends with


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A claim that a segment is to show."""

    person: str
    org: str
    kind: Kind
    polarity: Polarity = Polarity.AFFIRMED

    def told_by(self, classes: Sequence[str]) -> bool:
        """Whether a cue of these classes can tell of it."""
        if self.kind is Kind.TENURE:
            return any(c.startswith("role.") and not c.startswith("role.other") for c in classes)
        denied = self.polarity is Polarity.DENIED
        return any(c.startswith(self.kind.value) and c.endswith(".denied") == denied for c in classes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """What the encoder's attention counts: `worth` a whole share of it, by the head that finds denials or by the others.

    Which head that is depends on the weights; `benchmarks.score_quotes --heads` tells.
    """

    worth: float = 10.0
    denying_head: int = 5

    def worths(self, heard: Floats | None, polarity: Polarity) -> Sequence[float]:
        """What the attention to each segment counts, from the shares by head, shape (heads, segments); nothing where there is none."""
        if heard is None:
            return ()
        denying = heard[self.denying_head]
        shares = denying if polarity is Polarity.DENIED else (heard.sum(axis=0) - denying) / (len(heard) - 1)
        return [self.worth * float(share) for share in shares]


def shown(document: Document, window: Window, sought: Sought, heard: Sequence[float] = ()) -> tuple[Segment, Span]:
    """The segment of a window that shows a claim best, and the words of it to quote; `heard` is what attention to each counts."""
    worths = [evidence(document, segment, sought) for segment in window.segments]
    if heard:
        worths = [seen + listened for seen, listened in zip(worths, heard, strict=True)]
    best = window.segments[worths.index(max(worths))]
    return best, quoted(document, best, sought)


def quoted(document: Document, segment: Segment, sought: Sought) -> Span:
    """The words from the first to the last of person, club and cue; the whole segment, quotation marks apart, where neither is named."""
    names = [m for m in document.mentions.inside(segment.span) if m.key in (sought.person, sought.org)]
    if not names:
        return bare(document.body, segment.span, AROUND)
    people = [m.span for m in names if m.sort is Sort.PERSON]
    cues = [c.span for c in document.cues_within(segment.span) if sought.told_by(c.classes)]
    anchor = people[0] if people else names[0].span
    spots = [anchor]
    spots += [min((m.span for m in names if m.sort is Sort.ORG), key=lambda s: abs(s.start - anchor.start), default=anchor)]
    spots += [min(cues, key=lambda s: abs(s.start - anchor.start), default=anchor)]
    between = Span(start=min(s.start for s in spots), end=max(s.end for s in spots))
    return between if cues else clauses(document.body, segment.span, between)


def clauses(body: str, within: Span, part: Span) -> Span:
    """A part of a sentence with the rest of the clauses that it begins and ends in, or the whole sentence: a bare name tells nothing."""
    breaks = [within.start, *(m.end() for m in CLAUSE_END.finditer(body, within.start, within.end)), within.end]
    start = max(b for b in breaks if b <= part.start)
    end = min(b for b in breaks if b >= part.end)
    if len(body[start:end].split()) < LEAST_WORDS:
        start, end = within.start, within.end
    return bare(body, Span(start=start, end=end), AROUND + ",;:")


def bare(body: str, span: Span, marks: str) -> Span:
    """A span without the marks around its words; all of it where nothing else is in it."""
    words = span.of(body)
    kept = words.strip(marks) or words
    start = span.start + words.index(kept)
    return Span(start=start, end=start + len(kept))


def evidence(document: Document, segment: Segment, sought: Sought) -> float:
    """How much of a claim a segment shows: its names, and a cue of its kind."""
    keys = {m.key for m in document.mentions.inside(segment.span)}
    cues = sum(sought.told_by(c.classes) for c in document.cues_within(segment.span))
    is_contract = sought.kind is Kind.CONTRACT
    named = (ORG if is_contract else PERSON) * (sought.person in keys) + ORG * (sought.org in keys)
    if is_contract:  # shown by its terms rather than by its holder's name
        text = segment.span.of(document.body)
        named += CUE * bool(terms(text, 0, len(text), None))
    return named + CUE * (cues > 0) + FURTHER_CUE * min(cues, MOST_CUES)
