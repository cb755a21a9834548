"""Titles: derived from final tables and finals where the data reach, curated with their sources elsewhere."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from hotseat.records import Tenure
from hotseat.reference.competitions import competitions
from hotseat.reference.matches import Match
from hotseat.reference.results import Results
from hotseat.reference.tables import table
from hotseat.register.register import Register


class Weight(StrEnum):
    """How widely a title counts as a major one."""

    MAJOR = "major"  # league, national cup, continental cup, world and continental championships
    MINOR = "minor"  # league cups, super cups, club world cups: counted by clubs, not by everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A competition won. `day` is that of the decision where it is known, `season` "2023-24" or "2014"."""

    person: str
    org: str
    competition: str
    season: str
    weight: Weight
    source: str
    day: date | None = None

    @property
    def won_by(self) -> date:
        """The last day on which it may have been won."""
        if self.day:
            return self.day
        year = int(self.season[:4])
        return date(year + 1, 6, 30) if "-" in self.season else date(year, 12, 31)

    def words(self) -> str:
        """The title as a line."""
        return f"{self.competition} {self.season} with {self.org} ({self.source})"


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, Any]:
    return tomllib.loads(files("hotseat.reference").joinpath("data", "titles.toml").read_text(encoding="utf-8"))


def as_of() -> date:
    """Until when the curated lists are meant to be whole."""
    until: date = _lists()["as_of"]
    return until


@lru_cache(maxsize=1)
def curated() -> tuple[Title, ...]:
    """The lists made by hand, from `data/titles.toml`."""
    content = _lists()
    return tuple(
        Title(
            person=coach["name"], org=org, competition=competition, season=season, source=coach["source"],
            weight=Weight.MINOR if competition in content["minor"] else Weight.MAJOR,
        )
        for coach in content["coach"]
        for org, won in coach["titles"].items()
        for competition, seasons in won.items()
        for season in seasons
    )  # fmt: skip


@lru_cache(maxsize=1)
def listed() -> frozenset[str]:
    """The coaches whose list is meant to be whole."""
    return frozenset(t.person for t in curated())


def winners(results: Results) -> Mapping[tuple[str, str], tuple[str, date]]:
    """Who won each finished season of each competition, and when."""
    found: dict[tuple[str, str], tuple[str, date]] = {}
    for key, competition in competitions().items():
        for season in results.seasons.get(key, ()):
            won = champion(results, key, season) if competition.is_league else cup_winner(results.season(key, season))
            if won:
                found[key, season] = won
    return found


def champion(results: Results, competition: str, season: str) -> tuple[str, date] | None:
    """The champion of a league season that is played to its end, and the last day of play.

    A season broken off has no champion here: who was declared one, if anybody, is a matter of the curated lists.
    """
    _, last = results.bounds(competition, season)
    if last is None:
        return None
    final = table(results, competition, season, last)
    whole = all(r.played == 2 * (len(final.rows) - 1) for r in final.rows)
    return (final.rows[0].team, last) if final.rows and whole else None


def cup_winner(matches: Iterable[Match]) -> tuple[str, date] | None:
    """Who won the final, and when; a final over two legs or without a score gives none."""
    finals = [m for m in matches if m.round.split(",")[-1].strip() == "Final"]
    if len(finals) != 1 or finals[0].day is None:
        return None
    winner = finals[0].winner()
    return (winner, finals[0].day) if winner else None


class Honours:
    """Every known title, of coaches by their tenures."""

    def __init__(self, results: Results, register: Register) -> None:
        """Derive what the results give; curated titles stand beside them."""
        self.won = winners(results)
        self.register = register

    def derived(self, tenures: Iterable[Tenure], day: date) -> list[Title]:
        """The titles won on a day that one of the tenures covers."""
        found = []
        for (key, season), (team, when) in self.won.items():
            for tenure in tenures:
                if tenure.org == team and when <= day and tenure.covers(when):
                    name = competitions()[key].name
                    weight = Weight.MINOR if name in ("League Cup", "Club World Cup") else Weight.MAJOR
                    found.append(
                        Title(
                            person=tenure.person,
                            org=team,
                            competition=name,
                            season=season,
                            weight=weight,
                            source="results",
                            day=when,
                        )
                    )
        return found

    def of(self, person: str, day: date, org: str | None = None) -> list[Title]:
        """A coach's titles by a day, with one org or all, each once: from results where they reach, else curated."""
        coach = self.register.coaches.get(person)
        tenures = [t for t in coach.tenures if not t.caretaker] if coach else []
        found = {(t.competition, t.season): t for t in curated() if t.person == person and t.won_by <= day}
        found |= {(t.competition, t.season): t for t in self.derived(tenures, day)}
        return sorted((t for t in found.values() if org in (None, t.org)), key=lambda t: (t.won_by, t.competition))

    def whole(self, person: str) -> bool:
        """Whether the coach's titles are known beyond what the results give."""
        return person in listed()
