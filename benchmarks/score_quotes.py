"""How often the quote of a move that is read right touches a passage that the annotators gave for it.

    python -m benchmarks.score_quotes GOLD_FOLDER [--heads] [--write FILE]

Parts: the development items and our own items that no weights have learned from. `--heads` says it for each head of the encoder's attention
as the one that finds denials; the shipped one stands in `hotseat.read.decision.showing.Attention`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from training.examples import carrying
from training.gold import Row

from benchmarks.score_reader import parts_of, scorer
from hotseat.gather.items import item_of
from hotseat.read.decision.proposing import Thresholds
from hotseat.read.decision.showing import Attention
from hotseat.read.reader import Reader, Reading
from hotseat.records import Claim, Kind
from hotseat.wire import to_wire

PARTS = ("short dev", "full dev", "own short", "own articles")
HEADS = 6  # of the shipped encoder


def touched(read: Sequence[tuple[Row, Reading]], reader: Reader, thresholds: Thresholds, score: ModuleType) -> dict[str, float]:
    """For affirmed and denied moves the share of those found whose quote touches an annotated passage."""
    found, right = Counter[str](), Counter[str]()
    for row, reading in read:
        claims = reader.decided_at(reading, thresholds)
        for number, wanted in enumerate(row["claims"]):
            if not Kind(wanted["kind"]).is_move:
                continue
            claim = next((c for c in claims if score.same(wanted, to_wire(c))), None)
            if claim:
                found[wanted["polarity"]] += 1
                right[wanted["polarity"]] += touches(claim, carrying(row, number, reading.item.body))
    return {polarity: round(right[polarity] / found[polarity], 4) for polarity in sorted(found)}


def touches(claim: Claim, passages: Sequence[tuple[str, str, int, int]]) -> bool:
    """Whether a claim's quote shares a character with a passage."""
    return any(start < claim.span.end and claim.span.start < end for _, _, start, end in passages)


def main() -> None:
    """Read once, compare, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--heads", action="store_true")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    score, reader, report = scorer(args.gold), Reader(), {}
    for name, rows in parts_of(args.gold).items():
        if name not in PARTS:
            continue
        read = [(row, reader.reading(item_of(row))) for row in rows]
        without = touched(read, reader, replace(reader.thresholds, attention=Attention(worth=0.0)), score)
        report[name] = {"with": touched(read, reader, reader.thresholds, score), "without attention": without}
        print(f"{name:13} {report[name]}")
        for head in range(HEADS if args.heads else 0):
            print(
                f"    head {head}: {touched(read, reader, replace(reader.thresholds, attention=Attention(denying_head=head)), score).get('denied')}"
            )
    if args.write:
        args.write.write_text(json.dumps({"reader": reader.version, "parts": report}, indent=1) + "\n")


if __name__ == "__main__":
    main()
