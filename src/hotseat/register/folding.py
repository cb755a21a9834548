"""Text without case, accents, apostrophes, hyphens and the signs of hashtags, with the way back to the characters it came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters that Unicode does not decompose.
PLAIN_LETTERS = {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss"}
APOSTROPHES = frozenset("'\u2019\u2018\u02bc`\u00b4\u201b")
SPACES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u00a0_/")
HASHTAG = re.compile(r"#\w+")
STOPS = re.compile(r"\b(?:[A-Z]\.){2,}|\bSt\.(?= ?[A-Z])")  # of initials and saints: names are folded without them
SEAM = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")  # between its words
STRETCH = re.compile(r'(?P<plain>[A-Za-z0-9 .,:;!?"()]+)|.', re.DOTALL)  # of plain characters each becomes one, its lower case


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """What one character becomes: nothing, one character, or a few."""
    if character in APOSTROPHES:
        return ""
    if character in SPACES or character.isspace():
        return " "
    plain = unicodedata.normalize("NFKD", character.casefold()).casefold()
    return "".join(fold_plain(c) for c in plain if not unicodedata.combining(c))


def fold_plain(character: str) -> str:
    """What a decomposed character becomes; some are marks only once decomposed (full-width ones, leaders)."""
    if character in APOSTROPHES:
        return ""
    return " " if character in SPACES else PLAIN_LETTERS.get(character, character)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `origin[i]` is the index in the original of folded character i, with one entry more at the end."""

    text: str
    origin: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The original's half-open range that the folded range came from."""
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]


def fold_with_origin(text: str) -> Folded:
    """Fold the text and remember where every character came from; initials lose their full stops ("D.C. United"), hashtags their sign, and their words come apart ("#DiFrancesco")."""
    out: list[str] = []
    origin: list[int] = []
    tags = list(HASHTAG.finditer(text))
    signs = {tag.start() for tag in tags}
    signs |= {at for found in STOPS.finditer(text) for at in range(*found.span()) if text[at] == "."}
    seams = {seam.start() for tag in tags for seam in SEAM.finditer(text, *tag.span())}
    odd = signs | seams
    for stretch in STRETCH.finditer(text):
        places = range(*stretch.span())
        if stretch["plain"] and (not odd or odd.isdisjoint(places)):
            out.append(stretch["plain"].lower())
            origin.extend(places)
            continue
        for index in places:
            if index not in signs:
                plain = f" {fold_character(text[index])}" if index in seams else fold_character(text[index])
                out.append(plain)
                origin.extend([index] * len(plain))
    origin.append(len(text))
    return Folded("".join(out), tuple(origin))


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Fold a name: one space between words, no full stops, none of the marks that the press drops. A post's claims repeat a few names."""
    return " ".join("".join(map(fold_character, name)).replace(".", "").split())
