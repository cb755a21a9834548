"""Moves and tenures that belong to another's words: of two stories beside each other, the person of one is given the post of the other, less firmly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from hotseat.read.document import Document
from hotseat.read.proposing import Proposal
from hotseat.records import Kind

PLAIN = 0.9  # from here on a move stands though the words that show it name another's post or person


def uncrossed(document: Document, proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals without the moves and tenures shown by words that name a likelier one's post or person, and not their own."""
    shown: dict[object, list[Proposal]] = defaultdict(list)
    for p in proposals:
        shown[same_words(p)].append(p)

    named = {m.key for m in document.mentions}
    leaving = {(p.person, p.polarity) for p in proposals if p.kind is Kind.DEPARTURE and p.org in named}

    def is_anothers(p: Proposal) -> bool:
        if p.kind is Kind.DEPARTURE and p.org not in named and (p.person, p.polarity) in leaving:
            return True  # from a post that only the register knows of, and the item names the one that he has taken since
        here = {m.key for m in document.mentions.beginning(p.segment.span)}
        return p.probability < PLAIN and any(crosses(p, o, here) for o in shown[same_words(p)])

    return [p for p in proposals if p.kind is Kind.CONTRACT or not is_anothers(p)]


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
