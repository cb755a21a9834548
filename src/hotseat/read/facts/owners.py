"""Whose a statement is: the team that it is about, and the coach whose season it tells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from hotseat.read.decision.players import players
from hotseat.read.document import Document
from hotseat.read.facts.values import MASK, Masked
from hotseat.read.naming.linking import Mention
from hotseat.read.naming.scanning import Sort
from hotseat.read.order import InOrder, grouped
from hotseat.records import Claim, Kind, Polarity, Span, Stage, Tenure
from hotseat.register.register import Register

REACH = 400  # characters between a result and the name of the coach whose season it is told of
# Pages that follow matches as they are played: their scores are of the moment.
LIVE = re.compile(
    r"\b(?:follow live|live text|live updates|follow (?:the )?updates|listen to|live commentary|build-up|podcast|bbc sounds|reaction (?:to|as|after))\b",
    re.IGNORECASE,
)
# Whose season a clause behind a club's name tells: "at Real Cartera, who have won three".
RELATIVE = re.compile(
    r"(?:['’]s?)?,? (?:whose\b|which (?:are|have|sit|lie|remain)\b|who\b(?! (?:has|is|was|had|spent|lasted|led|guided)\b))"
)
# "Zaldua's side are third": the club is his.
SIDE = re.compile(r"(⟦p\d+⟧)['’]s (?:[\w-]+ ){0,2}(?:side|team|men|players|outfit|women)\b[^.;⟦]*$")
HIS = re.compile(r"⟦p\d+⟧['’]s $")  # "Zaldua's third defeat in a row"
# Where a clause ends, but for one that says when: "last season, when they lost".
BREAK = re.compile(r"[,.;:](?! (?:when|where|as|before)\b)")
# From a person to what he did: nothing but the rest of the clause, one that begins with "who", or what stands between commas.
DOING = re.compile(r"(?P<who>, who\b)?,?(?:[^.,;:⟦]|⟦[oc]\d+⟧)*")
GONE_BY = re.compile(r"\bwho\b(?! (?:has|is)\b)|\b(?:lasted|spent)\b")
LAST_SEASON = re.compile(r"\blast (?:season|term|year)|\bfinish|\blast summer\b")


@dataclass(frozen=True, kw_only=True)
class Setting:
    """An item beside the register, with what a statement asks of the whole item: worked out when it is first asked for, and kept."""

    document: Document
    register: Register
    decided: Sequence[Claim] = ()

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
    def said(self) -> Mapping[str, Mapping[str, Stage]]:
        """The posts of each person by the words of the text; of one whom the register lacks by what was decided that it says, too."""
        known, sure = self.register.orgs, self.document.sure_clubs
        found = {
            person: {org: stage for org, stage in posts.items() if org in known or org in sure}
            for person, posts in self.document.said_of.items()
        }
        for claim in self.decided:
            if claim.person and claim.org and has_post(claim, is_known=claim.person in self.register.coaches):
                is_former = claim.kind is Kind.TENURE and claim.stage is Stage.FORMER
                found.setdefault(claim.person, {}).setdefault(claim.org, Stage.FORMER if is_former else Stage.CURRENT)
        return found

    @cached_property
    def said_to_have(self) -> Mapping[str, Sequence[str]]:
        """The persons to whom the text gives each post."""
        found: dict[str, list[str]] = defaultdict(list)
        for person, posts in self.said.items():
            for org in posts:
                found[org].append(person)
        return found

    @cached_property
    def arrived(self) -> frozenset[tuple[str | None, str | None]]:
        """Who has just got which post: what has happened there is not his."""
        return frozenset((c.person, c.org) for c in self.decided if c.kind is Kind.ARRIVAL and has_post(c, is_known=False))

    def had(self, person: str, org: str) -> bool:
        """Whether a person has or had a post by the text or the register."""
        return org in self.said.get(person, {}) or any(t.person == person for t in self.register.tenures_by_org.get(org, ()))

    def post_of(self, person: str) -> str | None:
        """The post that the text gives a person, else the one he holds on the item's day."""
        said = [org for org, stage in self.said.get(person, {}).items() if stage is not Stage.FORMER]
        if said:
            return said[0]
        day = self.document.item.day
        held = self.register.posts(person, day) if day else []
        return held[0].org if held else None


def has_post(claim: Claim, *, is_known: bool) -> bool:
    """Whether a claim says that its person has, had or just lost a post; whom the register knows has no news in a tenure."""
    if claim.kind is Kind.ARRIVAL:
        return claim.stage is Stage.DONE and claim.polarity is Polarity.AFFIRMED
    signed = claim.kind is Kind.CONTRACT and claim.stage is Stage.IN_FORCE
    return signed or claim.kind is Kind.DEPARTURE or (not is_known and claim.kind is Kind.TENURE)


