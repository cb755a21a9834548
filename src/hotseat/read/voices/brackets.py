"""Papers in brackets: a digest sets one behind each of its stories ("... (Mail)"), or on a line of its own."""

from __future__ import annotations

import re

from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.scanning import Sort
from hotseat.read.segments import Segment
from hotseat.read.voices.outlets import outlet_in
from hotseat.records import Span

WORDS = tables.source_patterns()
DIGEST = re.compile(r"\b(?:paper talk|gossip|rumou?rs?|mailbox)\b", re.IGNORECASE)
# "(Mail)", "(Bild, subscription required)", "(Sky Germany - in German)"; a digest sets one behind each of its stories.
BRACKET = re.compile(r"\(([A-Z@][\w’'.& -]{2,40}?)(?:,[^)\n]*| [-–] [^)\n]*)?\)")
LINE_OF_BRACKET = re.compile(rf"{BRACKET.pattern}.{{0,12}}$")
NEXT_CLAUSE = re.compile(rf"(?:{WORDS.next_clause})\b")
STORY = 4  # segments that one bracket of a digest may stand for


def bracketed(document: Document, segment: Segment, span: Span, *, sure: bool = False) -> str | None:
    """Who stands in the first bracket behind a claim, in its segment or as the line that ends its story.

    With `sure` only an outlet that the register knows, or the bracket of a digest: others hold anything.
    """
    body = document.body
    digest = is_digest(document, segment)
    of_papers = digest or credits_by_brackets(document, segment)
    for match in BRACKET.finditer(body, min(span.end, segment.span.end), segment.span.end):
        sign = of_papers or is_outlet(document, match) or (not sure and ends(match, segment.span.end))
        if sign and (name := outlet_in(document, match, plain=not of_papers)):
            return name
    for later in document.segments[segment.number + 1 : segment.number + 1 + (STORY if digest else 1)]:
        line = LINE_OF_BRACKET.match(later.span.of(body))
        if line and (digest or not sure):
            return outlet_in(document, line, later.span.start) if ends_its_story(document, later, segment) else None
    return None


def ends_its_story(document: Document, bracket: Segment, segment: Segment) -> bool:
    """Whether a bracket reaches back to a segment: one that shares its line with a story ends no line before it."""
    start = document.body.rfind("\n", 0, bracket.span.start) + 1
    return segment.span.start >= start or not document.body[start : bracket.span.start].strip()


def is_digest(document: Document, segment: Segment) -> bool:
    """Whether brackets end the stories around a segment."""
    near = document.segments[max(0, segment.number - 2 * STORY) : segment.number + 2 * STORY]
    return sum(1 for s in near if LINE_OF_BRACKET.match(s.span.of(document.body))) > 1


def credits_by_brackets(document: Document, segment: Segment) -> bool:
    """Whether a segment sets a paper in brackets behind each thing that it tells: it is gossip, or has several that end their words."""
    title = document.item.title
    if title and DIGEST.search(title):
        return True
    found = BRACKET.finditer(document.body, segment.span.start, segment.span.end)
    return sum(ends(m, segment.span.end) and outlet_in(document, m) is not None for m in found) > 1


def ends(match: re.Match[str], end: int) -> bool:
    """Whether nothing but a mark stands between a bracket and the end of its segment, or a comma or a further clause follows."""
    rest = match.string[match.end() : end].strip()
    return len(rest) <= 1 or rest[0] in ",;." or NEXT_CLAUSE.match(rest) is not None


def is_outlet(document: Document, match: re.Match[str]) -> bool:
    """Whether the register knows what stands in a bracket as an outlet."""
    place = Span(start=match.start(1), end=match.end(1))
    return bool(document.other_outlets.inside(place))


def spot_of(document: Document, span: Span, person: str) -> Span:
    """Where a claim's words name its coach, if they run on beyond a bracket; else all of them."""
    if not BRACKET.search(document.body, span.start, span.end):
        return span
    return next((m.span for m in document.within(span, Sort.PERSON) if m.key == person), span)


def below_headline(document: Document, segment: Segment, span: Span, person: str) -> tuple[Segment, Span]:
    """Where gossip tells what its headline says of a coach, with its paper in brackets; else the claim's own place."""
    if not (segment.in_title and DIGEST.search(document.item.title)):
        return segment, span
    told = (m.span for m in document.persons.get(person, ()) if m.span.start >= segment.span.end)
    for name in told:
        below = document.segments.touching(name)
        if below and not below[0].in_title:
            return below[0], name
    return segment, span
