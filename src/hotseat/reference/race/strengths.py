"""How strong teams are: Dixon and Coles' model with time decay, and a ridge towards last season.

Model: home goals ~ Poisson(exp(m + h + a_i - d_j)), away goals ~ Poisson(exp(m + a_j - d_i)), the four lowest scores corrected by rho
(Dixon, Coles 1997, "Modelling association football scores and inefficiencies in the football betting market"). A match that lies t
days back counts exp(-t / DECAY). Attack a and defence d have the prior N(KEPT x last season's value, SPREAD^2); promoted teams have
the prior N(PROMOTED, SPREAD^2). The penalised likelihood is concave; Newton's method finds its top, and the posterior is taken as
normal there (Laplace), with the curvature of the Poisson part. Rho is found afterwards on a grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from hotseat.reference.matches import Match
from hotseat.reference.results import Results

Floats = npt.NDArray[np.float64]

DECAY = 350.0  # days; this and the next three are set by judgement, not fitted; the calibration they give is in benchmarks
KEPT = 0.8
SPREAD = 0.22
PROMOTED = -0.22
LEVEL_SPREAD = 1.0  # of goal level and home advantage, all but free
RHOS = np.linspace(-0.2, 0.1, 31)
STEPS = 30
CLOSE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Strengths:
    """The posterior: `mean` holds attacks, defences, goal level and home advantage (2n + 2), `root` a square root of its covariance."""

    teams: tuple[str, ...]
    mean: Floats
    root: Floats
    rho: float

    def value(self, team: str) -> tuple[float, float] | None:
        """A team's attack and defence, in logs of goals."""
        if team not in self.teams:
            return None
        at = self.teams.index(team)
        return float(self.mean[at]), float(self.mean[len(self.teams) + at])

    def draw(self, runs: int, rng: np.random.Generator) -> npt.NDArray[np.float32]:
        """So many draws from the posterior, a column each in single precision: attacks, minus defences, level, home advantage.

        They come in pairs mirrored at the mean: each is a draw from the posterior, and the pairs make averages steadier.
        """
        sign = np.ones(len(self.mean), dtype=np.float32)
        sign[len(self.teams) : 2 * len(self.teams)] = -1.0
        noise = rng.standard_normal((len(self.mean), (runs + 1) // 2), dtype=np.float32)
        moved = (sign[:, None] * self.root).astype(np.float32) @ noise
        centre = (sign * self.mean).astype(np.float32)[:, None]
        drawn: npt.NDArray[np.float32] = np.concatenate([centre + moved, centre - moved], axis=1)[:, :runs]
        return drawn


def fit(matches: Sequence[Match], teams: Sequence[str], day: date, before: Strengths | None = None) -> Strengths:
    """The strengths of a season's teams at the end of a day.

    Args:
        matches: the season's; those without a score that stands, or after the day, are passed over.
        teams: every team of the season, those without a match included.
        day: the day that decay counts from.
        before: last season's strengths, which the ridge pulls towards; without them it pulls to the average.
    """
    names = tuple(sorted(teams))
    index = {t: i for i, t in enumerate(names)}
    counted = [(m, s.final, m.day) for m in matches if (s := m.counted) and m.day and m.day <= day]
    home = np.array([index[m.home] for m, _, _ in counted], dtype=np.int64)
    away = np.array([index[m.away] for m, _, _ in counted], dtype=np.int64)
    goals = np.array([g for _, g, _ in counted], dtype=np.float64).reshape(-1, 2)
    weight = np.exp(-np.array([(day - d).days for _, _, d in counted], dtype=np.float64) / DECAY)
    centre, spread = prior(names, before)
    mean, precision = top(design(home, away, len(names)), goals.T.ravel(), np.tile(weight, 2), centre, spread)
    values, vectors = np.linalg.eigh(precision)
    root = vectors / np.sqrt(values)
    return Strengths(teams=names, mean=mean, root=root, rho=low_scores(home, away, goals, weight, mean, len(names)))


def prior(names: Sequence[str], before: Strengths | None) -> tuple[Floats, Floats]:
    """Where the ridge pulls, and how far a value may lie from there."""
    n = len(names)
    centre = np.zeros(2 * n + 2)
    centre[2 * n :] = (np.log(1.2), 0.25) if before is None else before.mean[-2:]
    for i, team in enumerate(names if before else ()):
        known = before.value(team) if before else None
        centre[i], centre[n + i] = (KEPT * known[0], KEPT * known[1]) if known else (PROMOTED, PROMOTED)
    spread = np.full(2 * n + 2, SPREAD)
    spread[2 * n :] = LEVEL_SPREAD
    return centre, spread


def design(home: npt.NDArray[np.int64], away: npt.NDArray[np.int64], n: int) -> Floats:
    """A row for each side of each match: home sides first, then away sides."""
    games = len(home)
    rows = np.zeros((2 * games, 2 * n + 2))
    at = np.arange(games)
    rows[at, home], rows[at, n + away], rows[at, 2 * n + 1] = 1.0, -1.0, 1.0
    rows[games + at, away], rows[games + at, n + home] = 1.0, -1.0
    rows[:, 2 * n] = 1.0
    return rows


def top(rows: Floats, goals: Floats, weight: Floats, centre: Floats, spread: Floats) -> tuple[Floats, Floats]:
    """The penalised likelihood's maximum and its curvature there (the posterior's precision)."""
    ridge = np.diag(1.0 / spread**2)
    value = centre.copy()
    for _ in range(STEPS):
        rate = np.exp(np.clip(rows @ value, -6.0, 3.0))
        slope = rows.T @ (weight * (goals - rate)) - ridge @ (value - centre)
        precision = rows.T @ ((weight * rate)[:, None] * rows) + ridge
        step = np.linalg.solve(precision, slope)
        value += step
        if float(np.abs(step).max()) < CLOSE:
            break
    return value, precision


def low_scores(
    home: npt.NDArray[np.int64], away: npt.NDArray[np.int64], goals: Floats, weight: Floats, mean: Floats, n: int
) -> float:
    """The rho of `RHOS` that fits the scores 0-0, 1-0, 0-1 and 1-1 best."""
    if not len(home):
        return -0.05
    one = np.exp(mean[2 * n] + mean[2 * n + 1] + mean[home] - mean[n + away])
    two = np.exp(mean[2 * n] + mean[away] - mean[n + home])
    x, y = goals[:, 0], goals[:, 1]
    best, score = 0.0, -np.inf
    for rho in RHOS:
        factor = np.where((x == 0) & (y == 0), 1 - one * two * rho, 1.0)
        factor = np.where((x == 0) & (y == 1), 1 + one * rho, factor)
        factor = np.where((x == 1) & (y == 0), 1 + two * rho, factor)
        factor = np.where((x == 1) & (y == 1), 1 - rho, factor)
        found = float(weight @ np.log(np.maximum(factor, 1e-9)))
        if found > score:
            best, score = float(rho), found
    return best


def with_last_season(results: Results, competition: str, season: str, day: date) -> Strengths:
    """The strengths as of a day, with last season's as what the ridge pulls towards."""
    earlier = [s for s in results.seasons.get(competition, ()) if s < season]
    before: Strengths | None = None
    for previous in earlier[-1:]:
        _, last = results.bounds(competition, previous)
        if last is not None:
            before = fit(results.season(competition, previous), sorted(results.teams(competition, previous)), min(last, day))
    return fit(results.season(competition, season), sorted(results.teams(competition, season)), day, before)
