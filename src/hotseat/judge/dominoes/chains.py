"""Chains: a move opens the post that the coach leaves, the next one fills it and opens another, until somebody comes who held none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hotseat.judge.arrays import Choices, Ints
from hotseat.judge.dominoes.causes import destinations
from hotseat.judge.dominoes.joint import Event, Joint
from hotseat.judge.dominoes.network import NOBODY
from hotseat.records_market import OTHER

SAMPLES = 20_000  # a chain of 0.1 % is missed once in half a billion times
LOOKED_AT = 4  # times as many chains as wanted are looked at exactly, since counts only rank them roughly


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A person goes from the post that he holds, if he holds one, to another."""

    person: str
    origin: str | None
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Moves, each but the first into the post that the one before left, and the probability that all of them happen."""

    moves: tuple[Move, ...]
    probability: float


def chains_of(joint: Joint, generator: np.random.Generator, most: int = 10, samples: int = SAMPLES) -> tuple[Chain, ...]:
    """The most likely chains of two moves or more, the likeliest first.

    They are found by sampling; their probabilities are exact where no part of the book is sampled, else the samples' shares.
    """
    chosen = joint.sample(samples, generator)
    going = destinations(joint, chosen)
    own = np.arange(chosen.shape[1])
    some = ((going != NOBODY) & (going != own)).any(axis=1)
    worlds, times = np.unique(chosen[some], axis=0, return_counts=True)
    counts: Counter[tuple[tuple[int, int], ...]] = Counter()
    for world, moved, n in zip(worlds, destinations(joint, worlds), times.tolist(), strict=True):
        for chain in chains_in(world, moved):
            counts[chain] += n
    found = []
    for fills, n in counts.most_common(LOOKED_AT * most):
        moves = tuple(move_of(joint, post, edge) for post, edge in fills)
        exact = None if joint.sampled.size else joint.chance_of(Event(person=m.person, post=m.to) for m in moves)
        found.append(Chain(moves=moves, probability=n / samples if exact is None else exact))
    return tuple(sorted(found, key=lambda c: -c.probability)[:most])


def chains_in(world: Choices, going: Choices) -> Iterator[tuple[tuple[int, int], ...]]:
    """The chains of one assignment, each as (post, edge) in order; one that closes on itself starts at its first post."""
    opens: Ints = np.full(len(world), NOBODY, dtype=np.int64)  # the post that the newcomer of each post leaves
    for home, post in enumerate(going.tolist()):
        if post not in (NOBODY, home):
            opens[post] = home
    left = set(np.flatnonzero(opens != NOBODY).tolist())
    caused = set(opens.tolist())
    for first in sorted(left, key=lambda j: (j in caused, j)):  # chains with a beginning first, then circles
        if first not in left:
            continue
        chain, post = [], first
        while True:
            chain.append((post, int(world[post])))
            left.discard(post)
            post = int(opens[post])
            if post in (NOBODY, first):
                break
        yield tuple(chain)


def move_of(joint: Joint, post: int, edge: int) -> Move:
    """The move that fills a post."""
    network = joint.network
    if edge == NOBODY:
        return Move(person=OTHER, origin=None, to=network.posts[post].post)
    person = int(network.edge_person[edge])
    home = int(network.home[person])
    origin = network.posts[home].post if home not in (NOBODY, post) else None
    return Move(person=network.persons[person], origin=origin, to=network.posts[post].post)
