"""Who was first: the root that named the winner before everybody else, and by how many hours it led."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hotseat.judge.markets import Told, independent
from hotseat.records_market import Descent


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A source that was first on an option.

    `lead` is the hours to the next independent source's word, None where nobody followed; `ahead` the hours to the announcement,
    None where there was none. `cited_by` counts the echoes that name the source.
    """

    source: str
    option: str
    claim: str
    time: float
    lead: float | None
    ahead: float | None
    cited_by: int


def first_credit(told: Sequence[Told], option: str, announced: float | None = None) -> Credit | None:
    """Who first named an option on its own.

    Args:
        told: a market's reports with their descent, in order of time.
        option: the candidate.
        announced: when he was announced, in days; later words earn nothing.
    """
    named = [(r, e) for r, e in told if r.option == option and r.channel.names and (announced is None or r.time < announced)]
    roots = [r for r, e in named if independent(e, r)]
    if not roots:
        return None
    first = roots[0]
    followers = [r for r in roots if r.source != first.source]
    return Credit(
        source=first.source, option=option, claim=first.id, time=first.time,
        lead=24 * (followers[0].time - first.time) if followers else None,
        ahead=24 * (announced - first.time) if announced is not None else None,
        cited_by=sum(e.descent is Descent.CITED and e.origin == first.source and e.parent is not None for _, e in named),
    )  # fmt: skip
