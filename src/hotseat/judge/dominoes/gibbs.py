"""Gibbs sampling with swaps, for posts that hang together too widely for the exact sum.

A sweep draws each post anew given the others, and then a quarter as many pairs of posts that share a person: both are emptied
and drawn together, so that a person can go from one to the other in one move, and two can change places.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations
from typing import NamedTuple

import numpy as np

from hotseat.judge.arrays import Bools, Choices, Floats, Ints
from hotseat.judge.dominoes.compiled import compiled
from hotseat.judge.dominoes.network import NOBODY, Network
from hotseat.judge.dominoes.plan import partners_of
from hotseat.judge.dominoes.weights import Weights

LEAST_IDLE, LEAST_OTHER = 1e-6, 1e-12  # so that every state can be reached from every other
BURN_IN = 500  # sweeps
REPEATS = 32  # of the pair between which most can move


class Table(NamedTuple):
    """What a chain moves on.

    Post j has the edges `start[j]:start[j + 1]`; `person` (E,) and `post` (E,) of each edge, `ratio` (E,) its weight over its person's
    getting nothing, `other` (J,) the weight of someone else. Edge e is tied by conditions to `partner[tied[e]:tied[e + 1]]`, with the
    factors `gain`. `active` are the posts that are drawn, `links` (L, 2) the pairs of them that are drawn together.
    """

    start: Ints
    person: Ints
    post: Ints
    ratio: Floats
    other: Floats
    tied: Ints
    partner: Ints
    gain: Floats
    active: Ints
    links: Ints


class Seats(NamedTuple):
    """A state: `choice` (J,) an edge or -1, `holder` (N,) the post that a person has, or -1."""

    choice: Ints
    holder: Ints


class Masses(NamedTuple):
    """Sums of the conditional chances that single draws had, of edges (E,) and of someone else (J,)."""

    edge: Floats
    other: Floats


@compiled
def sweeps(  # noqa: C901, PLR0912, PLR0915 - one loop: passing the tables on to parts of it costs more than half of its time
    table: Table, seats: Seats, masses: Masses, times: int, generator: np.random.Generator, chosen: Choices
) -> None:  # fmt: skip
    """Go on from a state for so many sweeps.

    Args:
        table: posts, edges, weights.
        seats: the state, overwritten.
        masses: added to, unless states are asked for.
        times: how many sweeps.
        generator: the source of randomness.
        chosen: (times, J) takes the state after each sweep; (0, J) if none are wanted.
    """
    start, person, edge_post, ratio, other = table.start, table.person, table.post, table.ratio, table.other
    partner_start, partner, gain, active, links = table.tied, table.partner, table.gain, table.active, table.links
    choice, holder, counting = seats.choice, seats.holder, chosen.shape[0] == 0
    value, at_other = np.zeros(len(person)), np.zeros(len(holder))
    tied = len(partner) > 0
    pairs = (len(active) + 3) // 4 if len(links) > 0 else 0
    for t in range(times):
        for turn in range(len(active) + pairs):
            j, k, both = 0, -1, 1.0
            if turn < len(active):
                j = active[turn]
            else:
                link = int(generator.random() * len(links))
                j, k = links[link, 0], links[link, 1]
                if choice[k] >= 0:
                    holder[person[choice[k]]] = -1
                    choice[k] = -1
            if choice[j] >= 0:
                holder[person[choice[j]]] = -1
                choice[j] = -1
            if k >= 0:  # what k can do, with both posts empty
                both = other[k]
                for e in range(start[k], start[k + 1]):
                    w = ratio[e] if holder[person[e]] < 0 else 0.0
                    if tied:
                        for i in range(partner_start[e], partner_start[e + 1]):
                            if choice[edge_post[partner[i]]] == partner[i]:
                                w *= gain[i]
                    value[e] = w
                    at_other[person[e]] = w
                    both += w
            total = other[j] * both
            for e in range(start[j], start[j + 1]):  # j's options, times all that k can do beside them
                w = ratio[e] if holder[person[e]] < 0 else 0.0
                beside = both
                if k >= 0:
                    beside -= at_other[person[e]]
                if tied:
                    for i in range(partner_start[e], partner_start[e + 1]):
                        if choice[edge_post[partner[i]]] == partner[i]:
                            w *= gain[i]
                        if edge_post[partner[i]] == k:
                            beside += value[partner[i]] * (gain[i] - 1.0)
                value[e] = w * max(beside, 0.0)
                total += value[e]
            if k < 0 and counting:
                masses.other[j] += other[j] / total
                for e in range(start[j], start[j + 1]):
                    masses.edge[e] += value[e] / total
            left = generator.random() * total - other[j] * both
            e = start[j]
            while left >= 0.0 and e < start[j + 1]:
                if value[e] > 0.0:
                    choice[j] = e
                    left -= value[e]
                e += 1
            if choice[j] >= 0:
                holder[person[choice[j]]] = j
            if k < 0:
                continue
            total = other[k]
            for e in range(start[k], start[k + 1]):
                at_other[person[e]] = 0.0
                if holder[person[e]] >= 0:
                    value[e] = 0.0
                if tied:
                    for i in range(partner_start[e], partner_start[e + 1]):
                        if choice[j] == partner[i]:
                            value[e] *= gain[i]
                total += value[e]
            left = generator.random() * total - other[k]
            e = start[k]
            while left >= 0.0 and e < start[k + 1]:
                if value[e] > 0.0:
                    choice[k] = e
                    left -= value[e]
                e += 1
            if choice[k] >= 0:
                holder[person[choice[k]]] = k
        if not counting:
            for j in active:
                chosen[t, j] = choice[j]


class Chain:
    """A Gibbs chain over some posts of a network; its state goes on from call to call.

    Args:
        network: the posts, persons and edges.
        posts: what to draw; the others are left alone and must share no person with these.
        generator: the source of randomness.

    A post without a market, which only its own holder can be at, is not drawn: he stays where he gets nothing else. That is summed
    into the weight of his getting nothing; otherwise he could only move together with his post.
    """

    def __init__(self, network: Network, posts: Ints, generator: np.random.Generator) -> None:
        """Lay the arrays out; nobody has a post yet."""
        self.network, self.generator = network, generator
        edges = len(network.edge_post)
        self.start = np.searchsorted(network.edge_post, np.arange(len(network.posts) + 1)).astype(np.int64)
        partners = partners_of(network)
        self.tied = np.cumsum([0, *(len(partners.get(e, ())) for e in range(edges))]).astype(np.int64)
        flat = [pair for e in range(edges) for pair in partners.get(e, ())]
        self.partner = np.array([b for b, _ in flat], dtype=np.int64)
        self.gain = np.array([g for _, g in flat], dtype=np.float64)
        own = {j: list(network.options(j)) for j in posts.tolist() if network.posts[j].implied}
        self.leaves = {j: e[0] for j, e in own.items() if len(e) == 1 and e[0] not in partners}
        self.active = np.array([j for j in posts.tolist() if j not in self.leaves], dtype=np.int64)
        self.links = linked(network, self.active, partners)
        self.choice = np.full(len(network.posts), NOBODY, dtype=np.int64)
        self.holder = np.full(len(network.persons), NOBODY, dtype=np.int64)

    def settle(self, weights: Weights) -> None:
        """Start from a possible state: someone else wherever he may be, the most likely person elsewhere; then forget it."""
        self.choice[:], self.holder[:] = NOBODY, NOBODY
        for j in self.active.tolist():
            if weights.other[j] > 0:
                continue
            edges = np.arange(self.start[j], self.start[j + 1])
            edge = int(edges[np.argmax(weights.edge[edges])])
            self.choice[j], self.holder[self.network.edge_person[edge]] = edge, j
        self.run(weights, BURN_IN)

    def run(self, weights: Weights, times: int, chosen: Choices | None = None) -> Masses:
        """So many sweeps; the mean of the conditional chances seen (Rao-Blackwell), or the states in `chosen` (times, J)."""
        masses = Masses(np.zeros(len(weights.edge)), np.zeros(len(weights.other)))
        network = self.network
        table = Table(
            start=self.start, person=network.edge_person, post=network.edge_post, other=weights.other, tied=self.tied,
            ratio=self.ratio(weights), partner=self.partner, gain=self.gain, active=self.active, links=self.links,
        )  # fmt: skip
        states = np.empty((0, len(weights.other)), dtype=np.int32) if chosen is None else chosen
        sweeps(table, Seats(self.choice, self.holder), masses, times, self.generator, states)
        found = Masses(masses.edge / max(times, 1), masses.other / max(times, 1))
        for j, stays in self.leaves.items():
            elsewhere = np.flatnonzero((network.edge_person == network.edge_person[stays]) & (network.edge_post != j))
            found.other[j] = min(found.edge[elsewhere].sum(), 1.0)
            found.edge[stays] = 1.0 - found.other[j]
            if chosen is not None:
                gone = (chosen[:, network.edge_post[elsewhere]] == elsewhere).any(axis=1)
                chosen[:, j] = np.where(gone, NOBODY, stays)
        return found

    def ratio(self, weights: Weights) -> Floats:
        """(E,) the weight of each edge over that of its person's getting nothing, at a post without a market that he stays there."""
        person, nothing, leaving = self.network.edge_person, weights.idle.copy(), np.ones(len(weights.idle))
        for j, stays in self.leaves.items():
            nothing[person[stays]] = weights.edge[stays] + weights.other[j] * weights.idle[person[stays]]
            leaving[person[stays]] = weights.other[j]
        found: Floats = weights.edge * leaving[person] / np.maximum(nothing, LEAST_IDLE)[person]
        return found


