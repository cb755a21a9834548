"""Who stands behind a segment: outlet, unnamed sources, a cited outlet, a person who speaks, an official body."""

from __future__ import annotations

import re

from hotseat.read.citing import cited, cited_outlet, first_hand, plainly_cited
from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.names import Sort
from hotseat.read.segments import Segment
from hotseat.read.speaking import plain_speaker, speaker
from hotseat.records import Source, SourceKind, Span

DIGEST = re.compile(r"\b(?:paper talk|gossip|rumou?rs?|mailbox)\b", re.IGNORECASE)


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
    if kind in (SourceKind.OUTLET, SourceKind.UNNAMED):
        # A model that never saw the outlet's name may miss it; a named outlet behind "according to" is no matter of judgement.
        name = plainly_cited(document, segment, span, below=segment.in_title and kind is SourceKind.OUTLET)
        name = name or (first_hand(document, segment) if kind is SourceKind.OUTLET else None)
        if name:
            return Source(kind=SourceKind.CITED, name=name)
        if kind is SourceKind.UNNAMED or tables.source_patterns().talk.search(span.of(document.body)):
            return Source(kind=SourceKind.UNNAMED, name=None)
        return Source(kind=kind, name=document.item.outlet)
    if kind is SourceKind.CITED:
        name = cited(document, segment, span)
        return Source(kind=kind, name=name) if name else Source(kind=SourceKind.UNNAMED, name=None)
    if kind is SourceKind.PERSON:
        return Source(kind=kind, name=speaker(document, segment, person))
    return Source(kind=kind, name=org)
