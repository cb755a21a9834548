"""Time season completions beside a numpy simulation on penaltyblog's grids, in one run on one core.

    python -m benchmarks.race_speed [--write FILE]

LaLiga 2024-25 after matchday 29. Ours draws strengths from the posterior for each season and ranks by the league's mutual matches; the peer
keeps penaltyblog's fitted grids and ranks by points, difference and goals. Processor seconds, so that other work on the machine does
not count; the best of several.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402
import numpy.typing as npt  # noqa: E402
import penaltyblog as pb  # noqa: E402

from hotseat.reference.race.finishes import Start, complete, start  # noqa: E402
from hotseat.reference.race.strengths import Strengths, with_last_season  # noqa: E402
from hotseat.reference.results import embedded  # noqa: E402
from hotseat.reference.tables import Table, table  # noqa: E402

LEAGUE, SEASON, DAY = "es.1", "2024-25", date(2025, 3, 31)


def grids(begun: Start) -> list[npt.NDArray[np.float64]]:
    """Penaltyblog's grid of scores for each fixture, fitted on the season's matches so far."""
    played = [m for m in embedded().season(LEAGUE, SEASON) if m.counted and m.day and m.day <= DAY]
    scores = [m.counted.final for m in played if m.counted]
    model = pb.models.DixonColesGoalModel(
        [s[0] for s in scores], [s[1] for s in scores], [m.home for m in played], [m.away for m in played]
    )  # fmt: skip
    model.fit()
    return [
        np.asarray(model.predict(begun.teams[h], begun.teams[a], max_goals=10).grid, dtype=np.float64) for h, a in begun.fixtures
    ]


def peer(
    at: Table, begun: Start, tables: list[npt.NDArray[np.float64]], runs: int, rng: np.random.Generator
) -> npt.NDArray[np.float64]:
    """The same completions with numpy: a score a fixture from its grid, then points, difference, goals."""
    n, rows = len(begun.teams), {r.team: r for r in at.rows}
    so_far = [[r.points, r.difference, r.scored] for r in (rows[t] for t in begun.teams)]
    points, difference, scored = (np.repeat(np.array(c)[:, None], runs, axis=1) for c in zip(*so_far, strict=True))
    for (h, a), grid in zip(begun.fixtures, tables, strict=True):
        drawn = rng.choice(grid.size, size=runs, p=grid.ravel() / grid.sum())
        home, away = np.divmod(drawn, grid.shape[1])
        points[h] += 3 * (home > away) + (home == away)
        points[a] += 3 * (away > home) + (home == away)
        difference[h] += home - away
        difference[a] += away - home
        scored[h] += home
        scored[a] += away
    order = np.argsort(-(points * 1_000_000 + (difference + 500) * 1_000 + scored), axis=0)
    places = np.zeros((n, n))
    for place in range(n):
        places[:, place] = np.bincount(order[place], minlength=n)
    return places / runs


def best(work: Callable[[], Any], times: int) -> float:
    """The least processor seconds of so many tries."""
    found = []
    for _ in range(times):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def prepared() -> tuple[Table, Start, Strengths, list[npt.NDArray[np.float64]]]:
    """The table so far, the season's start from there, our strengths, and the peer's grids."""
    results = embedded()
    at = table(results, LEAGUE, SEASON, DAY)
    begun = start(at, results.season(LEAGUE, SEASON))
    return at, begun, with_last_season(results, LEAGUE, SEASON, DAY), grids(begun)


def both(runs: int) -> tuple[Callable[[], Any], Callable[[], Any], int]:
    """Completions by us and by the peer, ready to be timed, and the number of fixtures that are left."""
    at, begun, strengths, theirs = prepared()
    return (
        lambda: complete(begun, strengths, runs),
        lambda: peer(at, begun, theirs, runs, np.random.default_rng(0)),
        len(begun.fixtures),
    )


def main() -> None:
    """Fit both, time both, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    at, begun, strengths, theirs = prepared()
    complete(begun, strengths, 10)
    report: dict[str, Any] = {"fixtures": len(begun.fixtures), "unit": "processor seconds, best of 5"}
    for runs in (10_000, 100_000):
        mine = best(lambda runs=runs: complete(begun, strengths, runs), 5)  # type: ignore[misc]
        other = best(lambda runs=runs: peer(at, begun, theirs, runs, np.random.default_rng(0)), 3)  # type: ignore[misc]
        report[str(runs)] = {
            "hotseat": round(mine, 4),
            "numpy on penaltyblog grids": round(other, 4),
            "ratio": round(other / mine, 2),
        }
        print(f"{runs}: {mine:.3f} s, peer {other:.3f} s, {other / mine:.1f} times as fast")
    odds, peers = complete(begun, strengths, 100_000), peer(at, begun, theirs, 100_000, np.random.default_rng(1))
    for team in ("Barcelona", "Real Madrid"):
        row = begun.teams.index(team)
        report[f"title {team}"] = {"hotseat": round(odds.best(team, 1), 3), "peer": round(float(peers[row, 0]), 3)}
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
