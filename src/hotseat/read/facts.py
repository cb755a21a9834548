"""A document -> its checkable statements: standings, fixtures, results, honours, records (guidelines, rule 16). Pure.

Names are masked, the patterns of `lexicon/facts.toml` run over what is left, and what they caught becomes typed details: teams
and competitions under the register's names, numbers as numbers, scores from the team's own side.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from hotseat.read.attribution import source_of
from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.linking import Mention
from hotseat.read.names import Sort
from hotseat.read.order import InOrder, grouped
from hotseat.read.players import players
from hotseat.read.segments import Segment
from hotseat.records import Certainty, Claim, Kind, Polarity, Span, Stage, Tenure
from hotseat.register.register import Register

MASK = re.compile(r"⟦(?P<sort>[ocp])(?P<index>\d+)⟧")
REACH = 400  # characters between a result and the name of the coach whose season it is told of
# Pages that follow matches as they are played: their scores are of the moment.
LIVE = re.compile(
    r"\b(?:follow live|live text|live updates|follow (?:the )?updates|listen to|live commentary|build-up|podcast|bbc sounds|reaction (?:to|as|after))\b",
    re.IGNORECASE,
)
NOT_SO = re.compile(
    r"\b(?:if|could|would|might|may|should|can|hoping to|hopes? to|want(?:s|ed)? to|need(?:s|ed)? to|aim(?:s|ing)? to|bid to|never|unless)\b"
)
MACROS: Mapping[str, str] = {
    "<team>": r"(?P<team>⟦o\d+⟧)(?:['’]s?)?", "<rival>": r"(?P<rival>⟦o\d+⟧)(?:['’]s?)?", "<score>": r"(?P<score>\d{1,2}[-–]\d{1,2})",
    "<mods>": r"(?:(?:(?!\b(?:and|but)\b)[\w’'-]+ ){1,4})", "(?<last>": "(?P<last>", "(?<after>": "(?:",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A row of `facts.toml`, compiled."""

    stage: Stage
    pattern: re.Pattern[str]
    implied: Mapping[str, object]
    needs: tuple[str, ...]
    turn: bool
    cue: tuple[str, ...]

    def may_match(self, cues: frozenset[str]) -> bool:
        """Whether a text with these cues holds a word that every match has."""
        return not cues.isdisjoint(self.cue)


@dataclass(frozen=True, slots=True)
class Masked:
    """A segment in lower case with its names masked; `origin[i]` is where its character i stands in the body."""

    text: str
    origin: tuple[int, ...]
    names: Mapping[str, str]

    def span(self, start: int, end: int) -> Span:
        """The stretch of the body that a stretch of the masked text stands for."""
        return Span(start=self.origin[start], end=self.origin[end])


NOTHING = Masked("", (0,), {})


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


def words(sort: str) -> Mapping[str, int]:
    """The table's words of a sort: `numbers`, `places`, or places counted from the `bottom`."""
    found: Mapping[str, int] = tables.table("facts")["words"][sort]
    return found


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """The table, compiled; a name that a pattern has twice counts from the first that fits."""
    rows = tables.table("facts")
    return tuple(
        Pattern(
            stage=Stage(r["stage"]), pattern=expanded(r["pattern"], rows["rounds"], rows["leagues"]), implied=r.get("set", {}),
            needs=tuple(r.get("needs", ())), turn=bool(r.get("turn")), cue=cues_of(r["cue"]),
        )
        for r in rows["fact"]
    )  # fmt: skip


def cues_of(row: Sequence[str]) -> tuple[str, ...]:
    """A row's cues, those of a place in a table spelled out."""
    ordinals = [f"{digit}{end}" for digit, end in zip("1230456789", ("st", "nd", "rd", *["th"] * 7), strict=True)]
    places = [*words("places"), *words("bottom"), *ordinals, "11th", "12th", "13th"]
    return tuple(word for cue in row for word in (places if cue == "<place>" else [cue]))


