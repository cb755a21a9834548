"""League tables as of any date: built by the day of play, ranked by each league's own rule, with points deducted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from hotseat.reference.competitions import Competition, Deduction, Tie, competitions, deducted
from hotseat.reference.matches import Match
from hotseat.reference.results import Results


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A team in a table. `points` are those after `deducted`; `left` are matches not yet counted."""

    place: int = 0
    team: str
    played: int = 0
    won: int = 0
    drawn: int = 0
    lost: int = 0
    scored: int = 0
    conceded: int = 0
    away_goals: int = 0
    away_won: int = 0
    deducted: int = 0
    left: int = 0

    @property
    def points(self) -> int:
        """Three for a win, one for a draw, less what was deducted."""
        return 3 * self.won + self.drawn - self.deducted

    @property
    def difference(self) -> int:
        """Goals for less goals against."""
        return self.scored - self.conceded

    def words(self) -> str:
        """The row as a line."""
        return (
            f"{self.place}. {self.team}: {self.points} points from {self.played} "
            f"({self.won}-{self.drawn}-{self.lost}, {self.scored}:{self.conceded})"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A league's table at the end of a day."""

    competition: str
    season: str
    day: date
    rows: tuple[Row, ...]
    deductions: tuple[Deduction, ...] = ()

    def row(self, team: str) -> Row | None:
        """The team's row."""
        return next((r for r in self.rows if r.team == team), None)


def table(results: Results, competition: str, season: str, day: date, *, origin: str | None = None) -> Table:
    """The table at the end of a day, by the believed matches or by one source's. For a cup's league phase only its matches count."""
    known = competitions()[competition]
    told = results.told(origin, competition, season) if origin else results.season(competition, season)
    matches = [m for m in told if known.is_league or m.round.startswith("League")]
    teams = sorted({t for m in matches for t in (m.home, m.away)})
    counted = [m for m in matches if m.counted and m.day and m.day <= day]
    taken = [d for t in teams if (d := deducted(competition, season, t, day))]
    minus = {d.team: d.points for d in taken}
    gone = [m for m in matches if m.status.value == "cancelled"]
    rows = [tally(t, counted, minus.get(t, 0), sum(m.involves(t) for m in matches if m not in gone)) for t in teams]
    return Table(
        competition=competition, season=season, day=day, rows=tuple(ranked(rows, counted, known, season)),
        deductions=tuple(d for d in taken if d.points),
    )  # fmt: skip


def tally(team: str, matches: Iterable[Match], minus: int, total: int) -> Row:
    """A team's row from its matches; `total` is how many it will have played in the end."""
    won = drawn = lost = scored = conceded = away_goals = away_won = 0
    for match in matches:
        goals = match.goals(team) if match.involves(team) else None
        if goals is None:
            continue
        scored, conceded = scored + goals[0], conceded + goals[1]
        won, drawn, lost = won + (goals[0] > goals[1]), drawn + (goals[0] == goals[1]), lost + (goals[0] < goals[1])
        if match.away == team:
            away_goals, away_won = away_goals + goals[0], away_won + (goals[0] > goals[1])
    played = won + drawn + lost
    return Row(
        team=team, played=played, won=won, drawn=drawn, lost=lost, scored=scored, conceded=conceded, away_goals=away_goals,
        away_won=away_won, deducted=minus, left=max(0, total - played),
    )  # fmt: skip


def ranked(rows: Iterable[Row], matches: Sequence[Match], competition: Competition, season: str) -> list[Row]:
    """The rows in order with their places; what no rule separates stands in the order of the alphabet."""
    ties = competition.ties_in(season)
    by_points = sorted(rows, key=lambda r: (-r.points, r.team))
    ordered: list[Row] = []
    for _, level in groupby(by_points, key=lambda r: r.points):
        ordered.extend(separated(list(level), matches, ties))
    return [placed(row, place) for place, row in enumerate(ordered, start=1)]


def placed(row: Row, place: int) -> Row:
    """The row with its place."""
    return Row(
        place=place, team=row.team, played=row.played, won=row.won, drawn=row.drawn, lost=row.lost, scored=row.scored,
        conceded=row.conceded, away_goals=row.away_goals, away_won=row.away_won, deducted=row.deducted, left=row.left,
    )  # fmt: skip


PLAIN: dict[Tie, Callable[[Row], int]] = {
    Tie.DIFFERENCE: lambda r: r.difference, Tie.GOALS: lambda r: r.scored, Tie.AWAY_GOALS: lambda r: r.away_goals,
    Tie.WINS: lambda r: r.won, Tie.AWAY_WINS: lambda r: r.away_won, Tie.MUTUAL_POINTS: lambda r: 3 * r.won + r.drawn,
    Tie.MUTUAL_DIFFERENCE: lambda r: r.difference, Tie.MUTUAL_GOALS: lambda r: r.scored,
    Tie.MUTUAL_AWAY_GOALS: lambda r: r.away_goals,
}  # fmt: skip


def separated(level: list[Row], matches: Sequence[Match], ties: Sequence[Tie]) -> list[Row]:
    """Teams level on points, in order.

    Where a criterion splits them, the parts are compared anew from the first criterion, among themselves. Matches among the
    level teams count only when all of them have been played, as the leagues' rules say.
    """
    if len(level) < 2:
        return level
    names = {r.team for r in level}
    mutual = [m for m in matches if m.home in names and m.away in names]
    complete = len(mutual) == len(names) * (len(names) - 1)
    among = {r.team: tally(r.team, mutual, 0, 0) for r in level}
    for tie in ties:
        if tie.mutual and not complete:
            continue
        value = {r.team: PLAIN[tie](among[r.team] if tie.mutual else r) for r in level}
        if len(set(value.values())) > 1:
            parts = sorted(level, key=lambda r: (-value[r.team], r.team))
            return [
                row
                for _, part in groupby(parts, key=lambda r: value[r.team])
                for row in separated(list(part), matches, ties)
            ]  # fmt: skip
    return sorted(level, key=lambda r: r.team)
