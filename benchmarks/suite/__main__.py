"""One suite, one report: every speed as a ratio within this run, growth, bounds and floors of quality beside them.

python -m benchmarks.suite [--quick] [--only filter reading ...] [--out FOLDER]

Writes REPORT.md, report.json and plots/*.svg into FOLDER; with --only, the parts that are not named keep the figures of the report there. What takes hours (the archive job, the killed backfill, growth to a million
items, scores on annotated items) is read from the files beside this package; `make bench` writes those first. The quick suite measures
everything on less, growth to ten thousand items, in under three minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

# Ratios are of one processor each; these are read when numpy is loaded.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[_name] = "1"

from benchmarks.suite import growth, intake, judging, ledgers, plots, quality, writing  # noqa: E402
from benchmarks.suite.figures import Figure, Scale, Wanted  # noqa: E402

SECTIONS: dict[str, Callable[[Scale], list[Figure]]] = {
    "filter": intake.filtering, "pages": intake.extraction, "archives": intake.archives, "reading": intake.reading,
    "ledger": ledgers.ledger, "beliefs": judging.beliefs, "samples": judging.samples, "seasons": judging.seasons,
}  # fmt: skip
QUICK_SIZES = (1_000, 3_000, 10_000)


def measured(name: str, scale: Scale) -> dict[str, Any]:
    """The figures of a part, and on how much they were measured."""
    start = time.perf_counter()
    figures = SECTIONS[name](scale)
    for f in figures:
        print(f"{f.section} / {f.peer}: {f.ours:.4g} against {f.theirs:.4g} {f.unit}, {f.ratio:.2f}", flush=True)
    print(f"    {name}: {time.perf_counter() - start:.0f} s", flush=True)
    return {"scale": "quick" if scale.quick else "full", "figures": [asdict(f) for f in figures]}


def grown(scale: Scale) -> dict[str, Any]:
    """The growth of cost: measured here where it is short, or where no longer run left its file."""
    if not scale.quick and (kept := quality.kept("growth.json")):
        return {**kept, "source": "growth.json"}
    return {**growth.report_of(growth.grow(QUICK_SIZES)), "source": "the quick suite"}


def report_of(folder: Path, only: list[str], scale: Scale) -> dict[str, Any]:
    """The report of a folder with the chosen parts measured anew."""
    path = folder / "report.json"
    before: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    parts = {**before.get("parts", {}), **{name: measured(name, scale) for name in only if name in SECTIONS}}
    return {
        "machine": f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "parts": {name: parts[name] for name in SECTIONS if name in parts},
        "growth": grown(scale) if "growth" in only else before.get("growth", {}),
        "archive_job": quality.kept("archive_job.json"),
    }  # fmt: skip


def main() -> None:
    """Measure, write, and say how many bounds are kept."""
    every = [*SECTIONS, "growth"]
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="*", choices=every, default=every)
    parser.add_argument("--out", type=Path, default=quality.FOLDER)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    report = report_of(args.out, args.only, Scale(quick=args.quick))
    wanted, good = quality.bounds(report["growth"]), quality.qualities()
    report["bounds"] = [{**asdict(w), "kept": w.reached} for w in wanted]
    report["unmeasured"] = quality.unmeasured(report["growth"])
    report["quality"] = [{**asdict(q), "kept": q.better} for q in good]
    (args.out / "report.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    write(report, [Figure(**f) for part in report["parts"].values() for f in part["figures"]], wanted, good, args.out)
    print(f"{args.out / 'REPORT.md'}: {sum(w.reached for w in wanted)} of {len(wanted)} bounds kept")


def write(report: dict[str, Any], figures: list[Figure], wanted: list[Wanted], good: list[quality.Quality], out: Path) -> None:
    """The Markdown and the drawings."""
    plotted = out / "plots"
    plotted.mkdir(exist_ok=True)
    (out / "REPORT.md").write_text(writing.whole(report, figures, wanted, good), encoding="utf-8")
    plots.ratios(figures, plotted / "ratios.svg")
    plots.dossiers(quality.kept("ledger.json"), plotted / "dossiers.svg")
    if report["growth"]:
        plots.growth(report["growth"], plotted / "growth.svg")


if __name__ == "__main__":
    main()
