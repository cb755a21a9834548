"""How often the details of a claim that is read right are those of the annotators: precision and recall, detail by detail.

    python -m benchmarks.score_details GOLD_FOLDER [--show N] [--floors FILE] [--write FILE]

Parts: the development items, our own that no weights have learned from, and the plain ones written after them. A time is right that shares a
word with the annotated one, a condition that shares half its words, a contract's end in the same year; all else must be equal. Annotators
leave details out that stand in the text, in our own items above all `replaces`, so precision is a lower bound.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from training.gold import Row

from benchmarks.score_reader import digest_of, floors_in, of_other_files, parts_of, scorer
from hotseat.gather.items import item_of
from hotseat.read.reader import Reader
from hotseat.register.folding import fold
from hotseat.wire import to_wire

PARTS = ("short dev", "full dev", "own short", "own articles", "plain short", "plain articles")
SMALL = frozenset(["a", "after", "at", "before", "by", "for", "from", "in", "next", "last", "of", "on", "the", "this", "until"])
Wire = Mapping[str, Any]
Same = Callable[[Any, Any], bool]


def words(text: object) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(fold(str(text)).split())


def dates_alike(a: object, b: object) -> bool:
    """Whether two times share a word that tells something."""
    return a == b or bool((words(a) & words(b)) - SMALL)


def conditions_alike(a: object, b: object) -> bool:
    """Whether two conditions share half the words of the shorter."""
    one, two = words(a), words(b)
    return 2 * len(one & two) >= min(len(one), len(two))


def asked(claim: Wire, score: ModuleType) -> dict[str, tuple[Any, Same]]:
    """What a claim tells in detail, None where it does not, and when another's is the same."""
    details, kind = claim.get("details") or {}, claim["kind"]
    if kind == "contract":
        return {
            "until": (details.get("until"), lambda a, b: str(a)[:4] == str(b)[:4]),
            "contract years": (details.get("years"), lambda a, b: float(a) == float(b)),
            "release clause": (details.get("release_clause"), lambda a, b: a == b),
        }
    found: dict[str, tuple[Any, Same]] = {
        "when": (claim.get("when"), dates_alike), "condition": (claim.get("condition"), conditions_alike),
    }  # fmt: skip
    if claim["polarity"] == "denied":
        return found
    if kind == "departure":
        found["manner"] = (details.get("manner"), lambda a, b: a == b)
    else:
        found["replaces"] = (details.get("replaces"), score.same_person)
        found["caretaker"] = (details.get("caretaker") or None, lambda a, b: a == b)
        found["years"] = (details.get("years"), lambda a, b: float(a) == float(b))
    return found


def tally(rows: Sequence[Row], reader: Reader, score: ModuleType, show: int) -> dict[str, Counter[str]]:
    """How many details annotators and reader give, and how many are the same, over the claims that both make."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        gold = score.distinct([c for c in row["claims"] if c["kind"] in ("arrival", "departure", "contract")])
        read = score.distinct([to_wire(c) for c in reader.read(item_of(row))])
        for wanted, found in score.pair(gold, read):
            given = asked(found, score)
            for name, (value, same) in asked(wanted, score).items():
                other = given[name][0] if name in given else None
                right = value is not None and other is not None and same(value, other)
                counts[name].update(annotated=value is not None, read=other is not None, right=right)
                if show and not right and (value is not None or other is not None):
                    show -= 1
                    print(f"    {row['id']} {name}: annotated {value!r}, read {other!r} | {found['quote']}")
    return counts


def shares(count: Counter[str]) -> dict[str, float]:
    """Precision and recall, with what they are shares of."""
    return {
        "precision": round(count["right"] / count["read"], 3) if count["read"] else 0.0,
        "recall": round(count["right"] / count["annotated"], 3) if count["annotated"] else 0.0,
        "annotated": count["annotated"],
        "read": count["read"],
    }


def below(report: Mapping[str, Mapping[str, Mapping[str, float]]], floors: Mapping[str, Any], digest: str) -> list[str]:
    """What does not reach its floor."""
    return of_other_files(floors, digest) or [
        f"{part}: {name} {figure} {report[part][name][figure]:.3f}, floor {floor:.3f}"
        for part, details in floors["details"].items()
        for name, wanted in details.items()
        for figure, floor in wanted.items()
        if report[part][name][figure] < floor
    ]


def main() -> None:
    """Read, compare, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print so many that differ, of the development items only")
    parser.add_argument("--floors", type=Path, help='fail where a detail falls below its floor under "details"')
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    floors = floors_in(args.floors, "details") if args.floors else None
    score, reader, report = scorer(args.gold), Reader(), {}
    for part, rows in parts_of(args.gold).items():
        if part in PARTS:
            counts = tally(rows, reader, score, args.show if part.endswith("dev") else 0)
            report[part] = {name: shares(count) for name, count in sorted(counts.items())}
            print(part)
            for name, share in report[part].items():
                print(f"    {name:14} precision {share['precision']:.2f} recall {share['recall']:.2f} of {share['annotated']}")
    digest = digest_of(args.gold)
    if args.write:
        written = {"reader": reader.version, "gold_sha256": digest, "parts": report}
        args.write.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    if floors is not None:
        faults = below(report, floors, digest)
        print("\n".join(faults) if faults else "every floor is reached")
        raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
