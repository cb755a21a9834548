"""Who and what the register knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hotseat.records import Tenure


class Form(StrEnum):
    """What sort of name a text used; the weaker sorts need more context."""

    FULL = "full"
    ALIAS = "alias"
    SHORT = "short"
    NICKNAME = "nickname"
    ALONE = "alone"  # one word of a name ("Union", "Glimt"): the club's only where the item names it or its coach
    PLACE = "place"  # a stadium or a federation that stands for the post
    SURNAME = "surname"


@dataclass(frozen=True, slots=True, kw_only=True)
class Org:
    """A club or a national team: what has a head-coach post."""

    name: str
    forms: tuple[tuple[str, Form], ...]
    country: str | None = None
    league: str | None = None
    city: str | None = None
    nation: bool = False
    women: bool = False
    parent: str | None = None
    demonyms: tuple[str, ...] = ()
    federation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coach:
    """A head coach with the posts that he or she held."""

    name: str
    aliases: tuple[str, ...] = ()
    nationality: str | None = None
    born: int | None = None
    women: bool = False
    retired: bool = False
    tenures: tuple[Tenure, ...] = ()

    @property
    def surname(self) -> str:
        """The name that headlines use: the last word with the particles before it."""
        return surname_of(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher, or a journalist who publishes under his own name; `house` is the outlet that a publisher's part belongs to."""

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str | None = None
    kind: str = "site"
    house: str | None = None

    @property
    def is_journalist(self) -> bool:
        """Whether it is one person rather than a publisher."""
        return self.kind == "journalist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Competition:
    """A league or a cup."""

    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    kind: str = "league"
    women: bool = False


PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "ten",
        "ter",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ben",
        "mac",
        "st",
    ]
)


def surname_of(name: str) -> str:
    """The surname with its particles: "Erik ten Hag" gives "ten Hag", "Roberto De Zerbi" "De Zerbi"."""
    words = name.split()
    if len(words) == 1:
        return name
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in PARTICLES:
        start -= 1
    return " ".join(words[start:])
