"""A backfill killed (SIGKILL, all its processes) at random moments and gone on with: its ledger equals an undisturbed run's, row by row.

python -m benchmarks.kill_backfill [--folder FOLDER | --megabytes 256] [--files 8] [--kills 3] [--seed 1] [--workers 2] [--model encoder] [--write FILE]

Each run is the command `hotseat backfill`. The moments are drawn evenly over the undisturbed run's processor time, each kill having its share
of it, so that all of them come before the work is done. Compared are items, readings, claims with every column, problems and near-copies, row
numbers and times of recording aside; both ledgers pass `check`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from benchmarks.archive_job import REGISTER, fill
from benchmarks.made_archive import EXAMPLES
from hotseat.ledger import store
from hotseat.ledger.check import faults
from hotseat.ledger.tables import CLAIMS, COPIES, ITEMS, PROBLEMS, READINGS

TABLES = (ITEMS, READINGS, CLAIMS, PROBLEMS, COPIES)
OWN = frozenset({"seq", "block", "recorded"})  # of a run, not of what it read
Content = dict[str, list[str]]


@dataclass(slots=True)
class Outcome:
    """What killing did: the moments of the kills in processor seconds, how many archives each later run found loaded, and both contents."""

    whole: Content
    killed: Content
    moments: list[float] = field(default_factory=list)
    loaded: list[int] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def differences(self) -> dict[str, int]:
        """The rows of each table that one ledger has and the other has not; tables without any are left out."""
        found = {name: len(set(self.whole[name]) ^ set(self.killed[name])) for name in self.whole}
        return {name: number for name, number in found.items() if number}


def content(ledger: Path) -> Content:
    """The rows of a ledger as JSON lines, sorted.

    Raises:
        SystemExit: the ledger does not pass its own check.
    """
    engine = store.open_engine(str(ledger))
    with store.reading(engine) as connection:
        wrong = list(faults(connection))
        if wrong:
            raise SystemExit("\n".join(map(str, wrong)))
        found = {table.name: sorted(map(line, connection.execute(sa.select(table)).mappings())) for table in TABLES}
    engine.dispose()
    return found


def line(row: sa.RowMapping) -> str:
    """A row without what belongs to its run."""
    return json.dumps({key: value for key, value in row.items() if key not in OWN}, sort_keys=True)


def command(folder: Path, place: Path, options: Sequence[str]) -> list[str]:
    """The command that backfills a folder's archives."""
    words = ["backfill", str(folder), "--ledger", str(place / "l.sqlite"), "--parts", str(place / "parts"), "--json"]
    return [sys.executable, "-m", "hotseat", *words, "--register", str(REGISTER), *options]


def run(words: Sequence[str], kill_after: float = math.inf) -> tuple[bool, float]:
    """Run, and kill all its processes once they have had so much processor time, so that a busy machine does not shift the moment.

    Returns:
        Whether it was killed, and the processor seconds that it has had.

    Raises:
        SystemExit: the command failed, other than by errors that it lists.
    """
    had = 0.0
    with subprocess.Popen(  # noqa: S603 -- our own command
        words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        while process.poll() is None:
            had = max(had, processor_time(process.pid))
            if had >= kill_after:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return True, had
            time.sleep(0.02)
        if process.returncode not in {0, 2}:
            raise SystemExit(process.stderr.read() if process.stderr else words[0])
    return False, had


def processor_time(group: int) -> float:
    """The processor seconds of the living processes of a group."""
    return sum(members(group).values())


def members(group: int) -> dict[int, float]:
    """The living processes of a group with their processor seconds, by Linux's own count."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[2]) == group and fields[0] != "Z":
            found[int(place.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return found


def disturb(folder: Path, scratch: Path, kills: int, seed: int, options: Sequence[str]) -> Outcome:
    """Backfill once undisturbed and once with kills; the options go to the command."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    whole, killed = scratch / "whole", scratch / "killed"
    whole.mkdir()
    killed.mkdir()
    _, seconds = run(command(folder, whole, options))
    print(f"undisturbed: {seconds:.1f} s of processor", flush=True)
    outcome = Outcome(whole=content(whole / "l.sqlite"), killed={}, seconds=seconds)
    for _ in range(kills):
        moment = chance.uniform(0, seconds / kills)
        ended, had = run(command(folder, killed, options), moment)
        if ended:
            outcome.moments.append(round(had, 2))
            outcome.loaded.append(loaded(killed / "l.sqlite"))
            print(f"killed after {had:.1f} s, {outcome.loaded[-1]} archives loaded", flush=True)
    run(command(folder, killed, options))
    outcome.killed = content(killed / "l.sqlite")
    return outcome


def loaded(ledger: Path) -> int:
    """The archives that a ledger has as loaded; 0 where a kill came before there was one."""
    engine = sa.create_engine(f"sqlite:///{ledger}")
    with engine.connect() as connection:
        there = sa.inspect(connection).has_table("visits")
        found = connection.execute(sa.text("SELECT count(*) FROM visits WHERE source = 'backfill'")).scalar_one() if there else 0
    engine.dispose()
    return int(found)


def main() -> None:
    """Fill the folder if need be, disturb, compare, and with --write keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--megabytes", type=float, default=256)
    parser.add_argument("--files", type=int, default=8)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--model", default="encoder")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.folder or Path(scratch) / "archives"
        fill(folder, args.megabytes, args.files)
        found = disturb(folder, Path(scratch), args.kills, args.seed, ["--workers", str(args.workers), "--model", args.model])
        size = sum(path.stat().st_size for path in folder.glob("*.warc.gz"))
    report = {
        "megabytes": round(size / 1024**2), "model": args.model, "seed": args.seed, "undisturbed_processor_seconds": round(found.seconds, 1),
        "kills_after_processor_seconds": found.moments, "archives_loaded_at_kills": found.loaded,
        "rows": {name: len(rows) for name, rows in found.whole.items()}, "rows_that_differ": sum(found.differences.values()), "differences": found.differences,
        "claims_sha256": hashlib.sha256("\n".join(found.killed["claims"]).encode()).hexdigest(),
        "examples_sha256": hashlib.sha256(EXAMPLES.read_bytes()).hexdigest(),
    }  # fmt: skip
    print(json.dumps(report, indent=1))
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n")
    if found.differences or len(found.moments) < args.kills:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
