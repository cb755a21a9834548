"""The decision layer: softmax regressions over hashed features, one matrix for all questions that the reader asks.

Features are hashed (CRC-32) into `SIZE` rows; a question's probabilities are the softmax of its columns' sums, divided by
the root of the number of features, plus the intercepts in the last row (Weinberger et al. 2009, Feature hashing for large scale multitask learning).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from hotseat.errors import ReaderError

SIZE = 1 << 16
Floats = npt.NDArray[np.float32]

# Question -> its answers, in the order of the columns.
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "move": ("none", "arrival+", "arrival-", "departure+", "departure-"),
    "arrival": ("linked", "interest", "preferred", "talks", "agreed", "done"),
    "departure": ("doubt", "expected", "done"),
    "certainty": ("certain", "probable", "possible"),
    "source": ("outlet", "unnamed", "cited", "person", "official"),
    "tenure": ("none", "current", "former", "caretaker"),
}


def rows_of(features: Iterable[str]) -> npt.NDArray[np.int64]:
    """The distinct rows of the weight matrix that the features stand for."""
    return np.unique(np.fromiter((zlib.crc32(f.encode()) % SIZE for f in features), dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of shape (SIZE + 1, all answers of all questions), float16 on disk; the last row holds the intercepts."""

    weights: Floats
    version: str

    def answer(self, question: str, rows: npt.NDArray[np.int64]) -> Floats:
        """The probabilities of the question's answers."""
        start = 0
        for name, answers in QUESTIONS.items():
            if name == question:
                columns = slice(start, start + len(answers))
                sums = self.weights[rows, columns].sum(axis=0) / np.sqrt(max(1, len(rows))) + self.weights[SIZE, columns]
                powers = np.exp(sums - sums.max())
                result: Floats = powers / powers.sum()
                return result
            start += len(answers)
        msg = f"the reader asks no question {question!r}; it asks {', '.join(QUESTIONS)}"
        raise ReaderError(msg)


def load(path: Path) -> Model:
    """The model that a file holds.

    Raises:
        ReaderError: the file is missing, or not of this version's shape.
    """
    try:
        with np.load(path, allow_pickle=False) as data:
            rows, values, version = data["rows"], data["values"], str(data["version"])
    except (OSError, KeyError, ValueError) as error:
        msg = f"{path}: no reader's weights ({error}); make them anew with training/fit_reader.py"
        raise ReaderError(msg) from error
    width = sum(map(len, QUESTIONS.values()))
    if values.ndim != 2 or values.shape[1] != width:
        msg = f"{path}: weights are of another version ({values.shape[1:]} columns, not {width})"
        raise ReaderError(msg)
    weights = np.zeros((SIZE + 1, width), dtype=np.float32)
    weights[rows] = values
    return Model(weights, version)


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The model that hotseat ships."""
    with as_file(files("hotseat.read.weights").joinpath("linear.npz")) as path:
        return load(path)
