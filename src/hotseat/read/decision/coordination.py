"""What is said of one candidate and holds of those named along with him: how firmly, and on what condition. Pure.

"Lindqvist may get a call, as may Obi and Ferrant": the first modal verb stands beside the first name alone, and binds all three.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from hotseat.read.decision.proposing import Proposal
from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.scanning import Sort
from hotseat.records import Kind, Span


@lru_cache(maxsize=1)
def along() -> re.Pattern[str]:
    """The phrases of `coordination.toml`."""
    return re.compile(rf"\b(?:{tables.words_pattern(tables.table('coordination')['along'])})\b", re.IGNORECASE)


def coordinated(document: Document, moves: Sequence[Proposal]) -> list[Proposal]:
    """The moves, where those named along with another candidate for the same post, at the same stage, are as certain as he is."""
    candidates: dict[str, list[Proposal]] = defaultdict(list)
    for move in moves:
        if move.kind is Kind.ARRIVAL:
            candidates[move.person].append(move)
    bound = {
        follower.key: leader
        for segment in document.segments
        for group in rivals(document, segment.span, candidates)
        for leader, follower in pairs(document, segment.span, group)
    }
    return [
        replace(m, certainty=bound[m.key].certainty, condition=m.condition or bound[m.key].condition) if m.key in bound else m
        for m in moves
    ]


def rivals(document: Document, span: Span, candidates: Mapping[str, Sequence[Proposal]]) -> Iterator[Sequence[Proposal]]:
    """Of the persons whom a sentence names, those who are candidates for the same post, at the same stage; each person has his moves."""
    groups: dict[object, list[Proposal]] = defaultdict(list)
    for person in dict.fromkeys(m.key for m in document.within(span, Sort.PERSON)):
        for move in candidates.get(person, ()):
            groups[move.org, move.polarity, move.stage].append(move)
    yield from (group for group in groups.values() if len(group) > 1)


def pairs(document: Document, span: Span, group: Sequence[Proposal]) -> Iterator[tuple[Proposal, Proposal]]:
    """In one sentence, the candidate before a phrase of coordination with each that stands behind it."""
    first: dict[str, Span] = {}
    for mention in document.within(span, Sort.PERSON):
        first.setdefault(mention.key, mention.span)
    placed = sorted((first[move.person].start, n) for n, move in enumerate(group) if move.person in first)
    for phrase in along().finditer(document.body, span.start, span.end):
        before = [n for start, n in placed if start < phrase.start()]
        if before:
            yield from ((group[before[-1]], group[n]) for start, n in placed if start >= phrase.end())
