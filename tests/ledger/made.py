"""Items and claims for the ledger's tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hotseat.records import Certainty, Claim, Item, Kind, Polarity, Source, SourceKind, Span, Stage

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
ITEM = Item(id="i1", title="Vos sacked", text="", outlet="Harbour Wire", published=NOW - DAY)


def claim(
    reader: str = "r/1",
    stage: Stage = Stage.DONE,
    *,
    person: str = "Marten Vos",
    org: str = "Port Albany",
    quote: str = "Vos sacked",
) -> Claim:
    return Claim(
        kind=Kind.DEPARTURE, person=person, org=org, stage=stage, polarity=Polarity.AFFIRMED, certainty=Certainty.CERTAIN,
        source=Source(kind=SourceKind.OUTLET, name="Harbour Wire"), quote=quote, span=Span(start=0, end=len(quote)),
        reader=reader, details={"manner": "sacked"},
    )  # fmt: skip
