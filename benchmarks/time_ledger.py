"""How fast the ledger takes claims and gives a post's dossier, from ten thousand claims to a million.

python -m benchmarks.time_ledger [--sizes 10000 100000 1000000] [--url URL] [--write FILE]

Append rates are of the last tenth before each size (five claims an item, 200 items a transaction, every commit on disk). Query
times are medians of 15: `entries` is the view alone, `post --json` the whole command within a warm process, `process` the
same with the start of Python. The typical post has the mean number of claims, the busiest one a tenth of a percent of ranks.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from typer.testing import CliRunner

from benchmarks.made_claims import CLAIMS_EACH, post, readings
from hotseat.ledger import store
from hotseat.ledger.append import Reading, Writer
from hotseat.ledger.view import View
from hotseat.show.cli import app

IN_BATCH = 200
NOW = datetime(2026, 1, 1, tzinfo=UTC)
TYPICAL, BUSIEST = post(110), post(0)  # rank 110 of 1,000 has about the mean number of claims


def main() -> None:
    """Grow one ledger through the sizes and measure at each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--url")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = store.open_engine(args.url or f"{folder}/ledger.sqlite")
        store.migrate(engine)
        report: dict[str, Any] = {"database": engine.dialect.name, "sizes": {}}
        source = readings(max(args.sizes))
        done = 0
        for size in sorted(args.sizes):
            lead = (size - done) * 9 // 10
            append(engine, islice(source, lead // CLAIMS_EACH))
            last = list(islice(source, (size - done - lead) // CLAIMS_EACH))
            start = time.perf_counter()
            append(engine, iter(last))
            rate = len(last) * CLAIMS_EACH / (time.perf_counter() - start)
            done = size
            report["sizes"][size] = {"append_claims_per_second": round(rate), **queries(engine)}
            print(size, report["sizes"][size], flush=True)
        report["scans"] = scans(engine)
        print("scans:", report["scans"] or "none")
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n")


def append(engine: sa.Engine, source: Iterator[Reading]) -> None:
    """Add readings in batches."""
    writer = Writer(engine)
    while batch := list(islice(source, IN_BATCH)):
        writer.add_all(batch, NOW)


def queries(engine: sa.Engine) -> dict[str, Any]:
    """The figures of one size."""
    found: dict[str, Any] = {}
    url = engine.url.render_as_string(hide_password=False)
    for name, org in (("typical", TYPICAL), ("busiest", BUSIEST)):
        with store.reading(engine) as connection:
            view = View(connection)
            found[f"{name}_claims"] = len(view.entries(org=org))
            found[f"{name}_entries_ms"] = median_ms(lambda org=org, view=view: view.entries(org=org, limit=1000))  # type: ignore[misc]
            past = View(connection, NOW)
            found[f"{name}_as_of_ms"] = median_ms(lambda org=org, past=past: past.entries(org=org, limit=1000))  # type: ignore[misc]
        words = ["post", org, "--ledger", url, "--json"]
        found[f"{name}_post_json_ms"] = median_ms(lambda words=words: check(words))  # type: ignore[misc]
    command = [sys.executable, "-m", "hotseat", "post", TYPICAL, "--ledger", url, "--json"]
    found["typical_process_ms"] = median_ms(lambda: subprocess.run(command, check=True, capture_output=True), times=5)  # noqa: S603
    return found


def check(words: list[str]) -> None:
    """Run a command within this process."""
    result = CliRunner().invoke(app, words)
    if result.exit_code:
        raise SystemExit(result.output)


def median_ms(run: Callable[[], object], times: int = 15) -> float:
    """The median of some runs, after one to warm up, in milliseconds."""
    run()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(found), 1)


def scans(engine: sa.Engine) -> list[str]:
    """The steps of the dossier queries' plans that read a whole table; SQLite only."""
    seen: list[str] = []
    if engine.dialect.name != "sqlite":
        return seen

    def explain(_: object, cursor: Any, statement: str, values: Any, *__: object) -> None:  # noqa: ANN401 -- the driver's own
        if statement.lstrip().upper().startswith("SELECT"):
            plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            seen.extend(f"{row[3]}: {statement[:80]}" for row in plan if row[3].startswith("SCAN") and "identities" not in row[3])

    sa.event.listen(engine, "before_cursor_execute", explain)
    with store.reading(engine) as connection:
        for view in (View(connection), View(connection, NOW), View(connection, NOW, hindsight=True)):
            view.entries(org=TYPICAL, limit=10)
            view.entries(person="Coach 1", since=NOW)
            view.entries(item="m1")
            view.copies(item="m1")
    sa.event.remove(engine, "before_cursor_execute", explain)
    return seen


if __name__ == "__main__":
    main()
