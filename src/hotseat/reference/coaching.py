"""A coach's record: his matches by spell, competition and season, and how it stands against what opponents usually give away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from hotseat.records import Tenure
from hotseat.reference.competitions import competitions
from hotseat.reference.matches import Match
from hotseat.reference.results import Results
from hotseat.register.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Matches with their outcomes; a shoot-out counts as a draw.

    `expected` are the points that other sides took on average from the same opponents, at the same venue, in the same league season,
    over the `adjusted` matches where that is known; `earned` are the coach's own points in those.
    """

    played: int = 0
    won: int = 0
    drawn: int = 0
    lost: int = 0
    scored: int = 0
    conceded: int = 0
    adjusted: int = 0
    earned: int = 0
    expected: float = 0.0

    @property
    def points_per_game(self) -> float:
        """Three points for a win; 0 where nothing was played."""
        return (3 * self.won + self.drawn) / self.played if self.played else 0.0

    @property
    def above_expectation(self) -> float | None:
        """Points per game beyond what others took from the same opponents; None without league matches."""
        return (self.earned - self.expected) / self.adjusted if self.adjusted else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A tally with what it is of: a spell, a competition of it, a season of that; None stands for all."""

    org: str
    competition: str | None
    season: str | None
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A tenure with its matches. `missing` are competitions of the team whose results the data do not hold for all its seasons."""

    tenure: Tenure
    matches: tuple[Match, ...]
    total: Tally
    lines: tuple[Line, ...]
    missing: tuple[str, ...]


def spells(person: str, results: Results, register: Register, day: date) -> list[Spell]:
    """The coach's tenures that had begun by a day, with their matches, in order of time."""
    coach = register.coaches.get(person)
    tenures = sorted(coach.tenures if coach else (), key=lambda t: t.start or date.min)
    return [spell(t, results, register, day) for t in tenures if t.start is None or t.start <= day]


def bounds(tenure: Tenure, register: Register) -> tuple[date, date]:
    """The first and last day whose matches are the tenure's.

    The register gives a month as its first day at the start and as its 28th at the end. Where two holders then overlap, the
    matches that end a season in May or June are the predecessor's, and a known day of a successor ends what is known by month.
    """
    start, end = tenure.start or date.min, tenure.end or date.max
    for other in register.tenures_by_org.get(tenure.org, ()):
        if other.person == tenure.person or other.start is None:
            continue
        overlaps = other.start < start and other.end is not None and other.end >= start
        if overlaps and start.day == 1 and start.month in (5, 6):
            start = date(start.year, 7, 1)
        if end.day == 28 and other.start.day != 1 and start < other.start <= end and other.start > (tenure.start or date.min):
            end = other.start - timedelta(days=1)
    return start, end


def spell(tenure: Tenure, results: Results, register: Register, day: date) -> Spell:
    """A tenure's matches up to a day."""
    start, end = bounds(tenure, register)
    matches = tuple(m for m in results.of_team(tenure.org) if m.counted and m.day and start <= m.day <= min(day, end))
    keys = list(dict.fromkeys((m.competition, m.season) for m in matches))
    lines = [
        Line(
            org=tenure.org,
            competition=c,
            season=None,
            tally=tally([m for m in matches if m.competition == c], tenure.org, results),
        )
        for c in dict.fromkeys(c for c, _ in keys)
    ]
    lines += [
        Line(
            org=tenure.org, competition=c, season=s,
            tally=tally([m for m in matches if (m.competition, m.season) == (c, s)], tenure.org, results),
        )
        for c, s in keys
    ]  # fmt: skip
    return Spell(
        tenure=tenure, matches=matches, total=tally(matches, tenure.org, results), lines=tuple(lines),
        missing=(*before_the_data(tenure, matches, results), *missing(matches, results)),
    )  # fmt: skip


def tally(matches: Iterable[Match], team: str, results: Results) -> Tally:
    """The outcomes of a team's matches."""
    won = drawn = lost = scored = conceded = adjusted = earned = 0
    expected = 0.0
    for match in matches:
        goals, points = match.goals(team), match.points(team)
        if goals is None or points is None:
            continue
        scored, conceded = scored + goals[0], conceded + goals[1]
        won, drawn, lost = won + (points == 3), drawn + (points == 1), lost + (points == 0)
        usual = usual_points(results, match.competition, match.season).get((match.opponent(team), team == match.home))
        if usual is not None:
            own = points
            total, games = usual
            if games > 1:  # the coach's own match is left out of what the opponent usually gives away
                expected += (total - own) / (games - 1)
                adjusted, earned = adjusted + 1, earned + own
    return Tally(
        played=won + drawn + lost, won=won, drawn=drawn, lost=lost, scored=scored, conceded=conceded, adjusted=adjusted, earned=earned,
        expected=expected,
    )  # fmt: skip


@lru_cache(maxsize=1024)
def usual_points(results: Results, competition: str, season: str) -> Mapping[tuple[str, bool], tuple[int, int]]:
    """For each side of a league season and whether its opponent was at home: points it gave away, and matches."""
    known = competitions().get(competition)
    found: dict[tuple[str, bool], tuple[int, int]] = {}
    if known is None or not known.is_league:
        return found
    for match in results.season(competition, season):
        for team, at_home in ((match.home, True), (match.away, False)):
            points = match.points(team)
            if points is not None:
                key = (match.opponent(team), at_home)
                total, games = found.get(key, (0, 0))
                found[key] = (total + points, games + 1)
    return found


def before_the_data(tenure: Tenure, matches: Sequence[Match], results: Results) -> tuple[str, ...]:
    """The league's seasons of a tenure that lie before the first one in the data."""
    league = next((m.competition for m in matches if (c := competitions().get(m.competition)) and c.is_league), None)
    if league is None:
        return ()
    first, _ = results.bounds(league, results.seasons[league][0])
    early = first is not None and (tenure.start or date.min) < first - timedelta(days=60)
    return (f"{competitions()[league].name} before {results.seasons[league][0]}",) if early else ()


def missing(matches: Sequence[Match], results: Results) -> tuple[str, ...]:
    """Competitions that the team's country has and the data lack in a season of these matches: what a total may leave out."""
    leagues = {(m.competition, m.season) for m in matches if (c := competitions().get(m.competition)) and c.is_league}
    found: set[str] = set()
    for key, season in leagues:
        country = competitions()[key].country
        for cup, competition in competitions().items():
            relevant = (competition.kind == "cup" and competition.country == country) or cup in (
                "uefa.cl",
                "uefa.el",
                "uefa.conf",
            )
            begun = cup != "uefa.conf" or season >= "2021-22"
            if relevant and begun and season not in results.seasons.get(cup, ()):
                found.add(f"{competition.name} {season}")
    return tuple(sorted(found))
