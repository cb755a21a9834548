"""What a check finds: a verdict, the right value, why, and the rows that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hotseat.records import Claim
from hotseat.reference.honours import Honours
from hotseat.reference.results import Results
from hotseat.register.register import Register


class Verdict(StrEnum):
    """How a statement stands against the data."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    DISAGREE = "sources disagree"
    NOT_CHECKABLE = "not checkable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The result of a check. `value` is what the data say; `rows` are the lines that it rests on, each with its source."""

    verdict: Verdict
    value: str | None = None
    reason: str | None = None
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A claim with what the data say of it."""

    claim: Claim
    finding: Finding


@dataclass(frozen=True, slots=True)
class World:
    """What checks look things up in."""

    results: Results
    register: Register
    honours: Honours


@dataclass(slots=True)
class Part:
    """One stated value beside the true one; `holds` is None where the data cannot tell."""

    stated: str
    true: str
    holds: bool | None


@dataclass(slots=True)
class Parts:
    """The stated values of one claim, checked one by one."""

    parts: list[Part] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)

    def add(self, stated: str, true: str, *, holds: bool | None) -> None:
        """One value more."""
        self.parts.append(Part(stated, true, holds))

    @property
    def holds(self) -> bool | None:
        """True where all hold, False where one does not, None where nothing could be told."""
        if any(p.holds is False for p in self.parts):
            return False
        return True if self.parts and all(p.holds for p in self.parts) else None

    @property
    def value(self) -> str:
        """The true values as words."""
        return ", ".join(p.true for p in self.parts if p.true)

    def finding(self) -> Finding:
        """The verdict that the parts give together."""
        if self.holds is None:
            return not_checkable("the data cannot tell", self.rows)
        verdict = Verdict.SUPPORTED if self.holds else Verdict.CONTRADICTED
        return Finding(verdict=verdict, value=self.value, rows=tuple(self.rows))


def not_checkable(reason: str, rows: Sequence[str] = (), value: str | None = None) -> Finding:
    """No verdict, and why."""
    return Finding(verdict=Verdict.NOT_CHECKABLE, reason=reason, value=value, rows=tuple(rows))


def whole(claim: Claim, key: str) -> int | None:
    """A detail as a whole number."""
    value = claim.details.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def words(claim: Claim, *keys: str) -> str | None:
    """The first of these details that is a text."""
    return next((v for k in keys if isinstance(v := claim.details.get(k), str) and v), None)


def team_of(claim: Claim, world: World) -> str | None:
    """The team that a claim is about, under the register's name."""
    return known(words(claim, "team") or claim.org, world)


def known(name: str | None, world: World) -> str | None:
    """A team under the register's name; a name that the register lacks stays as it is."""
    if name is None or name in world.register.orgs:
        return name
    found = world.register.find_org(name)
    return found.name if found else name


def days_around(day: date) -> tuple[date, ...]:
    """The ends of days that "as of a day" may mean: the day before, for a text of the morning, and the day itself."""
    return (date.fromordinal(day.toordinal() - 1), day)
