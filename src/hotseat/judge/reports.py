"""The claim as the judge hears it: which option of which post it speaks for or against, who tells it, and on whose word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hotseat.records import Certainty, Claim, Kind, Polarity, SourceKind, Stage
from hotseat.records_market import STAYS


class Channel(StrEnum):
    """What a report says of its option; the first six are the stages of an arrival."""

    LINKED = "linked"
    INTEREST = "interest"
    PREFERRED = "preferred"
    TALKS = "talks"
    AGREED = "agreed"
    DONE = "done"
    DENIED = "denied"
    DOUBT = "doubt"
    LEAVING = "leaving"
    GONE = "gone"
    KEPT = "kept"
    CARETAKER = "caretaker"
    ELSEWHERE = "elsewhere"

    @property
    def names(self) -> bool:
        """Whether it puts a person forward for the post."""
        return self in NAMING

    @property
    def enters(self) -> bool:
        """Whether it makes its person an option: he is named, denied, or in charge meanwhile."""
        return self in NAMING or self in (Channel.DENIED, Channel.CARETAKER)

    @property
    def sign(self) -> int:
        """+1 where a better source makes the option likelier, -1 where less likely."""
        return 1 if self in BACKING else -1


NAMING = frozenset((Channel.LINKED, Channel.INTEREST, Channel.PREFERRED, Channel.TALKS, Channel.AGREED, Channel.DONE))
BACKING = NAMING | {Channel.KEPT, Channel.CARETAKER}
FACTS = frozenset((Channel.GONE, Channel.CARETAKER, Channel.ELSEWHERE))
EXITS: Mapping[Stage, Channel] = {Stage.DOUBT: Channel.DOUBT, Stage.EXPECTED: Channel.LEAVING, Stage.DONE: Channel.GONE}
COMMITMENT: Mapping[Certainty, float] = {Certainty.POSSIBLE: 0.0, Certainty.PROBABLE: 1.0, Certainty.CERTAIN: 2.0}


class Tier(StrEnum):
    """The sort of source: its members share a mean that a new one starts from."""

    OUTLET = "outlet"
    UNNAMED = "unnamed"
    CITED = "cited"
    PERSON = "person"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One claim about one option of one post.

    `time` is in days (any origin, one for all). `teller` published it; `source` stands behind it: for an outlet's own report
    they are the same, for "according to Marca" the source is Marca and `cites` repeats it. `certainty` counts from 0 upwards.
    `text` is the headline with the claim's words or the item's first, by which copies are known, and `copy_of` the item that the item nearly copies,
    where known. `interim`: the appointment runs to the season's end.
    """

    id: str
    item: str
    time: float
    post: str
    option: str
    channel: Channel
    teller: str
    source: str
    tier: Tier
    cites: str | None = None
    certainty: float = 0.0
    text: str = ""
    copy_of: str | None = None
    interim: bool = False

    @property
    def topic(self) -> tuple[str, str, int]:
        """What an echo has in common with its parent."""
        return self.post, self.option, self.channel.sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The item around a claim: what a report needs of it."""

    item: str
    time: float
    outlet: str
    text: str = ""
    copy_of: str | None = None
    interim_words: tuple[str, ...] = ()


def report_of(claim: Claim, key: str, setting: Setting) -> Report | None:
    """The report that a move claim makes about its own post; None for other claims."""
    channel = channel_of(claim)
    if channel is None or claim.org is None or claim.person is None:
        return None
    source, tier, cites = voice_of(claim, setting.outlet)
    term = (claim.when or claim.quote).casefold()
    return Report(
        id=key, item=setting.item, time=setting.time, post=claim.org, channel=channel, teller=setting.outlet, source=source,
        option=STAYS if claim.kind is Kind.DEPARTURE else claim.person, tier=tier, cites=cites,
        certainty=COMMITMENT[claim.certainty], text=setting.text, copy_of=setting.copy_of,
        interim=any(map(term.__contains__, setting.interim_words)),
    )  # fmt: skip


def channel_of(claim: Claim) -> Channel | None:
    """What the claim says of its option; None where it says nothing about who holds the post next."""
    denied = claim.polarity is Polarity.DENIED
    if claim.kind is Kind.ARRIVAL:
        if claim.for_a_while and not denied:
            return Channel.CARETAKER
        return Channel.DENIED if denied else Channel(claim.stage.value)
    if claim.kind is Kind.TENURE and claim.stage is Stage.CARETAKER and not denied:
        return Channel.CARETAKER
    if claim.kind is Kind.DEPARTURE:
        return Channel.KEPT if denied else EXITS[claim.stage]
    return None


def voice_of(claim: Claim, outlet: str) -> tuple[str, Tier, str | None]:
    """Who stands behind the claim, of which sort, and whom the outlet cites for it."""
    kind, name = claim.source.kind, claim.source.name
    if kind is SourceKind.OUTLET or (name is not None and name == outlet):
        return outlet, Tier.OUTLET, None
    if kind is SourceKind.UNNAMED or name is None:
        return f"unnamed, in {outlet}", Tier.UNNAMED, None
    return name, Tier(kind.value), name
