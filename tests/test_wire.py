from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hotseat.records import STAGES, Certainty, Claim, Kind, Polarity, Source, SourceKind, Span
from hotseat.wire import from_wire, schema, to_wire

names = st.none() | st.text(min_size=1, max_size=20)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    kind = draw(st.sampled_from(list(Kind)))
    quote = draw(st.text(min_size=1, max_size=30))
    start = draw(st.integers(0, 1000))
    return Claim(
        kind=kind, person=draw(names), org=draw(names), stage=draw(st.sampled_from(STAGES[kind])),
        polarity=draw(st.sampled_from(list(Polarity))), certainty=draw(st.sampled_from(list(Certainty))),
        source=Source(kind=draw(st.sampled_from(list(SourceKind))), name=draw(names)), quote=quote,
        span=Span(start=start, end=start + len(quote)), reader="r", condition=draw(names), when=draw(names),
        details=draw(st.dictionaries(st.text(max_size=5), st.integers() | st.booleans(), max_size=2)),
    )  # fmt: skip


@given(claims())
def test_a_claim_survives_the_wire(claim: Claim) -> None:
    assert from_wire(to_wire(claim)) == claim


def wire(**changes: Any) -> dict[str, Any]:
    span = Span(start=0, end=4)
    source = Source(kind=SourceKind.OUTLET, name="x")
    claim = Claim(
        kind=Kind.ARRIVAL, person="A", org="B", stage=STAGES[Kind.ARRIVAL][0], polarity=Polarity.AFFIRMED,
        certainty=Certainty.CERTAIN, source=source, quote="four", span=span, reader="r",
    )  # fmt: skip
    return {**to_wire(claim), **changes}


@pytest.mark.parametrize("changes", [{"stage": "doubt"}, {"end": 9}, {"kind": "rumour"}, {"unknown": 1}, {"quote": ""}])
def test_what_is_no_claim_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        from_wire(wire(**changes))


def test_the_schema_names_every_kind() -> None:
    assert set(schema()["$defs"]["Kind"]["enum"]) == {k.value for k in Kind}
