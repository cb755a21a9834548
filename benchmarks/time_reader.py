"""How long the loaded reader takes for an article and for a short item: median milliseconds, and items a second.

python -m benchmarks.time_reader GOLD_FOLDER [--write FILE]
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

from hotseat.gather.items import item_of
from hotseat.read.reader import Reader


def main() -> None:
    """Read everything once to warm up a little, then each item timed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    reader = Reader()
    report: dict[str, dict[str, float]] = {}
    for name in ("short", "full", "first"):
        items = [item_of(json.loads(line)) for line in (args.gold / f"{name}.items.jsonl").open(encoding="utf-8")]
        reader.read(items[0])
        times = []
        for item in items:
            start = time.perf_counter()
            reader.read(item)
            times.append(time.perf_counter() - start)
        median, rate = statistics.median(times) * 1000, len(times) / sum(times)
        report[name] = {"median_ms": round(median, 2), "max_ms": round(max(times) * 1000, 1), "items_per_second": round(rate, 1)}
        print(f"{name:6} {report[name]}")
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
