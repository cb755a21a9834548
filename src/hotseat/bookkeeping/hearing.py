"""Items with their claims -> the reports that the judge hears, under the register's names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files

from hotseat.judge.reports import Channel, Report, Setting, report_of
from hotseat.records import Claim, Item, Kind, Polarity, Stage
from hotseat.register.register import Register

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
FIRM = frozenset((Stage.AGREED, Stage.DONE))


def days(moment: datetime) -> float:
    """A time as the judge counts it: days since 2000."""
    return (moment - EPOCH).total_seconds() / 86400


def moment_of(time: float) -> datetime:
    """The inverse of `days`."""
    return datetime.fromtimestamp(EPOCH.timestamp() + time * 86400, UTC)


@lru_cache(maxsize=1)
def interim_words() -> tuple[str, ...]:
    """Words that say that an appointment runs to the season's end only."""
    table = tomllib.loads(files("hotseat.bookkeeping").joinpath("terms.toml").read_text(encoding="utf-8"))
    return tuple(table["interim"])


@dataclass(frozen=True, slots=True)
class Ear:
    """Turns claims into reports; names are brought to the register's."""

    register: Register

    def hear(
        self, item: Item, claims: Sequence[tuple[str, Claim]], time: datetime, copy_of: str | None = None
    ) -> Iterator[Report]:
        """The reports of one item, and the commitments that its claims make of persons elsewhere.

        Args:
            item: where the claims stand.
            claims: each with its id.
            time: when the item was published, or else recorded.
            copy_of: the item that it nearly copies.
        """
        outlet = self.outlet(item.outlet or item.id)
        text = f"{item.title} {item.text[:400]}"
        setting = Setting(item=item.id, time=days(time), outlet=outlet, text=text, copy_of=copy_of, interim_words=interim_words())
        for key, claim in claims:
            named = self._named(claim)
            report = report_of(named, key, setting)
            if report is not None:
                yield report
                if binds(named) and named.person:
                    yield replace(report, option=named.person, channel=Channel.ELSEWHERE)

    def outlet(self, name: str) -> str:
        """An outlet's usual name."""
        found = self.register.find_outlet(name)
        return found.name if found else name

    def _named(self, claim: Claim) -> Claim:
        person = self.register.find_coach(claim.person) if claim.person else None
        org = self.register.find_org(claim.org) if claim.org else None
        names = (person.name if person else claim.person, org.name if org else claim.org)
        source = claim.source
        if source.name and (name := self.outlet(source.name)) != source.name:
            source = replace(source, name=name)
        if source is claim.source and names == (claim.person, claim.org):
            return claim  # most are called by their usual names already
        return replace(claim, person=names[0], org=names[1], source=source)


def binds(claim: Claim) -> bool:
    """Whether the claim says that its person is, or will be, taken by its post."""
    if claim.kind is Kind.ARRIVAL:
        return claim.polarity is Polarity.AFFIRMED and claim.stage in FIRM and not claim.for_a_while
    return claim.kind is Kind.DEPARTURE and claim.polarity is Polarity.DENIED


def hear_all(readings: Iterable[tuple[Item, Sequence[Claim]]], ear: Ear) -> list[Report]:
    """The reports of read items in order of time; items without a time are passed over, since a replay cannot place them."""
    found: list[Report] = []
    for item, claims in readings:
        if item.published is not None:
            keyed = [(c.id_in(item.id), c) for c in claims]
            found.extend(ear.hear(item, keyed, item.published))
    return sorted(found, key=lambda r: (r.time, r.item, r.id, r.channel))
