"""Bets on who loses his job next: their favourite is a candidate for no post, and in doubt at his own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hotseat.read.decision.epithets import doubt, posts_of
from hotseat.read.decision.proposing import Proposal
from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.linking import Mention
from hotseat.read.naming.scanning import Sort
from hotseat.read.segments import Segment
from hotseat.records import Kind
from hotseat.register.register import Register

BESIDE = re.compile(r"^(?: \(| of |, of |['’]s? )$")


def races(document: Document) -> list[Segment]:
    """The segments that are bets on the next to go: sentences that say so, and below the words "sack race" the lines of a list."""
    found, running = [], False
    heading, going, odds, successor = (tables.pattern("sack_race", row) for row in ("heading", "going", "odds", "successor"))
    for segment in document.segments:
        text = segment.span.of(document.body)
        told = going.search(text) is not None
        running = told or heading.search(text) is not None or (running and not successor.search(text))
        if odds.search(text) and (told or (running and is_line(document, segment))):
            found.append(segment)
    return found


def is_line(document: Document, segment: Segment) -> bool:
    """Whether a segment is a name, perhaps with a club, and odds: the line of a list."""
    here = document.mentions.inside(segment.span)
    left, at = "", segment.span.start
    for m in here:
        left += document.body[at : m.span.start]
        at = max(at, m.span.end)
    left += document.body[at : segment.span.end]
    return (
        len({m.key for m in here if m.sort is Sort.PERSON}) == 1
        and tables.pattern("sack_race", "line").fullmatch(left) is not None
    )


def without_bets(document: Document, proposals: Sequence[Proposal], register: Register) -> list[Proposal]:
    """The proposals without arrivals that bets on the next to go show, and with the doubts that they tell."""
    told = races(document)
    if not told:
        return list(proposals)
    numbers = {s.number for s in told}
    kept = [p for p in proposals if not (p.kind is Kind.ARRIVAL and p.segment.number in numbers)]
    return [*kept, *doubts(document, told, register)]


def doubts(document: Document, told: Sequence[Segment], register: Register) -> Iterator[Proposal]:
    """The doubts of those named in bets: at the post that stands beside the name, else at the one held."""
    for segment in told:
        for m in backed(document, segment):
            for post in (
                posts_beside(document, m) or posts_of(m.key, document, register) or only_post(m.key, segment, document, register)
            ):
                yield doubt(document, m.key, post, segment, segment.span)


def backed(document: Document, bet: Segment) -> list[Mention]:
    """Whom a bet is on: those named before the words that say what it is on, and those named along with them behind."""
    people = document.within(bet.span, Sort.PERSON)
    going = tables.pattern("sack_race", "going").search(document.body, bet.span.start, bet.span.end)
    if going is None:
        return people
    rival = tables.pattern("sack_race", "rival")
    return [m for m in people if m.span.end <= going.start() or rival.search(document.body[going.end() : m.span.start])]


def posts_beside(document: Document, m: Mention) -> list[str]:
    """The club right behind a name: "Lindqvist (Port Albany)", "Lindqvist of Port Albany"."""
    _, behind = document.mentions.around(m.span.end)
    if behind is None or behind.sort is not Sort.ORG or not BESIDE.match(document.body[m.span.end : behind.span.start]):
        return []
    return [behind.key]


def only_post(person: str, bet: Segment, document: Document, register: Register) -> list[str]:
    """The one post that a person holds by the register, where a bet names no club: it need not."""
    if document.item.day is None or document.within(bet.span, Sort.ORG):
        return []
    posts = register.posts(person, document.item.day)
    return [posts[0].org] if len(posts) == 1 else []
