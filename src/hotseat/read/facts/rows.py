"""The rows of `lexicon/facts.toml`, compiled: macros replaced, cues spelled out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hotseat.read.lexicon import tables
from hotseat.records import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A row of `facts.toml`, compiled."""

    stage: Stage
    pattern: re.Pattern[str]
    implied: Mapping[str, object]
    needs: tuple[str, ...]
    turn: bool
    cue: tuple[str, ...]


def words(sort: str) -> Mapping[str, int]:
    """The table's words of a sort: `numbers`, `places`, or places counted from the `bottom`."""
    found: Mapping[str, int] = tables.table("facts")["words"][sort]
    return found


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """The table, compiled; a name that a pattern has twice counts from the first that fits."""
    rows = tables.table("facts")
    return tuple(
        Pattern(
            stage=Stage(r["stage"]), pattern=expanded(r["pattern"]), implied=r.get("set", {}),
            needs=tuple(r.get("needs", ())), turn=bool(r.get("turn")), cue=cues_of(r["cue"]),
        )
        for r in rows["fact"]
    )  # fmt: skip


def cues_of(row: Sequence[str]) -> tuple[str, ...]:
    """A row's cues, those of a place in a table and of a match spelled out."""
    ordinals = [f"{digit}{end}" for digit, end in zip("1230456789", ("st", "nd", "rd", *["th"] * 7), strict=True)]
    places = [*words("places"), *words("bottom"), *ordinals, "11th", "12th", "13th"]
    known = {"<place>": places, "<game>": tables.table("facts")["games"]}
    return tuple(word for cue in row for word in known.get(cue, [cue]))


def expanded(pattern: str) -> re.Pattern[str]:
    """The regular expression of a row: parts filled in, groups of one name numbered, words bounded."""
    number = "|".join(words("numbers"))
    place = "|".join([*words("bottom"), *words("places"), r"\d{1,2}(?:st|nd|rd|th)"])
    leagues = "|".join(map(re.escape, tables.table("facts")["words"]["competitions"]))
    text = tables.filled(pattern, {**tables.table("facts")["parts"], "leagues": leagues})
    text = re.sub(r"<n:(\w+)>", lambda m: rf"\b(?<!\d[.,:/–-])(?P<{m[1]}>(?!(?:19|20)\d\d\b)\d{{1,4}}|{number})\b", text)
    text = re.sub(r"<place:(\w+)>", lambda m: rf"\b(?P<{m[1]}>{place})\b", text)
    seen: dict[str, int] = {}

    def numbered(match: re.Match[str]) -> str:
        seen[match[1]] = seen.get(match[1], 0) + 1
        return f"(?P<{match[1]}>" if seen[match[1]] == 1 else f"(?P<{match[1]}__{seen[match[1]]}>"

    text = re.sub(r"\(\?P<(\w+)>", numbered, text)
    return re.compile(rf"(?<!\w)(?:{text})")


@lru_cache(maxsize=1)
def by_cue() -> Mapping[str, tuple[int, ...]]:
    """Each cue with the numbers of its rows."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(patterns()):
        for word in row.cue:
            found[word].append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


def rows_for(cues: Iterable[str]) -> list[Pattern]:
    """The rows that have one of these cues, in the order of the table."""
    numbers = sorted({number for word in cues for number in by_cue()[word]})
    return [patterns()[number] for number in numbers]


def cues_in(text: str, cues: Iterable[str]) -> list[str]:
    """Those of the cues that a text in lower case holds."""
    return [word for word in cues if word in text]
