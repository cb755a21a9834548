from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hotseat.errors import MarketError
from hotseat.judge.dominoes import gibbs
from hotseat.judge.dominoes.gibbs import Chain
from hotseat.judge.dominoes.joint import Event, joint_of
from hotseat.judge.dominoes.network import NOBODY
from tests.judge.dominoes.made import book
from tests.judge.dominoes.test_subsets import twice


@pytest.mark.parametrize("conditions", [0, 4])
def test_the_chain_has_the_chances_of_the_exact_sum(conditions: int) -> None:
    joint = joint_of(book(np.random.default_rng(8), 5, 9, 4, conditions=conditions))
    chain = Chain(joint.network, np.arange(5), np.random.default_rng(1))
    chain.settle(joint.weights)
    found = chain.run(joint.weights, 60_000)
    assert np.abs(found.edge - joint.edge).max() < 0.02
    assert np.abs(found.other - joint.other).max() < 0.02


def test_what_hangs_together_too_widely_is_fitted_and_sampled_and_says_so() -> None:
    made = book(np.random.default_rng(4), 6, 10, 4, conditions=1)
    exact, sampled = joint_of(made), joint_of(made, largest=1)
    assert sampled.sampled.size > 1
    assert np.abs(sampled.edge - exact.edge).max() < 0.03
    assert sampled.error == pytest.approx(
        max(np.abs(sampled.edge - sampled.network.target).max(), np.abs(sampled.other - sampled.network.target_other).max())
    )
    chosen = sampled.sample(20_000, np.random.default_rng(3))
    assert not twice(sampled, chosen)
    assert np.abs((chosen == NOBODY).mean(axis=0) - exact.other).max() < 0.04
    with pytest.raises(MarketError, match="too widely"):
        sampled.log_probability(chosen[0])
    edge = int(np.argmax(exact.edge))
    network = exact.network
    event = Event(person=network.persons[network.edge_person[edge]], post=network.posts[network.edge_post[edge]].post)
    given, wanted = sampled.when([event]), exact.when([event])
    assert given.edge[edge] == pytest.approx(1.0)
    assert np.abs(given.edge - wanted.edge).max() < 0.05


def test_posts_without_a_market_follow_their_holders() -> None:
    made = book(np.random.default_rng(4), 6, 12, 4)
    made = replace(made, holders={f"Coach {k}": f"Home {k}" for k in range(6, 12)})
    exact, sampled = joint_of(made), joint_of(made, largest=1)
    assert np.abs(sampled.edge - exact.edge).max() < 0.02
    assert np.abs(sampled.other - exact.other).max() < 0.02
    chosen = sampled.sample(20_000, np.random.default_rng(3))
    assert not twice(sampled, chosen)
    assert np.abs((chosen == NOBODY).mean(axis=0) - exact.other).max() < 0.03
    home = next(j for j, p in enumerate(exact.network.posts) if p.implied)
    person = exact.network.persons[exact.network.seat[home]]
    left = Event(person=person, post=exact.network.posts[home].post, happens=False)
    assert np.abs(sampled.when([left]).edge - exact.when([left]).edge).max() < 0.05


def test_the_plain_sweeps_do_what_the_compiled_ones_do(monkeypatch: pytest.MonkeyPatch) -> None:
    joint = joint_of(book(np.random.default_rng(9), 4, 6, 4, conditions=3))

    def states() -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
        chain = Chain(joint.network, np.arange(4), np.random.default_rng(1))
        chosen = np.full((60, 4), NOBODY, dtype=np.int32)
        chain.run(joint.weights, 60, chosen)
        chain.run(joint.weights, 10)
        return chosen

    quick = states()
    monkeypatch.setattr(gibbs, "sweeps", gibbs.sweeps.__wrapped__)
    assert (states() == quick).all()
