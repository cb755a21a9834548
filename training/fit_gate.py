"""Fit the reader's gate on annotated items, and set its thresholds by cross-validation.

    python -m training.fit_gate GOLD_FOLDER --news NEWS_FOLDER [--passing 0.97] [--passing-short 0.998] [--out FILE]

A window tells where it carries a move, a contract or a tenure. Only weights are written, no text.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from hotseat.read.engines.gate import SIZE, rows_of
from hotseat.register.register import embedded
from training.examples import Example, examples
from training.gold import to_learn_from

STRENGTH, FOLDS = 30.0, 5


def tells(example: Example) -> bool:
    """Whether any candidate of a window has a claim there."""
    return example.tells or any(t.answers.get("tenure", 0) for t in example.targets)


def main() -> None:
    """Fit, set the threshold, save."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--passing", type=float, default=0.97, help="share of articles' windows with a move which must pass")
    parser.add_argument(
        "--passing-short", type=float, default=0.998, help="share of the short items with any claim which must pass"
    )
    parser.add_argument("--out", type=Path, default=Path("src/hotseat/read/weights/gate.npz"))
    args = parser.parse_args()
    rows = to_learn_from(args.gold, args.news)
    found = [e for e in examples(rows, embedded()) if e.targets]
    indices = [rows_of(e.window.text) for e in found]
    values = np.concatenate([np.full(len(r), 1.0 / np.sqrt(max(1, len(r)))) for r in indices])
    matrix = csr_matrix((values, np.concatenate(indices), np.cumsum([0, *map(len, indices)])), shape=(len(found), SIZE))
    labels = np.array([tells(e) for e in found])
    model = LogisticRegression(C=STRENGTH, max_iter=400)
    items = [e.item for e in found]
    scores = cross_val_predict(model, matrix, labels, groups=items, cv=GroupKFold(FOLDS), method="decision_function")
    moves = np.array([e.tells and not e.short for e in found])
    threshold = float(np.quantile(scores[moves], 1 - args.passing))
    articles = np.array([not e.short for e in found])
    threshold_short = float(np.quantile(scores[labels & ~articles], 1 - args.passing_short))
    model.fit(matrix, labels)
    weights = model.coef_[0]
    kept = np.flatnonzero(np.abs(weights) > 0.02)  # noqa: PLR2004
    np.savez_compressed(
        args.out,
        rows=kept.astype(np.int32),
        values=weights[kept].astype(np.float16),
        intercept=model.intercept_[0],
        threshold=threshold,
        threshold_short=threshold_short,
    )
    passing = scores >= threshold
    print(f"{args.out}: {len(found)} windows; pass of articles' windows {passing[articles].mean():.3f}, "
          f"with a move {passing[moves].mean():.3f}, with any claim {passing[articles & labels].mean():.3f}; "
          f"of short items {(scores >= threshold_short)[~articles].mean():.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
