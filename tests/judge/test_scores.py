from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotseat.judge.scores import Look, bootstrap, brier, error_by_chance, log_loss, rank, score
from hotseat.records_market import OTHER


def look(p: float, *, won: bool = True, market: str = "m", weight: float = 1.0) -> Look:
    return Look(market=market, odds={"x": p, "y": 1 - p}, winner="x" if won else "y", weight=weight)


def test_the_scores_of_known_looks() -> None:
    assert log_loss(look(0.5)) == pytest.approx(np.log(2))
    assert brier(look(0.8)) == pytest.approx(0.08)
    assert brier(Look(market="m", odds={"x": 1.0}, winner="z", weight=1.0)) == pytest.approx(2.0)
    assert [rank(look(p)) for p in (0.9, 0.5, 0.1)] == [1.0, 0.5, 0.0]
    assert rank(Look(market="m", odds={"x": 1.0}, winner="x", weight=1.0)) == 1.0


def test_a_lost_certainty_is_bounded() -> None:
    assert log_loss(look(0.0)) == pytest.approx(-np.log(1e-3))


@given(st.lists(st.tuples(st.sampled_from([0.05, 0.15, 0.35, 0.55, 0.75, 0.95]), st.booleans()), min_size=1, max_size=30))
def test_brier_is_reliability_minus_resolution_plus_uncertainty(rows: list[tuple[float, bool]]) -> None:
    found = score([look(p, won=won) for p, won in rows])
    assert found.reliability - found.resolution + found.uncertainty == pytest.approx(found.brier)


def test_calibrated_forecasts_have_no_calibration_error_and_bold_ones_have() -> None:
    fair = [look(0.75, won=i % 4 != 0) for i in range(40)]
    bold = [look(0.95, won=i % 2 == 0) for i in range(40)]
    assert score(fair).ece == pytest.approx(0)
    assert score(bold).ece == pytest.approx(0.45)
    assert sum(b.n for b in score(bold).bins) == 40


def test_few_markets_show_a_calibration_error_by_chance_and_many_hardly_any() -> None:
    few = [look(0.75, market=f"m{i}") for i in range(8)]
    many = [look(0.75, market=f"m{i}") for i in range(2000)]
    mean, high = error_by_chance(few, np.random.default_rng(0))
    assert 0.08 < mean < 0.2 < high < 0.4
    assert error_by_chance(many, np.random.default_rng(0))[1] < 0.03
    sure = [
        Look(market="m", odds={OTHER: 1.0}, winner=OTHER, weight=1),
        Look(market="m", odds={"x": 1.0, OTHER: 0.0}, winner="x", weight=1),
    ]
    assert error_by_chance(sure, np.random.default_rng(0)) == (0, 0)


def test_markets_weigh_alike_in_the_bootstrap_and_a_better_method_has_an_interval_above_zero() -> None:
    ours = [look(0.8, market=f"m{i}", weight=0.5) for i in range(30) for _ in range(2)]
    theirs = [look(0.4 + 0.01 * (i % 5), market=f"m{i}") for i in range(30)]
    low, high = bootstrap(ours, theirs, np.random.default_rng(0))
    assert 0 < low < high
    assert bootstrap(ours, ours, np.random.default_rng(0)) == (0, 0)


def test_nothing_to_score_is_said() -> None:
    with pytest.raises(ValueError, match="no looks"):
        score([])
