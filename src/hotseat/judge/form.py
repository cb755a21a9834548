"""Results -> how a side does against what its strength promised. Pure: takes any matches of one league in order of play."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from hotseat.judge.hazard import Standing

RECENT = 6  # games that make form: a month and a half of a league
HOME = 60.0  # Elo points of playing at home; with STEP, the usual values for leagues
STEP = 20.0
START = 1500.0
DRAW = 0.26  # share of draws in European leagues
DOWN = 3  # sides that go down, or play to stay
STALE = timedelta(days=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A league match with its score. `league` and `season` say which table it belongs to."""

    league: str
    season: str
    day: date
    home: str
    away: str
    home_goals: int
    away_goals: int


@dataclass(frozen=True, slots=True)
class Game:
    """One side's match: points won, points expected before it, and the side's places after it, real and expected, as shares."""

    day: date
    points: int
    expected: float
    place: float
    promised: float
    drop: bool


@dataclass(slots=True)
class Form:
    """Every side's games in order, ready to be asked as of a day."""

    games: dict[str, list[Game]] = field(default_factory=lambda: defaultdict(list))

    def standing(self, team: str, day: date, since: date | None = None) -> Standing | None:
        """How the side stands after the games before a day; None where none are known of the last months.

        Args:
            team: the side.
            day: as of its morning.
            since: only games from then on count as the incumbent's.
        """
        games = self.games.get(team, ())
        known = games[: bisect_right(games, day - timedelta(days=1), key=lambda g: g.day)]
        if not known or day - known[-1].day > STALE:
            return None
        recent = [g for g in known[-RECENT:] if since is None or g.day >= since]
        if not recent:
            return None
        # Shrunk towards nothing while games are few: one lost match says little.
        short = sum(g.expected - g.points for g in recent) / (len(recent) + 2)
        last = known[-1]
        return Standing(short=short, place=last.place - last.promised, drop=last.drop)


def form_of(matches: Iterable[Played]) -> Form:
    """The form of every side. Strength is Elo over all matches, a new side starting with the mean of the others' worst quarter."""
    form, rating = Form(), dict[str, float]()
    tables: dict[tuple[str, str], dict[str, list[int]]] = {}
    promised: dict[tuple[str, str], dict[str, float]] = {}
    for match in sorted(matches, key=lambda m: (m.day, m.league, m.home)):
        for side in (match.home, match.away):
            rating.setdefault(side, newcomer(rating))
        key = (match.league, match.season)
        table = tables.setdefault(key, {})
        expected = promised.setdefault(key, {})
        gap = rating[match.home] + HOME - rating[match.away]
        win = 1 / (1 + 10 ** (-gap / 400))
        won = (match.home_goals > match.away_goals) + 0.5 * (match.home_goals == match.away_goals)
        for side, chance, scored, conceded in (
            (match.home, win, match.home_goals, match.away_goals), (match.away, 1 - win, match.away_goals, match.home_goals),
        ):  # fmt: skip
            expected.setdefault(side, rating[side])
            points = 3 if scored > conceded else int(scored == conceded)
            row = table.setdefault(side, [0, 0])
            row[0] += points
            row[1] += scored - conceded
            # 3 P(win) + P(draw), with P(win) = chance - DRAW / 2.
            form.games[side].append(Game(
                match.day, points, max(3 * (chance - DRAW / 2), 0.0) + DRAW, *places(side, table, expected),
            ))  # fmt: skip
        rating[match.home] += STEP * (won - win)
        rating[match.away] -= STEP * (won - win)
    return form


def newcomer(rating: dict[str, float]) -> float:
    """The rating that a side starts with."""
    ordered: Sequence[float] = sorted(rating.values())[: max(len(rating) // 4, 1)]
    return sum(ordered) / len(ordered) if ordered else START


def places(side: str, table: dict[str, list[int]], promised: dict[str, float]) -> tuple[float, float, bool]:
    """The side's real and expected place as shares of the table (0 first, 1 last), and whether it stands among the last."""
    size = len(table)
    if size < 2:
        return 0.5, 0.5, False
    above = sum(row > table[side] for row in table.values())
    stronger = sum(promised[s] > promised[side] for s in table)
    return above / (size - 1), stronger / (size - 1), size > 2 * DOWN and above >= size - DOWN