def owner(
    setting: Setting, masked: Masked, match: re.Match[str], stage: Stage, details: Mapping[str, object], span: Span
) -> tuple[str | None, str | None]:
    """The team that a statement is about, and the coach whose season or title it tells; None where it names none."""
    when = moment(stage, clause(masked.text, match), details, setting.document.item.day)
    is_his = is_personal(match, stage, details) or HIS.search(masked.text[: match.start()]) is not None
    doing = doer(masked, match) if is_his else None
    if doing is None:
        nearest = team_of(setting, masked, match, details)
        coach = coach_of(setting, nearest, span, stage, when, details.get("rival")) if nearest else None
        is_players = stage is Stage.FIXTURE and nearest and is_of_players(setting, masked, nearest)
        return nearest, None if is_players else coach
    person, between = doing
    if person not in setting.coaches:
        return None, None
    named = within(masked, match)
    team = named or own_team(setting, masked, match, doing, when if stage is Stage.HONOUR else None)
    has_it = team and (setting.had(person, team) or (named and between.startswith((" ", ", who"))))
    return (team, person) if has_it else (None, None)


def is_personal(match: re.Match[str], stage: Stage, details: Mapping[str, object]) -> bool:
    """Whether a statement is about a person rather than a team: a title, a time in charge, his games, where he leads or sits."""
    has_spell = any(key.endswith("_in_charge") for key in details)
    his = stage is Stage.RECORD and (has_spell or re.search(r"\bhis\b", match.group()) is not None)
    return stage is Stage.HONOUR or his or any(match.groupdict().get(group) for group in ("led", "bench"))


def doer(masked: Masked, match: re.Match[str]) -> tuple[str, str] | None:
    """The person in a match, else the last before it in its clause, and the words between him and it; None where there is none."""
    inside = match.groupdict().get("person")
    if inside:
        return masked.names[inside], " "
    people = [m for m in MASK.finditer(masked.text, 0, match.start()) if m["sort"] == "p"]
    between = masked.text[people[-1].end() : match.start()] if people else ""
    return (masked.names[people[-1].group()], between) if people and DOING.fullmatch(between) else None


def own_team(setting: Setting, masked: Masked, match: re.Match[str], doing: tuple[str, str], when: date | None) -> str | None:
    """The team with which a person did what a statement tells: won a title, where a day is given, else spent his time."""
    person, between = doing
    return title_team(setting, masked, match, person, when) if when else spell_team(setting, masked, match, person, between)


def title_team(setting: Setting, masked: Masked, match: re.Match[str], person: str, when: date | None) -> str | None:
    """With whom a person won a title: his club of that day, else an earlier one that the item names, else his club by the item alone."""
    coach = setting.register.coaches.get(person)
    tenures = coach.tenures if coach else ()
    named = [*reversed(named_before(masked, match)), *setting.document.focus]
    then = [t.org for t in tenures if when and t.covers(when)]
    if match.groupdict().get("there"):
        dated = tenures and match.groupdict().get("year")
        return next((org for org in named if (org in then if dated else setting.had(person, org))), None)
    if then:
        return then[0]
    past = {t.org for t in tenures if t.end and when and t.end <= when}
    return next((org for org in named if org in past), None if tenures else setting.post_of(person))


def spell_team(setting: Setting, masked: Masked, match: re.Match[str], person: str, between: str) -> str | None:
    """Where a person spent his time in charge: behind "who" it is a post that he left, by the words of the item."""
    posts, held = setting.said.get(person, {}), setting.post_of(person)
    now = held if held and setting.document.names(held) else None
    former = [org for org, stage in posts.items() if stage is Stage.FORMER]
    before = [*reversed(named_before(masked, match))]
    named = [org for org in [*before, *setting.document.focus] if setting.had(person, org)]
    if not GONE_BY.search(between + match.group()):
        return next((org for org in named if org in before), now or next(iter(named), None))
    if len(former) == 1 or now in posts:
        return former[0] if len(former) == 1 else now
    return next((org for org in named if org != now), None)


def clause(text: str, match: re.Match[str]) -> str:
    """A match with the words around it up to the next marks of its sentence."""
    low = max((m.end() for m in BREAK.finditer(text, 0, match.start())), default=0)
    high = min((at for mark in ",.;:" if (at := text.find(mark, match.end())) >= 0), default=len(text))
    return text[low:high]


def within(masked: Masked, match: re.Match[str]) -> str | None:
    """The team in the words of a statement."""
    caught = (t for name, t in match.groupdict().items() if name.startswith("team") and t)
    return next((masked.names[t[: t.index("⟧") + 1]] for t in caught), None)


def named_before(masked: Masked, match: re.Match[str]) -> list[str]:
    """The clubs that a sentence names before a statement."""
    return [masked.names[m.group()] for m in MASK.finditer(masked.text, 0, match.start()) if m["sort"] == "o"]


