"""How far a denied arrival would have gone: "no contact" denies talks, "not interested" an interest. Pure.

An encoder that is asked for the stage of a move takes what is affirmed beside a denial for the denial's stage, too ("they want him, but there has
been no contact"). So the denial's own words are asked as well: a regression over their pairs (`training/fit_denying.py`), beside the encoder's answer.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from hotseat.errors import ReaderError
from hotseat.records import STAGES, Kind, Stage

WORD = re.compile(r"[^\W\d_][\w'-]*|[?!]")
NAME = "Name"  # stands for a word with a capital that the regression does not know in small letters, and for a run of such
UNLIKELY = 1e-6  # the least chance that counts, so that no answer is beyond saving
LONGEST = 1_000  # characters of a sentence that are looked at


@dataclass(frozen=True, slots=True)
class Regression:
    """Logits of the stages of a denied arrival: `bias`, and for each word and pair of words its weights, in the order of the stages."""

    bias: Sequence[float]
    terms: Mapping[str, Sequence[float]]


def stage_denied(quote: str, sentence: str, chances: Mapping[Stage, float]) -> Stage:
    """The stage of a denied arrival: by the words that are quoted and those of the whole sentence, half each, and by what the encoder thinks likely."""
    told = [log_chances(text) for text in (quote, sentence)]
    sums = {
        stage: math.log(chances[stage] + UNLIKELY) + sum(t[number] for t in told) / len(told)
        for number, stage in enumerate(STAGES[Kind.ARRIVAL])
    }
    return max(sums, key=sums.__getitem__)


def log_chances(text: str) -> list[float]:
    """The logarithms of the stages' chances by a text's words alone, in the order of the stages."""
    known = shipped()
    found = [known.terms[t] for t in terms(text[:LONGEST], known.terms.keys()) if t in known.terms]
    length = math.sqrt(max(1, len(found)))  # a text's words count together as one, however many they are
    logits = [b + sum(f[n] for f in found) / length for n, b in enumerate(known.bias)]
    whole = max(logits) + math.log(sum(math.exp(x - max(logits)) for x in logits))
    return [x - whole for x in logits]


def terms(text: str, small: Container[str]) -> frozenset[str]:
    """The words and pairs of words of a text; a word with a capital is a name that `small` does not hold."""
    words: list[str] = []
    for match in WORD.finditer(text.replace("’", "'")):
        word = match.group().lower()
        if match.group()[0].isupper() and word not in small:
            word = NAME
        if word != NAME or words[-1:] != [NAME]:
            words.append(word)
    return frozenset([*words, *map(" ".join, zip(words, words[1:], strict=False))])


@lru_cache(maxsize=1)
def shipped() -> Regression:
    """The regression that is shipped.

    Raises:
        ReaderError: the file is missing or broken.
    """
    try:
        raw = json.loads(files("hotseat.read.weights").joinpath("denying.json").read_text(encoding="utf-8"))
        return Regression(bias=raw["bias"], terms=raw["terms"])
    except (OSError, ValueError, KeyError) as error:
        msg = f"denying.json: no weights of denials ({error}); make them anew with training/fit_denying.py"
        raise ReaderError(msg) from error
