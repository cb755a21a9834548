"""Whose a statement is: the team that it is about, and the coach whose season it tells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from hotseat.read.document import Document
from hotseat.read.fact_details import MASK, Masked
from hotseat.read.linking import Mention
from hotseat.read.names import Sort
from hotseat.read.order import InOrder, grouped
from hotseat.read.players import players
from hotseat.records import Span, Stage, Tenure
from hotseat.register.register import Register

REACH = 400  # characters between a result and the name of the coach whose season it is told of
# Pages that follow matches as they are played: their scores are of the moment.
LIVE = re.compile(
    r"\b(?:follow live|live text|live updates|follow (?:the )?updates|listen to|live commentary|build-up|podcast|bbc sounds|reaction (?:to|as|after))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """An item beside the register, with what a statement asks of the whole item: worked out when it is first asked for, and kept."""

    document: Document
    register: Register

    @cached_property
    def is_live(self) -> bool:
        """Whether the page follows matches as they are played."""
        return LIVE.search(self.document.body) is not None

    @cached_property
    def coached(self) -> frozenset[str]:
        """The posts of those whom the item names."""
        return frozenset(post for person in self.document.persons if (post := self.post_of(person)))

    @cached_property
    def coaches(self) -> Mapping[str, InOrder[Mention]]:
        """Where the item names each person, strangers who are said to be players apart."""
        playing = players(self.document)
        named = (m for m in self.document.mentions if m.sort is Sort.PERSON)
        return grouped((m for m in named if m.known or m.key not in playing), key=lambda m: m.key)

    @cached_property
    def said_to_have(self) -> Mapping[str, Sequence[str]]:
        """The persons to whom the text gives each post."""
        found: dict[str, list[str]] = defaultdict(list)
        for person, posts in self.document.said_of.items():
            for org in posts:
                found[org].append(person)
        return found

    def post_of(self, person: str) -> str | None:
        """The post that the text gives a person, else the one he holds on the item's day."""
        said = [org for org, stage in self.document.said_of.get(person, {}).items() if stage is not Stage.FORMER]
        if said:
            return said[0]
        day = self.document.item.day
        held = self.register.posts(person, day) if day else []
        return held[0].org if held else None


def team_of(setting: Setting, masked: Masked, match: re.Match[str], details: Mapping[str, object]) -> str | None:
    """Whose statement it is: the team in the pattern, else the nearest before it, the coach's, the nearest after it.

    Of several before it, one whose coach the item names comes first: the statement is about his season.
    """
    rival = details.get("rival")
    inside = [masked.names[t[: t.index("⟧") + 1]] for n, t in match.groupdict().items() if n.startswith("team") and t]
    if inside and inside[0] != rival:
        return inside[0]
    before = [masked.names[m.group()] for m in MASK.finditer(masked.text, 0, match.start()) if m["sort"] == "o"]
    before = [b for b in before if b != rival]
    people = [masked.names[m.group()] for m in MASK.finditer(masked.text) if m["sort"] == "p"]
    posts = [post for p in people if (post := setting.post_of(p)) and post != rival]
    coached = [b for b in before if b in setting.coached]
    after = [masked.names[m.group()] for m in MASK.finditer(masked.text, match.end()) if m["sort"] == "o"]
    ordered = [*coached[-1:], *before[-1:], *posts, *after[:1], *setting.document.focus]
    return next((o for o in ordered if o != rival), None)


def moment(stage: Stage, words: str, details: Mapping[str, object], day: date | None) -> date | None:
    """The day that a statement is about: that of the item, or the end of an earlier season where the words say so."""
    if day is None:
        return None
    if isinstance(year := details.get("year"), (int, str)) and str(year).isdigit() and int(year) < day.year:
        return date(int(year), 5, 15)
    past = re.search(r"\blast (?:season|term|year)|\bfinish", words) or details.get("honour") == "winner"
    if past and stage in (Stage.STANDING, Stage.HONOUR):
        return date(day.year if day.month > 5 else day.year - 1, 5, 15)
    return day


def coach_of(setting: Setting, team: str, span: Span, stage: Stage, when: date | None) -> str | None:
    """The person of the item whose team it was on the day that the statement is about.

    He has its post, or just had it: who has it now comes first for tables and fixtures, who stands nearest for what has happened.
    """
    document, held = setting.document, setting.register.tenures_by_org.get(team, ())
    holders = {t.person: t.covers(when) for t in held if when and near(t, when)}
    settled = when is not None and when != document.item.day and bool(holders)
    scored: list[tuple[bool, int, int, str]] = []
    for person in holders.keys() | (() if settled else setting.said_to_have.get(team, ())):
        said = None if settled else document.said_of.get(person, {}).get(team)
        if said is Stage.FORMER and person not in holders and any(t.person == person for t in held):
            continue  # long gone
        now = said not in (None, Stage.FORMER) or holders.get(person, False)
        nearest = setting.coaches[person].around(span.start + 1) if person in setting.coaches else ()
        for place in (m.span.start for m in nearest if m):
            gap = span.start - place
            if stage is Stage.RESULT and abs(gap) > REACH:
                continue  # a result far from the coach's name is the club's or a player's story
            later = not now and stage in (Stage.STANDING, Stage.FIXTURE)
            scored.append((later, gap if gap >= 0 else 1_000 - gap, place, person))
    return min(scored)[-1] if scored else None


def near(tenure: Tenure, day: date) -> bool:
    """Whether a tenure covers the day or ended in the ten weeks before it: a dismissed coach is still in the news."""
    return tenure.covers(day) or (tenure.end is not None and timedelta(0) <= day - tenure.end <= timedelta(weeks=10))
