"""Score the shipped reader on annotated items: the development part, the third set aside, and the first article.

    python -m benchmarks.score_reader GOLD_FOLDER [--parts dev,aside,first] [--predictions FOLDER] [--write FILE]

GOLD_FOLDER holds the sets and GOLD_FOLDER/../score.py. The figures are printed as a table and, with --write, kept as JSON with the
hash of the gold files.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from training.fit_reader import split

from hotseat.gather.items import item_of
from hotseat.read.reader import Reader
from hotseat.wire import to_wire

FIGURES = ("stage", "certainty", "source_kind", "flipped")


def scorer(folder: Path) -> ModuleType:
    """The gold's own scorer, as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", folder.parent / "score.py")
    if spec is None or spec.loader is None:
        msg = f"{folder.parent / 'score.py'}: not there"
        raise SystemExit(msg)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parts_of(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Every part by name, items joined with their gold claims."""
    found = {}
    for name, (dev, aside) in split(folder).items():
        found[f"{name} dev"], found[f"{name} aside"] = dev, aside
    items = [json.loads(line) for line in (folder / "first.items.jsonl").open(encoding="utf-8")]
    labels = {r["id"]: r["claims"] for r in map(json.loads, (folder / "first.labels.jsonl").open(encoding="utf-8"))}
    found["first"] = [{**i, "claims": labels[i["id"]]} for i in items]
    return found


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--parts", default="short dev,short aside,full dev,full aside,first")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of the development parts")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    score, reader, report = scorer(args.gold), Reader(), {}
    for name, rows in parts_of(args.gold).items():
        if name not in args.parts.split(","):
            continue
        gold = {r["id"]: r["claims"] for r in rows}
        found = {r["id"]: [to_wire(c) for c in reader.read(item_of(r))] for r in rows}
        figures, errors = score.score(gold, found)
        report[name] = figures
        line = " ".join(
            f"{k} {figures[k]['f1']:.3f}" for k in ("moves", "full", "denied", "doubt", "tenure", "contract", "relevance")
        )
        rest = " ".join(f"{k} {figures[k] if figures[k] is not None else 0:.3f}" for k in FIGURES)
        print(f"{name:12} {line} {rest} (P {figures['moves']['p']:.3f} R {figures['moves']['r']:.3f})")
        if "aside" not in name:
            for error in errors[: args.errors]:
                print("   ", error)
    if args.write:
        digest = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(args.gold.glob("*.jsonl")))).hexdigest()
        args.write.write_text(json.dumps({"reader": reader.version, "gold_sha256": digest, "parts": report}, indent=1) + "\n")


if __name__ == "__main__":
    main()
