"""Near-copies of a text by their words: MinHash signatures of word triples, and an index that finds likenesses among them.

The signature of a text is, for each of 64 hash functions, the least hash of its word triples; the share of places in which two
signatures agree estimates the Jaccard index of the triples (Broder 1997), with a standard error of at most 0.0625. Sixteen bands
of four places find pairs of index 0.8 with probability 0.9998 and of 0.5 with 0.64.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

PLACES, BANDS = 64, 16
SEED = 7
LEAST_WORDS = 8  # shorter texts are alike by chance
LIKE = 0.7  # an estimated index from which a text counts as a near-copy
MOST_TRIPLES = 20_000


def signature(text: str) -> bytes | None:
    """The signature of a text (64 unsigned 32-bit integers); None for a text too short to have one."""
    words = re.findall(r"\w+", text.casefold())
    if len(words) < LEAST_WORDS:
        return None
    triples = {" ".join(words[i : i + 3]).encode("utf-8", "replace") for i in range(min(len(words) - 2, MOST_TRIPLES))}
    hashed = np.fromiter(map(zlib.crc32, triples), dtype=np.uint64, count=len(triples))
    factors, terms = functions()
    # Multiply-shift (Dietzfelbinger 1996): the products wrap around at 2^64 by design, their upper half is the hash.
    least = [int(((hashed * factor + term) >> np.uint64(32)).min()) for factor, term in zip(factors, terms, strict=True)]
    return np.array(least, dtype="<u4").tobytes()


@lru_cache(maxsize=1)
def functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The odd factors and the terms of the hash functions; they must never change, or old signatures lose their meaning."""
    chance = random.Random(SEED)  # noqa: S311 -- no secret
    factors = np.array([chance.getrandbits(64) | 1 for _ in range(PLACES)], dtype=np.uint64)
    return factors, np.array([chance.getrandbits(64) for _ in range(PLACES)], dtype=np.uint64)


def likeness(a: bytes, b: bytes) -> float:
    """The estimated Jaccard index of two signed texts."""
    return float(np.mean(values(a) == values(b)))


def values(signed: bytes) -> NDArray[np.uint32]:
    """A signature's integers."""
    return np.frombuffer(signed, dtype="<u4")


@dataclass(slots=True)
class CopyIndex:
    """Signed texts by key, found again by likeness."""

    signed: dict[str, bytes] = field(default_factory=dict)
    bands: dict[bytes, list[str]] = field(default_factory=lambda: defaultdict(list))

    def like(self, mark: bytes) -> list[tuple[str, float]]:
        """The keys of texts that are like one, the likest first."""
        keys = dict.fromkeys(key for band in bands_of(mark) for key in self.bands.get(band, ()))
        found = [(key, likeness(mark, self.signed[key])) for key in keys]
        return sorted((pair for pair in found if pair[1] >= LIKE), key=lambda pair: (-pair[1], pair[0]))

    def add(self, key: str, mark: bytes) -> None:
        """Remember a signed text."""
        if key not in self.signed:
            self.signed[key] = mark
            for band in bands_of(mark):
                self.bands[band].append(key)


def bands_of(mark: bytes) -> list[bytes]:
    """The bands of a signature, each with its number in front."""
    width = len(mark) // BANDS
    return [bytes([number]) + mark[number * width : (number + 1) * width] for number in range(BANDS)]
