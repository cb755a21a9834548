"""Candidates: who may be said to get or leave which post, segment by segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hotseat.read.document import Document, is_telling
from hotseat.read.linking import Mention
from hotseat.read.names import Sort
from hotseat.read.segments import Segment
from hotseat.records import Stage
from hotseat.register.register import Register

MOST_PERSONS, MOST_ORGS = 8, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A person and a post in a segment; `org_mention` is None where the post is implied, `how` says by what.

    `holds` and `held` say what text or register know of his tenure there at the item's date.
    """

    segment: Segment
    person: Mention
    org: str
    org_mention: Mention | None
    how: str
    holds: bool
    held: bool
    vacant_for: str | None


def pairs(document: Document, register: Register) -> Iterator[Pair]:
    """Every candidate of a document, nearest names first."""
    day = document.item.day
    for segment in document.segments:
        if not any(is_telling(c) for c in document.cues_within(segment.span)):
            continue
        persons = first_of_each(document.within(segment.span, Sort.PERSON))[:MOST_PERSONS]
        orgs = first_of_each(document.within(segment.span, Sort.ORG))[:MOST_ORGS]
        for person in persons:
            seen: set[str] = set()
            near = sorted(orgs, key=lambda o: abs(o.span.start - person.span.start))
            options: list[tuple[str, Mention | None, str]] = [(o.key, o, "named") for o in near]
            options += [(key, None, how) for key, how in implied(person.key, document, register, day)]
            for key, mention, how in options:
                if key in seen:
                    continue
                seen.add(key)
                holds, held = status(person.key, key, document, register, day)
                yield Pair(
                    segment=segment, person=person, org=key, org_mention=mention, how=how, holds=holds, held=held,
                    vacant_for=holder(key, document, register, day),
                )  # fmt: skip


def first_of_each(mentions: Sequence[Mention]) -> list[Mention]:
    """The first mention of each key."""
    return list({m.key: m for m in reversed(mentions)}.values())[::-1]


def implied(person: str, document: Document, register: Register, day: date | None) -> Iterator[tuple[str, str]]:
    """Posts that a segment may mean without naming them: his own by the text, the item's, his own by the register."""
    said = document.said_of.get(person, {})
    yield from ((org, "said") for org, stage in said.items() if stage is not Stage.FORMER)
    yield from ((org, "focus") for org in document.focus[:1])
    if day is not None and not said:
        yield from ((t.org, "register") for t in register.posts(person, day)[:1])


def status(person: str, org: str, document: Document, register: Register, day: date | None) -> tuple[bool, bool]:
    """Whether he holds the post, and whether he held it, by the text first and the register next."""
    stage = document.said_of.get(person, {}).get(org)
    if stage is not None:
        return stage is not Stage.FORMER, stage is Stage.FORMER
    coach = register.coaches.get(person)
    if coach is None or day is None:
        return False, False
    tenures = [t for t in coach.tenures if t.org == org]
    return any(t.covers(day) for t in tenures), any(t.ended_before(day) for t in tenures)


def holder(org: str, document: Document, register: Register, day: date | None) -> str | None:
    """Who has the post, by the text or else the register."""
    for person, posts in document.said_of.items():
        if posts.get(org) is Stage.CURRENT:
            return person
    held = register.holders(org, day) if day else []
    return held[0].person if held else None
