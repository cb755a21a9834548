"""What words show not to be so: moves that nearly came about or that somebody only advises, and denials of something else."""

from __future__ import annotations

from collections.abc import Sequence

from hotseat.read.decision.proposing import Proposal
from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.scanning import Sort
from hotseat.records import Kind, Polarity, SourceKind, Span, Stage

LONGEST_TITLE = 40  # characters
NEAR = 40  # characters from a verb to its object's name


def is_unreal(document: Document, p: Proposal) -> bool:
    """Whether what shows a move says something else than that it is made, wished for by those who decide, or denied."""
    if p.polarity is Polarity.DENIED:
        return is_inexperience(document, p) or praises_anothers(document, p)
    return is_near_miss(document, p) or is_advice(document, p)


def without_reasons(document: Document, moves: Sequence[Proposal]) -> list[Proposal]:
    """The moves without denials of a reason ("I'm not leaving because of money") by those who are said to be gone."""
    gone = {(m.person, m.org) for m in moves if is_over(m)}
    return [m for m in moves if (m.person, m.org) not in gone or not denies_reason(document, m)]


def is_over(move: Proposal) -> bool:
    """Whether a move is a departure that is told as done."""
    return move.kind is Kind.DEPARTURE and move.polarity is Polarity.AFFIRMED and move.stage is Stage.DONE


def denies_reason(document: Document, move: Proposal) -> bool:
    """Whether what shows a denied departure names a reason for one."""
    denied = move.kind is Kind.DEPARTURE and move.polarity is Polarity.DENIED
    return denied and tables.pattern("unreal", "reason").search(move.span.of(document.body)) is not None


def is_near_miss(document: Document, p: Proposal) -> bool:
    """Whether a move that is told as done "nearly" or "would have" come about."""
    if p.stage not in (Stage.DONE, Stage.FORMER):
        return False
    found = tables.pattern("unreal", "near_miss").finditer(document.body, p.segment.span.start, p.segment.span.end)
    misses = [m for m in found if Span(start=m.start(), end=m.end()).overlaps(p.span)]
    return any(p.kind.is_move or p.org in named_behind(document, m.end()) for m in misses)


def named_behind(document: Document, place: int) -> set[str]:
    """Who and what is named right behind a place."""
    return {m.key for m in document.mentions.beginning(Span(start=place, end=place + NEAR))}


def is_advice(document: Document, p: Proposal) -> bool:
    """Whether an outlet only advises a club to take somebody."""
    if p.kind is not Kind.ARRIVAL or p.source.kind is not SourceKind.OUTLET:
        return False
    body, sentence = document.body, p.segment.span
    people = document.within(sentence, Sort.PERSON)
    for advice in tables.pattern("unreal", "advice").finditer(body, sentence.start, sentence.end):
        first = next((m for m in people if m.span.start >= advice.end()), None)
        if first and first.key == p.person and first.span.start - advice.end() <= NEAR:
            return True
    advised = tables.pattern("unreal", "advised")
    return any(m.key == p.person and advised.match(body, m.span.end, sentence.end) for m in people)


def is_inexperience(document: Document, p: Proposal) -> bool:
    """Whether a denied arrival is a word on what somebody has never done."""
    return p.kind is Kind.ARRIVAL and tables.pattern("unreal", "inexperience").search(p.span.of(document.body)) is not None


def praises_anothers(document: Document, p: Proposal) -> bool:
    """Whether a denied departure is what an officer of another club says, who praises a coach and has one of his own."""
    if p.kind is not Kind.DEPARTURE or p.polarity is not Polarity.DENIED or p.source.kind is not SourceKind.PERSON:
        return False
    if not tables.pattern("unreal", "own_coach").search(p.segment.span.of(document.body)):
        return False
    here = document.mentions.beginning(p.segment.span)
    speakers = [m for m in here if m.sort is Sort.PERSON and m.key != p.person]
    return any(speaks_for_another(document, m.span, p.org) for m in speakers)


def speaks_for_another(document: Document, name: Span, org: str) -> bool:
    """Whether a club's name and an office stand right before a name, and the club is not the one in question."""
    before, _ = document.mentions.around(name.start)
    if before is None or before.sort is not Sort.ORG or before.key == org:
        return False
    between = document.body[before.span.end : name.start]
    return len(between) <= LONGEST_TITLE and tables.pattern("offices", "offices").search(between) is not None
