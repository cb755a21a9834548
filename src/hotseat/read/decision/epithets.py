"""The doubt that an epithet tells in passing ("under-fire Lens boss Pierre Sage"), which models take for part of the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from hotseat.read.decision.proposing import Proposal
from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.scanning import Sort
from hotseat.read.segments import Segment
from hotseat.records import Certainty, Kind, Polarity, Source, SourceKind, Span, Stage
from hotseat.register.register import Register

FAR_BEFORE = 20  # characters; no epithet is longer
WORTH = 0.7  # of a doubt told in passing: more than a window's faint hint, less than its plain word


def pressed(document: Document, register: Register) -> Iterator[Proposal]:
    """The doubts of those whom an epithet calls under pressure: at the post that it names, else at the one that he holds."""
    for person, org, span in epithets(document):
        for post in [org] if org else posts_of(person, document, register):
            yield doubt(document, person, post, document.segments.touching(span)[0], span)


def doubt(document: Document, person: str, org: str, segment: Segment, span: Span) -> Proposal:
    """The outlet's word that a person's post is in doubt, told in passing by a span of a segment."""
    return Proposal(
        kind=Kind.DEPARTURE, polarity=Polarity.AFFIRMED, person=person, org=org, stage=Stage.DOUBT, certainty=Certainty.CERTAIN,
        source=Source(kind=SourceKind.OUTLET, name=document.item.outlet), probability=WORTH, segment=segment, span=span,
    )  # fmt: skip


def posts_of(person: str, document: Document, register: Register) -> list[str]:
    """The posts that a person holds: by the text, else those of the register that the item names."""
    said = [org for org, stage in document.said_of.get(person, {}).items() if stage is Stage.CURRENT]
    if said or document.item.day is None:
        return said
    return [t.org for t in register.posts(person, document.item.day) if document.names(t.org)]


def epithets(document: Document) -> Iterator[tuple[str, str | None, Span]]:
    """Whom an epithet says to be under pressure, at which post if it names one, and where: in a role phrase or right before the name."""
    body, words = document.body, under_pressure()
    for role in document.roles:
        if role.stage is Stage.CURRENT and words.search(role.span.of(body)):
            yield role.person, role.org, role.span
    in_roles = {role.person_span for role in document.roles}
    for m in document.mentions:
        if m.sort is Sort.PERSON and m.span not in in_roles:
            before = words.search(body, max(0, m.span.start - FAR_BEFORE), m.span.start)
            if before and before.end() + 1 == m.span.start:
                yield m.key, None, Span(start=before.start(), end=m.span.end)


@lru_cache(maxsize=1)
def under_pressure() -> re.Pattern[str]:
    """The epithets of `roles.toml`."""
    return re.compile(rf"\b(?:{tables.words_pattern(tables.table('roles')['pressed'])})\b", re.IGNORECASE)
