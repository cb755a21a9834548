from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotseat.errors import MarketError
from hotseat.judge.dominoes import subsets
from hotseat.judge.dominoes.compiled import Compiled
from hotseat.judge.dominoes.joint import Event, Joint, joint_of
from hotseat.judge.dominoes.network import NOBODY
from tests.judge.dominoes.brute import listed
from tests.judge.dominoes.made import book

EXACT = 1e-12
seeds = st.integers(0, 2**32 - 1)
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def small(seed: int, *, conditions: int = 2) -> tuple[Joint, np.random.Generator]:
    generator = np.random.default_rng(seed)
    posts, coaches, named = (int(generator.integers(*r)) for r in ((1, 5), (1, 7), (1, 5)))
    return joint_of(book(generator, posts, coaches, named, conditions=conditions)), generator


def twice(joint: Joint, chosen: np.ndarray[Any, np.dtype[np.int32]]) -> bool:
    """Whether anybody has two posts in any row."""
    own = np.where(chosen == NOBODY, -1 - np.arange(chosen.shape[1]), joint.network.edge_person[chosen])
    ranked = np.sort(own, axis=1)
    return bool((ranked[:, 1:] == ranked[:, :-1]).any())


@given(seeds)
@slow
def test_the_exact_sum_is_that_of_brute_force(seed: int) -> None:
    joint, _ = small(seed)
    brute = listed(joint.network, joint.weights)
    assert joint.sum.log == pytest.approx(brute.log, abs=EXACT)
    for e, chance in enumerate(joint.edge):
        assert chance == pytest.approx(brute.of_edge(e), abs=EXACT)
    for j, chance in enumerate(joint.other):
        assert chance == pytest.approx(brute.of_other(j), abs=EXACT)
    for choice, chance in zip(brute.choices, brute.chance, strict=True):
        assert np.exp(joint.log_probability(np.array(choice, dtype=np.int32))) == pytest.approx(chance, abs=EXACT)


@given(seeds)
@slow
def test_a_condition_is_that_of_brute_force(seed: int) -> None:
    joint, generator = small(seed)
    brute = listed(joint.network, joint.weights)
    e = int(generator.integers(len(joint.edge)))
    person, post = joint.network.persons[joint.network.edge_person[e]], joint.network.posts[joint.network.edge_post[e]].post
    event = Event(person=person, post=post, happens=bool(generator.random() < 0.6))
    try:
        conditioned = joint.when([event])
    except MarketError:
        assert (brute.of_edge(e) if event.happens else 1 - brute.of_edge(e)) <= EXACT
        return
    kept = np.array([(e in choice) == event.happens for choice in brute.choices]) * brute.chance
    assert conditioned.log_given == pytest.approx(np.log(kept.sum()), abs=1e-9)
    assert joint.chance_of([event]) == pytest.approx(kept.sum(), abs=EXACT)
    for other, chance in enumerate(conditioned.edge):
        share = kept[[other in choice for choice in brute.choices]].sum() / kept.sum()
        assert chance == pytest.approx(share, abs=EXACT / kept.sum())


@given(seeds)
@settings(slow, max_examples=15)
def test_nobody_has_two_posts_in_any_sample_and_shares_are_the_chances(seed: int) -> None:
    joint, generator = small(seed)
    chosen = joint.sample(20_000, generator)
    assert not twice(joint, chosen)
    for e, chance in enumerate(joint.edge):
        assert (chosen[:, joint.network.edge_post[e]] == e).mean() == pytest.approx(chance, abs=0.025)


def test_samples_follow_the_joint_distribution_as_a_whole() -> None:
    joint = joint_of(book(np.random.default_rng(11), 4, 6, 4, conditions=3))
    brute = listed(joint.network, joint.weights)
    n = 200_000
    worlds, counts = np.unique(joint.sample(n, np.random.default_rng(1)), axis=0, return_counts=True)
    seen = {tuple(w.tolist()): c for w, c in zip(worlds, counts, strict=True)}
    expected = n * brute.chance
    large = expected > 5
    found = np.array([seen.get(c, 0) for c in brute.choices])
    chi = ((found - expected)[large] ** 2 / expected[large]).sum()
    assert chi < large.sum() + 5 * np.sqrt(2 * large.sum())


def test_the_plain_functions_do_what_the_compiled_ones_do(monkeypatch: pytest.MonkeyPatch) -> None:
    made = book(np.random.default_rng(5), 4, 6, 4, conditions=4)
    quick = joint_of(made)
    first = quick.sample(300, np.random.default_rng(2))
    for name, function in vars(subsets).copy().items():
        if isinstance(function, Compiled):
            monkeypatch.setattr(subsets, name, function.__wrapped__)
    monkeypatch.setattr("hotseat.judge.dominoes.joint.draw", subsets.draw)
    slow_joint = joint_of(made)
    assert np.allclose(slow_joint.edge, quick.edge, atol=1e-9)
    assert (slow_joint.sample(300, np.random.default_rng(2)) == first).all()
