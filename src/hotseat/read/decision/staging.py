"""How far a move has gone by the words that tell it, beside the encoder's answer. Pure.

The encoder is asked once for the stage of a coach's arrival, and takes what is affirmed beside a denial for the denial's stage, too ("they want him,
but there has been no contact"). So the denial's own words are asked as well, and those of departures: a regression each, over words and pairs of words
(`training/fit_staging.py`). Of affirmed arrivals words tell no more than the encoder hears.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from hotseat.errors import ReaderError
from hotseat.records import STAGES, Kind, Polarity, Stage

# What the words count beside the encoder, of each sort of move that has a regression.
WORTH = {(Kind.ARRIVAL, Polarity.DENIED): 1.0, (Kind.DEPARTURE, Polarity.AFFIRMED): 0.3, (Kind.DEPARTURE, Polarity.DENIED): 0.5}
WORD = re.compile(r"[^\W\d_][\w'-]*|[?!]")
NAME = "Name"  # stands for a word with a capital that is not known in small letters, and for a run of such
UNLIKELY = 1e-6  # the least chance that counts, so that no answer is beyond saving
LONGEST = 1_000  # characters of a sentence that are looked at


@dataclass(frozen=True, slots=True)
class Regression:
    """Logits of the stages of a sort of move: `bias`, and the weights of each word and pair of words, in the order of the stages."""

    bias: Sequence[float]
    terms: Mapping[str, Sequence[float]]

    def log_chances(self, text: str) -> list[float]:
        """The logarithms of the stages' chances by a text's words, in the order of the stages."""
        found = [self.terms[t] for t in terms(text[:LONGEST], self.terms) if t in self.terms]
        length = math.sqrt(max(1, len(found)))  # a text's words count as one together, however many they are
        logits = [b + sum(f[n] for f in found) / length for n, b in enumerate(self.bias)]
        most = max(logits)
        whole = most + math.log(sum(math.exp(x - most) for x in logits))
        return [x - whole for x in logits]


def stage(kind: Kind, polarity: Polarity, quote: str, sentence: str, chances: Mapping[Stage, float]) -> Stage:
    """How far a move has gone, or would have gone if it were not denied.

    Args:
        kind: arrival or departure.
        polarity: whether it is denied.
        quote: the words that show it.
        sentence: the whole of their sentence; both count alike.
        chances: what the encoder thinks of each stage.
    """
    sums = {s: math.log(chances[s] + UNLIKELY) for s in STAGES[kind]}
    worth = WORTH.get((kind, polarity))
    if worth:
        regression = shipped()[f"{kind} {polarity}"]
        for text in (quote, sentence):
            for s, told in zip(sums, regression.log_chances(text), strict=True):
                sums[s] += worth / 2 * told
    return max(sums, key=sums.__getitem__)


def terms(text: str, small: Container[str]) -> frozenset[str]:
    """The words and pairs of words of a text; a word with a capital is a name where `small` does not hold it."""
    words: list[str] = []
    for match in WORD.finditer(text.replace("’", "'")):
        word = match.group().lower()
        if match.group()[0].isupper() and word not in small:
            word = NAME
        if word != NAME or words[-1:] != [NAME]:
            words.append(word)
    return frozenset([*words, *map(" ".join, itertools.pairwise(words))])


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Regression]:
    """The regressions that are shipped, by kind and polarity.

    Raises:
        ReaderError: the file is missing or broken.
    """
    try:
        raw = json.loads(files("hotseat.read.weights").joinpath("staging.json").read_text(encoding="utf-8"))
        return {name: Regression(bias=its["bias"], terms=its["terms"]) for name, its in raw.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        msg = f"staging.json: no weights of stages by words ({error}); make them anew with training/fit_staging.py"
        raise ReaderError(msg) from error
