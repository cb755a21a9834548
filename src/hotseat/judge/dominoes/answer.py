"""All that `hotseat dominoes` answers, put together once for terminal, JSON and picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hotseat.judge.dominoes.book import Book
from hotseat.judge.dominoes.causes import Exits, exits_of
from hotseat.judge.dominoes.chains import Chain, Move, chains_of
from hotseat.judge.dominoes.joint import Event, Joint, Odds, joint_of
from hotseat.judge.dominoes.network import NOBODY
from hotseat.judge.dominoes.weeks import timeline
from hotseat.records_market import STAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The odds given what was asked, beside those without it and those of the single markets.

    `posts`, `before` and `single` are post -> person -> chance, `before` without the condition. With a date, `posts` and `before` are the odds of who holds
    the post then. `vacancy` is the chance that the post is or falls vacant before its deadline. `moves` are moves of those who hold a post, with
    their chances. `slack` and `excess` say how the single markets contradict one another: by post how far its odds had to move (total
    variation), by person how far his odds over all posts exceed one.
    """

    given: tuple[Event, ...]
    given_probability: float
    posts: Odds
    before: Odds
    single: Odds
    incumbents: dict[str, str]
    vacancy: dict[str, float]
    exits: dict[str, Exits]
    chains: tuple[Chain, ...]
    moves: tuple[tuple[Move, float], ...]
    slack: dict[str, float]
    excess: dict[str, float]
    error: float
    sampled: tuple[str, ...]
    notes: tuple[str, ...]
    implied: frozenset[str]


def answer_to(book: Book, events: Sequence[Event] = (), *, weeks: int | None = None, seed: int = 0, chains: int = 10) -> Answer:
    """Answer.

    Args:
        book: the posts.
        events: what is taken as given.
        weeks: for the odds by a date, in so many weeks; None for those at the deadlines.
        seed: of all sampling.
        chains: how many at most.

    Raises:
        MarketError: the book contradicts itself, or the events cannot be.
    """
    before = joint_of(book, seed)
    joint = before.when(events)
    posts, plain = joint.odds(), before.odds()
    if weeks is not None:
        posts = timeline(joint, weeks, np.random.default_rng(seed)).at(weeks)
        plain = timeline(before, weeks, np.random.default_rng(seed)).at(weeks) if events else posts
    network = joint.network
    return Answer(
        given=joint.given, given_probability=float(np.exp(joint.log_given)), posts=posts, before=plain, single=joint.single(),
        incumbents={p.post: p.incumbent for p in network.posts if p.incumbent}, vacancy=vacancies(joint), exits=exits_of(joint),
        chains=chains_of(joint, np.random.default_rng(seed), chains), moves=moves_of(joint), slack=network.slack,
        excess=network.excess, error=joint.error, sampled=tuple(network.posts[j].post for j in joint.sampled),
        notes=network.notes, implied=frozenset(p.post for p in network.posts if p.implied),
    )  # fmt: skip


def vacancies(joint: Joint) -> dict[str, float]:
    """Post -> the chance that it is vacant already or its holder goes."""
    found, odds = {}, joint.odds()
    for post in joint.network.posts:
        stays = odds[post.post].get(post.holder, 0.0) if post.holder else odds[post.post].get(STAYS, 0.0)
        found[post.post] = 1.0 if post.vacant else 1.0 - stays
    return found


def moves_of(joint: Joint) -> tuple[tuple[Move, float], ...]:
    """Every move of a person to a post, with its chance, the likeliest first."""
    network, found = joint.network, []
    for e, (j, k) in enumerate(zip(network.edge_post.tolist(), network.edge_person.tolist(), strict=True)):
        home = int(network.home[k])
        if home == j or network.persons[k] == STAYS:
            continue
        origin = network.posts[home].post if home != NOBODY else None
        found.append((Move(person=network.persons[k], origin=origin, to=network.posts[j].post), float(joint.edge[e])))
    return tuple(sorted(found, key=lambda item: -item[1]))
