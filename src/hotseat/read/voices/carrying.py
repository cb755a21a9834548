"""Whose report goes on: the outlet or journalist named in a claim's sentence, in one beside it, or before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.scanning import Sort
from hotseat.read.segments import Segment
from hotseat.read.voices.brackets import LINE_OF_BRACKET, bracketed, is_digest
from hotseat.read.voices.citing import any_cited, cited_outlet, credited, nearest
from hotseat.records import Span

WORDS = tables.source_patterns()
# What a sentence says of a report told before it ("the paper adds"), and what begins a story, or a line of a list, of its own.
REFERS = re.compile(rf"\b(?:{WORDS.refers})\b", re.IGNORECASE)
OF_ITS_OWN = re.compile(rf"\W*(?:{WORDS.elsewhere})\b", re.IGNORECASE)
LIST_LINE = re.compile(r"\s*(?:[•●▪*–-]|\d{1,2}[.)])\s")
ODDS = re.compile(rf"\b(?:\d{{1,3}}/\d{{1,2}}|(?:{WORDS.odds}))\b", re.IGNORECASE)
PRONOUN = re.compile(r"\b(?:he|him|his|she|her)\b", re.IGNORECASE)
EARLIER = re.compile(rf"\b(?:{WORDS.report}) (?:last|earlier)\b")


def cited(document: Document, segment: Segment, span: Span) -> str | None:
    """The other outlet or journalist after whom a claim is told, where it is known to be told after one."""
    if name := bracketed(document, segment, span):
        return name
    for near in neighbours(document, segment):
        name = cited_outlet(document, near, span) or credited(document, near)
        if name:
            return name
        if near is segment and (named := nearest(document.other_outlets.inside(near.span), span)):
            return named.key
    return carried_on(document, segment)


def carried_on(document: Document, segment: Segment) -> str | None:
    """The other outlet or journalist whose report an article goes on telling: the one named last before the segment, else the next after it."""
    before, after = document.other_outlets.around(segment.span.end)
    if before:
        return before.key if goes_over(document, before.span, segment) else None
    where = next((s for s in document.segments if after and s.span.start <= after.span.start < s.span.end), None)
    return after.key if after and where and goes_back(document, where, segment) else None


def neighbours(document: Document, segment: Segment) -> Iterator[Segment]:
    """A segment, and the one before it and the one after it where they may tell whose its story is; not a line that is another story's bracket."""
    yield segment
    for number in (segment.number - 1, segment.number + 1):
        if 0 <= number < len(document.segments):
            near = document.segments[number]
            told_there = (
                goes_over(document, near.span, segment) if near.number < segment.number else goes_back(document, near, segment)
            )
            if told_there and not LINE_OF_BRACKET.match(near.span.of(document.body)):
                yield near


def goes_over(document: Document, source: Span, segment: Segment) -> bool:
    """Whether a report that is named before a segment goes on in it: not over a new line that does not speak of it, unless the name is its heading."""
    body, start = document.body, segment.span.start
    line = body.rfind("\n", 0, start) + 1
    words = segment.span.of(body)
    if ODDS.search(words) or OF_ITS_OWN.match(words):
        return False
    if source.start >= line or REFERS.search(words):
        return True
    begins = not body[line:start].strip(" “\"'‘") or LIST_LINE.match(body, line, start + 1) is not None
    return not begins or any(is_heading(body, m.span) for m in document.other_outlets.inside(source))


def goes_back(document: Document, later: Segment, segment: Segment) -> bool:
    """Whether a report that is named behind a segment tells what stands in it: not where it is older, about others, or in another paragraph."""
    if segment.in_title or later.in_title or REFERS.search(segment.span.of(document.body)):
        return True
    if "\n" in document.body[segment.span.end : later.span.start].strip(" "):
        return False
    words = later.span.of(document.body)
    here, there = ({m.key for m in document.within(s.span, Sort.PERSON)} for s in (segment, later))
    of_others = here and there and not here & there and not PRONOUN.search(words)
    return not of_others and not EARLIER.search(words)


def goes_on(document: Document, segment: Segment) -> str | None:
    """The outlet of the sentence before, or of the one before that, where a segment goes on with its story ("They add that ...")."""
    body = document.body
    strong = WORDS.going_on.match(body, segment.span.start)
    if not strong and not WORDS.going_on_of_it.match(body, segment.span.start):
        return None
    for near in reversed(document.segments[max(0, segment.number - 2) : segment.number]):
        outlets = document.other_outlets.inside(near.span)
        begins = bool(outlets) and outlets[0].span.start - near.span.start <= len("As the ")
        if begins or (strong and outlets):
            return outlets[0 if begins else -1].key
        if strong and (name := credited(document, near)):
            return name
    return None


def stands_alone(document: Document, segment: Segment) -> bool:
    """Whether another's report is named near a segment, and does not go on in it: the outlet itself tells what stands there."""
    words = segment.span.of(document.body)
    if segment.in_title or WORDS.unnamed.search(words) or REFERS.search(words) or is_digest(document, segment):
        return False
    return any(o and o.span.end <= segment.span.start for o in document.other_outlets.around(segment.span.end)) or any(
        any_cited(document, s, s.span) for s in document.segments[max(0, segment.number - 1) : segment.number + 2]
    )


def is_heading(body: str, span: Span) -> bool:
    """Whether words stand on a line of their own."""
    low, high = body.rfind("\n", 0, span.start) + 1, body.find("\n", span.end)
    around = body[low : span.start] + body[span.end : high if high >= 0 else len(body)]
    return len(re.findall(r"\w+", around)) <= 1
