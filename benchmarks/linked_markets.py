"""A season in which coaches move, with known truth: agents, not the model that is measured on it.

Clubs have a standing, coaches fit clubs more or less. Each week seats are lost; a vacant club approaches coaches who are free or sit at a
lesser club, by fit; one who goes leaves his seat open. After 26 weeks every vacancy is filled. From one start many seasons are played:
their shares are what perfect single markets would say, and each season is one outcome.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hotseat.judge.arrays import Choices, Floats, Ints
from hotseat.judge.dominoes.book import Book, PostOdds
from hotseat.judge.dominoes.compiled import compiled
from hotseat.judge.dominoes.joint import Joint
from hotseat.judge.dominoes.network import NOBODY
from hotseat.records_market import OTHER, STAYS

CLUBS, COACHES, WEEKS, VACANT = 10, 30, 26, 3
LISTED = 0.005  # share from which a coach is an option by name


@compiled
def seasons(  # noqa: C901, PLR0912 - one compiled loop
    standing: Floats, fit: Floats, lost: Floats, generator: np.random.Generator, filled: Ints
) -> None:
    """Play seasons.

    Args:
        standing: (J,) of the clubs; the first coaches sit at them in order, at the first `VACANT` clubs nobody.
        fit: (J, N) of a coach to a club.
        lost: (J,) weekly chance to lose the seat.
        generator: the source of randomness.
        filled: (n, J) takes who is head coach next, the sitting one if he stays.
    """
    clubs, coaches = fit.shape
    for season in range(filled.shape[0]):
        state = np.zeros(clubs, dtype=np.int64)  # 0 seated, 1 vacant, 2 filled anew
        where = np.full(coaches, -1, dtype=np.int64)
        settled = np.zeros(coaches, dtype=np.bool_)
        for j in range(clubs):
            filled[season, j] = j
            if j < VACANT:
                state[j] = 1
                filled[season, j] = -1
            else:
                where[j] = j
        week = 0
        while week < WEEKS or (state == 1).any():
            week += 1
            for j in range(clubs):
                if state[j] == 0 and week <= WEEKS and generator.random() < lost[j]:
                    state[j] = 1
                    where[j] = -1
                    filled[season, j] = -1
                if state[j] != 1 or (week <= WEEKS and generator.random() > 0.25):
                    continue
                total, taken = 0.0, -1
                for k in range(coaches):
                    free = where[k] < 0 or (state[where[k]] == 0 and standing[where[k]] < standing[j] - 0.2)
                    if settled[k] or k == j or not free:
                        continue
                    weight = np.exp(1.6 * fit[j, k])
                    total += weight
                    if generator.random() * total < weight:
                        taken = k
                if taken < 0:
                    continue
                if where[taken] >= 0:
                    state[where[taken]] = 1
                    filled[season, where[taken]] = -1
                where[taken] = j
                settled[taken] = True
                filled[season, j] = taken
                state[j] = 2


@dataclass(frozen=True, slots=True)
class World:
    """A start: the book of its single markets, and outcomes (n, J) as coaches' numbers."""

    book: Book
    outcomes: Ints


def world(generator: np.random.Generator, *, noise: float, outcomes: int, seasons_played: int = 4000) -> World:
    """A start with beliefs that are off the truth by so much (standard deviation of each log odds)."""
    standing = np.sort(generator.normal(size=CLUBS))[generator.permutation(CLUBS)]
    fit = generator.normal(size=COACHES)[None, :] * 0.7 + generator.normal(size=(CLUBS, COACHES))
    lost = generator.beta(1.2, 60, CLUBS)
    filled = np.empty((seasons_played + outcomes, CLUBS), dtype=np.int64)
    seasons(standing, fit, lost, generator, filled)
    posts = tuple(belief(j, filled[:seasons_played, j], generator, noise) for j in range(CLUBS))
    return World(Book(posts=posts), filled[seasons_played:])


def belief(club: int, winners: Ints, generator: np.random.Generator, noise: float) -> PostOdds:
    """A club's single market."""
    shares = np.bincount(winners, minlength=COACHES) / len(winners)
    sits = club >= VACANT
    odds = {f"Coach {k}": float(p) for k, p in enumerate(shares) if p >= LISTED and not (sits and k == club)}
    if sits:
        odds[STAYS] = float(max(shares[club], 1e-3))
    odds[OTHER] = max(1.0 - sum(odds.values()), 1e-3)
    noisy = {name: p * float(np.exp(generator.normal(0, noise))) for name, p in odds.items()}
    total = sum(noisy.values())
    return PostOdds(
        post=f"Club {club}", incumbent=f"Coach {club}" if sits else None, vacant=not sits, weeks=WEEKS,
        options={name: p / total for name, p in noisy.items()},
    )  # fmt: skip


def choice_of(joint: Joint, outcome: Ints) -> Choices:
    """An outcome as edges of the network."""
    edges = [joint.network.edge(f"Coach {k}", f"Club {j}") for j, k in enumerate(outcome.tolist())]
    return np.array([NOBODY if e is None else e for e in edges], dtype=np.int32)


def product_score(joint: Joint, choice: Choices) -> float:
    """The log probability of an outcome under the single markets, each for itself."""
    network = joint.network
    held = choice[choice != NOBODY]
    left = np.flatnonzero(choice == NOBODY)
    return float(np.log(network.asked[held]).sum() + np.log(np.maximum(network.asked_other[left], 1e-12)).sum())