def expanded(pattern: str, rounds: str, leagues: str) -> re.Pattern[str]:
    """The regular expression of a row: macros replaced, groups of one name numbered, words bounded."""
    number = "|".join(words("numbers"))
    place = "|".join([*words("bottom"), *words("places"), r"\d{1,2}(?:st|nd|rd|th)"])
    text = pattern
    for macro, expression in MACROS.items():
        text = text.replace(macro, expression)
    text = text.replace("<competition>", rf"(?P<competition>⟦c\d+⟧|\b(?:{leagues})\b)").replace(
        "<round>", rf"(?P<round>{rounds})"
    )
    text = re.sub(r"<n:(\w+)>", lambda m: rf"\b(?P<{m[1]}>\d{{1,4}}|{number})\b", text)
    text = re.sub(r"<place:(\w+)>", lambda m: rf"\b(?P<{m[1]}>{place})\b", text)
    seen: dict[str, int] = {}

    def numbered(match: re.Match[str]) -> str:
        seen[match[1]] = seen.get(match[1], 0) + 1
        return f"(?P<{match[1]}>" if seen[match[1]] == 1 else f"(?P<{match[1]}__{seen[match[1]]}>"

    return re.compile(re.sub(r"\(\?P<(\w+)>", numbered, text))


def facts(document: Document, register: Register, reader: str) -> list[Claim]:
    """Every checkable statement that the item makes about a coach or his team, each once, in the order of the text."""
    found: dict[tuple[object, ...], Claim] = {}
    setting = Setting(document=document, register=register)
    body = lowered(document.body)
    cues = cues_in(body, all_cues())
    for segment in document.segments:
        here = cues_in(body[segment.span.start : segment.span.end], cues)  # no cue is ever masked
        rows = [p for p in patterns() if p.may_match(here)]
        masked = mask(document, segment) if rows else NOTHING
        taken: list[tuple[int, int]] = []
        for row in rows:
            for match in row.pattern.finditer(masked.text):
                if any(match.start() < e and s < match.end() for s, e in taken):
                    continue
                claim = claim_of(setting, segment, masked, row, match, reader)
                if claim is None:
                    continue
                taken.append(match.span())
                keep(found, claim)
    return sorted(found.values(), key=lambda c: (c.span.start, c.stage))


@lru_cache(maxsize=1)
def all_cues() -> frozenset[str]:
    """The cues of every row."""
    return frozenset(word for row in patterns() for word in row.cue)


def cues_in(text: str, cues: Collection[str]) -> frozenset[str]:
    """Those of the cues that a text in lower case holds."""
    return frozenset(word for word in cues if word in text)


def keep(found: dict[tuple[object, ...], Claim], claim: Claim) -> None:
    """Keep a statement once; of two versions the one that says more."""
    told = (
        ()
        if claim.stage in (Stage.RESULT, Stage.FIXTURE) and "rival" in claim.details
        else tuple(sorted(map(str, claim.details.items())))
    )
    key = (claim.stage, claim.org, claim.details.get("rival"), claim.details.get("outcome"), *told)
    if key not in found or len(claim.details) > len(found[key].details):
        found[key] = claim


def mask(document: Document, segment: Segment) -> Masked:
    """The segment with clubs, persons and competitions masked."""
    body, low, high = document.body, segment.span.start, segment.span.end
    spots: list[tuple[int, int, str, str]] = []
    for sort, letter in ((Sort.COMPETITION, "c"), (Sort.ORG, "o"), (Sort.PERSON, "p")):
        for mention in document.within(segment.span, sort):
            if not any(mention.span.start < e and s < mention.span.end for s, e, _, _ in spots):
                spots.append((mention.span.start, mention.span.end, letter, mention.key))
    text, at = "", low
    origin: list[int] = []
    names: dict[str, str] = {}
    for index, (start, end, letter, name) in enumerate(sorted(spots)):
        text, origin = text + lowered(body[at:start]), [*origin, *range(at, start)]
        token = f"⟦{letter}{index}⟧"
        names[token] = name
        text, origin, at = text + token, [*origin, *[start] * len(token)], end
    return Masked(text + lowered(body[at:high]), (*origin, *range(at, high), high), names)


