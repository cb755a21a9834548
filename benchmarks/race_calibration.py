"""Calibration of the race's odds at mid-season over every finished league season of the data but the first of each league.

    python -m benchmarks.race_calibration [--runs N] [--write FILE] [--plot FILE.svg]

Mid-season is the end of the day on which half the matches were played. The odds of title, of the places that lead to Europe and of direct
relegation are binned and set beside how often it came so; Brier scores stand beside those of a forecast that only knows the table
(everybody in a place has the share of earlier seasons).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from datetime import date
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from hotseat.reference.competitions import competitions
from hotseat.reference.race.finishes import race
from hotseat.reference.results import Results, embedded
from hotseat.reference.tables import table

EDGES = (0.0, 0.02, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0000001)
FIRST, LAST = "2011-12", "2025-26"


def half_way(results: Results, league: str, season: str) -> date:
    """The day on which half the matches were played."""
    days = sorted(m.day for m in results.season(league, season) if m.counted and m.day)
    return days[(len(days) - 1) // 2]


def whole_seasons(results: Results) -> list[tuple[str, str]]:
    """Every league season played to its end, but each league's first."""
    found = []
    for key, competition in competitions().items():
        for season in results.seasons.get(key, ())[1:] if competition.is_league else ():
            _, last = results.bounds(key, season)
            if last and all(
                r.played == 2 * (len(results.teams(key, season)) - 1) for r in table(results, key, season, last).rows
            ):
                found.append((key, season))
    return found


def forecasts(results: Results, league: str, season: str, runs: int) -> list[dict[str, Any]]:
    """One row a team: place at mid-season, odds, and what came."""
    _, last = results.bounds(league, season)
    found, final = (
        race(results, league, season, half_way(results, league, season), runs, seed=1),
        table(results, league, season, last or date.max),
    )
    rules, size = competitions()[league], len(final.rows)
    rows = []
    for row in found.table.rows:
        end = final.row(row.team)
        place = end.place if end else size
        rows.append(
            {
                "league": league, "season": season, "team": row.team, "place": row.place / size,
                "title": (found.finish.best(row.team, 1), place == 1), "europe": (found.finish.best(row.team, rules.europe), place <= rules.europe),
                "relegation": (found.finish.worst(row.team, rules.down), place > size - rules.down),
            }
        )  # fmt: skip
    return rows


def bins(pairs: list[tuple[float, bool]]) -> list[dict[str, Any]]:
    """Mean odds and frequency in each bin, with the number of forecasts and a 90 % interval (Wilson)."""
    found = []
    for low, high in pairwise(EDGES):
        part = [(p, o) for p, o in pairs if low <= p < high]
        if part:
            n, mean, rate = len(part), float(np.mean([p for p, _ in part])), float(np.mean([o for _, o in part]))
            z = 1.645
            middle, width = (
                (rate + z * z / (2 * n)) / (1 + z * z / n),
                z * np.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n)) / (1 + z * z / n),
            )
            found.append(
                {
                    "n": n,
                    "odds": round(mean, 4),
                    "came": round(rate, 4),
                    "low": round(float(middle - width), 4),
                    "high": round(float(middle + width), 4),
                }
            )
    return found


def by_place(rows: list[dict[str, Any]], what: str) -> float:
    """The Brier score of a forecast from the place at mid-season alone, each season by all the others."""
    found = []
    for row in rows:
        near = [
            r[what][1]
            for r in rows
            if (r["league"], r["season"]) != (row["league"], row["season"]) and abs(r["place"] - row["place"]) < 0.026
        ]
        found.append((float(np.mean(near)) - row[what][1]) ** 2)
    return float(np.mean(found))


def plot(report: dict[str, Any], path: Path) -> None:
    """Odds against frequency, one panel a question."""
    figure = Figure(figsize=(9, 3.4), layout="constrained")
    for axes, what in zip(figure.subplots(1, 3), ("title", "europe", "relegation"), strict=True):
        rows = report[what]["bins"]
        axes.plot([0, 1], [0, 1], color="#999999", linewidth=0.8)
        for r in rows:
            axes.plot([r["odds"]] * 2, [r["low"], r["high"]], color="#111111", linewidth=1)
            axes.plot([r["odds"]], [r["came"]], marker="o", markersize=3 + np.log10(r["n"]) * 2, color="#111111")
            axes.annotate(str(r["n"]), (r["odds"], r["came"]), textcoords="offset points", xytext=(6, -9), fontsize=7)
        axes.set(
            title=f"{what}, Brier {report[what]['brier']:.4f}",
            xlabel="odds at mid-season",
            ylabel="came so",
            xlim=(-0.02, 1.02),
            ylim=(-0.02, 1.02),
        )
    figure.suptitle(f"{report['seasons']} league seasons; numbers are forecasts a bin, bars 90 % intervals", fontsize=9)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Forecast every season, score, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=4000)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    results = embedded()
    chosen = [s for s in whole_seasons(results) if FIRST <= s[1] <= LAST]
    rows = [r for league, season in chosen for r in forecasts(results, league, season, args.runs)]
    data = hashlib.sha256(files("hotseat.reference").joinpath("data", "matches.parquet").read_bytes()).hexdigest()
    report: dict[str, Any] = {"data_sha256": data, "seasons": len(chosen), "forecasts": len(rows), "runs": args.runs}
    for what in ("title", "europe", "relegation"):
        pairs = [r[what] for r in rows]
        brier = float(np.mean([(p - o) ** 2 for p, o in pairs]))
        error = float(np.sum([b["n"] * abs(b["odds"] - b["came"]) for b in bins(pairs)]) / len(pairs))
        report[what] = {
            "brier": round(brier, 5),
            "brier_by_place": round(by_place(rows, what), 5),
            "calibration_error": round(error, 4),
            "bins": bins(pairs),
        }
        print(f"{what}: Brier {brier:.4f} (by place {report[what]['brier_by_place']:.4f}), calibration error {error:.4f}")
        for b in report[what]["bins"]:
            print(f"   n {b['n']:4}  odds {b['odds']:.3f}  came {b['came']:.3f}")
    print(f"{len(chosen)} league seasons")
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if args.plot:
        plot(report, args.plot)


if __name__ == "__main__":
    main()
