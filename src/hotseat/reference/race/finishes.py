"""A season as of a day, played to its end many times: odds of every place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from hotseat.errors import ReferenceDataError
from hotseat.reference.competitions import Tie, competitions
from hotseat.reference.matches import Match
from hotseat.reference.race import kernel
from hotseat.reference.race.strengths import Strengths, with_last_season
from hotseat.reference.results import Results
from hotseat.reference.tables import Table, table

CHUNK = 1_024  # runs at a time, so that a million of them need no gigabytes
CODES = {tie: code for code, tie in enumerate(Tie)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A season as of a day, ready to be played on: the arrays of `kernel.seasons`."""

    teams: tuple[str, ...]
    base: npt.NDArray[np.int32]
    fixtures: npt.NDArray[np.int64]
    home_goals: npt.NDArray[np.int8]
    away_goals: npt.NDArray[np.int8]
    ties: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """Where teams end. `places` are probabilities, team by place; `points` the mean final points; the order is `teams`."""

    teams: tuple[str, ...]
    places: npt.NDArray[np.float64]
    points: npt.NDArray[np.float64]
    spread: npt.NDArray[np.float64]
    runs: int

    def best(self, team: str, count: int) -> float:
        """The probability that a team ends among the first so many."""
        return float(self.places[self.teams.index(team), :count].sum())

    def worst(self, team: str, count: int) -> float:
        """The probability that it ends among the last so many."""
        return float(self.places[self.teams.index(team), len(self.teams) - count :].sum()) if count else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """A league's race: the table as of the day, the strengths, the odds."""

    table: Table
    strengths: Strengths
    finish: Finish
    remaining: int


def start(at: Table, matches: tuple[Match, ...]) -> Start:
    """The season as of the table's day; what is left are the pairings of a double round robin that were not played."""
    competition = competitions()[at.competition]
    teams = tuple(sorted(r.team for r in at.rows))
    index, n = {t: i for i, t in enumerate(teams)}, len(teams)
    base = np.zeros(n, dtype=np.int32)
    for row in at.rows:
        base[index[row.team]] = kernel.packed(row.points, row.difference, row.scored)
    home_goals, away_goals, done = np.zeros((n, n), dtype=np.int8), np.zeros((n, n), dtype=np.int8), set()
    for match in matches:
        if match.counted and match.day and match.day <= at.day:
            pair = index[match.home], index[match.away]
            home_goals[pair], away_goals[pair] = match.counted.final
            done.add(pair)
    left = [(h, a) for h in range(n) for a in range(n) if h != a and (h, a) not in done]
    return Start(
        teams=teams, base=base, fixtures=np.array(left, dtype=np.int64).reshape(-1, 2), home_goals=home_goals, away_goals=away_goals,
        ties=np.array([CODES[t] for t in competition.ties_in(at.season)], dtype=np.int64),
    )  # fmt: skip


def complete(begun: Start, strengths: Strengths, runs: int, seed: int = 0) -> Finish:
    """Play the season to its end so many times, each time with strengths drawn anew from the posterior.

    Args:
        begun: the season so far.
        strengths: of the same teams, in the same order.
        runs: how many completions, at least one.
        seed: of all randomness; the same seed gives the same odds.
    """
    n = len(begun.teams)
    rng = np.random.Generator(np.random.SFC64(seed))
    places, points = np.zeros((n, n), dtype=np.int64), np.zeros((n, 2), dtype=np.float64)
    for first in range(0, runs, CHUNK):
        size = min(CHUNK, runs - first)
        drawn = np.exp(strengths.draw(size, rng))
        attack, defence, level, advantage = drawn[:n], drawn[n : 2 * n], drawn[2 * n], drawn[2 * n + 1]
        bits = random_bits(rng, (2, len(begun.fixtures), size))
        standing = np.repeat(begun.base[:, None], size, axis=1)
        home, away = (np.zeros((len(begun.fixtures), size), dtype=np.int8) for _ in range(2))
        kernel.play(attack, defence, level, advantage, np.float32(strengths.rho), begun.fixtures, bits, standing, home, away)
        kernel.tail(attack, defence, level, advantage, begun.fixtures, bits, standing, home, away)
        kernel.rank(
            np.ascontiguousarray(standing.T), begun.fixtures, home, away, begun.home_goals.copy(), begun.away_goals.copy(), begun.ties,
            np.uint64(rng.integers(1 << 62)), places,
        )  # fmt: skip
        earned = (standing >> kernel.POINTS_PLACE).astype(np.float64)
        points += np.stack([earned.sum(axis=1), (earned * earned).sum(axis=1)], axis=1)
    mean = points[:, 0] / runs
    return Finish(
        teams=begun.teams, places=places / runs, points=mean, spread=np.sqrt(np.maximum(points[:, 1] / runs - mean**2, 0.0)), runs=runs
    )  # fmt: skip


def random_bits(rng: np.random.Generator, shape: tuple[int, ...]) -> npt.NDArray[np.uint32]:
    """Random numbers of 32 bits, two from each that the generator makes."""
    count = int(np.prod(shape))
    raw = np.asarray(rng.bit_generator.random_raw((count + 1) // 2), dtype=np.uint64)
    return raw.view(np.uint32)[:count].reshape(shape)


def race(results: Results, competition: str, season: str, day: date, runs: int = 10_000, seed: int = 0) -> Race:
    """A league's race as of a day.

    Raises:
        ReferenceDataError: the competition is no league, or the data hold no such season.
    """
    known = competitions().get(competition)
    if known is None or not known.is_league:
        raise ReferenceDataError(f"{known.name if known else competition}: no league; the race is run for leagues")
    if season not in results.seasons.get(competition, ()):
        held = results.seasons.get(competition, ())
        raise ReferenceDataError(f"{known.name} {season}: not in the data, which hold {', '.join(held) or 'no season'}")
    at = table(results, competition, season, day)
    strengths = with_last_season(results, competition, season, day)
    begun = start(at, results.season(competition, season))
    return Race(table=at, strengths=strengths, finish=complete(begun, strengths, runs, seed), remaining=len(begun.fixtures))
