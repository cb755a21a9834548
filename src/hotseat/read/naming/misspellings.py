"""Names with one slip in them ("Naglesmann"): resolved when exactly one coach of the item's context is that near."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from hotseat.read.naming.linking import Mention
from hotseat.read.naming.scanning import Sort
from hotseat.register.entities import Form, surname_of
from hotseat.register.folding import fold
from hotseat.register.register import Register

SHORTEST = 6  # letters; in a shorter surname one slip makes another man


def corrected(mentions: Sequence[Mention], register: Register, day: date | None) -> list[Mention]:
    """The mentions, where an unknown person is a known one with one letter wrong, missing, too many, or two swapped.

    The context is whom the item names and who holds the posts that it names.
    """
    named = {m.key for m in mentions if m.sort is Sort.PERSON and m.known}
    clubs = {m.key for m in mentions if m.sort is Sort.ORG}
    holders = {t.person for club in clubs for t in register.holders(club, day)} if day else set()
    context: dict[str, list[str]] = defaultdict(list)
    for coach in named | holders:
        for word in shortened(fold(surname_of(coach))):
            context[word].append(coach)
    return [m if m.known or m.sort is not Sort.PERSON else meant(m, context) for m in mentions]


def meant(mention: Mention, context: Mapping[str, Sequence[str]]) -> Mention:
    """The mention as the only person of the context that it is near to, or as it was; the context's persons stand under their surnames `shortened`."""
    first, last = fold(mention.key.split()[0]), fold(surname_of(mention.key))
    if len(last) < SHORTEST:
        return mention
    alone = " " not in mention.key
    near = {coach for word in shortened(last) for coach in context.get(word, ())}
    fits = [c for c in near if one_slip(last, fold(surname_of(c))) and (alone or fold(c)[:1] == first[:1])]
    if len(fits) != 1:
        return mention
    return replace(mention, key=fits[0], known=True, form=Form.SURNAME, reason="one letter from a coach of this context")


def shortened(word: str) -> set[str]:
    """A word, and what is left of it without each of its letters: two words with one slip between them share one of these."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def one_slip(a: str, b: str) -> bool:
    """Whether two words differ by one letter wrong, missing, too many, or by two neighbours swapped (Damerau 1964)."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    x, y = a[start:], b[start:]
    if len(a) == len(b):
        return x[1:] == y[1:] or (x[1::-1] == y[:2] and x[2:] == y[2:])
    return x[1:] == y if len(x) > len(y) else x == y[1:]
