"""Moves and tenures that belong to another's words: of two stories beside each other, the person of one is given the post of the other, less firmly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from hotseat.read.decision.clauses import of_another_clause
from hotseat.read.decision.proposing import Proposal
from hotseat.read.document import Document
from hotseat.records import Kind, Polarity, Stage

PLAIN = 0.9  # from here on a move stands though the words that show it name another's post or person


def uncrossed(document: Document, proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals without the moves and tenures shown by words that name a likelier one's post or person, and not their own."""
    shown: dict[object, list[Proposal]] = defaultdict(list)
    for p in proposals:
        shown[same_words(p)].append(p)

    mixed = of_another_clause(document, proposals)
    named = {p.org for p in proposals if document.names(p.org)}
    told = {(p.kind, p.person, p.polarity) for p in proposals if p.org in named}

    def is_anothers(p: Proposal) -> bool:
        if p.org not in named and ((p.kind, p.person, p.polarity) in told or (has_a_post(document, p.person) and not leaves(p))):
            return True  # a post that only the register knows of, and the item names the one that he has taken since
        if p.kind is Kind.ARRIVAL and p.polarity is Polarity.AFFIRMED and (p.person, p.org) in mixed:
            return True
        if p.kind is Kind.CONTRACT:
            return False
        here = {m.key for m in document.mentions.beginning(p.segment.span)}
        return p.probability < PLAIN and any(crosses(p, o, here) for o in shown[same_words(p)])

    return [p for p in proposals if not is_anothers(p)]


def has_a_post(document: Document, person: str) -> bool:
    """Whether a role phrase gives a person a post that he holds."""
    return Stage.CURRENT in document.said_of.get(person, {}).values()


def same_words(p: Proposal) -> object:
    """What two proposals share that the same words show for the same sort of move, or of tenure."""
    return p.segment.number, p.kind, p.polarity, p.stage if p.kind is Kind.TENURE else None


def crosses(p: Proposal, other: Proposal, named: AbstractSet[str]) -> bool:
    """Whether words that name these say `other`, the likelier, and not `p`, which has its person or its post from elsewhere."""
    if p.probability >= other.probability:
        return False
    if p.person == other.person:
        return other.org in named and p.org not in named
    return p.org == other.org and other.person in named and p.person not in named


def leaves(p: Proposal) -> bool:
    """Whether somebody is said to leave a post: it may be an old one that the item need not name."""
    return p.kind is Kind.DEPARTURE and p.polarity is Polarity.AFFIRMED
