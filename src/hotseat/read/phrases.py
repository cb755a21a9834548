"""The rules of `moves.toml`: phrases that carry a move by themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from hotseat.read.lexicon import tables

HEDGE = re.compile(r"\b(?:could|may|might|possible|possibility|option|if|whether)\b")
EXPECTATION = re.compile(r"\b(?:likely|expected|believed|probably)\b")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over masked words, with the move and the stage that it shows."""

    move: str
    stage: str
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The table, compiled."""
    return tuple(Rule(r["move"], r["stage"], re.compile(r["pattern"])) for r in tables.table("moves")["rule"])


def first_rule(words: str) -> Rule | None:
    """The first rule that fits the masked words of a segment; denials win over what they deny."""
    fitting = [rule for rule in rules() if rule.pattern.search(words)]
    return next((rule for rule in fitting if rule.move.endswith("-")), fitting[0] if fitting else None)


def certainty(words: str) -> str:
    """How firmly the words commit themselves: guidelines, rule 2."""
    if HEDGE.search(words):
        return "possible"
    return "probable" if EXPECTATION.search(words) else "certain"
