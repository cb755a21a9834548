from __future__ import annotations

import numpy as np
import pandas as pd  # type: ignore[import-untyped]  # no stubs are installed
import pytest
from crowdkit.aggregation import OneCoinDawidSkene

from hotseat.judge.baselines import OneCoin, Task, last_report, majority, vote_share, votes_of
from hotseat.records_market import STAYS
from tests.judge.told import told

PRIOR = {"x": 0.3, "y": 0.3, "someone else": 0.4}


def test_votes_are_counted_and_smoothed_by_the_prior() -> None:
    named = [told("a", "x", 1.0), told("b", "x", 2.0), told("c", "y", 3.0)]
    assert vote_share(named, PRIOR, 1.0) == pytest.approx({"x": 2.3 / 4, "y": 1.3 / 4, "someone else": 0.4 / 4})
    assert vote_share([], PRIOR, 1.0) == pytest.approx(PRIOR)


def test_the_last_report_wins_as_far_as_it_is_trusted() -> None:
    named = [told("a", "x", 1.0), told("c", "y", 3.0)]
    assert last_report(named, PRIOR, 0.5) == pytest.approx({"x": 0.15, "y": 0.65, "someone else": 0.2})
    assert last_report([], PRIOR, 0.5) == PRIOR


def test_a_teller_votes_with_its_latest_word() -> None:
    assert votes_of([told("a", "x", 1.0), told("a", "y", 2.0), told("b", STAYS, 1.0)]) == {"a": "y"}
    assert majority(Task({}, PRIOR)) == PRIOR


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_one_coin_agrees_with_crowd_kit() -> None:
    rng = np.random.default_rng(4)
    skill, labels = rng.uniform(0.4, 0.95, 8), ["x", "y", "z"]
    truth = rng.choice(labels, 60)
    rows = [
        (t, w, truth[t] if rng.random() < skill[w] else rng.choice([k for k in labels if k != truth[t]]))
        for t in range(60)
        for w in range(8)
        if rng.random() < 0.7
    ]
    peer = OneCoinDawidSkene(n_iter=60, tol=-1.0).fit(pd.DataFrame(rows, columns=["task", "worker", "label"]))
    assert peer.priors_ is not None
    assert peer.probas_ is not None
    prior = peer.priors_.to_dict()
    tasks = [Task({str(w): str(k) for t, w, k in rows if t == task}, prior) for task in range(60)]
    coin = OneCoin()
    coin.fit(tasks, rounds=2000, tolerance=1e-12)
    assert [coin.skill[str(w)] for w in range(8)] == pytest.approx([peer.skills_[w] for w in range(8)], abs=1e-4)
    for task in (0, 7, 59):
        assert coin.posterior(tasks[task]) == pytest.approx(peer.probas_.loc[task].to_dict(), abs=1e-3)