def linked(network: Network, active: Ints, partners: dict[int, list[tuple[int, float]]]) -> Ints:
    """(L, 2) pairs of posts that share a person or a condition, those more often between which much can move."""
    strength: dict[tuple[int, int], float] = defaultdict(float)
    wanted = np.isin(network.edge_post, active)
    for k in np.unique(network.edge_person[wanted]):
        edges = np.flatnonzero(wanted & (network.edge_person == k)).tolist()
        for a, b in combinations(edges, 2):
            strength[network.edge_post[a], network.edge_post[b]] += min(network.target[a], network.target[b])
    for a, tied in partners.items():
        for b, _ in tied:
            if wanted[a] and network.edge_post[a] < network.edge_post[b]:
                strength[network.edge_post[a], network.edge_post[b]] += min(network.target[a], network.target[b])
    pairs = sorted(strength)
    most = max(strength.values(), default=1.0)
    times = [math.ceil(REPEATS * strength[pair] / most) for pair in pairs]
    return np.repeat(np.array(pairs, dtype=np.int64).reshape(-1, 2), times, axis=0)


def reachable(weights: Weights, active: Ints) -> Weights:
    """Weights under which someone else may get each of the posts, if hardly."""
    other = weights.other.copy()
    other[active] = np.maximum(other[active], LEAST_OTHER)
    return Weights(edge=weights.edge, other=other, idle=weights.idle)


