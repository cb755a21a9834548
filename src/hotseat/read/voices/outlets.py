"""Which outlet or journalist words, a handle or the name behind a paper's mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.beside import never_first
from hotseat.read.naming.letters import CAPITAL, SMALL
from hotseat.read.naming.scanning import Sort
from hotseat.records import Span
from hotseat.register.folding import fold
from hotseat.register.register import embedded

WORDS = tables.source_patterns()
# A name begins with a capital, or is written as a site or a broadcaster writes itself ("beIN", "nau.ch").
FIRST_WORD = rf"(?:[{CAPITAL}][\w’'.&-]*|[a-z]{{1,3}}[A-Z]\w*|[a-z][\w-]*\.[a-z]{{2,}})"
CAPITALS = rf"{FIRST_WORD}(?: (?:(?:{WORDS.particles}) )?[{CAPITAL}][\w’'.&-]*){{0,3}}"
# Whose reporter somebody is ("Sky's Anna Berg"): he is the source.
REPORTER_OF = re.compile(rf"[’']s ([{CAPITAL}][\w’'-]+(?: (?:(?:{WORDS.particles}) )?[{CAPITAL}][\w’'-]+)+)")
ONLY_A_NOUN = re.compile(rf"^(?i:{WORDS.nouns}) (?=[{CAPITAL}])")


def outlet_in(document: Document, match: re.Match[str], shift: int = 0, *, plain: bool = True) -> str | None:
    """What a bracket names: the register's name of the outlet, or the words, if `plain` their own alone; None for a club or a known coach."""
    place = Span(start=match.start(1) + shift, end=match.end(1) + shift)
    here = document.mentions.touching(place)
    if match.group(1).startswith("@"):
        return behind_handle(document, match.group(1), place)
    if reporter := REPORTER_OF.search(match.group(1)):
        return journalist(document, reporter, place.start)
    words = own_words(match.group(1)) if plain else match.group(1)
    if words and is_own_short_name(words, document.item.outlet or ""):
        return None
    known = next((m for m in here if m.sort is Sort.OUTLET), None)
    if known and not is_longer(words, known.span.of(document.body)):
        return known.key if known in document.other_outlets.inside(known.span) else None
    if any(
        m.span.start <= place.start and (m.sort in (Sort.ORG, Sort.COMPETITION) or (m.sort is Sort.PERSON and m.known))
        for m in here
    ):
        return None
    return words


def own_words(name: str) -> str | None:
    """A run of capitalised words without those that only open the sentence ("But Lantern Post"); None where no other is left."""
    words = ONLY_A_NOUN.sub("", name.rstrip(".")).split()
    while words and fold(words[0]) in never_first() and (fold(words[0]) != "the" or len(words) == 1):
        words = words[1:]
    return " ".join(words) or None


def is_own_short_name(words: str, outlet: str) -> bool:
    """Whether words are the capitals or the initials of an outlet's name ("GMS" of GiveMeSport, "FI" of Football Insider)."""
    parts = re.findall(rf"[{CAPITAL}]{{2,}}|[{CAPITAL}]?[{SMALL}]+|[{CAPITAL}]", outlet)
    short = {"".join(part[0] for part in parts).upper(), "".join(c for c in outlet if c.isupper())}
    return len(words) > 1 and words in short


def is_longer(words: str | None, name: str) -> bool:
    """Whether words are a longer name than that of the outlet found in them ("Sports Nippon" and "Sport")."""
    return words is not None and len(fold(words).removeprefix("the ").split()) > len(fold(name).removeprefix("the ").split())


def behind_handle(document: Document, handle: str, place: Span) -> str | None:
    """The outlet or journalist of a handle, or the handle itself; None for that of a club or of the item's own house."""
    name = by_handle().get(fold(handle).replace(" ", "").removeprefix("@"), handle)
    own = name in document.house or handle.casefold() == (document.item.outlet or "").casefold()
    is_club = any(m.sort is Sort.ORG for m in document.mentions.touching(place))
    return None if own or is_club else name


@lru_cache(maxsize=1)
def by_handle() -> Mapping[str, str]:
    """The outlets and journalists by their names, handles and sites as one word."""
    return {form.replace(" ", "").removeprefix("@"): name for form, name in embedded().outlet_forms.items()}


def journalist(document: Document, match: re.Match[str], shift: int = 0) -> str:
    """The reporter behind an outlet's name, by the register's name where it knows him."""
    place = Span(start=match.start(1) + shift, end=match.end(1) + shift)
    known = document.other_outlets.inside(place)
    return known[0].key if known else match.group(1)
