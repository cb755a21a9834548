"""The capital and small letters of European languages and Vietnamese, for character classes: `[A-ZÀ-Þ]` knows neither Ł nor Ş."""

from __future__ import annotations

from itertools import groupby

BLOCKS = (
    range(0x41, 0x180),
    range(0x218, 0x21C),
    range(0x1E00, 0x1F00),
)  # Latin, its Extended-A, Romanian letters, Extended Additional


def ranges(letters: list[int]) -> str:
    """Code points in order -> the inside of a character class."""
    runs = [[c for _, c in run] for _, run in groupby(enumerate(letters), key=lambda pair: pair[1] - pair[0])]
    return "".join(chr(run[0]) if len(run) == 1 else f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


CAPITAL = ranges([c for block in BLOCKS for c in block if chr(c).isupper()])
SMALL = ranges([c for block in BLOCKS for c in block if chr(c).islower()])
