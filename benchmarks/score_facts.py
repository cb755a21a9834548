"""Score the reader's checkable facts on the development parts: precision by stage, and of those with complete details.

    python -m benchmarks.score_facts GOLD_FOLDER [--show N] [--write FILE]

A fact is right where the gold's own scorer pairs it with a gold fact of the item; it is right in its details where, beside that, the two
quotes overlap or a number, rival or competition of both agrees. The part set aside is never opened here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from training.gold import split

from hotseat.gather.items import item_of
from hotseat.read.reader import Reader
from hotseat.records import Kind
from hotseat.wire import to_wire

from .score_reader import scorer

# What a statement must hold to be checked at all, by stage: one of the sets.
COMPLETE = {
    "standing": ({"points_behind", "rival"}, {"points_ahead", "rival"}, {"position"}, {"zone"}, {"points_above_relegation"}, {"points_from_safety"}),
    "fixture": ({"rival", "competition"}, {"rival", "day"}),
    "result": ({"rival", "outcome"}, {"rival", "score"}, {"competition", "round", "outcome"}),
    "honour": ({"competition"},),
    "record": (
        {"months_in_charge"}, {"games_in_charge"}, {"days_in_charge"}, {"weeks_in_charge"}, {"years_in_charge"}, {"wins", "games"},
        {"defeats", "games"}, {"consecutive_defeats"}, {"consecutive_wins"}, {"games_without_win"}, {"seasons_in_charge"}, {"unbeaten_in"},
    ),
}  # fmt: skip


Row = dict[str, Any]


def complete(claim: Row) -> bool:
    """Whether the details suffice for a check."""
    return any(need <= claim["details"].keys() for need in COMPLETE[claim["stage"]])


def telling(claim: Row) -> set[str]:
    """The details but for the team itself, as text."""
    return {str(v).casefold() for k, v in claim["details"].items() if k != "team"}


def overlap(body: str, a: Row, b: Row) -> bool:
    """Whether two quotes share a stretch of the body."""
    one, two = body.find(a["quote"]), body.find(b["quote"])
    return one >= 0 and two >= 0 and one < two + len(b["quote"]) and two < one + len(a["quote"])


def counted(score: ModuleType, part: str, body: str, gold: Sequence[Row], found: Sequence[Row]) -> Counter[str]:
    """What is found in an item of a part, how much of it is complete, right and right in its details, and how much of the gold is found."""
    tally = Counter({f"{part} gold": len(gold), f"{part} recalled": len(score.pair(gold, score.distinct(found)))})
    for claim in found:
        same = [g for g in gold if score.same(g, claim)]
        whole = complete(claim)
        exact = any(
            g["stage"] == claim["stage"] and (overlap(body, g, claim) or telling(g) & telling(claim)) for g in same
        )  # fmt: skip
        for name in ("", f"{claim['stage']} "):
            tally.update({f"{name}found": 1, f"{name}right": int(bool(same))})
            tally.update({f"{name}complete": int(whole), f"{name}complete right": int(whole and bool(same))})
        tally["complete exact"] += int(whole and exact)
    return tally


def wrong(score: ModuleType, body: str, gold: Sequence[Row], found: Sequence[Row]) -> Iterator[str]:
    """The complete facts of an item that no gold fact bears out, with what stands there."""
    for claim in found:
        if complete(claim) and not any(score.same(g, claim) for g in gold):
            told = [(g["stage"][:4], g["person"], g["quote"][:70]) for g in gold][:4]
            start = body[:160].replace("\n", " / ")
            yield f"{claim['stage']} {claim['person']} | {claim['org']} {claim['details']} | {claim['quote']!r}\n      gold: {told} | {start}"


def main() -> None:
    """Read, pair, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    score, reader, tally, shown = scorer(args.gold), Reader(), Counter[str](), list[str]()
    for part, (rows, _) in split(args.gold).items():
        for row in rows:
            item = item_of(row)
            found = [to_wire(c) for c in reader.read(item) if c.kind is Kind.FACT]
            gold = [c for c in row["claims"] if c["kind"] == Kind.FACT]
            tally += counted(score, part, item.body, gold, found)
            shown += wrong(score, item.body, gold, found)
    print("\n".join(shown[: args.show]), end="\n" if args.show else "")
    for stage in COMPLETE:
        print(
            f"{stage:9} {tally[f'{stage} found']:4} found, {tally[f'{stage} complete right']}/{tally[f'{stage} complete']} of the complete right"
        )
    share = tally["complete right"] / max(1, tally["complete"])
    print(
        f"complete: {tally['complete']} found, precision {share:.3f}, right in detail {tally['complete exact'] / max(1, tally['complete']):.3f}"
    )
    print(f"recall: short {tally['short recalled']}/{tally['short gold']}, full {tally['full recalled']}/{tally['full gold']}")
    if args.write:
        digest = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(args.gold.glob("*.jsonl")))).hexdigest()
        content = {"gold_sha256": digest, "precision_complete": round(share, 4), **dict(sorted(tally.items()))}
        args.write.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
