"""What clubs carry before or behind their names, and papers leave out: "Servette FC", "SV Werder", "Deportivo Alavés", "Como 1907"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from hotseat.read.lexicon import tables
from hotseat.read.naming.letters import CAPITAL, SMALL
from hotseat.read.naming.linking import Mention
from hotseat.read.naming.scanning import Sort
from hotseat.read.order import InOrder
from hotseat.records import Span
from hotseat.register.entities import Form

LONGEST = 24  # characters of an affix with its space, and of a name beside it: a text of nothing but capitals must not cost without bound


@dataclass(frozen=True, slots=True)
class Affixes:
    """Compiled from `strangers.toml` and `other_sports.toml`."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    club: re.Pattern[str]
    other_sports: re.Pattern[str]


@lru_cache(maxsize=1)
def affixes() -> Affixes:
    """The compiled patterns; letters are written in capitals, words with one."""
    raw, sports = tables.table("strangers"), tables.table("other_sports")
    letters = "|".join(map(re.escape, sorted(raw["letters"], key=len, reverse=True)))
    words, endings = "|".join(word.title() for word in raw["club_openings"]), "|".join(map(re.escape, raw["club_endings"]))
    name, last = (
        rf"[{CAPITAL}][\w’'-]{{0,{LONGEST}}}[{SMALL}]",
        "|".join(word.title() for word in raw["club_words"] if len(word) > 3),
    )
    verbs = tables.words_pattern(raw["hiring_and_firing"])
    return Affixes(
        before=re.compile(rf"(?<![\w@#.’'-])(?:(?:1\. ?)?(?:{letters})|{words}) $"),
        behind=re.compile(rf" (?:{letters}|{endings}|(?:18\d\d|19[0-3]\d)(?=['’ ,.;:]|$))(?![\w’'-])(?! (?:Women|Ladies))"),
        club=re.compile(
            rf"\b{name} (?:{letters}|{last})(?!\w)(?! {name})|\b(?:{letters}|{words}) {name}|^{name} (?:{verbs})\b", re.MULTILINE
        ),
        other_sports=re.compile(rf"\b(?:{tables.any_of([*sports['sports'], *sports['ambiguous']])})\b", re.IGNORECASE),
    )


def names_club(text: str) -> bool:
    """Whether a text names something as only clubs are named, known or not ("Brunnala FK", "Kilbroney Athletic"), and speaks of no other sport."""
    return affixes().club.search(text) is not None and affixes().other_sports.search(text) is None


def carried(text: str, span: Span) -> Span:
    """A name with the affixes that stand right beside it; where other names are hidden in the text, theirs are left alone."""
    known = affixes()
    low, high = span.start, span.end
    if before := known.before.search(text, max(0, low - LONGEST), low):
        low = before.start()
    if behind := known.behind.match(text, high):
        high = behind.end()
    return Span(start=low, end=high)


def with_affixes(body: str, mentions: InOrder[Mention]) -> list[Mention]:
    """The mentions, those of clubs with their affixes, and without what turns out to be one of them ("Genoa CFC" is not Chelsea)."""
    out: list[Mention] = []
    swallowed: set[Span] = set()
    for m in mentions:
        whole = carried(body, m.span) if m.sort is Sort.ORG and not m.span.of(body).isupper() else m.span
        if whole != m.span:
            others = [o for o in mentions.touching(whole) if o is not m]
            if all(o.sort is Sort.ORG and o.form is not Form.FULL and not o.span.overlaps(m.span) for o in others):
                swallowed.update(o.span for o in others)
                m = replace(m, span=whole)  # noqa: PLW2901
        out.append(m)
    return [m for m in out if m.span not in swallowed]
