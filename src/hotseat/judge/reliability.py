"""How far a source's word has held: Beta-binomial over graded root claims, by kind of post and lead time, and what it was worth.

A source with h hits of n graded words has the posterior Beta(a + h, b + n - h); (a, b) is the prior of its tier, as heavy as `WEIGHT`
words at the share of all its tier's words that held. Its worth is another thing: the log score that its words added, each over
the belief just before it, so that a "done deal" that everybody knows earns nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scipy.special import betaincinv

from hotseat.judge.reports import Channel, Report, Tier
from hotseat.records_market import STAYS

FEW = 8  # graded words below which no share is shown: its 90 % interval would be half of the scale wide
WEIGHT = 4.0
LEVEL = 0.9


class Beat(StrEnum):
    """The kind of post."""

    CLUB = "club"
    NATION = "nation"
    WOMEN = "women"


class Lead(StrEnum):
    """How long before the outcome a word was given."""

    DAY = "under a day"
    WEEK = "a day to a week"
    LONG = "over a week"


def lead_of(days: float) -> Lead:
    """The class of a lead in days."""
    return Lead.DAY if days < 1 else Lead.WEEK if days < 7 else Lead.LONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One root claim held against its market's outcome.

    `channel` says how firm a word it was; `worth` is the nats that it added to the log score of the belief before it, None where no
    belief was at hand.
    """

    claim: str
    source: str
    tier: Tier
    channel: Channel
    beat: Beat
    lead: Lead
    denial: bool
    hit: bool
    worth: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Hits of n with the posterior mean and its central 90 % interval; `few` where n is too small to say."""

    n: int
    hits: int
    mean: float
    low: float
    high: float

    @property
    def few(self) -> bool:
        """Whether there are too few words to show a share."""
        return self.n < FEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmness:
    """A source's words of one sort: its share that held, beside `usual`, the share of every source's words of that sort."""

    channel: Channel
    share: Share
    usual: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCard:
    """A source's record: all its graded words, its denials, by beat, by lead, by sort, and the nats that it added in all."""

    source: str
    overall: Share
    denials: Share
    by_beat: Mapping[Beat, Share]
    by_lead: Mapping[Lead, Share]
    by_channel: Sequence[Firmness]
    worth: float
    worth_each: float


def holds(report: Report, winner: str) -> bool | None:
    """Whether the report came true; None where the outcome does not decide it (doubt is no prediction)."""
    match report.channel:
        case Channel.DENIED:
            return report.option != winner
        case Channel.KEPT:
            return winner == STAYS
        case Channel.LEAVING | Channel.GONE:
            return winner != STAYS
        case Channel.DOUBT | Channel.ELSEWHERE | Channel.LINKED:
            return None
        case _:
            return report.option == winner


def share(hits: int, n: int, usual: float) -> Share:
    """The Beta posterior of a share with the prior at `usual`."""
    a, b = WEIGHT * usual + hits, WEIGHT * (1 - usual) + n - hits
    low, high = betaincinv(a, b, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Share(n=n, hits=hits, mean=a / (a + b), low=float(low), high=float(high))


def usual_share(grades: Iterable[Grade]) -> dict[Tier, float]:
    """The share of each tier's words that held, drawn towards one half by two words."""
    hits: dict[Tier, list[bool]] = defaultdict(list)
    for grade in grades:
        hits[grade.tier].append(grade.hit)
    return {t: (sum(hits[t]) + 1) / (len(hits[t]) + 2) for t in Tier}


def shares(grades: Sequence[Grade]) -> dict[str, Share]:
    """The share of every source that has a graded word."""
    usual = usual_share(grades)
    found: dict[str, list[Grade]] = defaultdict(list)
    for grade in grades:
        found[grade.source].append(grade)
    return {s: share(sum(g.hit for g in own), len(own), usual[own[0].tier]) for s, own in found.items()}


def by_firmness(own: Sequence[Grade], grades: Sequence[Grade]) -> tuple[Firmness, ...]:
    """A source's words by sort, each with the usual share of its sort as prior, in the order of `Channel`."""
    found = []
    for channel in Channel:
        mine = [g.hit for g in own if g.channel is channel]
        if mine:
            every = [g.hit for g in grades if g.channel is channel]
            usual = (sum(every) + 1) / (len(every) + 2)
            found.append(Firmness(channel=channel, share=share(sum(mine), len(mine), usual), usual=usual))
    return tuple(found)


def score_card(source: str, grades: Sequence[Grade]) -> ScoreCard:
    """A source's card.

    Args:
        source: whose.
        grades: those of all sources, for the prior of its tier.
    """
    usual = usual_share(grades)
    own = [g for g in grades if g.source == source]

    def of(chosen: Sequence[Grade]) -> Share:
        tier = own[0].tier if own else Tier.OUTLET
        return share(sum(g.hit for g in chosen), len(chosen), usual[tier])

    worth = [g.worth for g in own if g.worth is not None]
    return ScoreCard(
        source=source, overall=of(own), denials=of([g for g in own if g.denial]),
        by_beat={b: of(found) for b in Beat if (found := [g for g in own if g.beat is b])},
        by_lead={w: of(found) for w in Lead if (found := [g for g in own if g.lead is w])},
        by_channel=by_firmness(own, grades), worth=sum(worth), worth_each=sum(worth) / len(worth) if worth else 0.0,
    )  # fmt: skip
