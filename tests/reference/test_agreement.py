from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hotseat.reference.agreement import Difference, compare
from hotseat.reference.matches import Match, Score, Status
from hotseat.reference.origins import FOOTBALL_DATASETS, OPENFOOTBALL
from hotseat.reference.results import embedded

ONE = Match(
    competition="es.1", season="2024-25", round="", day=date(2025, 1, 1), home="A", away="B", status=Status.PLAYED,
    score=Score(final=(2, 1), half=(1, 0)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (ONE, []),
        (replace(ONE, score=Score(final=(2, 2), half=(1, 0))), [Difference.SCORE]),
        (replace(ONE, score=Score(final=(2, 1), half=(0, 0))), [Difference.HALF]),
        (replace(ONE, day=date(2025, 1, 2)), [Difference.DAY]),
        (replace(ONE, score=None), [Difference.STATUS]),
        (replace(ONE, home="C"), [Difference.ONLY_FIRST, Difference.ONLY_SECOND]),
    ],
)
def test_every_difference_is_named(other: Match, what: list[Difference]) -> None:
    found = compare([ONE], [other])
    assert [d.what for d in found] == what
    assert all("2025-01-0" in d.words() for d in found)


def test_two_sources_tell_the_same_scores_over_five_seasons() -> None:
    results = embedded()
    for season in ("2021-22", "2022-23", "2023-24", "2024-25", "2025-26"):
        first, second = (results.told(o.name, "es.1", season) for o in (OPENFOOTBALL, FOOTBALL_DATASETS))
        assert len(first) == len(second) == 380
        assert compare(first, second) == []
