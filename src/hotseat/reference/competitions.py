"""Competitions: names, paths, rules of ranking, places at stake, points deducted. Read from `data/competitions.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from hotseat.register.folding import fold


class Tie(StrEnum):
    """What ranks teams that are level on points."""

    MUTUAL_POINTS = "mutual_points"
    MUTUAL_DIFFERENCE = "mutual_difference"
    MUTUAL_GOALS = "mutual_goals"
    MUTUAL_AWAY_GOALS = "mutual_away_goals"
    DIFFERENCE = "difference"
    GOALS = "goals"
    AWAY_GOALS = "away_goals"
    WINS = "wins"
    AWAY_WINS = "away_wins"

    @property
    def mutual(self) -> bool:
        """Whether only matches among the level teams count."""
        return self.value.startswith("mutual")


@dataclass(frozen=True, slots=True, kw_only=True)
class Competition:
    """A competition. `direct`, `europe`, `down` and `playoff` are numbers of places in a league's final table."""

    key: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    paths: tuple[str, ...] = ()
    second: str | None = None
    tournaments: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = (Tie.DIFFERENCE, Tie.GOALS)
    ties_until: str | None = None
    ties_before: tuple[Tie, ...] = ()
    direct: int = 0
    europe: int = 0
    down: int = 0
    playoff: int = 0

    @property
    def is_league(self) -> bool:
        """Whether one table decides it."""
        return self.kind == "league"

    def ties_in(self, season: str) -> tuple[Tie, ...]:
        """The ranking rule of a season."""
        return self.ties_before if self.ties_until and season <= self.ties_until else self.ties


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """Points taken from a team, as they stood from a day on."""

    competition: str
    season: str
    team: str
    start: date
    points: int
    source: str


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    text = files("hotseat.reference").joinpath("data", "competitions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def competitions() -> Mapping[str, Competition]:
    """Every known competition by its key."""
    return {row["key"]: _competition(row) for row in _table()["competition"]}


def _competition(row: Mapping[str, Any]) -> Competition:
    before = row.get("ties_before", {})
    return Competition(
        key=row["key"], name=row["name"], kind=row["kind"], aliases=tuple(row.get("aliases", ())), country=row.get("country"), paths=tuple(row.get("files", ())),
        second=row.get("second"), tournaments=tuple(row.get("tournaments", ())),
        ties=tuple(map(Tie, row.get("ties", ("difference", "goals")))), ties_until=before.get("until"),
        ties_before=tuple(map(Tie, before.get("ties", ()))), direct=row.get("direct", 0), europe=row.get("europe", 0),
        down=row.get("down", 0), playoff=row.get("playoff", 0),
    )  # fmt: skip


@lru_cache(maxsize=1)
def deductions() -> tuple[Deduction, ...]:
    """Every points deduction that is known, in order of time."""
    rows = [
        Deduction(
            competition=r["competition"],
            season=r["season"],
            team=r["team"],
            start=r["from"],
            points=r["points"],
            source=r["source"],
        )
        for r in _table()["deduction"]
    ]
    return tuple(sorted(rows, key=lambda d: d.start))


def deducted(competition: str, season: str, team: str, day: date) -> Deduction | None:
    """What stood against a team at the end of a day."""
    rows = [
        d for d in deductions() if (d.competition, d.season, d.team) == (competition, season, team) and d.start <= day
    ]  # fmt: skip
    return rows[-1] if rows else None


def named(name: str, country: str | None = None) -> Competition | None:
    """The competition that a name, an alias or a key means; the country settles doubt."""
    wanted = fold(name)
    found = [c for c in competitions().values() if name == c.key or wanted in {fold(n) for n in (c.name, *c.aliases)}]
    return next((c for c in found if country and c.country == country), found[0] if found else None)


def at_path(path: str) -> tuple[Competition, str] | None:
    """The competition and season ("2024-25") that a source's path tells, by the `files` of the table."""
    for competition in competitions().values():
        for pattern in competition.paths:
            wanted = re.escape(pattern).replace(r"\*", r"(\d{4}(?:-\d{2})?)")
            if match := re.search(rf"(?:^|/){wanted}$", path):
                return competition, match[1]
    return None


def of_tournament(tournament: str) -> Competition | None:
    """The competition that martj42's name of a tournament means."""
    return next((c for c in competitions().values() if tournament in c.tournaments), None)
