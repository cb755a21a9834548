from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from hotseat.errors import MarketError
from hotseat.judge.dominoes.book import Book, PostOdds, checked
from hotseat.judge.dominoes.fitting import fit
from hotseat.judge.dominoes.joint import joint_of
from hotseat.judge.dominoes.network import network_of
from hotseat.judge.dominoes.plan import plan_of
from hotseat.judge.dominoes.projection import CAP, project
from hotseat.judge.dominoes.weights import start, sum_of
from hotseat.records_market import OTHER, STAYS, Exit
from tests.judge.dominoes.made import book

seeds = st.integers(0, 2**32 - 1)


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_fitted_odds_are_the_targets_and_the_slack_says_where_these_are_not_the_markets(seed: int) -> None:
    generator = np.random.default_rng(seed)
    posts, coaches, named = (int(generator.integers(*r)) for r in ((1, 8), (1, 20), (1, 7)))
    joint = joint_of(book(generator, posts, coaches, named, conditions=int(generator.integers(3))))
    network = joint.network
    assert joint.error < 1e-4
    assert np.abs(joint.edge - network.target).max() <= joint.error
    total = np.bincount(network.edge_person, joint.edge)
    assert (total <= 1 + 1e-4).all()
    single = joint.single()
    for post, odds in joint.odds().items():
        moved = sum(abs(odds[name] - single[post].get(name, 0.0)) for name in odds) / 2
        assert moved == pytest.approx(network.slack.get(post, 0.0), abs=1e-3)
        assert sum(odds.values()) == pytest.approx(1.0, abs=1e-9)


def test_without_circles_the_first_weights_are_the_solution() -> None:
    posts = (
        PostOdds(post="A", incumbent="Ann", options={STAYS: 0.3, "Bea": 0.4, OTHER: 0.3}),
        PostOdds(post="B", incumbent="Bea", options={STAYS: 0.5, "Cleo": 0.2, OTHER: 0.3}),
        PostOdds(post="C", vacant=True, options={"Cleo": 0.3, "Dora": 0.3, OTHER: 0.4}),
    )
    network = network_of(checked(Book(posts=posts)))
    plan = plan_of(network)
    first = sum_of(network, plan, start(network, plan))
    assert np.allclose(first.edge, network.target, atol=1e-12)
    assert fit(network, plan).rounds == 1


@given(seeds)
@settings(max_examples=50, deadline=None)
def test_the_projection_is_the_nearest_of_the_coherent(seed: int) -> None:
    generator = np.random.default_rng(seed)
    posts, persons = int(generator.integers(2, 5)), int(generator.integers(1, 4))
    pairs = [(j, k) for j in range(posts) for k in range(persons)]
    odds = generator.dirichlet(np.full(persons + 1, 0.8), size=posts).clip(1e-6)
    odds /= odds.sum(axis=1, keepdims=True)
    post, person = (np.array(v, dtype=np.int64) for v in zip(*pairs, strict=True))
    edge, other = odds[:, :-1].ravel(), odds[:, -1]
    found, rest = project(edge, other, post, person, persons)
    total = np.bincount(person, found, persons)
    assert (total <= CAP + 1e-9).all()
    assert np.allclose(np.bincount(post, found, posts) + rest, 1.0)
    if (np.bincount(person, edge, persons) <= CAP).all():
        assert (found == edge).all()

    def distance(values: NDArray[Any], left: NDArray[Any]) -> float:
        return float((values * np.log(values / edge)).sum() + (left * np.log(left / other)).sum())

    for _ in range(20):  # no coherent neighbour is nearer
        near = (found * np.exp(generator.normal(0, 0.05, len(found)))).clip(1e-12)
        near *= np.minimum(1.0, CAP / np.maximum(np.bincount(person, near, persons), 1e-300))[person]
        left = 1 - np.bincount(post, near, posts)
        if (left > 0).all():
            assert distance(near, left) >= distance(found, rest) - 1e-9


def test_one_who_is_promised_twice_gets_half_of_each() -> None:
    posts = tuple(PostOdds(post=name, vacant=True, options={"Ann": 1.0}) for name in "AB")
    joint = joint_of(Book(posts=posts))
    assert joint.odds()["A"]["Ann"] == pytest.approx(0.5, abs=1e-4)
    assert joint.network.excess == {"Ann": pytest.approx(1.0)}
    assert joint.network.slack["A"] == pytest.approx(0.5, abs=1e-4)


def test_a_candidate_who_holds_a_post_without_a_market_leaves_it_open() -> None:
    posts = (PostOdds(post="A", vacant=True, options={"Ann": 0.4, OTHER: 0.6}),)
    joint = joint_of(Book(posts=posts, holders={"Ann": "Z", "Nobody Asked": "Y"}))
    assert joint.odds()["Z"] == {"Ann": pytest.approx(0.6), OTHER: pytest.approx(0.4)}
    assert "Y" not in joint.odds()
    assert joint.network.slack == {}


def test_an_incumbent_without_a_name_is_one_for_each_post() -> None:
    posts = tuple(PostOdds(post=name, options={STAYS: 0.9, "Ann": 0.05, OTHER: 0.05}) for name in "AB")
    joint = joint_of(Book(posts=posts))
    assert joint.network.excess == {}
    assert joint.odds()["B"][STAYS] == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("post", "problem"),
    [
        (PostOdds(post="A", options={"Ann": 0.5, OTHER: 0.4}), "sum to 0.9"),
        (PostOdds(post="A", options={}), "sum to 0"),
        (PostOdds(post="A", options={"Ann": 1.4, OTHER: -0.4}), "probability"),
        (PostOdds(post="A", options={"Ann": float("nan"), OTHER: 1.0}), "probability"),
        (PostOdds(post="A", options={OTHER: 1.0}, exits={Exit.SACKED: 1.2}), "exit"),
        (PostOdds(post="B", options={OTHER: 1.0}), "two open markets"),
        (PostOdds(post="A", incumbent="Bea", options={STAYS: 1.0}), "holds"),
    ],
)
def test_a_book_that_contradicts_itself_is_refused(post: PostOdds, problem: str) -> None:
    other = PostOdds(post="B", incumbent="Bea", options={STAYS: 0.5, OTHER: 0.5})
    with pytest.raises(MarketError, match=problem):
        joint_of(Book(posts=(other, post)))
