from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from hotseat.read.order import InOrder, grouped
from hotseat.records import Span


@dataclass(frozen=True, slots=True)
class Thing:
    """Something in a text; `number` tells apart those at the same place."""

    span: Span
    number: int


def span_of(start: int, length: int) -> Span:
    return Span(start=start, end=start + length)


# Few places and long spans, so that many overlap, lie in each other, or begin together; some are empty.
spans = st.builds(span_of, st.integers(0, 30), st.integers(0, 12))
things = st.lists(spans, max_size=25).map(lambda found: [Thing(span, n) for n, span in enumerate(found)])


def scanned(found: list[Thing]) -> list[Thing]:
    return sorted(found, key=lambda t: t.span.start)


@given(things, spans)
def test_bisection_finds_what_a_look_at_all_of_them_finds(found: list[Thing], span: Span) -> None:
    order, every = InOrder(found), scanned(found)
    assert order.inside(span) == [t for t in every if span.start <= t.span.start and t.span.end <= span.end]
    assert order.touching(span) == [t for t in every if t.span.overlaps(span)]
    assert order.beginning(span) == [t for t in every if span.start <= t.span.start < span.end]
    before, after = order.around(span.start)
    assert before == next((t for t in reversed(every) if t.span.start < span.start), None)
    assert after == next((t for t in every if t.span.start >= span.start), None)


@given(things)
def test_what_begins_together_stays_as_it_was_given(found: list[Thing]) -> None:
    order = InOrder(found)
    assert list(order) == scanned(found)
    assert len(order) == len(found)
    assert list(order[1:3]) == scanned(found)[1:3]
    assert {key: list(group) for key, group in grouped(found, key=lambda t: t.number % 3).items()} == {
        key: [t for t in order if t.number % 3 == key] for key in {t.number % 3 for t in found}
    }