def fitted(chain: Chain, weights: Weights, rounds: int = 30, times: int = 20_000) -> Weights:
    """Weights moved towards the targets by stochastic approximation (Robbins and Monro 1951), the later half averaged.

    Args:
        chain: over the posts that are fitted.
        weights: to start from; those of other posts are kept.
        rounds: of estimating chances and moving.
        times: sweeps of a round.
    """
    network = chain.network
    weights = reachable(weights, chain.active)
    chain.settle(weights)
    own, own_edge = np.isin(np.arange(len(weights.other)), chain.active), np.isin(network.edge_post, chain.active)
    log_edge, log_other = (np.log(np.maximum(w, 1e-300)) for w in (weights.edge, weights.other))
    kept: list[tuple[Floats, Floats]] = []
    for turn in range(rounds):
        found = chain.run(Weights(edge=np.exp(log_edge), other=np.exp(log_other), idle=weights.idle), times)
        step = 1.0 / (1.0 + 0.3 * turn)
        log_edge = log_edge + step * log_ratio(network.target, found.edge, own_edge)
        log_other = log_other + step * log_ratio(network.target_other, found.other, own & (network.target_other > 0))
        if turn >= rounds // 2:
            kept.append((log_edge, log_other))
    edge, other = np.mean([e for e, _ in kept], axis=0), np.mean([o for _, o in kept], axis=0)
    return Weights(
        edge=np.where(own_edge & (network.target > 0), np.exp(edge), weights.edge),
        other=np.where(own, np.exp(other), weights.other), idle=weights.idle,
    )  # fmt: skip


def log_ratio(target: Floats, chance: Floats, wanted: Bools) -> Floats:
    """The logarithm of target over chance, at most a factor of four a round; 0 where nothing is wanted."""
    there = wanted & (target > 0) & (chance > 0)
    ratio = np.divide(target, chance, out=np.ones_like(target), where=there)
    found: Floats = np.log(np.clip(ratio, 0.25, 4.0))
    return found
