"""How the cost of items to claims grows, from a thousand to a million.

python -m benchmarks.suite.growth [--sizes 1000 10000 100000 1000000] [--write FILE]

One ledger takes all items, of which 1 % are football articles and the rest short texts of other subjects, as `hotseat add` would: read,
stored with their claims, hashed into the chain, 64 a transaction. The cost of a size is the processor time of its first so many items;
the exponent is the slope of its logarithm over that of the size, fitted over all sizes. Making the items is not timed.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.made_archive import EXAMPLES, OTHER, football_article
from hotseat.ledger import store
from hotseat.read.reader import Reader
from hotseat.records import Item
from hotseat.register.loading import embedded_rows, parse_rows
from hotseat.register.register import build
from hotseat.work import ingest

SIZES = (1_000, 10_000, 100_000, 1_000_000)
FOOTBALL = 0.01
AT_A_TIME = 1_000
START = datetime(2016, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The first so many items: their claims, processor and real seconds, and the ledger's size."""

    items: int
    claims: int
    processor: float
    real: float
    megabytes: int


def items(seed: int = 1) -> Iterator[Item]:
    """Items for ever, five minutes apart."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    examples = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    index = 0
    while True:
        if chance.random() < FOOTBALL:
            title, paragraphs = football_article(examples, index, chance)
        else:
            title, paragraphs = " ".join(chance.choices(OTHER, k=7)).capitalize(), [f"{' '.join(chance.choices(OTHER, k=60))}."]
        yield Item(
            id=f"g{index}", title=title, text="\n\n".join(paragraphs), outlet=f"Outlet {index % 60}", language="en",
            published=START + timedelta(minutes=5) * index,
        )  # fmt: skip
        index += 1


def grow(sizes: Sequence[int]) -> list[Step]:
    """The cost of each size."""
    rows = parse_rows(EXAMPLES.with_name("register.jsonl").read_text(encoding="utf-8").splitlines(), None, "register.jsonl")
    reader, source = Reader(build([*rows, *embedded_rows()])), items()
    warm = next(item for item in items(seed=2) if "football" in item.text)
    reader.read(warm)
    found, done, claims, processor, real = [], 0, 0, 0.0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        engine = store.open_engine(str(path))
        store.migrate(engine)
        for size in sizes:
            while done < size:
                chunk = list(islice(source, min(AT_A_TIME, size - done)))
                used, start = time.process_time(), time.perf_counter()
                claims += ingest(chunk, reader, engine).claims
                processor += time.process_time() - used
                real += time.perf_counter() - start
                done += len(chunk)
            megabytes = path.stat().st_size // 1024**2
            found.append(Step(items=size, claims=claims, processor=round(processor, 2), real=round(real, 2), megabytes=megabytes))
            print(f"{size:,} items: {claims:,} claims, {processor:.1f} s of processor, {real:.1f} s, {megabytes} MB", flush=True)
        engine.dispose()
    return found


def exponent(steps: Sequence[Step]) -> float:
    """The slope of log cost over log size."""
    return float(np.polyfit(np.log([s.items for s in steps]), np.log([s.processor for s in steps]), 1)[0])


def report_of(steps: Sequence[Step]) -> dict[str, object]:
    """The steps with their exponent, and that of the last two alone."""
    return {
        "football": FOOTBALL,
        "exponent": round(exponent(steps), 3),
        "last_exponent": round(exponent(steps[-2:]), 3),
        "steps": [asdict(s) for s in steps],
    }


def main() -> None:
    """Grow, print, and with --write keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    report = report_of(grow(args.sizes))
    print(report["exponent"], report["last_exponent"])
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