def lowered(text: str) -> str:
    """Lower case, character by character, so that places stay the same."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def claim_of(setting: Setting, segment: Segment, masked: Masked, row: Pattern, match: re.Match[str], reader: str) -> Claim | None:
    """The claim of a match, or None where it says too little or is about no coach's team."""
    details = details_of(row, match, masked)
    if details is None or NOT_SO.search(masked.text[max(0, match.start() - 40) : match.start()].rpartition(",")[2]):
        return None
    if row.stage is not Stage.RECORD and setting.is_live:
        return None
    document = setting.document
    span = masked.span(match.start(), match.end())
    text = span.of(document.body)
    span = Span(start=span.start + len(text) - len(text.lstrip()), end=span.start + len(text.rstrip(" ,.;:")))
    team = team_of(setting, masked, match, details)
    when = moment(row.stage, match.group(), details, document.item.day)
    coach = team and coach_of(setting, team, span, row.stage, when)
    rival = details.get("rival")
    if row.stage is Stage.RESULT and not coach and isinstance(rival, str):
        coach = coach_of(setting, rival, span, row.stage, when)
        team, details = rival, seen_from_the_other_side({**details, "rival": team} if team else details)
    if not team or not coach or team == details.get("rival"):
        return None
    return Claim(
        kind=Kind.FACT, person=coach, org=team, stage=row.stage, polarity=Polarity.AFFIRMED, certainty=Certainty.CERTAIN,
        source=source_of(document, segment), quote=span.of(document.body), span=span, reader=reader,
        details={"team": team, **details},
    )  # fmt: skip


def seen_from_the_other_side(details: Mapping[str, object]) -> dict[str, object]:
    """A result as the rival has it."""
    turned = dict(details)
    if "outcome" in turned:
        turned["outcome"] = {"win": "loss", "loss": "win"}.get(str(turned["outcome"]), turned["outcome"])
    if "score" in turned:
        turned["score"] = "-".join(reversed(str(turned["score"]).split("-")))
    if "venue" in turned:
        turned["venue"] = {"home": "away", "away": "home"}[str(turned["venue"])]
    return turned


def details_of(row: Pattern, match: re.Match[str], masked: Masked) -> dict[str, object] | None:
    """Typed details of a match; None where one that is needed is missing."""
    caught = {name.partition("__")[0]: text for name, text in match.groupdict().items() if text is not None}
    found: dict[str, object] = {**row.implied}
    for name, text in caught.items():
        value = value_of(name, text, masked)
        if value is not None:
            found[name] = value
    spell(found, caught)
    if "score" in found:
        found["score"] = oriented(str(found["score"]), turn=row.turn)
    if {"ours", "theirs"} <= caught.keys():
        found["score"] = f"{int(caught['ours'])}-{int(caught['theirs'])}"
    if re.search(r"\bhome\b", match.group()):
        found["venue"] = "home"
    elif any(word in caught.get("how", "").split() for word in ("at", "away")) and row.stage is Stage.RESULT:
        found["venue"] = "away"
    return found if all(n in found for n in row.needs) and len(found) > 0 else None


# Groups of a pattern that are no detail as they stand.
HELPERS = frozenset(
    {"how", "first", "ours", "theirs", "title", "rival_first", "bound", "unit", "spell", "kind", "window", "team", "last"}
)


def value_of(name: str, text: str, masked: Masked) -> object | None:
    """A caught text as a detail's value."""
    mark = MASK.match(text)
    if name in HELPERS:
        return None
    if mark:
        return masked.names[mark.group()]
    if name == "competition":
        return None  # "the league": the team's own, which the check knows
    if name in ("position", "rival_position", "consecutive_defeats") and text not in words("numbers") and not text.isdigit():
        return words("bottom").get(text) or words("places").get(text) or int(re.sub(r"\D", "", text))
    if name in ("round", "score", "zone", "day", "scope"):
        return " ".join(masked.names.get(w, w) for w in text.split())
    return words("numbers")[text] if text in words("numbers") else int(text) if text.isdigit() else text


def spell(found: dict[str, object], caught: Mapping[str, str]) -> None:
    """A time in charge: "after less than seven months" gives months_in_charge 7 with the bound "under"."""
    if "spell" not in caught:
        return
    unit = {"match": "game"}.get(caught["unit"], caught["unit"])
    found[f"{unit}s_in_charge"] = words("numbers").get(caught["spell"]) or int(caught["spell"])
    bound = caught.get("bound", "").strip()
    if bound in ("less than", "fewer than", "under", "nearly", "almost"):
        found["bound"] = "under"
    elif bound in ("more than", "over"):
        found["bound"] = "over"


def oriented(score: str, *, turn: bool) -> str:
    """The score from the team's side: a defeat is told with the winner's goals first."""
    one, two = map(int, re.split(r"[-–]", score))
    return f"{min(one, two)}-{max(one, two)}" if turn else f"{one}-{two}"


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
