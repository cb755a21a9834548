"""Fit the reader's linear model on annotated items.

    python -m training.fit_linear GOLD_FOLDER --news NEWS_FOLDER [--out FILE]

GOLD_FOLDER holds `short` and `full`; a third of them, drawn with a committed seed, is never trained on, and `first` never either. Only
weights are written, no text.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from hotseat.read.engines.answers import COLUMNS, MOVES, QUESTIONS, WIDTH
from hotseat.read.engines.linear import SIZE, features, rows_of
from training.examples import Target, examples, registers
from training.gold import SEED, to_learn_from

VARIANTS = 2  # registers that the items are read with
COLD = 0.3  # weight of a candidate of an article's window that tells nothing
STRENGTH = 10.0  # inverse of the ridge
ABSENT = -20.0  # the weight of an answer that no example has, on the feature that every candidate has
SMALLEST = 0.35  # rows with smaller weights are not kept; the file stays near two megabytes


def design(rows: list[dict[str, Any]]) -> tuple[csr_matrix, list[Target], np.ndarray[Any, Any]]:
    """The hashed features of every candidate, its target and its weight."""
    indices: list[np.ndarray[Any, Any]] = []
    targets: list[Target] = []
    weights: list[float] = []
    for register in registers(VARIANTS):
        for example in examples(rows, register):
            worth = 1.0 if example.short or example.tells else COLD
            for (person, post), wanted in zip(example.window.pairs, example.targets, strict=True):
                indices.append(rows_of(features(example.window, person, post)))
                targets.append(wanted)
                weights.append(worth)
    values = np.concatenate([np.full(len(r), 1.0 / np.sqrt(len(r))) for r in indices])
    matrix = csr_matrix((values, np.concatenate(indices), np.cumsum([0, *map(len, indices)])), shape=(len(indices), SIZE))
    return matrix, targets, np.array(weights)


def fit(matrix: csr_matrix, targets: list[Target], weights: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The weights of every answer, shape (SIZE, WIDTH)."""
    out = np.zeros((SIZE, WIDTH), dtype=np.float32)
    for index in range(len(MOVES)):
        asked = [i for i, t in enumerate(targets) if t.moves is not None]
        labels = [int((targets[i].moves or [])[index]) for i in asked]
        model = LogisticRegression(C=STRENGTH, max_iter=300, fit_intercept=False)
        out[:, index] = model.fit(matrix[asked], labels, sample_weight=weights[asked]).coef_[0]
    bias = rows_of(["bias"])
    for question, answers in QUESTIONS.items():
        asked = [i for i, t in enumerate(targets) if question in t.answers]
        labels = [targets[i].answers[question] for i in asked]
        model = LogisticRegression(C=STRENGTH, max_iter=300, fit_intercept=False)
        model.fit(matrix[asked], labels, sample_weight=weights[asked])
        coefficients = model.coef_ if len(model.classes_) > 2 else np.vstack([-model.coef_, model.coef_]) / 2  # noqa: PLR2004
        for answer in range(len(answers)):
            column = COLUMNS[question].start + answer
            if answer in model.classes_:
                out[:, column] = coefficients[list(model.classes_).index(answer)]
            else:
                out[bias, column] = ABSENT
    return out


def save(weights: np.ndarray[Any, Any], name: str, path: Path) -> None:
    """Write the rows that are not all but zero, in half precision."""
    rows = np.flatnonzero(np.abs(weights).max(axis=1) > SMALLEST)
    np.savez_compressed(path, rows=rows.astype(np.int32), values=weights[rows].astype(np.float16), name=name)


def main() -> None:
    """Fit and save."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/hotseat/read/weights/linear.npz"))
    parser.add_argument("--without-corpus", action="store_true", help="for the ablation: leave the project's own corpus out")
    parser.add_argument("--share", type=float, default=1.0, help="for the learning curve: learn from this share of the items")
    args = parser.parse_args()
    rows = to_learn_from(args.gold, args.news, own=not args.without_corpus)
    rows = random.Random(SEED).sample(rows, round(len(rows) * args.share))  # noqa: S311
    weights = fit(*design(rows))
    save(weights, f"hotseat-linear/2 seed {SEED}", args.out)
    print(f"{args.out}: fitted on {len(rows)} items")


if __name__ == "__main__":
    main()
