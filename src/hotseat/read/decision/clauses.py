"""Whose clause a person stands in: "Leeds want Cooper, while Burnley are in talks with Baraclough" has two, and each club its own candidate. Pure.

The encoder weighs every person of a window against every club of it, and gives the second club's candidate to the first one as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from hotseat.read.decision.proposing import Proposal
from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.linking import Mention
from hotseat.read.naming.scanning import Sort
from hotseat.records import Kind, Polarity, Span

VERB_WITHIN = 40  # characters behind a club's name that its verb is looked for in


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with the club that is its subject, if one is, and the persons and clubs named in it."""

    subject: str | None
    persons: frozenset[str]
    orgs: frozenset[str]


@lru_cache(maxsize=1)
def opens_clause() -> re.Pattern[str]:
    """What stands before a subject: the start of a line or sentence, a mark, or a word that joins clauses."""
    raw = tables.table("strangers")
    words = tables.words_pattern([*raw["before_subject"], *raw["joins_clauses"]])
    return re.compile(rf"(?:^|[.!?:;,\n\"“‘–—•|-] ?|(?<!\w)(?:{words}),? )$", re.IGNORECASE)


@lru_cache(maxsize=1)
def does() -> re.Pattern[str]:
    """What a club that is the subject does, right behind its name."""
    raw = tables.table("strangers")
    verbs = tables.words_pattern([*raw["club_verbs"], *raw["more_club_verbs"]])
    return re.compile(rf"(?: (?:\w+ly|also|now|still|already|reportedly))? (?:{verbs})\b", re.IGNORECASE)


def clauses(document: Document) -> Iterator[Clause]:
    """The item's clauses: each sentence, cut where a club becomes the subject."""
    for segment in document.segments:
        here = document.mentions.beginning(segment.span)
        subjects = [m for m in here if m.sort is Sort.ORG and is_subject(document, segment.span, m)]
        cuts = [segment.span.start, *(m.span.start for m in subjects), segment.span.end]
        for number, (low, high) in enumerate(pairwise(cuts)):
            inside = [m for m in here if low <= m.span.start < high]
            if inside:
                yield Clause(
                    subject=subjects[number - 1].key if number else None,
                    persons=frozenset(m.key for m in inside if m.sort is Sort.PERSON),
                    orgs=frozenset(m.key for m in inside if m.sort is Sort.ORG),
                )


def is_subject(document: Document, sentence: Span, club: Mention) -> bool:
    """Whether a club opens a clause and has a verb of its own."""
    before = document.body[sentence.start : club.span.start]
    return (
        bool(opens_clause().search(before))
        and does().match(document.body, club.span.end, club.span.end + VERB_WITHIN) is not None
    )


def of_another_clause(document: Document, proposals: Sequence[Proposal]) -> set[tuple[str, str]]:
    """The arrivals, as (person, club), that mix two clauses.

    The person is named only in clauses that name a club, never the one in question; one of these clubs is said to take him; the club in question
    has a move of its own in another clause; and one of the two clubs is the subject of its clause.
    """
    moves = [p for p in proposals if p.kind.is_move and p.polarity is Polarity.AFFIRMED]
    coming = {(p.person, p.org) for p in moves if p.kind is Kind.ARRIVAL}
    if len({org for _, org in coming}) < 2:
        return set()
    found = list(clauses(document))
    of_person, own = by_person(found), {(p.person, p.org) for p in moves}
    busy = [c for c in found if any((person, o) in own for person in c.persons for o in c.orgs)]

    def mixes(person: str, org: str) -> bool:
        its = of_person.get(person, ())
        if not its or any(not c.orgs or org in c.orgs for c in its):
            return False
        others = [c for c in busy if org in c.orgs and any((other, org) in own for other in c.persons)]
        wanted = [c for c in its if any((person, o) in coming for o in c.orgs)]
        led = any(c.subject and (person, c.subject) in coming for c in wanted) or any(c.subject == org for c in others)
        return bool(others and wanted) and led

    return {pair for pair in coming if mixes(*pair)}


def by_person(found: Iterable[Clause]) -> Mapping[str, Sequence[Clause]]:
    """The clauses in which each person is named."""
    out: dict[str, list[Clause]] = defaultdict(list)
    for clause in found:
        for person in clause.persons:
            out[person].append(clause)
    return out
