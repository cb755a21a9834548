"""The order in which the exact sum takes persons in, so that as few posts as possible are open at a time.

A state of the sum is the set of posts that are already filled. A post needs a bit only between the first and the last person who
decides about it; persons who are options of one post and part of no condition decide nothing and are lumped into that post's rest.
A post is closed after its last person: unfilled, it goes to the rest. A condition's first edge is a bit too, until its second has been
decided. The width (bits open at once) is at most the posts of a component, often far fewer; up to `LARGEST` the sum is exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from hotseat.judge.arrays import Bools, Floats, Ints
from hotseat.judge.dominoes.network import Network

LARGEST = 16
PERSON, POST, EVENT = 0, 1, 2


class Steps(NamedTuple):
    """What the compiled loops go through.

    Step s has `kind[s]` (a person decides, a post closes, an event is forgotten), `ref[s]` (person or post), options `low[s]:high[s]`,
    `bit[s]` (what closes; 0 for a post that nobody decides about) and `size[s]` states; its table starts at `at[s]`. Option o has an
    edge `edge[o]`, the bits `mask[o]` that it sets, and gains `gain_low[o]:gain_high[o]`, each a factor `gain` where the state has
    `gain_bit`.
    """

    kind: Ints
    ref: Ints
    low: Ints
    high: Ints
    bit: Ints
    size: Ints
    at: Ints
    edge: Ints
    mask: Ints
    gain_low: Ints
    gain_high: Ints
    gain_bit: Ints
    gain: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The steps of the sum; which edges (E,) are lumped into their post's rest; which posts (J,) are covered; bits open at once."""

    steps: Steps
    lumped: Bools
    covered: Bools
    width: int

    @property
    def length(self) -> int:
        """States of all tables together."""
        return int(self.steps.at[-1])


@dataclass(slots=True)
class Writing:
    """A plan while it is written."""

    rows: list[tuple[int, int, int, int, int, int]] = field(default_factory=list)
    options: list[tuple[int, int, int, int]] = field(default_factory=list)
    gains: list[tuple[int, float]] = field(default_factory=list)
    slots: dict[tuple[int, int], int] = field(default_factory=dict)
    width: int = 0

    def open(self, key: tuple[int, int]) -> int:
        """The bit of a post or an event, the lowest free one if it has none yet."""
        if key not in self.slots:
            taken = set(self.slots.values())
            self.slots[key] = next(b for b in range(len(taken) + 1) if b not in taken)
            self.width = max(self.width, len(self.slots))
        return 1 << self.slots[key]

    @property
    def states(self) -> int:
        """States over the bits that are open."""
        return 1 << (max(self.slots.values(), default=-1) + 1)

    def close(self, key: tuple[int, int]) -> None:
        """A step that closes a post or forgets an event."""
        size = self.states
        bit = 1 << self.slots.pop(key) if key in self.slots else 0
        self.rows.append((key[0], key[1], 0, 0, bit, size))


def plan_of(network: Network, largest: int = LARGEST) -> Plan:
    """The plan of all components whose width is at most `largest`; the others are not covered."""
    posts_of = deciding(network)
    partners = partners_of(network)
    writing = Writing()
    covered = np.zeros(len(network.posts), dtype=np.bool_)
    for component in components(network, posts_of):
        order = ordered([k for k, posts in posts_of.items() if posts <= component], posts_of, partners, network)
        draft = Writing()
        write(draft, order, component, network, partners)
        if draft.width <= largest:
            write(writing, order, component, network, partners)
            covered[sorted(component)] = True
    return finished(writing, network, posts_of, covered)


def deciding(network: Network) -> dict[int, frozenset[int]]:
    """Person -> posts, for those who connect posts or take part in a condition."""
    found: dict[int, set[int]] = defaultdict(set)
    for j, k in zip(network.edge_post.tolist(), network.edge_person.tolist(), strict=True):
        found[k].add(j)
    in_pair = set(network.edge_person[network.pair_a].tolist()) | set(network.edge_person[network.pair_b].tolist())
    return {k: frozenset(posts) for k, posts in found.items() if len(posts) > 1 or k in in_pair}


def partners_of(network: Network) -> dict[int, list[tuple[int, float]]]:
    """Edge -> the edges that a condition ties it to, with the factor."""
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for a, b, delta in zip(network.pair_a.tolist(), network.pair_b.tolist(), network.pair_delta.tolist(), strict=True):
        found[a].append((b, float(np.exp(delta))))
        found[b].append((a, float(np.exp(delta))))
    return dict(found)


