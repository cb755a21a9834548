"""The backtest's figures: every stretch of the resolved markets, replayed without the future.

    python -m benchmarks.score_backtest NEWS [--readings FILE ...] [--write FILE]

NEWS has the items and markets of `make learn`. Four replays: all markets walking forward from untrained weights; 2021-2023 alone; autumn 2025
on weights learned from 2021-2023 and frozen; the same, learning on the way. Items are read anew unless readings (as
`hotseat read --format jsonl` prints them) are given. Each replay is what `hotseat backtest` does with the same files.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from datetime import date
from pathlib import Path

from hotseat.bookkeeping.backtest import Backtest, backtest, learn_from
from hotseat.bookkeeping.questions import read_questions
from hotseat.bookkeeping.replay import archive
from hotseat.judge.learning import dated
from hotseat.judge.weights import untrained
from hotseat.read.reader import Engine
from hotseat.register.register import embedded
from hotseat.show.commands.backtesting import heard
from hotseat.show.options import reader_with
from hotseat.show.report import report_json

ITEMS = ("short_2021-23_bbc.jsonl", "short_2025-autumn_mixed.jsonl")
MARKETS = "markets_2021-2025.jsonl"
SPLIT = date(2025, 1, 1)


def replays(news: Path, readings: list[Path]) -> dict[str, Backtest]:
    """Every replay by its name."""
    register = embedded()
    told = archive(heard([str(news / name) for name in ITEMS], readings, register, lambda: reader_with(None, Engine.ENCODER)))
    questions = read_questions(news / MARKETS, register)
    early = [q for q in questions if q.filled < SPLIT]
    late = [q for q in questions if q.filled >= SPLIT]
    last = max(q.filled for q in early)
    learned = dated(learn_from(told, early, untrained()), name=f"learned to {last}", learned=last, until=last, data="")
    return {
        "all, walk-forward": backtest(told, questions, untrained()),
        "2021-2023, walk-forward": backtest(told, early, untrained()),
        "autumn 2025, frozen on 2021-2023": backtest(told, late, learned, refit=False),
        "autumn 2025, walk-forward": backtest(told, late, learned),
    }


def main() -> None:
    """Replay, print, and with --write keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("news", type=Path)
    parser.add_argument("--readings", type=Path, action="append", default=[])
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    digest = hashlib.sha256(b"".join((args.news / name).read_bytes() for name in (*ITEMS, MARKETS))).hexdigest()
    found = {name: report_json(replay) for name, replay in replays(args.news, args.readings).items()}
    for name, report in found.items():
        chance = report["ece_by_chance"]
        print(f"{name}: {report['markets']} markets; by chance an ECE of {chance['mean']:.3f}, at most {chance['high']:.3f}")
        for method, s in report["methods"].items():
            span = "{:+.3f} to {:+.3f}".format(*report["bootstrap"][method]) if method in report["bootstrap"] else ""
            print(f"  {method:12} log loss {s['log_loss']:.3f} Brier {s['brier']:.3f} ECE {s['ece']:.3f} {span}")
    if args.write:
        # Four digits are enough.
        rounded = json.loads(json.dumps(found), parse_float=lambda digits: round(float(digits), 4))
        report = {"data_sha256": digest, "reader": "the shipped encoder", "command": "make backtest", **rounded}
        args.write.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
