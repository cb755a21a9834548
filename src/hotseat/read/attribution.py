"""Who stands behind a segment: outlet, unnamed sources, a cited outlet, a person who speaks, an official body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.linking import Mention, never_first
from hotseat.read.names import Sort
from hotseat.read.segments import Segment
from hotseat.records import Source, SourceKind, Span
from hotseat.register.folding import fold

DIGEST = re.compile(r"\b(?:paper talk|gossip|rumou?rs?|mailbox)\b", re.IGNORECASE)
AFTER_NAME = re.compile(
    rf"^(?:,[^,]{{0,60}},)?\s+(?:has |have |also |again |now )?(?:{tables.source_patterns().speech})\b", re.IGNORECASE
)
SAYS_NAME = re.compile(rf"(?:{tables.source_patterns().speech})\s+(?:[\w’'-]+\s+){{0,5}}$", re.IGNORECASE)
SIGNED = re.compile(r"\s[-–]\s*$")


def source_of(document: Document, segment: Segment) -> Source:
    """The segment's source; the strongest sign wins: cited, speaker, official, unnamed, else the outlet."""
    body = document.body
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


def named_source(document: Document, segment: Segment, kind: SourceKind, person: str, org: str) -> Source:
    """The source of a known kind with its name: the cited outlet, the speaker, the official body, the item's own outlet.

    Args:
        document: the item.
        segment: where the claim stands; the segment after it is asked too, since headlines are attributed below.
        kind: what the decision layer says.
        person: the claim's coach, who speaks where nobody else does.
        org: the claim's club or federation.
    """
    at = segment.number
    near = [segment, *document.segments[max(0, at - 1) : at], *document.segments[at + 1 : at + 2]]
    if kind in (SourceKind.OUTLET, SourceKind.UNNAMED):
        # A model that never saw the outlet's name may miss it; a named outlet behind "according to" is no matter of judgement.
        told = [segment, *near[1:2]] if segment.in_title and kind is SourceKind.OUTLET else [segment]
        name = next((n for s in told if (n := cited_outlet(document, s))), None)
        own = document.item.outlet if kind is SourceKind.OUTLET else None
        return Source(kind=SourceKind.CITED, name=name) if name else Source(kind=kind, name=own)
    if kind is SourceKind.CITED:
        name = (
            next((n for s in near if (n := cited_outlet(document, s))), None)
            or credited(document, near)
            or carried_on(document, segment)
        )
        return Source(kind=kind, name=name) if name else Source(kind=SourceKind.UNNAMED, name=None)
    if kind is SourceKind.PERSON:
        speaker = next((m for s in near if (m := speaker_of(document, s))), None)
        return Source(kind=kind, name=speaker.key if speaker else person)
    return Source(kind=kind, name=org)


CAPITALS = r"[A-Z][\w’'.&-]*(?: [A-Z][\w’'.&-]*){0,3}"
ADVERBS = r"(?:(?:has|have|had|also|first|now) ){0,2}"
# What shows that the name before is an outlet's or a journalist's: what it does with the story, or the bracket around it.
REPORTS = re.compile(rf"\W*{ADVERBS}(?:just )?(?:(?:{tables.source_patterns().report})\b|\))")
REPORTER = re.compile(rf"\b({CAPITALS}) {ADVERBS}(?:{tables.source_patterns().report})\b")
CREDIT = re.compile(rf"(?:according to|per|via|RT|reports?(?: from| in)?|citing|told|by)\s+(?:the )?(@\w+|{CAPITALS})")
BRACKET = re.compile(r"\(([A-Z@][\w’'.& -]{2,40}?)(?:,[^)]*| - [^)]*)?\)\s*$")


def credited(document: Document, near: Sequence[Segment]) -> str | None:
    """An outlet or journalist that the register lacks, by the words before the name or the bracket behind the line.

    A club or a coach behind "by" or "told" acts or listens ("dismissed by Rovers"), and is no source.
    """
    body = document.body
    for segment in near:
        matches = (
            m for pattern in (BRACKET, CREDIT, REPORTER) for m in pattern.finditer(body, segment.span.start, segment.span.end)
        )
        for match in matches:
            name = own_words(match.group(1))
            place = Span(start=match.start(1), end=match.end(1))
            clash = (m for m in document.mentions.touching(place) if m.sort is Sort.ORG or (m.sort is Sort.PERSON and m.known))
            if name and not any(clash):
                return name
    return None


def own_words(name: str) -> str | None:
    """A run of capitalised words without those that only open the sentence ("But Lantern Post"); None where no other is left."""
    words = name.rstrip(".").split()
    while words and fold(words[0]) in never_first() and (fold(words[0]) != "the" or len(words) == 1):
        words = words[1:]
    return " ".join(words) or None


def carried_on(document: Document, segment: Segment) -> str | None:
    """The other outlet or journalist whose report an article goes on telling: the one named last before the segment, else the next after it."""
    before, after = document.other_outlets.around(segment.span.end)
    outlet = before or after
    return outlet.key if outlet else None


def cited_outlet(document: Document, segment: Segment) -> str | None:
    """Another outlet or a journalist whom the segment names as its origin."""
    body = document.body
    for mention in document.other_outlets.inside(segment.span):
        before = body[max(segment.span.start, mention.span.start - 30) : mention.span.start]
        after = body[mention.span.end : min(segment.span.end, mention.span.end + 30)]
        if re.search(r"(?:according to|citing|via|per|by|RT|told|reports?|\(|-|–)\W*(?:\w+\W+){0,2}$", before):
            return mention.key
        if REPORTS.match(after):
            return mention.key
    return None


def speaker_of(document: Document, segment: Segment) -> Mention | None:
    """The person who speaks in the segment, by a verb of speech beside his name or his name after a dash."""
    body = document.body
    for mention in document.within(segment.span, Sort.PERSON):
        after = body[mention.span.end : min(segment.span.end, mention.span.end + 90)]
        if AFTER_NAME.match(after):
            return mention
        before = body[segment.span.start : mention.span.start]
        if SAYS_NAME.search(before) or (SIGNED.search(before) and mention.span.end >= segment.span.end - 1):
            return mention
    return None