def components(network: Network, posts_of: dict[int, frozenset[int]]) -> list[frozenset[int]]:
    """The posts that hang together, the smallest number first."""
    group = {j: {j} for j in range(len(network.posts))}

    def join(posts: Iterable[int]) -> None:
        merged: set[int] = set().union(*(group[j] for j in posts))
        for j in merged:
            group[j] = merged

    for posts in posts_of.values():
        join(posts)
    for a, b in zip(network.pair_a.tolist(), network.pair_b.tolist(), strict=True):
        join((int(network.edge_post[a]), int(network.edge_post[b])))
    return [frozenset(g) for j, g in group.items() if j == min(g)]


def ordered(
    persons: list[int], posts_of: dict[int, frozenset[int]], partners: dict[int, list[tuple[int, float]]], network: Network
) -> list[int]:
    """Persons in an order that keeps few posts open: always the one after whom the fewest are (greedy minimal frontier)."""
    tied = {k: {int(network.edge_person[b]) for e in edges_of(network, k) for b, _ in partners.get(e, ())} for k in persons}
    left, order, frontier = set(persons), [], set[int]()
    uses: dict[int, int] = defaultdict(int)
    for k in persons:
        for j in posts_of[k]:
            uses[j] += 1

    def cost(k: int) -> tuple[int, int, int]:
        opened = len(frontier | posts_of[k])
        closed = sum(uses[j] == 1 for j in posts_of[k])
        return opened - closed, opened + len(tied[k] & left), k

    while left:
        k = min(left, key=cost)
        left.remove(k)
        order.append(k)
        frontier |= posts_of[k]
        for j in posts_of[k]:
            uses[j] -= 1
            if not uses[j]:
                frontier.discard(j)
    return order


def edges_of(network: Network, person: int) -> list[int]:
    """The edges of a person."""
    return np.flatnonzero(network.edge_person == person).tolist()


def write(
    writing: Writing, order: list[int], component: frozenset[int], network: Network, partners: dict[int, list[tuple[int, float]]]
) -> None:
    """The steps of one component."""
    rank = {k: i for i, k in enumerate(order)}
    person = network.edge_person.tolist()
    last_post: dict[int, int] = {}
    for i, k in enumerate(order):
        for e in edges_of(network, k):
            last_post[int(network.edge_post[e])] = i
    later = {
        e: max(rank[person[b]] for b, _ in tied) for e, tied in partners.items()
        if person[e] in rank and any(rank[person[b]] > rank[person[e]] for b, _ in tied)
    }  # fmt: skip
    for i, k in enumerate(order):
        low = len(writing.options)
        for e in edges_of(network, k):
            mask = writing.open((POST, int(network.edge_post[e])))
            mask |= writing.open((EVENT, e)) if e in later else 0
            start = len(writing.gains)
            for b, gain in partners.get(e, ()):
                if rank[person[b]] < i:
                    writing.gains.append((1 << writing.slots[EVENT, b], gain))
            writing.options.append((e, mask, start, len(writing.gains)))
        writing.rows.append((PERSON, k, low, len(writing.options), 0, writing.states))
        for j in [j for j, at in last_post.items() if at == i]:
            writing.close((POST, j))
        for e in [e for e, at in later.items() if at == i]:
            writing.close((EVENT, e))
    for j in sorted(component - last_post.keys()):
        writing.close((POST, j))


def finished(writing: Writing, network: Network, posts_of: dict[int, frozenset[int]], covered: Bools) -> Plan:
    """The written plan as arrays."""
    rows = np.array(writing.rows, dtype=np.int64).reshape(-1, 6)
    options = np.array(writing.options, dtype=np.int64).reshape(-1, 4)
    size = np.append(rows[:, 5], 1)
    lengths = np.maximum(
        size, np.concatenate(([1], size[:-1]))
    )  # a table holds the states before its step and those that it opens
    kind, ref, low, high, bit = (np.ascontiguousarray(rows[:, i]) for i in range(5))
    steps = Steps(
        kind=kind, ref=ref, low=low, high=high, bit=bit, size=size, at=np.concatenate(([0], np.cumsum(lengths))), edge=np.ascontiguousarray(options[:, 0]),
        mask=np.ascontiguousarray(options[:, 1]), gain_low=np.ascontiguousarray(options[:, 2]),
        gain_high=np.ascontiguousarray(options[:, 3]), gain_bit=np.array([b for b, _ in writing.gains], dtype=np.int64),
        gain=np.array([g for _, g in writing.gains], dtype=np.float64),
    )  # fmt: skip
    lumped = ~np.isin(network.edge_person, list(posts_of))
    return Plan(steps=steps, lumped=lumped, covered=covered, width=writing.width)
