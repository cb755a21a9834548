"""Which club or federation publishes an item, by the name of its outlet: its own, a handle ("@SKBrann"), or one with more words ("Genoa CFC")."""

from __future__ import annotations

import re
from functools import lru_cache

from hotseat.read.lexicon import tables
from hotseat.register.entities import Form, Org
from hotseat.register.folding import fold, fold_with_origin
from hotseat.register.register import Register

OWN_NAMES = (Form.FULL, Form.ALIAS, Form.NICKNAME, Form.PLACE)  # that a club or, by the last, a federation publishes under


def publisher(outlet: str, register: Register) -> Org | None:
    """The club or national team of that name; None for a paper, and for what the register lacks."""
    is_handle = outlet.startswith("@")
    found = named(outlet, register)
    name = words_of(outlet)
    while found is None and name and register.find_outlet(name) is None:
        found, shorter = named(name, register, may_be_short=is_handle), without_affix(name)
        if shorter == name:
            break
        name = shorter
    return found


def named(name: str, register: Register, *, may_be_short: bool = False) -> Org | None:
    """The one club or national team that a name means; one word of a longer name is as often a newspaper's ("Standard"), but in a handle."""
    sure = may_be_short or " " in name or any(form in OWN_NAMES for _, form in register.org_forms.get(fold(name), ()))
    return register.find_org(name) if sure else None


def words_of(outlet: str) -> str:
    """An outlet's words, folded; a handle's come apart, its letters too ("@SKBrann")."""
    if not outlet.startswith("@"):
        return fold(outlet)
    text = letters_first().sub(r"\1_", outlet[1:])
    return " ".join(fold_with_origin(f"#{text}").text.split())


def without_affix(name: str) -> str:
    """A name without one word of those that clubs carry: the last one, else the first."""
    words = name.split()
    if len(words) > 1 and words[-1] in carried():
        return " ".join(words[:-1])
    return " ".join(words[1:]) if len(words) > 1 and words[0] in carried() else name


@lru_cache(maxsize=1)
def letters_first() -> re.Pattern[str]:
    """The letters that open a handle's name."""
    letters = sorted(tables.table("strangers")["letters"], key=len, reverse=True)
    return re.compile(rf"^({'|'.join(map(re.escape, letters))})(?=[^\W\d_][a-zß-ÿ])")


@lru_cache(maxsize=1)
def carried() -> frozenset[str]:
    """The folded words that clubs carry beside their names, and their accounts and pages beside those."""
    raw = tables.table("strangers")
    return frozenset(map(fold, (*raw["letters"], *raw["in_handles"], *raw["of_accounts"])))
