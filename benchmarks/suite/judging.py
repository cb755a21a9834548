"""Beliefs, joint samples and seasons beside crowd-kit, plain numpy, and numpy on penaltyblog's grids."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd  # type: ignore[import-untyped]  # no stubs are installed
from tests.judge.dominoes.made import book

from benchmarks import race_speed
from benchmarks.score_judge import Variant, cases_of, learn, traced
from benchmarks.simulated_markets import Simulated, World, draw_sources
from benchmarks.suite.figures import Figure, Scale, in_turn, span
from hotseat.judge.arrays import Choices
from hotseat.judge.baselines import OneCoin, Task, votes_of
from hotseat.judge.dominoes.joint import Joint, joint_of
from hotseat.judge.dominoes.network import NOBODY

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from crowdkit.aggregation import OneCoinDawidSkene

ROUNDS = 50  # of EM, both


def beliefs(scale: Scale) -> list[Figure]:
    """The fit of the judge, and of our own one-coin Dawid-Skene, beside crowd-kit's on the same markets' reports."""
    rng = np.random.default_rng(0)
    drawn = World(rng, draw_sources(rng))
    markets = [drawn.market() for _ in range(scale.of(150, 50))]
    cases = cases_of(traced(markets), Variant("inferred lineage"))
    tasks = [Task(votes_of([r for r in m.reports if r.channel.names]), m.prior) for m in markets]
    rows = [(str(i), teller, vote) for i, task in enumerate(tasks) for teller, vote in task.votes.items()]
    frame = pd.DataFrame(rows, columns=["task", "worker", "label"])

    def crowd_kit() -> None:
        OneCoinDawidSkene(n_iter=ROUNDS, tol=0.0).fit(frame)

    rounds = scale.of(7, 3)
    return [
        span("belief fit, the judge", "crowd-kit, one-coin Dawid-Skene", in_turn(lambda: learn(cases), crowd_kit, rounds),
             f"{len(markets)} markets, {reports(markets)} reports; the judge also weighs lineage, certainty and kind of source"),
        span("belief fit, our one-coin Dawid-Skene", "crowd-kit, one-coin Dawid-Skene",
             in_turn(lambda: OneCoin().fit(tasks, rounds=ROUNDS, tolerance=0.0), crowd_kit, rounds), f"the same model, {ROUNDS} rounds each"),
    ]  # fmt: skip


def reports(markets: list[Simulated]) -> int:
    """How many reports markets hold."""
    return sum(len(market.reports) for market in markets)


def samples(scale: Scale) -> list[Figure]:
    """Draws from the joint distribution over 20 posts, beside numpy that fills one post after the other with whoever is left."""
    joint = joint_of(book(np.random.default_rng(3), 20, 150, 8))
    number = scale.of(1_000_000, 100_000)
    times = in_turn(
        lambda: joint.sample(number, np.random.default_rng(1)),
        lambda: sequential(joint, number, np.random.default_rng(1)),
        scale.of(3, 1),
    )
    note = f"{number:,} samples of 20 posts; filling in order gives another distribution than the fitted one"
    return [span("joint samples", "numpy, post after post", times, note)]


def sequential(joint: Joint, number: int, generator: np.random.Generator) -> Choices:
    """(number, J) assignments: each post in turn draws by its own odds among the people who are left."""
    network = joint.network
    chosen = np.full((number, len(network.posts)), NOBODY, dtype=np.int32)
    free = np.ones((number, len(network.persons)), dtype=np.bool_)
    every = np.arange(number)
    for j in range(len(network.posts)):
        edges = np.flatnonzero(network.edge_post == j)
        persons = network.edge_person[edges]
        weights = np.empty((number, len(edges) + 1))
        weights[:, :-1] = np.where(free[:, persons], joint.edge[edges], 0.0)
        weights[:, -1] = max(float(joint.other[j]), 1e-9)
        bounds = np.cumsum(weights, axis=1)
        picked = (bounds < generator.random(number)[:, None] * bounds[:, -1:]).sum(axis=1)
        named = picked < len(edges)
        chosen[named, j] = edges[picked[named]]
        free[every[named], persons[picked[named]]] = False
    return chosen


def seasons(scale: Scale) -> list[Figure]:
    """Completions of a season, beside numpy on penaltyblog's grids."""
    runs = scale.of(100_000, 10_000)
    ours, theirs, fixtures = race_speed.both(runs)
    times = in_turn(ours, theirs, scale.of(5, 3))
    note = f"{runs:,} completions of {fixtures} fixtures; ours draws strengths anew for each and ranks by the league's rule"
    return [span("season simulation", "numpy on penaltyblog's grids", times, note)]
