"""The claim as other programs see it: the JSON of DESIGN section 3, validated by one pydantic model."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from hotseat.records import STAGES, Certainty, Claim, Kind, Polarity, Source, SourceKind, Span, Stage


class WireSource(BaseModel):
    """Who stands behind a statement."""

    model_config = ConfigDict(extra="forbid")
    kind: SourceKind
    name: str | None


class WireClaim(BaseModel):
    """One claim; `start` and `end` are character offsets of the quote in title + newline + text."""

    model_config = ConfigDict(extra="forbid")
    kind: Kind
    person: str | None
    org: str | None
    stage: Stage
    polarity: Polarity
    certainty: Certainty
    source: WireSource
    condition: str | None
    when: str | None
    details: dict[str, Any]
    quote: Annotated[str, Field(min_length=1)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    reader: str

    @model_validator(mode="after")
    def stage_belongs_to_kind(self) -> WireClaim:
        """Refuse a stage that the kind does not have, and a span that is not as long as the quote."""
        if self.stage not in STAGES[self.kind]:
            msg = f"stage {self.stage} is none of {self.kind}: {', '.join(STAGES[self.kind])}"
            raise ValueError(msg)
        if self.end - self.start != len(self.quote):
            msg = "end - start must be the length of the quote"
            raise ValueError(msg)
        return self


class WireItem(BaseModel):
    """The claims of one item: a line of `hotseat read --format jsonl`."""

    model_config = ConfigDict(extra="forbid")
    id: str
    claims: list[WireClaim]


def to_wire(claim: Claim) -> dict[str, Any]:
    """The claim as plain JSON values."""
    return {
        "kind": str(claim.kind),
        "person": claim.person,
        "org": claim.org,
        "stage": str(claim.stage),
        "polarity": str(claim.polarity),
        "certainty": str(claim.certainty),
        "source": {"kind": str(claim.source.kind), "name": claim.source.name},
        "condition": claim.condition,
        "when": claim.when,
        "details": dict(claim.details),
        "quote": claim.quote,
        "start": claim.span.start,
        "end": claim.span.end,
        "reader": claim.reader,
    }


def from_wire(value: object) -> Claim:
    """The claim that the JSON value holds.

    Raises:
        pydantic.ValidationError: the value is not a claim.
    """
    wire = WireClaim.model_validate(value)
    return Claim(
        kind=wire.kind,
        person=wire.person,
        org=wire.org,
        stage=wire.stage,
        polarity=wire.polarity,
        certainty=wire.certainty,
        source=Source(kind=wire.source.kind, name=wire.source.name),
        quote=wire.quote,
        span=Span(start=wire.start, end=wire.end),
        reader=wire.reader,
        condition=wire.condition,
        when=wire.when,
        details=wire.details,
    )


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of `hotseat read --format jsonl`."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **WireItem.model_json_schema()}
