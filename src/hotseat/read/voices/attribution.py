"""Who stands behind a segment: outlet, unnamed sources, a cited outlet, a person who speaks, an official body."""

from __future__ import annotations

import re

from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.scanning import Sort
from hotseat.read.segments import Segment
from hotseat.read.voices.brackets import DIGEST, below_headline, spot_of
from hotseat.read.voices.carrying import cited, goes_on, stands_alone
from hotseat.read.voices.citing import (
    HANDLE_FIRST,
    any_cited,
    cited_outlet,
    first_hand,
    plainly_cited,
    press,
    thrown_in,
    without_later_clause,
)
from hotseat.read.voices.mouthpieces import mouthpiece
from hotseat.read.voices.speaking import closing_speaker, plain_speaker, speaker
from hotseat.records import Source, SourceKind, Span

VOICED_OVER = (SourceKind.OUTLET, SourceKind.OFFICIAL, SourceKind.PERSON)  # what is heard where an official closes the sentence
SPEAKS = re.compile(rf"(?:[’']s?)?,? (?:has |have |also )*(?:{tables.source_patterns().speaks_for_itself})\b")
SPOKESMAN = re.compile(
    r"\b(?i:an?|the|its|their) (?:[\w’'-]+ ){0,2}spokes(?:man|woman|person)\b(?! for (?:him|her|the (?:coach|manager|agent)))(?!,? [A-Z])"
)


def source_of(document: Document, segment: Segment) -> Source:
    """The segment's source; the strongest sign wins: cited, speaker, official, unnamed, else the outlet."""
    body = document.body
    low, high = segment.span.start, segment.span.end
    text = body[low:high]
    patterns = tables.source_patterns()
    outlet = Source(kind=SourceKind.OUTLET, name=document.item.outlet)
    origin = cited_outlet(document, segment, segment.span)
    if origin:
        return Source(kind=SourceKind.CITED, name=origin)
    speaking = plain_speaker(document, segment)
    if speaking:
        return Source(kind=SourceKind.PERSON, name=speaking.key)
    if patterns.official.search(text):
        orgs = document.within(segment.span, Sort.ORG)
        return Source(kind=SourceKind.OFFICIAL, name=orgs[0].key if orgs else (document.focus[0] if document.focus else None))
    if patterns.own.search(text):
        return outlet
    if patterns.unnamed.search(text) or (document.item.title and DIGEST.search(document.item.title)):
        return Source(kind=SourceKind.UNNAMED, name=None)
    return outlet


def named_source(document: Document, segment: Segment, span: Span, kind: SourceKind, person: str, org: str) -> Source:
    """The source of a known kind with its name: the cited outlet, the speaker, the official body, the item's own outlet.

    Args:
        document: the item.
        segment: where the claim stands; those after and before it are asked too, since headlines are attributed below.
        span: the words that show the claim.
        kind: what the decision layer says.
        person: the claim's coach, who speaks where nobody else does.
        org: the claim's club or federation.
    """
    if club := repeated_club(document, segment):
        return Source(kind=SourceKind.OFFICIAL, name=club)
    if kind in VOICED_OVER and (name := closing_speaker(document, segment, span, person)):
        return Source(kind=SourceKind.PERSON, name=name)
    if kind is SourceKind.PERSON:
        return spoken(document, segment, person, org)
    if kind is SourceKind.OFFICIAL:
        return Source(kind=kind, name=body_that_speaks(document, segment, org))
    return told_by_press(document, segment, span, kind, person)


def spoken(document: Document, segment: Segment, person: str, org: str) -> Source:
    """The source of a claim that somebody is heard to speak: a paper thrown in, a club through its spokesman, a coach's agent, or who speaks."""
    if paper := thrown_in(document, segment):
        return Source(kind=SourceKind.CITED, name=paper)
    if club := through_spokesman(document, segment, org):
        return Source(kind=SourceKind.OFFICIAL, name=club)
    name = speaker(document, segment, person)
    return Source(kind=SourceKind.PERSON, name=(mouthpiece(document, segment, person) if name == person else None) or name)


def told_by_press(document: Document, segment: Segment, span: Span, kind: SourceKind, person: str) -> Source:
    """The source of a claim that the item's outlet, another or nobody named is heard to make; a club's own site makes it officially."""
    segment, span = below_headline(document, segment, span, person)
    part, spot = without_later_clause(document, segment, span, person), spot_of(document, span, person)
    if kind is SourceKind.CITED and part is not segment and not any_cited(document, part, spot):
        kind = SourceKind.OUTLET
    if kind is SourceKind.CITED:
        papers = None if any_cited(document, part, spot) else press(document, part)
        if name := papers or goes_on(document, part) or cited(document, part, spot):
            return Source(kind=kind, name=name)
        kind = SourceKind.OUTLET if stands_alone(document, part) else SourceKind.UNNAMED
    # A model that never saw the outlet's name may miss it; a named outlet behind "according to" is no matter of judgement.
    name = plainly_cited(document, part, spot, below=part.in_title and kind is SourceKind.OUTLET)
    name = (
        name
        or (first_hand(document, part) if kind is SourceKind.OUTLET else None)
        or goes_on(document, part)
        or press(document, part)
    )
    if name:
        return Source(kind=SourceKind.CITED, name=name)
    if kind is SourceKind.UNNAMED or tables.source_patterns().talk.search(span.of(document.body)):
        return Source(kind=SourceKind.UNNAMED, name=None)
    if document.by_club:
        return Source(kind=SourceKind.OFFICIAL, name=document.focus[0])
    return Source(kind=kind, name=document.item.outlet)


def repeated_club(document: Document, segment: Segment) -> str | None:
    """The club whose post a post repeats ("RT @EvertonWomen: ..."), if the segment is the first of it."""
    handle = HANDLE_FIRST.match(document.body, segment.span.start, segment.span.end)
    orgs = document.within(Span(start=handle.start(1), end=handle.end(1)), Sort.ORG) if handle else []
    return orgs[0].key if orgs else None


def through_spokesman(document: Document, segment: Segment, org: str) -> str | None:
    """The club or federation for which a spokesman without a name speaks in a segment: the one beside the word, else whose word an official claim is."""
    found = SPOKESMAN.search(document.body, segment.span.start, segment.span.end)
    if found is None:
        return None
    beside = document.within(Span(start=found.start(), end=found.end()), Sort.ORG)
    return beside[0].key if beside else body_that_speaks(document, segment, org)


def body_that_speaks(document: Document, segment: Segment, org: str) -> str:
    """The club or federation whose word an official claim is: the item's publisher, or who says so in the segment; else the claim's own."""
    body = document.body
    if document.by_club:
        return org if org.startswith(document.focus[0]) else document.focus[0]
    shared = tables.table("sources")["official"]["shared"]
    named = [m for m in document.within(segment.span, Sort.ORG) if m.known and m.span.of(body) not in shared]
    said = [m.key for m in named if SPEAKS.match(body, m.span.end, segment.span.end)]
    return org if not said or org in said else said[0]
