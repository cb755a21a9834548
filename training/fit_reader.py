"""Fit the reader's decision layer on annotated items, and score it on the part set aside.

    python -m training.fit_reader GOLD_FOLDER [--all] [--out FILE]

GOLD_FOLDER holds `short` and `full` as NAME.items.jsonl and NAME.labels.jsonl. A third of the items, drawn with SEED, is never
trained on; `first` is never trained on either. Only weights are written, no text.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from hotseat.gather.items import item_of
from hotseat.read.document import Document
from hotseat.read.features import features
from hotseat.read.model import QUESTIONS, SIZE, Model, rows_of
from hotseat.read.pairs import Pair, pairs
from hotseat.read.reader import Reader
from hotseat.records import Span
from hotseat.register.folding import fold

SEED = 20261124
SHORT = 6  # segments; a longer item is an article
BACKGROUND = 0.3  # weight of a pair without a move in an article: articles hold hundreds, all alike
ABSENT = -20.0  # the intercept of an answer that no example has
STRENGTH = {"move": 12.0, "arrival": 8.0, "departure": 8.0, "certainty": 6.0, "source": 6.0, "tenure": 8.0}


def split(folder: Path) -> dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    """For each set its development and set-aside rows, an item joined with its "claims"."""
    found = {}
    for name in ("short", "full"):
        items = [json.loads(line) for line in (folder / f"{name}.items.jsonl").open(encoding="utf-8")]
        labels = {r["id"]: r["claims"] for r in map(json.loads, (folder / f"{name}.labels.jsonl").open(encoding="utf-8"))}
        rows = sorted(({**i, "claims": labels[i["id"]]} for i in items), key=lambda r: str(r["id"]))
        aside = set(random.Random(SEED).sample([r["id"] for r in rows], len(rows) // 3))  # noqa: S311
        found[name] = ([r for r in rows if r["id"] not in aside], [r for r in rows if r["id"] in aside])
    return found


def same_name(a: str | None, b: str | None) -> bool:
    """The same person or club under two spellings."""
    x, y = fold(a or "").split(), fold(b or "").split()
    return bool(x and y) and (x == y or (x[-1] == y[-1] and (len(x) == 1 or len(y) == 1 or x[0][0] == y[0][0])))


def examples(reader: Reader, rows: list[dict[str, Any]]) -> Iterator[tuple[Document, Pair, dict[str, Any] | None, float]]:
    """Each candidate with the gold move that it carries, or None, and its weight.

    A pair whose gold claim is quoted in another segment counts little: what this segment says of it is not annotated.
    """
    for row in rows:
        document = reader.composer.compose(item_of(row))
        if document is None:
            continue
        body = document.item.body
        moves = [c for c in row["claims"] if c["kind"] in ("arrival", "departure")]
        for pair in pairs(document, reader.register):
            hits = [c for c in moves if same_name(c["person"], pair.person.key) and fold(c["org"] or "") == fold(pair.org)]
            here = [c for c in hits if quoted_in(body, c["quote"], pair.segment.span)]
            if here:
                yield document, pair, here[0], 1.0
            elif not hits:
                yield document, pair, None, 1.0 if len(document.segments) <= SHORT else BACKGROUND
            elif len(document.segments) <= SHORT:
                yield document, pair, hits[0], 0.25


def quoted_in(body: str, quote: str, span: Span) -> bool:
    """Whether the quote overlaps the span."""
    at = body.find(quote)
    while at >= 0:
        if at < span.end and span.start < at + len(quote):
            return True
        at = body.find(quote, at + 1)
    return False


def answers_of(claim: dict[str, Any] | None) -> dict[str, str]:
    """The gold answers to the questions that apply to a candidate."""
    if claim is None:
        return {"move": "none"}
    return {
        "move": claim["kind"] + ("+" if claim["polarity"] == "affirmed" else "-"),
        claim["kind"]: claim["stage"],
        "certainty": claim["certainty"],
        "source": claim["source"]["kind"],
    }


def fit(reader: Reader, rows: list[dict[str, Any]], version: str) -> Model:
    """The weights that the rows give."""
    indices: list[np.ndarray[Any, Any]] = []
    gold: list[dict[str, str]] = []
    weight: list[float] = []
    for document, pair, claim, worth in examples(reader, rows):
        indices.append(rows_of(features(document, pair)))
        gold.append(answers_of(claim))
        weight.append(worth)
    matrix = csr_matrix(
        (
            np.concatenate([np.full(len(r), 1.0 / np.sqrt(len(r))) for r in indices]),
            np.concatenate(indices),
            np.cumsum([0, *map(len, indices)]),
        ),
        shape=(len(indices), SIZE),
    )
    weights = np.zeros((SIZE + 1, sum(map(len, QUESTIONS.values()))), dtype=np.float32)
    start = 0
    for question, answers in QUESTIONS.items():
        chosen = [i for i, g in enumerate(gold) if question in g]
        if chosen:
            labels = [gold[i][question] for i in chosen]
            model = LogisticRegression(C=STRENGTH[question], max_iter=300)
            model.fit(matrix[chosen], labels, sample_weight=[weight[i] for i in chosen])
            classes = list(model.classes_)
            coef = model.coef_ if len(classes) > 2 else np.vstack([-model.coef_, model.coef_]) / 2  # noqa: PLR2004
            for column, answer in enumerate(answers):
                if answer in classes:
                    weights[:SIZE, start + column] = coef[classes.index(answer)]
                    bias = model.intercept_[classes.index(answer)] if len(classes) > 2 else 0.0  # noqa: PLR2004
                    weights[SIZE, start + column] = bias
                else:
                    weights[SIZE, start + column] = ABSENT
        start += len(answers)
    return Model(weights, version)


def save(model: Model, path: Path) -> None:
    """Write the rows that are not all but zero, in half precision."""
    rows = np.flatnonzero(np.abs(model.weights).max(axis=1) > 0.01)  # noqa: PLR2004
    np.savez_compressed(path, rows=rows.astype(np.int32), values=model.weights[rows].astype(np.float16), version=model.version)


def main() -> None:
    """Fit and save."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/hotseat/read/weights/linear.npz"))
    parser.add_argument("--all", action="store_true", help="train on the part set aside too, once its figures are written down")
    args = parser.parse_args()
    parts = split(args.gold)
    rows = [r for dev, aside in parts.values() for r in (dev + aside if args.all else dev)]
    empty = Model(np.zeros((SIZE + 1, sum(map(len, QUESTIONS.values()))), dtype=np.float32), "empty")
    model = fit(Reader(weights=empty), rows, f"linear/1 seed {SEED}")
    save(model, args.out)
    print(f"{args.out}: fitted on {len(rows)} items")


if __name__ == "__main__":
    main()
