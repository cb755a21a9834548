"""The records that the stages share, and the closed sets that they use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

Member = TypeVar("Member", bound=StrEnum)


class ByValue(dict[str, Member], Generic[Member]):
    """The members of a closed set by their values: to call the set takes six times as long, and a claim has five of them.

    Args:
        members: the closed set; it raises its ValueError for what is none of its values.
    """

    def __init__(self, members: type[Member]) -> None:
        """Take all members."""
        super().__init__((m.value, m) for m in members)
        self._members = members

    def __missing__(self, value: str) -> Member:
        """Refuse it as the set does."""
        return self._members(value)


class Kind(StrEnum):
    """What a claim is about."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    CONTRACT = "contract"
    TENURE = "tenure"
    FACT = "fact"

    @property
    def is_move(self) -> bool:
        """Whether somebody gets or leaves a post."""
        return self in (Kind.ARRIVAL, Kind.DEPARTURE)


class Stage(StrEnum):
    """How far along a claim's event is; `STAGES` orders them for each kind."""

    LINKED = "linked"
    INTEREST = "interest"
    PREFERRED = "preferred"
    TALKS = "talks"
    AGREED = "agreed"
    DONE = "done"
    DOUBT = "doubt"
    EXPECTED = "expected"
    IN_FORCE = "in_force"
    FORMER = "former"
    CURRENT = "current"
    CARETAKER = "caretaker"
    STANDING = "standing"
    FIXTURE = "fixture"
    RESULT = "result"
    HONOUR = "honour"
    RECORD = "record"


STAGES: Mapping[Kind, tuple[Stage, ...]] = {
    Kind.ARRIVAL: (Stage.LINKED, Stage.INTEREST, Stage.PREFERRED, Stage.TALKS, Stage.AGREED, Stage.DONE),
    Kind.DEPARTURE: (Stage.DOUBT, Stage.EXPECTED, Stage.DONE),
    Kind.CONTRACT: (Stage.TALKS, Stage.IN_FORCE),
    Kind.TENURE: (Stage.FORMER, Stage.CURRENT, Stage.CARETAKER),
    Kind.FACT: (Stage.STANDING, Stage.FIXTURE, Stage.RESULT, Stage.HONOUR, Stage.RECORD),
}


class Polarity(StrEnum):
    """Whether the source says that it is so, or that it is not."""

    AFFIRMED = "affirmed"
    DENIED = "denied"

    @property
    def opposite(self) -> Polarity:
        """The other one."""
        return Polarity.DENIED if self is Polarity.AFFIRMED else Polarity.AFFIRMED


class Certainty(StrEnum):
    """How far a source commits itself to the stage as stated (FactBank)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class SourceKind(StrEnum):
    """Who stands behind a statement."""

    OUTLET = "outlet"
    UNNAMED = "unnamed"
    CITED = "cited"
    PERSON = "person"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of an item's text, as character offsets into `Item.body`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One published text: headline and standfirst, post, or whole article; `language` is an ISO 639-1 code."""

    id: str
    title: str
    text: str
    outlet: str | None = None
    url: str | None = None
    published: datetime | None = None
    author: str | None = None
    language: str | None = None
    updated: datetime | None = None

    @property
    def body(self) -> str:
        """The text that spans count in: title, newline, text."""
        return f"{self.title}\n{self.text}"

    @property
    def day(self) -> date | None:
        """The day of publication in UTC."""
        return self.published.date() if self.published else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says it; `name` is None for unnamed sources."""

    kind: SourceKind
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that an item says about a head coach's job."""

    kind: Kind
    person: str | None
    org: str | None
    stage: Stage
    polarity: Polarity
    certainty: Certainty
    source: Source
    quote: str
    span: Span
    reader: str
    condition: str | None = None
    when: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def rank(self) -> int:
        """The stage's place in the order of its kind."""
        return STAGES[self.kind].index(self.stage)

    @property
    def for_a_while(self) -> bool:
        """Whether it makes its person a caretaker."""
        return bool(self.details.get("caretaker"))

    def id_in(self, item: str) -> str:
        """A hash of what makes the claim this claim of this item by this reader."""
        parts = (
            item, self.reader, self.kind, self.person, self.org, self.polarity, self.source.kind, self.source.name,
            self.stage, self.span.start, self.span.end, json.dumps(dict(self.details), sort_keys=True),
        )  # fmt: skip
        return fingerprint(*parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """Who held which post from when to when; an open end is None.

    `start` and `end` are the first possible day where only month or year are known.
    """

    person: str
    org: str
    start: date | None
    end: date | None
    caretaker: bool = False

    def covers(self, day: date) -> bool:
        """Whether the post was held on that day."""
        return self.begun_by(day) and (self.end is None or day <= self.end)

    def begun_by(self, day: date) -> bool:
        """Whether it had begun by then."""
        return self.start is None or self.start <= day

    def ended_before(self, day: date) -> bool:
        """Whether it was over by then."""
        return self.end is not None and self.end < day


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a fetcher remembers of an address: the validators of the last answer, and when to come again.

    Args:
        url: the address, in its canonical form.
        source: the source that led there.
        fetched: the last time.
        etag, modified: the answer's validators, as sent.
        status: the HTTP status; None where there was no answer.
        failures: failed visits in a row.
        due: when the next visit may or should be; None for whenever the source leads there again.
        state: a hash of what the source said of the address.
    """

    url: str
    source: str
    fetched: datetime
    etag: str | None = None
    modified: str | None = None
    status: int | None = None
    failures: int = 0
    due: datetime | None = None
    state: str | None = None


def fingerprint(*parts: object) -> str:
    """A stable 24-digit hash of the parts, told apart from any other split of the same characters."""
    plain = json.dumps([None if p is None else str(p) for p in parts], ensure_ascii=False)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:24]
