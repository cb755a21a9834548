"""The reader's tables, as read from the TOML files beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache
def table(name: str) -> dict[str, Any]:
    """The table in `NAME.toml`."""
    return tomllib.loads(files("hotseat.read.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache
def pattern(name: str, row: str) -> re.Pattern[str]:
    """A row of a table of regular expressions as one, case ignored; a list stands for any of its own, as whole words, and so does a table of lists, each a group of its name."""
    raw = table(name)
    text = rf"\b(?:{any_of(raw[row])})\b" if isinstance(raw[row], list | dict) else raw[row]
    return re.compile(filled(text, raw.get("parts", {})), re.IGNORECASE)


def any_of(rows: list[str] | dict[str, list[str]]) -> str:
    """An alternation of regular expressions, those of a table as groups of their lists' names."""
    return "|".join(f"(?P<{name}>{any_of(row)})" for name, row in rows.items()) if isinstance(rows, dict) else "|".join(rows)


@lru_cache
def patterns(name: str, row: str) -> tuple[re.Pattern[str], ...]:
    """The regular expressions of a list in a table, each by itself and in their order."""
    raw = table(name)
    return tuple(re.compile(filled(text, raw.get("parts", {})), re.IGNORECASE) for text in raw[row])


def filled(text: str, parts: Mapping[str, str]) -> str:
    """A regular expression with its named `<parts>` in their places; parts may have parts."""
    return re.sub(r"(?<!\?P)<(\w+)>", lambda m: filled(parts[m[1]], parts), text)  # "(?P<name>" is a group's name


@lru_cache(maxsize=1)
def cues() -> dict[str, tuple[str, ...]]:
    """Folded cue phrase -> the classes it belongs to ("departure.done")."""
    found: dict[str, list[str]] = {}
    for group, classes in table("cues").items():
        for label, phrases in classes.items():
            for phrase in phrases:
                found.setdefault(phrase, []).append(f"{group}.{label}")
    return {phrase: tuple(labels) for phrase, labels in found.items()}


@dataclass(frozen=True, slots=True)
class SourcePatterns:
    """Patterns of `sources.toml`: compiled, or as alternations to build others of."""

    unnamed: re.Pattern[str]
    talk: re.Pattern[str]
    own: re.Pattern[str]
    official: re.Pattern[str]
    speaks_for_itself: str
    going_on: re.Pattern[str]
    going_on_of_it: re.Pattern[str]
    speech: str
    report: str
    rates: str
    cited: str
    cited_behind: str
    next_clause: str
    against: str
    refers: str
    elsewhere: str
    odds: str
    on_whose_word: str
    press: str
    how_many: str
    any_press: str
    in_the_plural: str
    in_the_past: str
    first_hand: str
    nouns: str
    particles: str


def words_pattern(words: list[str]) -> str:
    """An alternation of the words, longest first; spaces and hyphens match each other."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\-", "[- ]").replace(r"\ ", "[- ]") for w in ordered)


@lru_cache(maxsize=1)
def source_patterns() -> SourcePatterns:
    """The patterns that show who stands behind a statement."""
    raw = table("sources")
    return SourcePatterns(
        unnamed=re.compile("|".join([*raw["unnamed"]["patterns"], *raw["talk"]["patterns"]]), re.IGNORECASE),
        talk=re.compile("|".join(raw["talk"]["patterns"]), re.IGNORECASE),
        own=re.compile("|".join(raw["own"]["patterns"]), re.IGNORECASE),
        official=re.compile("|".join(raw["official"]["patterns"]), re.IGNORECASE),
        speaks_for_itself=words_pattern(raw["official"]["verbs"]),
        going_on=re.compile("|".join(raw["going_on"]["patterns"]), re.IGNORECASE),
        going_on_of_it=re.compile("|".join(raw["going_on"]["of_it"]), re.IGNORECASE),
        speech=words_pattern(raw["speech"]["verbs"]),
        report=words_pattern(raw["report"]["verbs"]),
        rates="|".join(raw["report"]["rates"]),
        cited=words_pattern(raw["cited"]["words"]),
        cited_behind=words_pattern(raw["cited"]["verbs"]),
        next_clause=words_pattern(raw["next_clause"]["words"]),
        against=words_pattern(raw["against"]["words"]),
        refers="|".join([words_pattern(raw["refers"]["nouns"]), *raw["refers"]["patterns"]]),
        elsewhere=words_pattern(raw["elsewhere"]["words"]),
        odds=words_pattern(raw["odds"]["words"]),
        on_whose_word=f"(?:{words_pattern(raw['press']['on_whose_word'])})",
        press=words_pattern(raw["press"]["nouns"]),
        how_many=words_pattern(raw["press"]["how_many"]),
        any_press=words_pattern(raw["press"]["any"]),
        in_the_plural=words_pattern(raw["press"]["verbs"]),
        in_the_past=words_pattern(raw["press"]["past"]),
        first_hand=words_pattern(raw["first_hand"]["verbs"]),
        nouns=words_pattern(raw["cited_as"]["nouns"]),
        particles=words_pattern(raw["cited_as"]["particles"]),
    )
