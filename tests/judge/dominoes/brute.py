"""The joint distribution by writing out every assignment: the reference for the exact sum."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hotseat.judge.arrays import Floats
from hotseat.judge.dominoes.network import NOBODY, Network
from hotseat.judge.dominoes.weights import Weights


@dataclass(frozen=True)
class Listed:
    choices: list[tuple[int, ...]]
    chance: Floats
    log: float

    def of_edge(self, edge: int) -> float:
        return float(self.chance[[edge in c for c in self.choices]].sum())

    def of_other(self, post: int) -> float:
        return float(self.chance[[c[post] == NOBODY for c in self.choices]].sum())


def assignments(network: Network) -> Iterator[tuple[int, ...]]:
    for choice in itertools.product(*([*network.options(j), NOBODY] for j in range(len(network.posts)))):
        persons = [network.edge_person[e] for e in choice if e != NOBODY]
        if len(set(persons)) == len(persons):
            yield choice


def weight_of(network: Network, weights: Weights, choice: tuple[int, ...]) -> float:
    """Every person counts, with his post or with his getting none; persons of one post only always weigh 1 when idle."""
    value = 1.0
    for j, e in enumerate(choice):
        value *= weights.other[j] if e == NOBODY else weights.edge[e]
    for k in range(len(network.persons)):
        own = np.flatnonzero(network.edge_person == k)
        paired = np.isin(own, np.concatenate((network.pair_a, network.pair_b))).any()
        if (len(own) > 1 or paired) and not set(own.tolist()) & set(choice):
            value *= weights.idle[k]
    for a, b, delta in zip(network.pair_a, network.pair_b, network.pair_delta, strict=True):
        if a in choice and b in choice:
            value *= math.exp(delta)
    return value


def listed(network: Network, weights: Weights) -> Listed:
    choices = list(assignments(network))
    value = np.array([weight_of(network, weights, c) for c in choices])
    return Listed(choices=choices, chance=value / value.sum(), log=math.log(value.sum()))
