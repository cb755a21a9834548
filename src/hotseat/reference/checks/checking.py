"""Claims -> verdicts: which check a claim goes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from hotseat.records import Claim, Kind, Polarity, Stage
from hotseat.reference.checks import meetings, spells, standings, titles
from hotseat.reference.checks.findings import Checked, Finding, World, not_checkable
from hotseat.reference.honours import Honours
from hotseat.reference.results import Results
from hotseat.register.register import Register

CHECKS: Mapping[Stage, Callable[[Claim, date, World], Finding]] = {
    Stage.STANDING: standings.check,
    Stage.FIXTURE: meetings.fixture,
    Stage.RESULT: meetings.result,
    Stage.HONOUR: titles.check,
    Stage.RECORD: spells.check,
}


def world_of(results: Results, register: Register) -> World:
    """The reference data, ready for checks."""
    return World(results, register, Honours(results, register))


def check(claim: Claim, day: date | None, world: World) -> Finding:
    """The verdict on one statement, as of the day it was published."""
    if claim.kind is not Kind.FACT:
        return not_checkable("no statement about results, tables or titles")
    if day is None:
        return not_checkable("the item has no date; give one with --as-of")
    if claim.polarity is Polarity.DENIED:
        return not_checkable("a denial")
    org = world.register.orgs.get(claim.org or "")
    if org is not None and org.women:
        return not_checkable("no results of women's teams in the data")
    return CHECKS[claim.stage](claim, day, world)


def check_all(claims: Iterable[Claim], day: date | None, world: World) -> list[Checked]:
    """Every checkable statement of an item with its verdict."""
    return [Checked(claim=c, finding=check(c, day, world)) for c in claims if c.kind is Kind.FACT]
