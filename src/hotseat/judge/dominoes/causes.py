"""Why incumbents go: sacked, by agreement or contract end, or taken by another post of the book.

Poaching opens a post only together with the arrival that causes it. An incumbent who gets no post of the book was not poached. One who
gets another, with chance q in all, was either taken out of his seat, or had lost it (chance o before the deadline, from his hazard) and
was hired again, which happens to a share h of those who lose one within half a year. Hiring again accounts for o h; poaching for the
rest of q, and for no less than its own hazard e: P(poached | gets another post) = max(e, q - o h) / (max(e, q - o h) + o h).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hotseat.judge.arrays import Bools, Choices, Floats
from hotseat.judge.dominoes.book import PostOdds
from hotseat.judge.dominoes.joint import Joint
from hotseat.judge.dominoes.network import NOBODY, Network
from hotseat.records_market import Exit

# Of 1,928 spells of 90 days and more that ended in 2019-2024, 9.5 % were followed by another post within 14 days and 13.8 % within the
# half year after (benchmarks/measure_moves). How the rest divides into sackings and agreed ends is not in those data.
REHIRED = 0.153
SACKED = 2 / 3  # of those who go without being poached, where no hazard tells
LOST_A_WEEK = 0.012  # where no hazard tells (the same measurement: coaches of less than half a year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exits:
    """How a seat falls vacant: chances that sum to one with `stays`; `to` says which posts the incumbent goes to, whatever the cause."""

    incumbent: str
    stays: float
    causes: Mapping[Exit, float]
    to: Mapping[str, float]


def exits_of(joint: Joint) -> dict[str, Exits]:
    """Post -> how its incumbent goes, for each post that somebody sits at."""
    network, found = joint.network, {}
    for j, post in enumerate(network.posts):
        if post.holder is None:
            continue
        sitting = int(network.seat[j])  # without a chance to stay or to go anywhere he is no person of the network
        own: list[int] = [] if sitting == NOBODY else np.flatnonzero(network.edge_person == sitting).tolist()
        chance = {int(network.edge_post[e]): float(joint.edge[e]) for e in own}
        stays = chance.pop(j, 0.0)
        taken = sum(chance.values())
        poached = taken * poached_share(network, j)
        out = max(1.0 - stays - poached, 0.0)
        sacked = sacked_share(post)
        found[post.post] = Exits(
            incumbent=post.holder, stays=stays, to={network.posts[k].post: p for k, p in chance.items()},
            causes={Exit.SACKED: out * sacked, Exit.ENDED: out * (1 - sacked), Exit.POACHED: poached},
        )  # fmt: skip
    return found


def out_chance(post: PostOdds) -> float:
    """The chance that a holder goes before the deadline without being poached."""
    told = post.exits.get(Exit.SACKED, 0.0) + post.exits.get(Exit.ENDED, 0.0)
    return told if post.exits else 1.0 - (1.0 - LOST_A_WEEK) ** post.weeks


def poached_share(network: Network, post: int) -> float:
    """The chance that the incumbent who gets another post was taken out of his seat; from a post without a market he always is."""
    odds, person = network.posts[post], network.seat[post]
    if odds.implied or person == NOBODY:
        return 1.0
    away = float(network.target[(network.edge_person == person) & (network.edge_post != post)].sum())
    again = out_chance(odds) * REHIRED
    taken = max(odds.exits.get(Exit.POACHED, 0.0), away - again)
    return taken / (taken + again) if taken + again > 0 else 1.0


def sacked_share(post: PostOdds) -> float:
    """The share of the sacked among those who go without being poached."""
    sacked, ended = post.exits.get(Exit.SACKED, 0.0), post.exits.get(Exit.ENDED, 0.0)
    return sacked / (sacked + ended) if sacked + ended > 0 else SACKED


def destinations(joint: Joint, chosen: Choices) -> Choices:
    """(n, J) the post that the incumbent of each post gets in each assignment, his own if he stays, or `NOBODY`."""
    network = joint.network
    person = np.where(chosen == NOBODY, NOBODY, network.edge_person[chosen])
    place = np.full((len(chosen), len(network.persons) + 1), NOBODY, dtype=np.int32)
    rows = np.arange(len(chosen))
    for k in range(len(network.posts)):
        place[rows, person[:, k]] = k  # NOBODY writes to the last column, which is cleared below
    place[:, -1] = NOBODY
    return place[:, network.seat]


def poached(joint: Joint, going: Choices, generator: np.random.Generator) -> Bools:
    """(n, J) whether the incumbent was taken out of his seat by the post that he goes to, drawn for each assignment."""
    share: Floats = np.array([poached_share(joint.network, j) for j in range(len(joint.network.posts))])
    own = np.arange(len(share))
    found: Bools = (going != NOBODY) & (going != own) & (generator.random(going.shape) < share)
    return found
