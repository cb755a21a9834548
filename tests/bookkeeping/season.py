"""An invented season for replays: posts that fall vacant, two outlets that report on them, one mostly right and one mostly wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hotseat.bookkeeping.questions import Question
from hotseat.records import Certainty, Claim, Item, Kind, Polarity, Source, SourceKind, Span, Stage

FIRST = date(2025, 1, 6)
Read = tuple[Item, list[Claim]]


def claim(
    kind: Kind, person: str, org: str, stage: Stage, *, polarity: Polarity = Polarity.AFFIRMED, source: Source | None = None,
    **details: Any,
) -> Claim:  # fmt: skip
    said = source or Source(kind=SourceKind.OUTLET, name="Harbour Wire")
    return Claim(
        kind=kind, person=person, org=org, stage=stage, polarity=polarity, certainty=Certainty.CERTAIN, source=said, quote=person,
        span=Span(start=0, end=len(person)), reader="made/1", details=details,
    )  # fmt: skip


def item(outlet: str, person: str, moment: datetime) -> Item:
    return Item(
        id=f"{outlet}-{person}-{moment:%Y%m%d%H}",
        title=f"{outlet} {moment:%H%d} {person}",
        text="",
        outlet=outlet,
        published=moment,
    )


def read(outlet: str, day: date, found: Claim, hour: int = 9) -> Read:
    person = found.person or ""
    told = item(outlet, person, datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
    start = told.title.index(person)
    return told, [replace(found, span=Span(start=start, end=start + len(person)))]


def season(markets: int = 14) -> tuple[list[Read], list[Question]]:
    """Each post stands open for five days; Harbour Wire names the winner on the second, Daily Quay another on the third."""
    readings, questions = [], []
    for n in range(markets):
        post, opened = f"Club {n}", FIRST + timedelta(days=9 * n)
        winner, other, gone = f"Winner {n} Right", f"Other {n} Wrong", f"Old {n} Gone"
        readings += [
            read("Harbour Wire", opened, claim(Kind.DEPARTURE, gone, post, Stage.DONE, manner="sacked")),
            read("Harbour Wire", opened + timedelta(days=1), claim(Kind.ARRIVAL, winner, post, Stage.TALKS)),
            read("Daily Quay", opened + timedelta(days=2), claim(
                Kind.ARRIVAL, other, post, Stage.TALKS, source=Source(kind=SourceKind.OUTLET, name="Daily Quay"))),
        ]  # fmt: skip
        questions.append(Question(
            id=f"m{n}", post=post, opened=opened, filled=opened + timedelta(days=5), winner=winner, previous=gone, items=frozenset(),
        ))  # fmt: skip
    return readings, questions
