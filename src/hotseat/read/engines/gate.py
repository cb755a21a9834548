"""The gate before the encoder: whether a window tells anything at all, by a regression over its words.

Most windows of most articles tell nothing of anybody's job. A wrong "no" loses a claim and a wrong "yes" costs a millisecond, so the
thresholds lie low: `training/fit_gate.py` sets them where a stated share of the telling windows passes, nearly all of those that are a
whole short item, which has no second window to tell it again. Among many words of a match one line on its coach is hardly heard: so each
sentence is weighed by itself too.
"""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from hotseat.errors import ReaderError
from hotseat.read.engines.windows import Window

SIZE = 1 << 16
TOKEN = re.compile(r"\[unused(\d+)\]|[^\W\d_]+(?:['’][^\W\d_]+)?|[?!\"“”]")
ALONE = 4.0  # how much one sentence of an article's window must seem to tell by itself
LAST_PERSON = 40  # marks up to this number are persons'


def features(text: str) -> Iterator[str]:
    """The words of a text, and their pairs, names as what they stand for."""
    words = [("PERSON" if int(m[1]) <= LAST_PERSON else "CLUB") if m[1] else m[0].casefold() for m in TOKEN.finditer(text)]
    yield from words
    yield from (f"{a} {b}" for a, b in itertools.pairwise(words))


def rows_of(text: str) -> npt.NDArray[np.int64]:
    """The distinct rows of the weights that a window's features stand for."""
    return np.unique(np.fromiter((zlib.crc32(f.encode()) % SIZE for f in features(text)), dtype=np.int64))


def sentences(window: Window) -> list[str]:
    """The words of each segment of a window, marks in place of names."""
    return [window.text[start:end] for start, end in itertools.pairwise([*window.starts, len(window.text)])]


class Gate:
    """Loaded weights: one number a row, an intercept, and the thresholds of their sum for a window of an article and for a short item."""

    def __init__(self, weights: npt.NDArray[np.float32], intercept: float, threshold: float, threshold_short: float) -> None:
        """Keep them."""
        self.weights = weights
        self.intercept = intercept
        self.threshold = threshold
        self.threshold_short = threshold_short

    def score(self, text: str) -> float:
        """How much words seem to tell, as a log odds."""
        rows = rows_of(text)
        return float(self.weights[rows].sum() / np.sqrt(max(1, len(rows)))) + self.intercept

    def opens(self, window: Window, *, short: bool) -> bool:
        """Whether the encoder should see the window, which is a `short` item or one of an article's."""
        if self.score(window.text) >= (self.threshold_short if short else self.threshold):
            return True
        return not short and any(self.score(text) >= ALONE for text in sentences(window))


def load(path: Path) -> Gate:
    """The gate that a file holds.

    Raises:
        ReaderError: the file is missing or broken.
    """
    try:
        with np.load(path, allow_pickle=False) as data:
            weights = np.zeros(SIZE, dtype=np.float32)
            weights[data["rows"]] = data["values"]
            return Gate(weights, float(data["intercept"]), float(data["threshold"]), float(data["threshold_short"]))
    except (OSError, KeyError, ValueError) as error:
        msg = f"{path}: no gate's weights ({error}); make them anew with training/fit_gate.py"
        raise ReaderError(msg) from error


@lru_cache(maxsize=1)
def shipped() -> Gate:
    """The gate that hotseat ships."""
    with as_file(files("hotseat.read.weights").joinpath("gate.npz")) as path:
        return load(path)
