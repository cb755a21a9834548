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
from pathlib import Path
from typing import Any

from training.gold import split

from hotseat.gather.items import item_of
from hotseat.read.facts import facts
from hotseat.read.reader import Reader
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


def complete(claim: dict[str, Any]) -> bool:
    """Whether the details suffice for a check."""
    return any(need <= claim["details"].keys() for need in COMPLETE[claim["stage"]])


def telling(claim: dict[str, Any]) -> set[str]:
    """The details but for the team itself, as text."""
    return {str(v).casefold() for k, v in claim["details"].items() if k != "team"}


def overlap(body: str, a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two quotes share a stretch of the body."""
    one, two = body.find(a["quote"]), body.find(b["quote"])
    return one >= 0 and two >= 0 and one < two + len(b["quote"]) and two < one + len(a["quote"])


def main() -> None:
    """Read, pair, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    score, reader, tally, shown = scorer(args.gold), Reader(), Counter[str](), 0
    for name, (rows, _) in split(args.gold).items():
        for row in rows:
            item = item_of(row)
            document = reader.composer.compose(item)
            found = [to_wire(c) for c in facts(document, reader.register, "facts")] if document else []
            gold = [c for c in row["claims"] if c["kind"] == "fact"]
            pairs = score.pair(gold, score.distinct(found))
            tally.update({f"{name} gold": len(gold), f"{name} recalled": len(pairs)})
            for claim in found:
                stage, whole = claim["stage"], complete(claim)
                right = any(score.same(g, claim) for g in gold)
                exact = any(
                    g["stage"] == stage and (overlap(item.body, g, claim) or telling(g) & telling(claim))
                    for g in gold if score.same(g, claim)
                )  # fmt: skip
                tally.update({f"{stage} found": 1, f"{stage} right": int(right), "found": 1, "right": int(right)})
                tally.update(
                    {"complete": int(whole), "complete right": int(whole and right), "complete exact": int(whole and exact)}
                )
                tally.update({f"{stage} complete": int(whole), f"{stage} complete right": int(whole and right)})
                if whole and not right and shown < args.show:
                    shown += 1
                    print(f"{stage} {claim['person']} | {claim['org']} {claim['details']} | {claim['quote']!r}")
                    print(
                        "     gold:",
                        [(g["stage"][:4], g["person"], g["quote"][:70]) for g in gold][:4],
                        "|",
                        item.body[:160].replace("\n", " / "),
                    )
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
