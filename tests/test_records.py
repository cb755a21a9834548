from __future__ import annotations

import hotseat
from hotseat.records import STAGES, Kind, Polarity, Span, fingerprint


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
