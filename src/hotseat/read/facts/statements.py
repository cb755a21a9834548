"""A document -> its checkable statements: standings, fixtures, results, honours, records (guidelines, rule 16). Pure.

Names are masked, the patterns of `lexicon/facts.toml` run over what is left, and what they caught becomes typed details: teams
and competitions under the register's names, numbers as numbers, scores from the team's own side.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from hotseat.read.document import Document
from hotseat.read.facts.owners import Setting, coach_of, moment, owner
from hotseat.read.facts.rows import Pattern, by_cue, cues_in, rows_for
from hotseat.read.facts.values import NOTHING, Masked, details_of, lowered, mask, seen_from_the_other_side
from hotseat.read.lexicon import tables
from hotseat.read.segments import Segment
from hotseat.read.voices.attribution import source_of
from hotseat.read.voices.speaking import is_direct_speech
from hotseat.records import Certainty, Claim, Kind, Polarity, Source, SourceKind, Span, Stage
from hotseat.register.register import Register


def facts(document: Document, register: Register, reader: str, told: Sequence[Claim] = ()) -> list[Claim]:
    """Every checkable statement that the item makes about a coach or his team, each once, in the order of the text.

    Args:
        document: the item.
        register: who held which post when.
        reader: the name and version that the claims carry.
        told: what the item was decided to say: a coach whom the register lacks may be known by it alone.
    """
    found: dict[tuple[object, ...], Claim] = {}
    setting = Setting(document=document, register=register, decided=told)
    body = lowered(document.body)
    cues = cues_in(body, by_cue())
    for segment in document.segments:
        here = cues_in(body[segment.span.start : segment.span.end], cues)  # no cue is ever masked
        rows = rows_for(here)
        masked = mask(document, segment) if rows else NOTHING
        taken: list[tuple[int, int]] = []
        for row in rows:
            for match in row.pattern.finditer(masked.text):
                if any(match.start() < e and s < match.end() for s, e in taken):
                    continue
                claim = claim_of(setting, segment, masked, row, match, reader)
                if claim is None:
                    continue
                taken.append(match.span("told") if match.groupdict().get("told") else match.span())
                keep(found, claim)
    return joined(document.body, sorted(found.values(), key=lambda c: (c.span.start, c.stage)))


def joined(body: str, told: Sequence[Claim]) -> list[Claim]:
    """The statements, those that tell of one table in one breath as one: "are third, two points behind the leaders"."""
    found: list[Claim] = []
    for claim in told:
        before = found[-1] if found else None
        if (
            before
            and is_one_table(before, claim)
            and tables.pattern("facts", "breath").fullmatch(body[before.span.end : claim.span.start])
        ):
            span = Span(start=before.span.start, end=claim.span.end)
            found[-1] = replace(before, span=span, quote=span.of(body), details={**before.details, **claim.details})
        else:
            found.append(claim)
    return found


def is_one_table(one: Claim, other: Claim) -> bool:
    """Whether two statements tell different things of one place in a table; a zone is checked by its own words."""
    if {one.stage, other.stage} != {Stage.STANDING} or (one.org, one.person) != (other.org, other.person):
        return False
    both = one.details.keys() & other.details.keys()
    same = all(one.details[key] == other.details[key] for key in both)
    return same and "zone" not in {**one.details, **other.details} and one.span.end <= other.span.start


def keep(found: dict[tuple[object, ...], Claim], claim: Claim) -> None:
    """Keep a statement once; of two versions the one that says more."""
    told = (
        ()
        if claim.stage in (Stage.RESULT, Stage.FIXTURE) and "rival" in claim.details
        else tuple(sorted(map(str, claim.details.items())))
    )
    key = (claim.stage, claim.org, claim.details.get("rival"), claim.details.get("outcome"), *told)
    if key not in found or len(claim.details) > len(found[key].details):
        found[key] = claim


def claim_of(setting: Setting, segment: Segment, masked: Masked, row: Pattern, match: re.Match[str], reader: str) -> Claim | None:
    """The claim of a match, or None where it says too little or is about no coach's team."""
    details = details_of(row, match, masked)
    if details is None or not is_told(masked.text, match, row.stage, details, setting.document.item.day):
        return None
    if row.stage is not Stage.RECORD and setting.is_live:
        return None
    document = setting.document
    low, high = match.span("told") if match.groupdict().get("told") else match.span()
    span = masked.span(low, high)
    text = span.of(document.body)
    span = Span(start=span.start + len(text) - len(text.lstrip()), end=span.start + len(text.rstrip(" ,.;:")))
    team, coach = owner(setting, masked, match, row.stage, details, span)
    rival = details.get("rival")
    if row.stage is Stage.RESULT and not coach and isinstance(rival, str):
        coach = coach_of(setting, rival, span, row.stage, moment(row.stage, text, details, document.item.day), team)
        team, details = rival, seen_from_the_other_side({**details, "rival": team} if team else details)
    if not team or not coach or not may_meet(setting.register, team, details.get("rival")):
        return None
    return Claim(
        kind=Kind.FACT, person=coach, org=team, stage=row.stage, polarity=Polarity.AFFIRMED, certainty=Certainty.CERTAIN,
        source=told_by(document, segment, span), quote=span.of(document.body), span=span, reader=reader,
        details={"team": team, **details},
    )  # fmt: skip


def is_told(text: str, match: re.Match[str], stage: Stage, details: Mapping[str, object], day: date | None) -> bool:
    """Whether a match tells what is so of the first team now: no hope, no youth side, nobody else's job, no result that is no news."""
    before, behind = text[: match.start()], text[match.end() :]
    if tables.pattern("facts", "unsure").search(before[-40:].rpartition(",")[2]):
        return False
    if tables.pattern("facts", "youth").search(re.split("[.,;:]", before)[-1]):
        return False
    if stage is Stage.RECORD:
        has_spell = any(key.endswith("_in_charge") for key in details)
        others = has_spell and tables.pattern("facts", "other_job").search(before)
        return not others and not tables.pattern("facts", "threat").match(behind)
    return stage is not Stage.RESULT or is_news(before, behind, details, day)


def is_news(before: str, behind: str, details: Mapping[str, object], day: date | None) -> bool:
    """Whether a result with these words around it has been, lately and in earnest."""
    year = tables.pattern("facts", "year_behind").match(behind)
    if (year and day and int(year[1]) < day.year) or tables.pattern("facts", "long_ago").match(behind):
        return False
    known = "score" in details or tables.pattern("facts", "known").search(before)
    threat = not known and tables.pattern("facts", "threat").match(behind)
    return not threat and not tables.pattern("facts", "since").search(before)


def told_by(document: Document, segment: Segment, span: Span) -> Source:
    """Who says it: what the outlet tells in its own words is no speaker's, official's or insider's, whatever they say of it."""
    source = source_of(document, segment)
    own = source.kind is not SourceKind.CITED and not is_direct_speech(document, segment, span)
    return Source(kind=SourceKind.OUTLET, name=document.item.outlet) if own else source


def may_meet(register: Register, team: str, rival: object) -> bool:
    """Whether two teams may have met: they are two, and not a club and a nation."""
    one, other = register.orgs.get(team), register.orgs.get(str(rival))
    return team != rival and (one is None or other is None or one.nation == other.nation)
