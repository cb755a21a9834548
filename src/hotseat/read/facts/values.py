"""What a row of the table caught -> typed details: names under the register's names, numbers as numbers, scores from the team's own side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hotseat.read.details.times import DAYS
from hotseat.read.document import Document
from hotseat.read.facts.rows import Pattern, words
from hotseat.read.lexicon import tables
from hotseat.read.naming.linking import Mention
from hotseat.read.naming.scanning import Sort
from hotseat.read.segments import Segment
from hotseat.records import Span, Stage

MASK = re.compile(r"⟦(?P<sort>[ocp])(?P<index>\d+)⟧")


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


def mask(document: Document, segment: Segment) -> Masked:
    """The segment with clubs, persons and competitions masked."""
    body, low, high = document.body, segment.span.start, segment.span.end
    spots: list[tuple[int, int, str, str]] = []
    for sort, letter in ((Sort.COMPETITION, "c"), (Sort.ORG, "o"), (Sort.PERSON, "p")):
        for mention in document.within(segment.span, sort):
            if is_day(document, mention) or any(mention.span.start < e and s < mention.span.end for s, e, _, _ in spots):
                continue
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


def is_day(document: Document, mention: Mention) -> bool:
    """Whether a club's name is a day of the week and the item nowhere calls the club by another one."""
    name = mention.span.of(document.body).casefold()
    return name in DAYS and all(m.span.of(document.body).casefold() == name for m in document.mentions if m.key == mention.key)


def lowered(text: str) -> str:
    """Lower case, character by character, so that places stay the same."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


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
    if "goalless" in caught:
        found["score"] = "0-0"
    if {"ours", "theirs"} <= caught.keys():
        found["score"] = f"{int(caught['ours'])}-{int(caught['theirs'])}"
    if where := venue_of(row, match, caught):
        found["venue"] = where
    return found if all(n in found for n in row.needs) and len(found) > 0 else None


def venue_of(row: Pattern, match: re.Match[str], caught: Mapping[str, str]) -> str | None:
    """Where a match is by the words of its statement: at home where one hosts, away where one travels."""
    if "home" in caught or re.search(r"\bhome\b", match.group()):
        return "home"
    going = any(word in caught.get("how", "").split() for word in ("at", "away"))
    return "away" if "away" in caught or (going and row.stage in (Stage.RESULT, Stage.FIXTURE)) else None


# Groups of a pattern that are no detail as they stand.
ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
HELPERS = frozenset(
    {"how", "first", "ours", "theirs", "title", "rival_first", "bound", "unit", "spell", "kind", "window", "team", "last", "person", "there",
     "home", "away", "goalless", "top", "bottom_side", "games_after", "points_so_far", "led", "bench", "told"}
)  # fmt: skip


def value_of(name: str, text: str, masked: Masked) -> object | None:
    """A caught text as a detail's value."""
    mark = MASK.match(text)
    if name in HELPERS:
        return None
    if mark:
        return masked.names[mark.group()]
    if name == "competition":
        named: Mapping[str, str] = tables.table("facts")["words"]["competitions"]
        return named.get(text)  # "the league": the team's own, which the check knows
    if name == "day":
        return re.sub(r"^on |[’']s$", "", text)
    if name in ("round", "score", "zone", "scope"):
        return " ".join(masked.names.get(w, w) for w in text.split())
    return number_of(text)


def number_of(text: str) -> int | str:
    """A number or a place as words or digits; other words as they are."""
    for sort in ("numbers", "bottom", "places"):
        if text in words(sort):
            return words(sort)[text]
    return int(re.sub(r"\D", "", text)) if text.isdigit() or ORDINAL.fullmatch(text) else text


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
