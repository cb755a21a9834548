"""The weights of P(a) ~ prod_j w_j(a_j), and what follows from them where the sum is exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hotseat.judge.arrays import Floats
from hotseat.judge.dominoes import subsets
from hotseat.judge.dominoes.network import Network
from hotseat.judge.dominoes.plan import Plan
from hotseat.judge.dominoes.subsets import Tables, Values


@dataclass(frozen=True, slots=True)
class Weights:
    """`edge` (E,) of a person's getting a post, `other` (J,) of someone else's, `idle` (N,) of a person's getting nothing."""

    edge: Floats
    other: Floats
    idle: Floats

    def values(self, network: Network, plan: Plan) -> Values:
        """The weights as the sum takes them, with what each post may have outside of the plan."""
        lumped = np.where(plan.lumped, self.edge, 0.0)
        return Values(self.edge, self.other + np.bincount(network.edge_post, lumped, len(network.posts)), self.idle)


@dataclass(frozen=True, slots=True)
class Sum:
    """The exact sum of a plan's assignments: its logarithm, the filled tables, and the chances that follow from them.

    `edge` (E,) and `other` (J,) are chances; at posts that the plan does not cover they are NaN.
    """

    log: float
    tables: Tables
    edge: Floats
    other: Floats


def start(network: Network, plan: Plan) -> Weights:
    """Weights that give the targets exactly where no persons and posts form a circle, and nearly so elsewhere.

    On a tree, a distribution is the product of its local marginals over those of what they share (Wainwright, Jaakkola and
    Willsky 2003): posts and persons share edges, so w(edge) = p p / p over (1 - p) for its absence, that is p (1 - p).
    A person of one post only has no local marginal to divide by: his weight is p, and his getting nothing weighs one.
    """
    p = network.target
    certain = 1e-12  # a person who is certain has nobody beside him, so that his weight only has to be there
    edge = np.where(plan.lumped, p, p * np.maximum(1.0 - p, certain))
    idle = network.idle.copy()
    idle[network.edge_person[plan.lumped]] = 1.0
    return Weights(edge=edge, other=network.target_other.copy(), idle=idle)


def sum_of(network: Network, plan: Plan, weights: Weights) -> Sum:
    """The exact sum over the posts that the plan covers."""
    values = weights.values(network, plan)
    tables = empty_tables(plan)
    edge, shared = np.zeros(len(weights.edge)), np.full(len(values.rest), np.nan)
    log = subsets.forward(plan.steps, values, tables)
    if np.isfinite(log):
        subsets.backward(plan.steps, values, tables, edge, shared)
    unit = np.divide(shared, values.rest, out=np.zeros_like(shared), where=values.rest > 0)
    unit[~plan.covered] = np.nan
    edge = np.where(plan.lumped, weights.edge * unit[network.edge_post], edge)
    edge[~plan.covered[network.edge_post]] = np.nan
    return Sum(log=log, tables=tables, edge=edge, other=weights.other * unit)


def empty_tables(plan: Plan) -> Tables:
    """Tables to be filled."""
    return Tables(np.empty(plan.length), np.ones(len(plan.steps.kind)))
