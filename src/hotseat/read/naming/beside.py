"""The words beside a name that tell what it is: first names, days, titles, what comes from a country, words that open a sentence."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from hotseat.read.lexicon import tables
from hotseat.read.naming.letters import CAPITAL, SMALL
from hotseat.register.folding import fold
from hotseat.register.register import embedded

WOMENS_GAME = re.compile(r"\b(?:WSL|NWSL|SWPL|women|women'?s|lionesses|Women’s)\b", re.IGNORECASE)
WOMANLY = re.compile(r"\b(?:WSL|NWSL|SWPL|\w*wom[ae]n(?:['’]?s)?|lionesses|ladies|she|her|herself)\b", re.IGNORECASE)
CAPITAL_BEFORE = re.compile(
    rf"(?<![.!?:\n] )(?<!^)\b([{CAPITAL}][\w’-]*[{SMALL}])(?: (?:de|da|di|do|dos|van|von|ten|der|den|el|al))? $"
)
ARTICLE_BEFORE = re.compile(r"\ban? $", re.IGNORECASE)
WORD_BEFORE = re.compile(rf"\b([{CAPITAL}][\w’-]*[{SMALL}]) $")
OPENING = re.compile(rf"(?:^|[.!?:\n–—-] ?[\"“‘']?)([{CAPITAL}][\w’-]*[{SMALL}]) $")  # the word that a sentence begins with
OPENING_WORD = re.compile(r"['’-]|(?:ed|ing|ly)$")  # what no name of a town ends with, or holds
STARTS_SENTENCE = re.compile(r"(?:^|[.!?:\n]\s?[\"“‘']?)$")
CAPITAL_AFTER = re.compile(
    rf" ((?:Ma?c|[AE]l-|[OD]['’])?[{CAPITAL}][{SMALL}]{{2,}}(?:-[{CAPITAL}{SMALL}]+)?)(?=[\s,.;:!?)'’”\"]|$)"
)
PLACE_BEFORE = re.compile(r"\bin $")  # "in America" is the continent

DAY_BEFORE = re.compile(r"\b(?:on|next|last|this|by|until|till|since|every|late|early|from|said|says|told) $", re.IGNORECASE)


@lru_cache(maxsize=1)
def weekdays() -> frozenset[str]:
    """The days of the week: one of them is also a club's short name."""
    return frozenset(fold(word) for word in tables.table("times")["weekdays"])


@lru_cache(maxsize=1)
def of_a_market() -> re.Pattern[str]:
    """What stands before a country where its clubs are meant ("offers from", "a move to")."""
    return re.compile(
        rf"\b(?:{tables.words_pattern(tables.table('strangers')['of_a_market'])}) (?:from|in|to) (?:[A-Z]\w+(?:,| and| or) )?$"
    )


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """First names that coaches bear whom no register has yet, folded."""
    return frozenset(map(fold, tables.table("given_names")["given"]))


@lru_cache(maxsize=1)
def club_after() -> re.Pattern[str]:
    """What follows a club and no day: a genitive before a word, or a title."""
    return re.compile(rf"['’]s? \w|s? (?:{tables.words_pattern(tables.table('roles')['titles'])})\b", re.IGNORECASE)


def bears_first_name(word: str, known: AbstractSet[str]) -> bool:
    """Whether a folded word is a first name, or two of which one is known ("hans peter")."""
    return word in known or (" " in word and any(part in known for part in word.split()))


@lru_cache(maxsize=1)
def never_first() -> frozenset[str]:
    """Words that begin with a capital where a name may begin, and belong to no name; peoples among them ("Zambian")."""
    raw, roles = tables.table("strangers"), tables.table("roles")
    lists = (
        raw["never_first"],
        raw["peoples"],
        roles["not_a_first_name"],
        roles["titles"],
        roles["former"],
        roles["caretaker"],
        roles["current"],
    )
    peoples = (demonym for org in embedded().orgs.values() for demonym in org.demonyms)
    return frozenset(fold(word) for words in (*lists, peoples) for word in words)
