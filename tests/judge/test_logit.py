from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from hotseat.judge.logit import Case, design_of, fit, hessian, log_scores, loss_and_gradient, softmax

COLUMNS = ("prior", "a", "b", "c")


def made(seed: int, number: int = 12) -> list[Case]:
    rng = np.random.default_rng(seed)
    cases = []
    for _ in range(number):
        options = [f"o{i}" for i in range(rng.integers(2, 6))]
        rows = {o: dict(zip(COLUMNS, rng.normal(size=4).tolist(), strict=True)) for o in options}
        cases.append(Case(rows=rows, winner=str(rng.choice(options)), weight=float(rng.uniform(0.2, 1))))
    return cases


@given(st.integers(0, 1000))
def test_gradient_and_hessian_are_the_derivatives(seed: int) -> None:
    rng = np.random.default_rng(seed)
    design, theta, mean, precision = design_of(made(seed), COLUMNS), rng.normal(size=4), rng.normal(size=4), np.full(4, 0.7)
    numeric = optimize.approx_fprime(theta, lambda t: loss_and_gradient(t, design, mean, precision)[0])
    assert loss_and_gradient(theta, design, mean, precision)[1] == pytest.approx(numeric, abs=1e-5)
    jacobian = optimize.approx_fprime(theta, lambda t: loss_and_gradient(t, design, mean, precision)[1])
    assert hessian(theta, design, precision) == pytest.approx(jacobian, abs=1e-5)


def test_the_fit_is_where_the_gradient_vanishes_whatever_the_order() -> None:
    cases, mean, sd, pooled = made(3), np.zeros(4), np.ones(4), np.zeros(4, bool)
    found = fit(design_of(cases, COLUMNS), mean, sd, pooled)
    again = fit(design_of(cases[::-1], COLUMNS), mean, sd, pooled)
    assert np.abs(loss_and_gradient(found.mean, design_of(cases, COLUMNS), mean, sd)[1]).max() < 1e-4
    assert found.mean == pytest.approx(again.mean, abs=1e-4)


def test_without_cases_the_prior_comes_back() -> None:
    found = fit(design_of([], COLUMNS), np.arange(4.0), np.full(4, 0.5), np.array([False, False, True, True]), sigma=0.4)
    assert found.mean == pytest.approx(np.arange(4.0))
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx([0.5, 0.5, 0.4, 0.4])
    assert found.sigma == 0.4


def test_what_is_in_doubt_widens_the_posterior_and_moves_nothing() -> None:
    sure = made(5, 40)
    unsure = [replace(c, doubts={o: {"b": 0.25} for o in c.rows}) for c in sure]
    mean, sd, pooled = np.zeros(4), np.ones(4), np.zeros(4, bool)
    before, after = (fit(design_of(cases, COLUMNS), mean, sd, pooled) for cases in (sure, unsure))
    assert after.mean == pytest.approx(before.mean)
    wider = np.diag(after.covariance) / np.diag(before.covariance)
    assert wider[COLUMNS.index("b")] == max(wider) > 1.02
    assert min(wider) >= 1


def test_the_shared_spread_follows_the_data() -> None:
    def sigma(effect: float) -> float:
        rng = np.random.default_rng(1)
        columns = tuple(f"s{i}" for i in range(12))
        true, cases = rng.normal(0, effect, 12), []
        for _ in range(1500):
            chosen = rng.integers(0, 12, 3)
            rows = {f"o{k}": {columns[s]: 1.0} for k, s in enumerate(chosen)}
            p = np.exp(true[chosen])
            cases.append(Case(rows=rows, winner=f"o{rng.choice(3, p=p / p.sum())}"))
        return fit(design_of(cases, columns), np.zeros(12), np.ones(12), np.ones(12, bool)).sigma

    assert sigma(0.1) < 0.35 < sigma(1.2)


def test_softmax_is_within_each_case_and_stands_large_numbers() -> None:
    assert softmax(np.array([1000.0, 1000.0, -5.0]), np.array([0, 2])) == pytest.approx([0.5, 0.5, 1.0])


def test_a_higher_temperature_brings_the_scores_to_those_of_no_opinion() -> None:
    design = design_of([Case(rows={"x": {"a": 3.0}, "y": {}}, winner="y")], COLUMNS)
    theta = np.array([0.0, 1.0, 0.0, 0.0])
    assert log_scores(theta, design)[0] < log_scores(theta, design, 2.0)[0] < np.log(0.5)