def team_of(setting: Setting, masked: Masked, match: re.Match[str], details: Mapping[str, object]) -> str | None:
    """Whose statement it is: the team in the pattern or of the clause, else the nearest before it, the coach's, the nearest after it.

    Of several before it, one whose coach the item names comes first: the statement is about his season.
    """
    rival = details.get("rival")
    own = within(masked, match)
    if own and own != rival:
        return own
    if of_clause := told_behind(masked, match):
        return of_clause
    if side := SIDE.search(masked.text[: match.start()]):
        return setting.post_of(masked.names[side[1]])
    before = [b for b in named_before(masked, match) if b != rival]
    people = [masked.names[m.group()] for m in MASK.finditer(masked.text) if m["sort"] == "p"]
    posts = [post for p in people if (post := setting.post_of(p)) and post != rival]
    coached = [b for b in before if b in setting.coached]
    after = [masked.names[m.group()] for m in MASK.finditer(masked.text, match.end()) if m["sort"] == "o"][:1]
    earlier = [masked.names[m.group()] for m in MASK.finditer(masked.text, 0, match.start()) if m["sort"] == "p"]
    focus = () if is_elsewhere(setting, earlier) else setting.document.focus
    nearer = [a for a in after if a in setting.coached]
    ordered = [*coached[-1:], *before[-1:], *posts, *nearer, *focus, *after]
    return next((o for o in ordered if o != rival), None)


def told_behind(masked: Masked, match: re.Match[str]) -> str | None:
    """The club whose name a statement follows in a clause of its own: "Real Cartera, who have won three"."""
    clubs = [m for m in MASK.finditer(masked.text, 0, match.start()) if m["sort"] == "o"]
    start = RELATIVE.match(masked.text, clubs[-1].end()) if clubs else None
    if start is None or re.search(r"[.;:⟦]", masked.text[start.end() : match.start()]) or start.start() > match.start():
        return None
    return masked.names[clubs[-1].group()]


def is_of_players(setting: Setting, masked: Masked, team: str) -> bool:
    """Whether a sentence names persons, and nobody who has or had the team: a match to come is then a player's."""
    people = [masked.names[m.group()] for m in MASK.finditer(masked.text) if m["sort"] == "p"]
    return bool(people) and not any(setting.had(person, team) for person in people)


def is_elsewhere(setting: Setting, people: Sequence[str]) -> bool:
    """Whether the persons named so far in a sentence are coaches, none of them of a club that the item is about."""
    coaches = [p for p in people if setting.said.get(p) or p in setting.register.coaches]
    return bool(coaches) and not any(setting.had(p, org) for p in coaches for org in setting.document.focus)


def moment(stage: Stage, words: str, details: Mapping[str, object], day: date | None) -> date | None:
    """The day that a statement is about: that of the item, or the end of an earlier season where the words say so."""
    if day is None:
        return None
    if isinstance(year := details.get("year"), (int, str)) and str(year).isdigit() and int(year) < day.year:
        return date(int(year), 5, 15)
    past = LAST_SEASON.search(words) or details.get("honour") == "winner"
    if past and stage in (Stage.STANDING, Stage.HONOUR, Stage.RESULT):
        return date(day.year if day.month > 5 else day.year - 1, 5, 15)
    return day


def coach_of(setting: Setting, team: str, span: Span, stage: Stage, when: date | None, rival: object = None) -> str | None:
    """The person of the item whose team it was on the day that the statement is about.

    He has its post, or just had it, and has not gone to the rival since: who has it now comes first for tables and fixtures, who stands
    nearest for what has happened.
    """
    document, held = setting.document, setting.register.tenures_by_org.get(team, ())
    holders = {t.person: t.covers(when) for t in held if when and near(t, when)}
    settled = when is not None and when != document.item.day and bool(holders)
    scored: list[tuple[bool, int, int, str]] = []
    for person in holders.keys() | (() if settled else setting.said_to_have.get(team, ())):
        said = None if settled else setting.said.get(person, {}).get(team)
        if said is Stage.FORMER and person not in holders and any(t.person == person for t in held):
            continue  # long gone
        if rival and setting.post_of(person) == rival:
            continue
        now = said not in (None, Stage.FORMER) or holders.get(person, False)
        nearest = setting.coaches[person].around(span.start + 1) if person in setting.coaches else ()
        for place in (m.span.start for m in nearest if m):
            gap = span.start - place
            if stage is Stage.RESULT and abs(gap) > REACH:
                continue  # a result far from the coach's name is the club's or a player's story
            later = not now and stage in (Stage.STANDING, Stage.FIXTURE)
            later = later or ((person, team) in setting.arrived and person not in holders and stage is not Stage.FIXTURE)
            scored.append((later, gap if gap >= 0 else 1_000 - gap, place, person))
    return min(scored)[-1] if scored else None


def near(tenure: Tenure, day: date) -> bool:
    """Whether a tenure covers the day or ended in the ten weeks before it: a dismissed coach is still in the news."""
    return tenure.covers(day) or (tenure.end is not None and timedelta(0) <= day - tenure.end <= timedelta(weeks=10))
