"""Choose from which probability on a candidate is a claim, on the tenth of the real items that no model learns from.

    python -m training.choose_thresholds GOLD_FOLDER --news NEWS_FOLDER [--weights FOLDER]

Prints F1 of moves and tenures over a grid, short items and articles apart; the chosen values stand in `hotseat.read.decision.proposing.Thresholds`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.score_reader import scorer

from hotseat.gather.items import item_of
from hotseat.read.decision.proposing import Thresholds
from hotseat.read.engines.encoder import Encoder
from hotseat.read.engines.windows import SHORT_ITEM
from hotseat.read.reader import Reader, Reading
from hotseat.wire import to_wire
from training.gold import Row, to_choose_on

AFFIRMED, DENIED = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75), (0.25, 0.3, 0.35, 0.4, 0.5, 0.6)
TENURES = (0.3, 0.4, 0.5, 0.6, 0.7)
IN_WORDS = (0.1, 0.2, 0.3, 0.4, 0.5)


def found_with(reader: Reader, read: Sequence[Reading], thresholds: Thresholds) -> dict[str, list[dict[str, Any]]]:
    """Item id -> claims at these thresholds, from answers that were given once."""
    return {r.item.id: [to_wire(claim) for claim in reader.decided_at(r, thresholds)] for r in read}


def main() -> None:
    """Read once, decide at each point of the grid."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--weights", type=Path)
    args = parser.parse_args()
    score, reader = scorer(args.gold), Reader(model=Encoder(args.weights, threads=2) if args.weights else None)
    rows = to_choose_on(args.gold, args.news)
    short = [r for r in rows if len(item_of(r).body) <= SHORT_ITEM]
    for name, part in (("short", short), ("articles", [r for r in rows if r not in short])):
        print_grid(name, part, score, reader)


def print_grid(name: str, rows: Sequence[Row], score: Any, reader: Reader) -> None:  # noqa: ANN401 -- the gold's own module
    """The figures of one part."""
    gold = {r["id"]: r["claims"] for r in rows}
    read = [reader.reading(item_of(r)) for r in rows]

    def figures(thresholds: Thresholds) -> Any:  # noqa: ANN401
        return score.score(gold, found_with(reader, read, thresholds))[0]

    print(f"{name}: {len(rows)} items; affirmed moves down, denied moves across")
    print("        " + "".join(f"{d:7.2f}" for d in DENIED))
    for a in AFFIRMED:
        at = (figures(replace(reader.thresholds, moves=(a, d, a, d), article=(a, d, a, d)))["moves"] for d in DENIED)
        print(f"   {a:.2f} " + "".join(f"  {m['f1']:.3f}" for m in at))
    print("tenures down, those that a role phrase says too across")
    print("        " + "".join(f"{w:7.2f}" for w in IN_WORDS))
    for t in TENURES:
        f1 = (figures(replace(reader.thresholds, tenure=t, tenure_in_words=w))["tenure"]["f1"] for w in IN_WORDS)
        print(f"   {t:.2f} " + "".join(f"  {f:.3f}" for f in f1))


if __name__ == "__main__":
    main()
