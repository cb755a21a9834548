"""Items about another sport, which have head coaches, clubs and national teams called so, too."""

from __future__ import annotations

from hotseat.read.decision.proposing import BRIEF
from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.scanning import Sort


def of_another_sport(document: Document) -> frozenset[str]:
    """The keys of the persons whom an item about another sport names: of all if it is headed so, else of the strangers."""
    people = [m for m in document.mentions if m.sort is Sort.PERSON]
    if tables.pattern("other_sports", "heads").search(document.item.title):
        return frozenset(m.key for m in people)
    return frozenset(m.key for m in people if not m.known) if is_other_sport(document.body) else frozenset()


def is_other_sport(text: str) -> bool:
    """Whether a text has words of another sport, a longer one more than once, and none of football."""
    told = len(tables.pattern("other_sports", "sports").findall(text))
    return told > (len(text) > BRIEF) and tables.pattern("other_sports", "football").search(text) is None
