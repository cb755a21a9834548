from __future__ import annotations

import pytest

import hotseat
from hotseat.records import STAGES, ByValue, Certainty, Kind, Polarity, SourceKind, Span, Stage, fingerprint


def test_every_public_name_is_there() -> None:
    assert [name for name in hotseat.__all__ if not hasattr(hotseat, name)] == []


def test_every_kind_has_stages() -> None:
    assert set(STAGES) == set(Kind)


def test_the_opposite_of_the_opposite_is_the_polarity_itself() -> None:
    assert [p.opposite.opposite for p in Polarity] == list(Polarity)


def test_spans_that_touch_do_not_overlap() -> None:
    assert not Span(start=0, end=3).overlaps(Span(start=3, end=5))
    assert Span(start=0, end=4).overlaps(Span(start=3, end=5))


def test_a_fingerprint_tells_parts_apart() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert fingerprint(None) != fingerprint("None")


@pytest.mark.parametrize("members", [Kind, Stage, Polarity, Certainty, SourceKind])
def test_a_table_by_value_gives_what_the_closed_set_gives_and_refuses_what_it_refuses(members: type[Kind]) -> None:
    table = ByValue(members)
    assert [table[m.value] for m in members] == list(members)
    with pytest.raises(ValueError, match="'hearsay' is not a valid"):
        table["hearsay"]
    assert "hearsay" not in table
