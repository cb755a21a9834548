"""The archive job by one process, by two, and by Ray with two workers: wall time of the whole command, in turn, and peak memory a worker.

python -m benchmarks.archive_job [--folder FOLDER | --megabytes 256] [--files 8] [--rounds 1] [--without-ray] [--write FILE]

Each run is `hotseat backfill` into a new SQLite ledger, start of Python and of the workers included. FOLDER is filled with archives of 1 %
football pages (benchmarks/made_archive.py) where it is empty. The ledgers of all runs must hold the same claims. Beside each run stands how
many processors anything else kept busy meanwhile (the start of the workers counts there): the ratios mean something where that is little.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.made_archive import EXAMPLES, made_pages, write
from hotseat.ledger import store
from hotseat.ledger.tables import CLAIMS

REGISTER = EXAMPLES.with_name("register.jsonl")
FOOTBALL = 0.01
MB = 1024 * 1024
RUNS = {"one process": ("pool", 1), "two processes": ("pool", 2), "ray, two workers": ("ray", 2)}


def make(job: tuple[Path, int, int]) -> None:
    """Write one archive: its path, its size in bytes, its seed."""
    path, size, seed = job
    with path.open("wb") as stream:
        write(stream, made_pages(None, FOOTBALL, seed), size)


def fill(folder: Path, megabytes: float, files: int) -> None:
    """Archives of so many megabytes in all, where there are none yet."""
    folder.mkdir(parents=True, exist_ok=True)
    if list(folder.glob("*.warc.gz")):
        return
    jobs = [(folder / f"{n:02}.warc.gz", int(megabytes * MB) // files, n + 1) for n in range(files)]
    with ProcessPoolExecutor() as pool:
        list(pool.map(make, jobs))


def run(folder: Path, engine: str, workers: int, place: Path) -> dict[str, Any]:
    """One run of the command: its report with the wall time."""
    words = [
        "backfill",
        str(folder),
        "--ledger",
        str(place / "l.sqlite"),
        "--parts",
        str(place / "parts"),
        "--register",
        str(REGISTER),
        "--json",
    ]
    command = [sys.executable, "-m", "hotseat", *words, "--workers", str(workers), "--engine", engine]
    environment = {key: value for key, value in os.environ.items() if key != "RAY_ADDRESS"}
    start, busy, own = time.perf_counter(), busy_seconds(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)  # noqa: S603
    wall, busy, now = time.perf_counter() - start, busy_seconds() - busy, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stderr)
    report = json.loads(done.stdout)
    ours = sum(archive["processor"] for archive in report["archives"]) + now.ru_utime + now.ru_stime - own.ru_utime - own.ru_stime
    return {**report, "wall": wall, "others": max(0.0, busy - ours) / wall, "claim_ids": claims(place / "l.sqlite")}


def busy_seconds() -> float:
    """The processor seconds that the whole machine has worked since its start, by Linux's count; 0 elsewhere."""
    try:
        ticks = [int(word) for word in Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:9]]
    except OSError:
        return 0.0
    idle, waiting = ticks[3], ticks[4]
    return (sum(ticks) - idle - waiting) / os.sysconf("SC_CLK_TCK")


def claims(ledger: Path) -> list[str]:
    """The ids of a ledger's claims."""
    engine = store.open_engine(str(ledger))
    with store.reading(engine) as connection:
        found = sorted(connection.execute(sa.select(CLAIMS.c.id)).scalars())
    engine.dispose()
    return found


def measure(folder: Path, rounds: int, *, ray: bool = True) -> dict[str, Any]:
    """The figures of all runs over a folder of archives."""
    walls: dict[str, list[float]] = {}
    others: dict[str, list[float]] = {}
    peaks: dict[str, int] = {}
    shown: dict[str, Any] = {}
    ids: list[str] | None = None
    for _ in range(rounds):
        for name, (engine, workers) in RUNS.items():
            if engine == "ray" and not ray:
                continue
            with tempfile.TemporaryDirectory() as place:
                report = run(folder, engine, workers, Path(place))
            if ids is not None and report["claim_ids"] != ids:
                msg = f"{name}: the ledger differs from the one before"
                raise SystemExit(msg)
            ids = report["claim_ids"]
            walls.setdefault(name, []).append(report["wall"])
            others.setdefault(name, []).append(round(report["others"], 2))
            peaks[name] = max(peaks.get(name, 0), report["peak_mb"])
            shown = {key: report[key] for key in ("files", "items", "claims")}
            print(
                f"{name}: {report['wall']:.1f} s, {report['peak_mb']} MB a worker, others {report['others']:.2f} processors",
                flush=True,
            )
    medians = {name: statistics.median(found) for name, found in walls.items()}
    size = sum(path.stat().st_size for path in folder.glob("*.warc.gz"))
    report = {
        "megabytes": round(size / MB), **shown, "rounds": rounds, "seconds": {name: round(found, 1) for name, found in medians.items()},
        "all_seconds": {name: [round(wall, 1) for wall in found] for name, found in walls.items()}, "processors_busy_with_others": others,
        "peak_mb_a_worker": peaks, "two_processes_against_one": round(medians["one process"] / medians["two processes"], 2),
    }  # fmt: skip
    if "ray, two workers" in medians:
        report["ray_against_pool"] = round(medians["two processes"] / medians["ray, two workers"], 2)
    return report


def main() -> None:
    """Fill the folder if need be, run, print, and with --write keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--megabytes", type=float, default=256)
    parser.add_argument("--files", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--without-ray", action="store_true")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.folder or Path(scratch)
        fill(folder, args.megabytes, args.files)
        report = measure(folder, args.rounds, ray=not args.without_ray and find_spec("ray") is not None)
    print(json.dumps(report, indent=1))
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
