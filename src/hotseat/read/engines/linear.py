"""The linear model: the same questions as the encoder's, answered by regressions over hashed word patterns around a candidate's marks.

It is the fallback where the encoder cannot run, and the yardstick beside it. Features are hashed (CRC-32) into `SIZE` rows, each
row's weight is divided by the root of the number of features (Weinberger et al. 2009, Feature hashing for large scale multitask learning).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from hotseat.errors import ReaderError
from hotseat.read.engines.answers import WIDTH, Answers, Floats, probabilities
from hotseat.read.engines.windows import Entity, Window
from hotseat.read.lexicon import tables

SIZE = 1 << 17
REACH = 9  # words on each side of a mark that are looked at
TOKEN = re.compile(r"\[unused\d+\]|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[?!\"“”:;,.(]")


def rows_of(features: Iterable[str]) -> npt.NDArray[np.int64]:
    """The distinct rows of the weight matrix that the features stand for."""
    return np.unique(np.fromiter((zlib.crc32(f.encode()) % SIZE for f in features), dtype=np.int64))


def features(window: Window, person: Entity, org: Entity) -> Iterator[str]:
    """What the linear model sees of a candidate: word patterns around its marks, cue classes, and what is known of it."""
    words = [seen(t, person, org) for t in TOKEN.findall(window.text)]
    context = [seen(t, person, org) for t in TOKEN.findall(window.context)]
    yield "bias"
    yield f"known {person.known} {org.known}"
    for at, word in enumerate(context):
        if word == "PERSON" and "POST" in context[at : at + 5]:
            yield "fact " + " ".join(w for w in context[at : context.index("POST", at) + 1] if w not in ("is", "at"))
    people = [i for i, w in enumerate(words) if w == "PERSON"]
    posts = [i for i, w in enumerate(words) if w == "POST"]
    yield f"named {len(people) > 0} {len(posts) > 0} others {min(3, words.count('OTHER'))} clubs {min(3, words.count('CLUB'))}"
    for anchor, places in (("p", people), ("o", posts)):
        for at in places[:4]:
            yield from around(words, at, anchor)
    for p in people[:3]:
        for o in posts[:3]:
            low, high = min(p, o), max(p, o)
            if high - low <= 2 * REACH:
                yield "between " + " ".join(words[low : high + 1]) if high - low <= 6 else f"far {p < o}"
                yield from (f"in {w} {p < o}" for w in words[low + 1 : high])
    if not people and not posts:
        yield from (f"w {w}" for w in words)
    yield from (f"all {c}" for c in cue_classes(" ".join(words)))


def around(words: Sequence[str], at: int, anchor: str) -> Iterator[str]:
    """The words, pairs and triples within reach of a mark, with their side, and nearer ones with their distance."""
    for side, piece in (("<", words[max(0, at - REACH) : at][::-1]), (">", words[at + 1 : at + 1 + REACH])):
        for distance, word in enumerate(piece):
            yield f"{anchor}{side} {word}"
            if distance < 3:
                yield f"{anchor}{side}{distance} {word}"
            if distance + 1 < len(piece):
                yield f"{anchor}{side} {word} {piece[distance + 1]}"
            if distance + 2 < len(piece):
                yield f"{anchor}{side} {word} {piece[distance + 1]} {piece[distance + 2]}"


def seen(token: str, person: Entity, org: Entity) -> str:
    """A token as the features name it: the candidate's own marks, other people's and clubs' marks, or the word."""
    if not token.startswith("[unused"):
        return token.casefold()
    if token == person.mark:
        return "PERSON"
    if token == org.mark:
        return "POST"
    return "OTHER" if int(token[7:-1]) <= 40 else "CLUB"  # marks 1 to 40 are persons'


def cue_classes(text: str) -> set[str]:
    """The classes of the cue phrases in a text."""
    return {c for phrase in cue_pattern().findall(text) for c in tables.cues().get(phrase, ())}


@lru_cache(maxsize=1)
def cue_pattern() -> re.Pattern[str]:
    """Every cue phrase as one pattern, the longest first."""
    phrases = sorted((p for p in tables.cues() if "*" not in p), key=len, reverse=True)
    return re.compile(r"\b(" + "|".join(map(re.escape, phrases)) + r")\b")


class Linear:
    """Loaded weights, of shape (SIZE, WIDTH)."""

    def __init__(self, weights: Floats, name: str) -> None:
        """Keep the weights and the name that claims carry."""
        self.weights = weights
        self.name = name

    def answer(self, windows: Sequence[Window]) -> list[list[Answers]]:
        """For each window the answers for each of its pairs, in their order."""
        return [[self._one(w, p, o) for p, o in w.pairs] for w in windows]

    def _one(self, window: Window, person: Entity, org: Entity) -> Answers:
        rows = rows_of(features(window, person, org))
        logits = self.weights[rows].sum(axis=0, dtype=np.float32) / np.sqrt(len(rows))
        return Answers(probabilities(logits[None, :])[0])


def load(path: Path) -> Linear:
    """The model that a file holds.

    Raises:
        ReaderError: the file is missing, or not of this version's shape.
    """
    try:
        with np.load(path, allow_pickle=False) as data:
            rows, values, name = data["rows"], data["values"], str(data["name"])
    except (OSError, KeyError, ValueError) as error:
        msg = f"{path}: no reader's weights ({error}); make them anew with training/fit_linear.py"
        raise ReaderError(msg) from error
    if values.ndim != 2 or values.shape[1] != WIDTH:
        msg = f"{path}: weights of another version ({values.shape[1:]} answers, not {WIDTH}); make them anew with training/fit_linear.py"
        raise ReaderError(msg)
    weights = np.zeros((SIZE, WIDTH), dtype=np.float32)
    weights[rows] = values
    return Linear(weights, name)


@lru_cache(maxsize=1)
def shipped() -> Linear:
    """The linear model that hotseat ships."""
    with as_file(files("hotseat.read.weights").joinpath("linear.npz")) as path:
        return load(path)
