"""The joint distribution over all posts of a book: odds, conditions, samples.

P(a) ~ prod_j w_j(a_j) prod_conditions exp(delta) over assignments a in which a person takes at most one post. The incumbent is an option
of his own post, so that taking him away opens it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from hotseat.errors import MarketError
from hotseat.judge.arrays import Choices, Floats, Ints
from hotseat.judge.dominoes.book import Book, checked
from hotseat.judge.dominoes.fitting import fit
from hotseat.judge.dominoes.gibbs import Chain, fitted
from hotseat.judge.dominoes.network import NOBODY, Network, network_of
from hotseat.judge.dominoes.plan import LARGEST, Plan, plan_of
from hotseat.judge.dominoes.subsets import Lumps, draw, forward
from hotseat.judge.dominoes.weights import Sum, Weights, empty_tables, sum_of
from hotseat.records_market import OTHER

SWEEPS = 60_000  # of a Gibbs estimate: a chance of one half is then known to about 0.002
IMPOSSIBLE = 1e-13


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """That a person gets a post, stays at it if it is his own, or (`happens` False) does not."""

    person: str
    post: str
    happens: bool = True

    def __str__(self) -> str:
        """As it is written after `--if`."""
        return f"{self.person}{'=' if self.happens else '!='}{self.post}"


Odds = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """A fitted, perhaps conditioned, joint distribution.

    `edge` (E,) and `other` (J,) are the chances of the options. `error` is their largest distance from the coherent targets after
    fitting. `log_given` is the log probability of `given`. `sampled` are the posts whose chances are Gibbs estimates.
    """

    network: Network
    plan: Plan
    weights: Weights
    sum: Sum
    edge: Floats
    other: Floats
    error: float
    sampled: Ints
    seed: int
    given: tuple[Event, ...] = ()
    log_given: float = 0.0

    def odds(self) -> Odds:
        """Post -> person -> chance, the most likely first; `OTHER` for someone else."""
        return tabled(self.network, self.edge, self.other)

    def single(self) -> Odds:
        """The same for the single markets, as they were before they were made coherent."""
        return tabled(self.network, self.network.asked, self.network.asked_other)

    def when(self, events: Iterable[Event]) -> Joint:
        """The distribution given events, one after the other.

        Raises:
            MarketError: an event is about no option, or cannot be together with those before it.
        """
        joint = self
        for event in events:
            joint = joint.clamped(event)
        return joint

    def clamped(self, event: Event) -> Joint:
        """The distribution given one event more."""
        post, edge = self.option(event)
        chance = float(self.other[post] if edge == NOBODY else self.edge[edge])
        chance = chance if event.happens else 1.0 - chance
        if not chance > IMPOSSIBLE:
            others = " and ".join(str(e) for e in self.given)
            raise MarketError(f"{event}: cannot be{' together with ' + others if others else ''}")
        weights = clamped(self.network, self.weights, post, edge, happens=event.happens)
        total, edges, other = evaluated(self.network, self.plan, weights, self.sampled, self.seed)
        return replace(
            self, weights=weights, sum=total, edge=edges, other=other, given=(*self.given, event),
            log_given=self.log_given + math.log(chance),
        )  # fmt: skip

    def option(self, event: Event) -> tuple[int, int]:
        """The post and the edge (`NOBODY` for someone else) that an event is about.

        Raises:
            MarketError: there is no such option.
        """
        post, edge = self.network.post_index(event.post), self.network.edge(event.person, event.post)
        if post is None:
            raise MarketError(f"{event}: {event.post} is no post of the book")
        if edge is None and event.person != OTHER:
            raise MarketError(f"{event}: {event.person} is no option of {event.post}")
        return post, NOBODY if edge is None else edge

    def chance_of(self, events: Iterable[Event]) -> float:
        """The probability that all these happen, from one exact sum; only where no post is sampled."""
        weights = self.weights
        for event in events:
            weights = clamped(self.network, weights, *self.option(event), happens=event.happens)
        log = forward(self.plan.steps, weights.values(self.network, self.plan), empty_tables(self.plan))
        return math.exp(min(log - self.sum.log, 0.0))

    def sample(self, n: int, generator: np.random.Generator) -> Choices:
        """(n, J) assignments: an edge of each post, or `NOBODY` for someone else. Exact posts independently, others a sweep apart."""
        chosen = np.full((n, len(self.network.posts)), NOBODY, dtype=np.int32)
        if self.sampled.size:
            chain = Chain(self.network, self.sampled, generator)
            chain.settle(self.weights)
            chain.run(self.weights, n, chosen)
        network, plan = self.network, self.plan
        values = self.weights.values(network, plan)
        draw(plan.steps, values, self.sum.tables, lumps(network, plan, self.weights), network.edge_post, generator, chosen)
        return chosen

    def log_probability(self, choice: Choices) -> float:
        """The log probability of an assignment (J,) of edges and `NOBODY`; -inf where a person takes two posts.

        Raises:
            MarketError: a part of the book is sampled, so that its sum is not known.
        """
        if self.sampled.size:
            raise MarketError(f"{self.sampled.size} posts hang together too widely for exact probabilities")
        held = choice[choice != NOBODY]
        persons = self.network.edge_person[held]
        if len(set(persons.tolist())) < len(persons):
            return -math.inf
        free = np.ones(len(self.network.persons), dtype=np.bool_)
        free[persons] = False
        both = np.isin(self.network.pair_a, held) & np.isin(self.network.pair_b, held)
        parts = (self.weights.edge[held], self.weights.other[choice == NOBODY], self.weights.idle[free])
        if any((part <= 0).any() for part in parts):
            return -math.inf
        total = sum(float(np.log(part).sum()) for part in parts)
        return total + float(self.network.pair_delta[both].sum()) - self.sum.log


def joint_of(book: Book, seed: int = 0, largest: int = LARGEST) -> Joint:
    """Fit the joint distribution of a book.

    Args:
        book: posts, holders and conditions; checked here.
        seed: of the Gibbs estimates, where there are any.
        largest: the widest part that is summed exactly.

    Raises:
        MarketError: the book contradicts itself.
    """
    network = network_of(checked(book))
    plan = plan_of(network, largest)
    found = fit(network, plan)
    sampled = np.flatnonzero(~plan.covered).astype(np.int64)
    weights, error = found.weights, found.error
    if sampled.size:
        weights = fitted(Chain(network, sampled, np.random.default_rng(seed)), weights)
    total, edge, other = evaluated(network, plan, weights, sampled, seed)
    if sampled.size:
        error = float(max(np.abs(edge - network.target).max(), np.abs(other - network.target_other).max()))
    return Joint(
        network=network, plan=plan, weights=weights, sum=total, edge=edge, other=other, error=error, sampled=sampled, seed=seed
    )  # fmt: skip


def evaluated(network: Network, plan: Plan, weights: Weights, sampled: Ints, seed: int) -> tuple[Sum, Floats, Floats]:
    """The sum, and the chances of edges and of someone else; estimated where the plan does not reach."""
    total = sum_of(network, plan, weights)
    if not sampled.size:
        return total, total.edge, total.other
    chain = Chain(network, sampled, np.random.default_rng(seed + 1))
    chain.settle(weights)
    found = chain.run(weights, SWEEPS)
    own = np.isin(network.edge_post, sampled)
    return total, np.where(own, found.edge, total.edge), np.where(plan.covered, total.other, found.other)


def clamped(network: Network, weights: Weights, post: int, edge: int, *, happens: bool) -> Weights:
    """Weights under which an option, an edge or `NOBODY`, is chosen for certain, or never."""
    edges, other, idle = weights.edge.copy(), weights.other.copy(), weights.idle.copy()
    if edge == NOBODY:
        if happens:
            edges[network.edge_post == post] = 0.0
        else:
            other[post] = 0.0
    elif happens:
        person = network.edge_person[edge]
        rivals = (network.edge_post == post) | (network.edge_person == person)
        rivals[edge] = False
        edges[rivals], other[post], idle[person] = 0.0, 0.0, 0.0
    else:
        edges[edge] = 0.0
    return Weights(edge=edges, other=other, idle=idle)


def tabled(network: Network, edge: Floats, other: Floats) -> Odds:
    """Arrays of chances as a table of names."""
    table: Odds = {}
    for j, post in enumerate(network.posts):
        odds = {network.persons[network.edge_person[e]]: float(edge[e]) for e in network.options(j)}
        ranked = dict(sorted(odds.items(), key=lambda item: -item[1]))
        table[post.post] = {**ranked, OTHER: float(other[j])}
    return table


def lumps(network: Network, plan: Plan, weights: Weights) -> Lumps:
    """Per post the edges outside of the plan, with the running sums of their weights."""
    edges = np.flatnonzero(plan.lumped).astype(np.int64)
    posts = network.edge_post[edges]
    start = np.searchsorted(posts, np.arange(len(network.posts) + 1)).astype(np.int64)
    sums = np.empty(len(edges))
    for j in range(len(network.posts)):
        sums[start[j] : start[j + 1]] = np.cumsum(weights.edge[edges[start[j] : start[j + 1]]])
    return Lumps(start, edges, sums)
