from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotseat.read.details.times import period

DAY = date(2026, 3, 4)  # a Wednesday


@pytest.mark.parametrize(
    ("words", "start", "end", "fuzzy"),
    [
        ("this summer", "2026-06-01", "2026-08-31", True),
        ("next summer", "2027-06-01", "2027-08-31", True),
        ("last summer", "2025-06-01", "2025-08-31", True),
        ("at the end of the season", "2026-05-01", "2026-06-30", True),
        ("until the end of the season", "2026-03-04", "2026-06-30", True),
        ("after the World Cup", "2026-07-20", None, True),
        ("before the World Cup", "2026-03-04", "2026-06-11", False),
        ("within 48 hours", "2026-03-04", "2026-03-06", False),
        ("in the coming days", "2026-03-04", "2026-03-07", True),
        ("next week", "2026-03-09", "2026-03-15", False),
        ("this weekend", "2026-03-07", "2026-03-08", False),
        ("by Friday", "2026-03-04", "2026-03-06", False),
        ("on Monday", "2026-03-02", "2026-03-02", True),
        ("in January", "2027-01-01", "2027-01-31", False),
        ("in June 2028", "2028-06-01", "2028-06-30", False),
        ("in 2029", "2029-01-01", "2029-12-31", False),
        ("next season", "2026-08-01", "2027-06-30", True),
        ("tomorrow", "2026-03-05", "2026-03-05", False),
    ],
)
def test_words_mean_days(words: str, start: str | None, end: str | None, fuzzy: bool) -> None:
    found = period(words, DAY)
    assert found is not None
    assert (str(found.start), str(found.end) if found.end else None, found.fuzzy) == (start, end, fuzzy)


def test_words_that_date_nothing_mean_nothing() -> None:
    assert period("in due course", DAY) is None


@given(
    st.text(max_size=30) | st.sampled_from(["next winter", "by the end of the month", "after the break"]),
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
)
def test_any_words_on_any_day_give_an_ordered_period_or_none(words: str, day: date) -> None:
    found = period(words, day)
    assert found is None or found.start is None or found.end is None or found.start <= found.end
