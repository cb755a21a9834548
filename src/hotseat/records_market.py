"""The records of the book on a post: market, belief, outcome, and how claims descend from one another.

An option of a market is a person's name, or one of `STAYS` and `OTHER`; every market has both of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hotseat.records import fingerprint

STAYS = "the incumbent stays"
OTHER = "someone else"


class Opening(StrEnum):
    """What opened a market."""

    EXIT = "exit"
    DOUBT = "doubt"
    HAND = "hand"


class Exit(StrEnum):
    """Why an incumbent leaves."""

    SACKED = "sacked"
    ENDED = "ended"  # resigned, by agreement, or the contract ran out
    POACHED = "poached"  # another post takes him


class Resolution(StrEnum):
    """How a market ended."""

    APPOINTED = "appointed"
    INTERIM = "interim"  # appointed to the season's end: neither a caretaker nor the permanent successor
    STAYED = "stayed"
    LAPSED = "lapsed"  # nobody by the deadline, and the incumbent gone
    VOID = "void"  # the question fell away: post abolished, market opened in error

    @property
    def scored(self) -> bool:
        """Whether beliefs are scored against it."""
        return self in (Resolution.APPOINTED, Resolution.INTERIM, Resolution.STAYED)


class Descent(StrEnum):
    """How a claim came to its item."""

    ROOT = "root"
    CITED = "cited"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """An open or threatened post with its question.

    `vacant` is the moment since when the post is known to be without a permanent holder as the market opens; None while
    the incumbent sits. `evidence` holds the ids of the claims that opened it.
    """

    post: str
    opened: datetime
    deadline: datetime
    incumbent: str | None
    opening: Opening
    rule: str
    vacant: datetime | None = None
    evidence: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """A hash of post, opening and moment."""
        return fingerprint("market", self.post, self.opening, self.opened.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer of a market with its probability and the central 90 % interval of it under the posterior of the weights."""

    name: str
    probability: float
    low: float
    high: float
    prior: float

    @property
    def person(self) -> str | None:
        """The candidate, or None for the two options that every market has."""
        return None if self.name in (STAYS, OTHER) else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one claim adds to one option.

    `delta` is its exact share of the option's log weight; `without` is the option's probability if the claim had not been made;
    `root` is the probability that it is no echo.
    """

    claim: str
    option: str
    source: str
    delta: float
    without: float
    root: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """The distribution over a market's options as of a moment; options are in falling order of probability and sum to one.

    `exits` is the chance that the incumbent goes before the deadline, by cause, before the claims are heard (empty once he is gone).
    """

    market: str
    post: str
    moment: datetime
    options: tuple[Option, ...]
    contributions: tuple[Contribution, ...]
    exits: Mapping[Exit, float] = field(default_factory=dict)
    weights: str = ""

    @property
    def id(self) -> str:
        """A hash of market, moment, weights and the claims that it rests on."""
        claims = sorted({c.claim for c in self.contributions})
        return fingerprint("belief", self.market, self.moment.isoformat(), self.weights, *claims)

    def probability(self, option: str) -> float:
        """The probability of an option; one that is not listed yet has that of *someone else*."""
        found = {o.name: o.probability for o in self.options}
        return found.get(option, found.get(OTHER, 0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a market resolved. `winner` is an option; None where it lapsed or is void."""

    market: str
    resolution: Resolution
    winner: str | None
    moment: datetime
    evidence: tuple[str, ...]
    note: str = ""

    @property
    def id(self) -> str:
        """A hash of what makes it this outcome."""
        return fingerprint("outcome", self.market, self.resolution, self.winner, self.moment.isoformat(), *self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """Where a claim comes from.

    `parent` is the claim that it most likely repeats, where one is held; `origin` the source that it repeats. `probability` is
    that of being an echo at all; `hours` is the delay after the parent, `similarity` of the two texts is in 0..1.
    """

    claim: str
    descent: Descent
    probability: float
    parent: str | None = None
    origin: str | None = None
    hours: float | None = None
    similarity: float | None = None
    circular: bool = False
