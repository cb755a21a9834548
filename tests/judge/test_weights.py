from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest

from hotseat.errors import WeightsError
from hotseat.judge.learning import dated, learn
from hotseat.judge.logit import Case
from hotseat.judge.weights import COLUMNS, SourceEffect, from_json, shipped, tier_columns, untrained


def groups(number: int = 30, source: str = "Harbour Wire") -> list[list[Case]]:
    """Markets in which a source is nearly always right."""
    found = []
    for n in range(number):
        rows = {
            "x": {"talks": 1.0, f"source:{source}": 1.0, "tier:outlet": 1.0},
            "y": {"talks": 1.0, "source:Daily Quay": 1.0},
            "z": {},
        }
        found.append([Case(rows=rows, winner="x" if n % 10 else "y", weight=0.5)] * 2)
    return found


def test_weights_come_back_from_their_json() -> None:
    found = dated(learn(lambda _: groups()).weights, name="t", learned=date(2026, 1, 2), until=date(2025, 12, 31), data="ab")
    again = from_json(json.loads(json.dumps(found.to_json())), "t")
    assert again.to_json() == found.to_json()
    assert again.until == date(2025, 12, 31)


def test_a_source_that_is_right_earns_trust_and_one_that_is_wrong_loses_it() -> None:
    found = learn(lambda _: groups(), taus=(30.0,)).weights
    assert found.sources["Harbour Wire"].mean > 0.2 > -0.2 > found.sources["Daily Quay"].mean
    assert found.sources["Harbour Wire"].n == 30
    assert found.markets == 30


def test_learning_goes_on_from_earlier_weights() -> None:
    first = learn(lambda _: groups(), taus=(30.0,)).weights
    second = learn(lambda _: groups(3, "Sportblad"), first).weights
    assert second.markets == 33
    assert second.sources["Harbour Wire"].mean == pytest.approx(first.sources["Harbour Wire"].mean, abs=0.1)
    assert "Sportblad" in second.sources


def test_the_decay_that_predicts_best_is_chosen() -> None:
    def cases(tau: float) -> list[list[Case]]:
        return [[Case(rows={"x": {"talks": 1.0 if tau == 60 else 0.0}, "y": {}}, winner="x")] for _ in range(25)]

    assert learn(cases, taus=(7.0, 60.0, 120.0)).weights.tau == 60


def test_damaged_weights_are_refused() -> None:
    value = untrained().to_json()
    with pytest.raises(WeightsError, match="hotseat learn"):
        from_json({**value, "mean": {**value["mean"], "horoscope": 1.0}}, "w.json")
    with pytest.raises(WeightsError, match="w.json"):
        from_json({"mean": {}}, "w.json")


def test_draws_are_the_same_each_time_and_have_the_sources_spread() -> None:
    found = untrained()
    known = type(found)(mean=found.mean, covariance=found.covariance, sources={"a": SourceEffect(mean=2.0, sd=0.01, n=50)})
    columns = (*COLUMNS, "source:a", "source:b")
    draws = known.draws(columns, 400)
    assert np.array_equal(draws, known.draws(columns, 400))
    assert draws[:, -2].std() < 0.02
    assert draws[:, -1].std() > 0.3


def test_the_shipped_weights_are_of_this_version() -> None:
    assert set(shipped().values) == set(COLUMNS)
    assert set(tier_columns()) <= set(COLUMNS)
