"""Score the shipped reader on annotated items: the development part, the third set aside, the first article, and our own unseen ones.

    python -m benchmarks.score_reader GOLD_FOLDER [--parts ...] [--engine linear | --weights PATH] [--errors N] [--floors FILE] [--write FILE]

GOLD_FOLDER holds the sets and GOLD_FOLDER/../score.py. The figures are printed as a table and, with --write, kept as JSON with the hash of the
gold files; "own" are the items of the corpus that training leaves out, written to be hard, "plain" those that were written after it as desks write. With --floors each figure must reach the floor that
FILE names for the same hash, or the exit code is 1. Errors are never printed for a part set aside.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from training.gold import Row, gold_set, newest, split, unseen

from hotseat.gather.items import item_of
from hotseat.read.engines import linear
from hotseat.read.engines.encoder import Encoder
from hotseat.read.engines.windows import SHORT_ITEM
from hotseat.read.reader import Engine, Model, Reader, model_of
from hotseat.wire import to_wire

SHARES = ("stage", "certainty", "source_kind", "source_name", "condition", "flipped")
SCORES = ("moves", "full", "denied", "doubt", "tenure", "contract", "relevance", "fact")


def scorer(folder: Path) -> ModuleType:
    """The gold's own scorer, as a module.

    Raises:
        SystemExit: a file of the gold is not there.
    """
    sets = [folder / f"{name}.{part}.jsonl" for name in ("short", "full", "first") for part in ("items", "labels")]
    missing = [str(path) for path in (folder.parent / "score.py", *sets) if not path.is_file()]
    if missing:
        msg = f"{missing[0]}: not there; GOLD_FOLDER holds short, full and first, each as .items.jsonl and .labels.jsonl, beside ../score.py"
        raise SystemExit(msg)
    spec = importlib.util.spec_from_file_location("gold_score", folder.parent / "score.py")
    if spec is None or spec.loader is None:
        raise ImportError(str(folder.parent / "score.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parts_of(folder: Path) -> dict[str, list[Row]]:
    """Every part by name, items joined with their gold claims."""
    found: dict[str, list[Row]] = {}
    for name, (dev, aside) in split(folder).items():
        found[f"{name} dev"], found[f"{name} aside"] = dev, aside
    found["first"] = gold_set(folder, "first")
    for name, rows in (("own", unseen()), ("plain", newest())):
        for row in rows:
            found.setdefault(f"{name} {'short' if len(item_of(row).body) <= SHORT_ITEM else 'articles'}", []).append(row)
    return found


def flat(figures: dict[str, Any]) -> dict[str, float]:
    """The figures that floors are named for."""
    scores = {name: figures[name]["f1"] for name in SCORES}
    return {**scores, "denied_found": figures["denied"]["r"], "fact_precision": figures["fact"]["p"],
            **{name: figures[name] for name in SHARES if figures[name] is not None}}  # fmt: skip


def floors_in(file: Path, name: str) -> dict[str, Any]:
    """The floors of a file that holds some under `name`.

    Raises:
        SystemExit: it is not there, no JSON, or holds none.
    """
    try:
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        found[name]
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{file}: no floors under {name!r} ({error}); give benchmarks/floors.json"
        raise SystemExit(msg) from error
    return found


def of_other_files(floors: Mapping[str, Any], digest: str) -> list[str]:
    """What is wrong where floors were set for other gold files than those that were read."""
    known = floors["gold_sha256"]
    return [] if known == digest else [f"the floors are for other gold files ({known[:12]}, these are {digest[:12]})"]


def below(report: dict[str, dict[str, float]], floors: dict[str, Any], digest: str) -> list[str]:
    """What does not reach its floor; `flipped` is a ceiling."""
    faults = of_other_files(floors, digest)
    if faults:
        return faults
    for part, wanted in floors["parts"].items():
        for name, floor in wanted.items():
            found = report.get(part, {}).get(name)
            if found is not None and (found > floor if name == "flipped" else found < floor):
                faults.append(f"{part}: {name} {found:.3f}, floor {floor:.3f}")
    return faults


def digest_of(gold: Path) -> str:
    """What tells one set of gold files from another."""
    return hashlib.sha256(b"".join(p.read_bytes() for p in sorted(gold.glob("*.jsonl")))).hexdigest()


def loaded(weights: Path) -> Model:
    """The model of a file or folder that training wrote."""
    return Encoder(weights) if weights.is_dir() else linear.load(weights)


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument(
        "--parts", default="short dev,short aside,full dev,full aside,first,own short,own articles,plain short,plain articles"
    )
    parser.add_argument("--engine", type=Engine, choices=list(Engine), default=Engine.ENCODER)
    parser.add_argument("--weights", type=Path, help="a linear model's file or an encoder's folder, instead of the shipped ones")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of the development parts")
    parser.add_argument("--floors", type=Path)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    floors = floors_in(args.floors, "parts") if args.floors else None
    score, reader = scorer(args.gold), Reader(model=loaded(args.weights) if args.weights else model_of(args.engine))
    report: dict[str, dict[str, float]] = {}
    for name, rows in parts_of(args.gold).items():
        if name not in args.parts.split(","):
            continue
        gold = {r["id"]: r["claims"] for r in rows}
        found = {r["id"]: [to_wire(c) for c in reader.read(item_of(r))] for r in rows}
        figures, errors = score.score(gold, found)
        # Facts are annotated in few of our own items.
        report[name] = {
            k: v for k, v in flat(figures).items() if not (name.startswith(("own", "plain")) and k.startswith("fact"))
        }
        moves = figures["moves"]
        print(f"{name:12} moves P {moves['p']:.3f} R {moves['r']:.3f} ({moves['gold']} gold)")
        print("    " + "  ".join(f"{k} {v:.3f}" for k, v in report[name].items()))
        if "aside" not in name:
            print("\n".join(f"    {error}" for error in errors[: args.errors]))
    digest = digest_of(args.gold)
    if args.write:
        args.write.write_text(json.dumps({"reader": reader.version, "gold_sha256": digest, "parts": report}, indent=1) + "\n")
    if floors is not None:
        faults = below(report, floors, digest)
        print("\n".join(faults) if faults else "every floor is reached")
        raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
