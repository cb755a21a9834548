"""Who stands behind a segment: outlet, unnamed sources, a cited outlet, a person who speaks, an official body."""

from __future__ import annotations

import re

from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.linking import Mention
from hotseat.read.names import Sort
from hotseat.read.segments import Segment
from hotseat.records import Source, SourceKind

DIGEST = re.compile(r"\b(?:paper talk|gossip|rumou?rs?|mailbox)\b", re.IGNORECASE)
AFTER_NAME = re.compile(
    rf"^(?:,[^,]{{0,60}},)?\s+(?:has |have |also |again |now )?(?:{tables.source_patterns().speech})\b", re.IGNORECASE
)
SAYS_NAME = re.compile(rf"(?:{tables.source_patterns().speech})\s+(?:[\w’'-]+\s+){{0,5}}$", re.IGNORECASE)
SIGNED = re.compile(r"\s[-–]\s*$")


def source_of(document: Document, segment: Segment) -> Source:
    """The segment's source; the strongest sign wins: cited, speaker, official, unnamed, else the outlet."""
    body = document.item.body
    low, high = segment.span.start, segment.span.end
    text = body[low:high]
    patterns = tables.source_patterns()
    outlet = Source(kind=SourceKind.OUTLET, name=document.item.outlet)
    cited = cited_outlet(document, segment)
    if cited:
        return Source(kind=SourceKind.CITED, name=cited)
    speaker = speaker_of(document, segment)
    if speaker:
        return Source(kind=SourceKind.PERSON, name=speaker.key)
    if patterns.official.search(text):
        orgs = document.within(segment.span, Sort.ORG)
        return Source(kind=SourceKind.OFFICIAL, name=orgs[0].key if orgs else (document.focus[0] if document.focus else None))
    if patterns.own.search(text):
        return outlet
    if patterns.unnamed.search(text) or (document.item.title and DIGEST.search(document.item.title)):
        return Source(kind=SourceKind.UNNAMED, name=None)
    return outlet


def cited_outlet(document: Document, segment: Segment) -> str | None:
    """Another outlet or a journalist whom the segment names as its origin."""
    body = document.item.body
    own = (document.item.outlet or "").casefold()
    for mention in document.within(segment.span, Sort.OUTLET):
        if mention.key.casefold() == own or mention.key.casefold() in own:
            continue
        before = body[max(segment.span.start, mention.span.start - 30) : mention.span.start]
        after = body[mention.span.end : min(segment.span.end, mention.span.end + 30)]
        if re.search(r"(?:according to|citing|via|per|by|RT|told|reports?|\(|-|–)\W*(?:\w+\W+){0,2}$", before):
            return mention.key
        if re.match(r"\W*(?:has |have |also )?(?:reports?|claims?|says?|understands?|reported|claimed|said|say|\))", after):
            return mention.key
    return None


def speaker_of(document: Document, segment: Segment) -> Mention | None:
    """The person who speaks in the segment, by a verb of speech beside his name or his name after a dash."""
    body = document.item.body
    for mention in document.within(segment.span, Sort.PERSON):
        after = body[mention.span.end : min(segment.span.end, mention.span.end + 90)]
        if AFTER_NAME.match(after):
            return mention
        before = body[segment.span.start : mention.span.start]
        if SAYS_NAME.search(before) or (SIGNED.search(before) and mention.span.end >= segment.span.end - 1):
            return mention
    return None
