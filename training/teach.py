"""Let teachers answer for news that nobody has annotated, so that the encoder can learn from their answers (Hinton et al. 2015).

    python -m training.teach GOLD_FOLDER --news NEWS_FOLDER --teacher WEIGHTS BASE [--teacher ...] --out FILE [--most N]

A teacher is a file that `training.fit_encoder --keep` wrote, and the folder of the model that it began as. The windows of every item of
NEWS_FOLDER that is neither annotated nor like one set aside go through the gate, and those that pass are answered by the mean of the
teachers' probabilities; FILE is for `training.fit_encoder --taught`. It holds word pieces of the texts, so it is never shipped.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch

from hotseat.gather.items import item_of
from hotseat.read import gate
from hotseat.read.answers import COLUMNS, MOVES, Floats, probabilities
from hotseat.read.document import Composer
from hotseat.read.windows import SHORT_ITEM, WINDOW, windows
from hotseat.register.register import embedded
from training.batches import Bank, Encoded, Tokens, cut, tensors
from training.examples import Target
from training.fit_encoder import network
from training.gold import SEED, Row, not_annotated
from training.network import PairReader

SURE = 0.25  # probability of some move from which on a teacher's stage, certainty and source are worth learning
PIECES = 4_000


def stretches(rows: Sequence[Row], tokens: Tokens) -> dict[str, list[Encoded]]:
    """The windows of each item that the reader would ask the encoder about."""
    composer, register, opening = Composer(embedded()), embedded(), gate.shipped()
    found: dict[str, list[Encoded]] = {}
    for row in rows:
        document = composer.compose(item_of(row))
        if document is None:
            continue
        short = len(document.item.body) <= SHORT_ITEM
        passed = [w for w in windows(document, register, WINDOW) if w.pairs and opening.opens(w, short=short)]
        found[row["id"]] = [tokens.encode(w, row["id"], [], always=True) for w in passed]
    return found


def answers(model: PairReader, asked: Sequence[Encoded]) -> Iterator[tuple[int, Floats]]:
    """For each window its place in `asked` and the probabilities of its pairs."""
    model.eval()
    place = {id(w): n for n, w in enumerate(asked)}
    half = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())  # noqa: SLF001
    for batch in cut(sorted(asked, key=lambda w: len(w.ids)), PIECES):
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            out = model(*tensors(batch, None)).float().numpy()
        for row, window in zip(out, batch, strict=True):
            yield place[id(window)], probabilities(row[: len(window.person)])


def target(row: Floats) -> Target:
    """What a candidate should be answered, from a teacher's probabilities."""
    moves = [float(p) for p in row[: len(MOVES)]]
    sure = max(moves) >= SURE
    asked = [q for q in COLUMNS if q in ("tenure", "contract") or sure]
    return Target(moves=moves, answers={q: [float(p) for p in row[COLUMNS[q]]] for q in asked})


def main() -> None:
    """Read, ask, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, nargs=2, action="append", required=True, metavar=("WEIGHTS", "BASE"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, help="so many items, drawn at random")
    args = parser.parse_args()
    tokens, rows = Tokens(), not_annotated(args.gold, args.news)
    rows = random.Random(SEED).sample(rows, min(args.most or len(rows), len(rows)))  # noqa: S311
    found = stretches(rows, tokens)
    asked = [w for of_item in found.values() for w in of_item]
    print(f"{len(rows)} items, {len(asked)} windows to answer", flush=True)
    total = [np.zeros(()) for _ in asked]
    for weights, base in args.teacher:
        model = network(base, tokens)
        model.load_state_dict(torch.load(weights, weights_only=True))
        for n, chances in answers(model, asked):
            total[n] = total[n] + chances / len(args.teacher)
    bank: Bank = defaultdict(lambda: [[]])
    for window, chances in zip(asked, total, strict=True):
        window.targets = [target(row) for row in chances]
        bank[window.item][0].append(window)
    args.out.write_bytes(pickle.dumps(dict(bank)))
    likely = sum(round(max(t.moves or ())) for w in asked for t in w.targets)
    print(f"{args.out}: {likely} candidates with a likely move")


if __name__ == "__main__":
    main()
