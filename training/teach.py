"""Let a larger encoder, and the one before, answer for the items to learn from, so that the small one learns from answers too (Hinton et al. 2015).

    python -m training.teach GOLD_FOLDER --news NEWS_FOLDER --teacher FOLDER [--teacher FOLDER ...] --out FILE

A teacher is a folder that `training.fit_encoder --out` wrote. The mean of the teachers' probabilities is mixed with the labels; FILE is for
`training.fit_encoder --taught`. It holds word pieces of the texts, so it is never shipped.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime as ort

from hotseat.read.engines.answers import Floats, probabilities
from training.batches import Bank, Encoded, Tokens, cut, load, tensors
from training.gold import SEED, to_learn_from

TRUST = 0.5  # what the teachers' answers count beside the labels
COLD = 0.3  # share of an article's windows without move or contract that are asked
PIECES = 2_000


class Teacher:
    """An exported encoder that answers for many windows at once."""

    def __init__(self, folder: Path, threads: int = 2) -> None:
        """Load it."""
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = ort.InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])

    def answers(self, asked: Sequence[Encoded]) -> Iterator[tuple[Encoded, Floats]]:
        """Each window with the probabilities of its pairs, shape (pairs, `WIDTH`)."""
        for batch in cut(sorted(asked, key=lambda w: len(w.ids)), PIECES):
            names = ("ids", "mask", "person", "post")
            given = {name: value.numpy() for name, value in zip(names, tensors(batch, None), strict=True)}
            logits = self._session.run(["answers"], given)[0].astype(np.float32)
            for row, window in zip(logits, batch, strict=True):
                yield window, probabilities(row[: len(window.person)])


def drawn(bank: Bank, seed: int) -> list[Encoded]:
    """The windows to ask about: each item's in one way of reading it."""
    draw = random.Random(seed)  # noqa: S311
    return [w for item in sorted(bank) for w in draw.choice(bank[item]) if w.always or draw.random() < COLD]


def taught(teachers: Sequence[Teacher], asked: Sequence[Encoded]) -> Bank:
    """The windows, by item, with mixed targets."""
    total = {id(w): np.zeros(()) for w in asked}
    for teacher in teachers:
        for window, row in teacher.answers(asked):
            total[id(window)] = total[id(window)] + row / len(teachers)
    found: Bank = {}
    for window in asked:
        window.targets = [t.mixed(row, TRUST) for t, row in zip(window.targets, total[id(window)], strict=True)]
        found.setdefault(window.item, [[]])[0].append(window)
    return found


def main() -> None:
    """Read, ask, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, action="append", required=True)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    asked = drawn(load(to_learn_from(args.gold, args.news), Tokens()), args.seed)
    args.out.write_bytes(pickle.dumps(taught([Teacher(folder) for folder in args.teacher], asked)))
    print(f"{args.out}: {len(asked)} windows")


if __name__ == "__main__":
    main()
