"""Whether two names mean the same person or post, as the scorer of annotated items sees it."""

from __future__ import annotations

from hotseat.register.folding import fold

# Words of club names that outlets drop or add.
DROPPED = frozenset(["fc", "afc", "cf", "sc", "ac", "as", "ss", "club", "de", "the", "and", "football", "&"])
SHORT = {"wolves": "wolverhampton", "spurs": "tottenham", "psg": "paris saint germain", "utd": "united", "mk": "milton keynes",
         "qpr": "queens park rangers", "usmnt": "united states", "usa": "united states"}  # fmt: skip
WOMEN = frozenset(["women", "ladies"])


def words(name: str | None) -> list[str]:
    """The folded words that tell."""
    return [w for t in fold(name or "").replace("'", " ").split() if t not in DROPPED for w in SHORT.get(t, t).split()]


def same_person(a: str | None, b: str | None) -> bool:
    """The same words, or the same surname where one is a surname alone or the first names begin alike."""
    x, y = words(a), words(b)
    if not x or not y:
        return x == y
    return x == y or (x[-1] == y[-1] and (len(x) == 1 or len(y) == 1 or x[0][0] == y[0][0]))


def same_org(a: str | None, b: str | None) -> bool:
    """The same words, or one name's words inside the other's with the first word shared; women's sides stay apart."""
    x, y = words(a), words(b)
    if not x or not y:
        return x == y
    if bool(WOMEN & set(x)) != bool(WOMEN & set(y)):
        return False
    return x == y or (x[0] == y[0] and (set(x) <= set(y) or set(y) <= set(x)))
