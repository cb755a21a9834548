"""The odds by date: a forward simulation, week by week, of how each sampled assignment comes about.

Who ends up where is drawn from the joint distribution, so that by the deadlines the odds are its own. When is drawn forward: seats
fall vacant by their weekly hazard; a vacant post appoints with a weekly chance, once its man is free or can be taken; whom it takes leaves
a seat vacant that same week; a new holder may lose the post again, and a second search begins. A chance q a week, known to strike within m weeks,
strikes in the next one with q / (1 - (1 - q)^m).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hotseat.judge.arrays import Bools, Choices, Floats
from hotseat.judge.dominoes.causes import LOST_A_WEEK, destinations, out_chance, poached
from hotseat.judge.dominoes.joint import Joint, Odds
from hotseat.judge.dominoes.network import NOBODY
from hotseat.records_market import OTHER

VACANT = "nobody yet"
# Measured on spells of 90 days and more in 20 leagues (benchmarks/measure_moves): a post is without a permanent coach for 17.5 days in
# the mean, and a coach of less than half a year loses it with 1.2 % a week.
APPOINTED_A_WEEK = 0.29
WORLDS = 20_000
LONGEST = 520  # weeks
SEATED, OPEN, FILLED, OPEN_AGAIN, FILLED_AGAIN = range(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The odds of who holds each post after each week; `weeks[0]` is today. `VACANT` is an option here."""

    weeks: tuple[Odds, ...]

    def at(self, week: int) -> Odds:
        """After so many weeks, at most as many as were simulated."""
        return self.weeks[min(max(week, 0), len(self.weeks) - 1)]


@dataclass(slots=True)
class Worlds:
    """n simulated worlds over J posts, all arrays (n, J) unless said.

    `chosen` is who comes, `home` the post that he leaves for it, `goes` whether the incumbent goes, `taken` whether another post takes him out of
    his seat. `deadline` (J,) is in weeks, `hazard` (J,) the weekly chance of going otherwise.
    """

    chosen: Choices
    home: Choices
    goes: Bools
    taken: Bools
    waits: Bools
    deadline: Floats
    hazard: Floats
    state: np.ndarray[tuple[int, int], np.dtype[np.int8]]
    generator: np.random.Generator

    def strikes(self, where: Bools, chance: Floats | float) -> Bools:
        """Which of the places are struck this week."""
        found: Bools = where & (self.generator.random(where.shape) < chance)
        return found

    def week(self, number: int) -> None:
        """Exits, appointments and second exits of one week."""
        left = np.maximum(self.deadline - number + 1, 1.0)
        self.state[self.strikes((self.state == FILLED) | (self.state == FILLED_AGAIN), LOST_A_WEEK)] = OPEN_AGAIN
        self.state[self.strikes((self.state == SEATED) & self.goes & ~self.taken, within(self.hazard, left))] = OPEN
        late = (self.deadline < number)[None, :]
        self.state[self.strikes((self.state == SEATED) & ~self.goes & late, self.hazard)] = OPEN_AGAIN
        self.appoint(left)
        while (number >= self.deadline).any() and self.appoint(left, only=number >= self.deadline):
            pass  # at a deadline the rest of a chain falls in one week
        again = self.strikes(self.state == OPEN_AGAIN, APPOINTED_A_WEEK)
        self.state[again] = FILLED_AGAIN

    def appoint(self, left: Floats, only: Bools | None = None) -> bool:
        """Fill vacant posts whose man can come; whether any was."""
        free = ~self.waits | (np.take_along_axis(self.state, np.maximum(self.home, 0), axis=1) != SEATED)
        where = (self.state == OPEN) & free
        if only is not None:
            where &= only[None, :]
        filled = self.strikes(where, within(np.full(len(left), APPOINTED_A_WEEK), left))
        self.state[filled] = FILLED
        rows, posts = np.nonzero(filled & (self.home != NOBODY))
        homes = self.home[rows, posts]
        seated = self.state[rows, homes] == SEATED
        self.state[rows[seated], homes[seated]] = OPEN
        return bool(filled.any())


def within(chance: Floats, weeks: Floats) -> Floats:
    """The chance in the next week of what strikes with `chance` a week and is known to strike within so many weeks."""
    bounded = np.clip(chance, 1e-9, 1.0)
    found: Floats = np.where(weeks <= 1.0, 1.0, bounded / (1.0 - (1.0 - bounded) ** weeks))
    return found


def timeline(joint: Joint, weeks: int, generator: np.random.Generator, worlds: int = WORLDS) -> Timeline:
    """Simulate so many weeks from today.

    Args:
        joint: the fitted distribution, perhaps conditioned.
        weeks: how many, at most `LONGEST`.
        generator: the source of randomness.
        worlds: how many assignments are followed; a chance of one half is known to 0.0035 with the usual 20,000.
    """
    simulated = begun(joint, generator, worlds)
    found = [holders(joint, simulated)]
    for number in range(1, min(weeks, LONGEST) + 1):
        simulated.week(number)
        found.append(holders(joint, simulated))
    return Timeline(weeks=tuple(found))


def begun(joint: Joint, generator: np.random.Generator, worlds: int) -> Worlds:
    """The worlds as of today."""
    network = joint.network
    chosen = joint.sample(worlds, generator)
    going = destinations(joint, chosen)
    sits = np.array([p.holder is not None for p in network.posts])
    taken = poached(joint, going, generator)
    home = np.where(chosen == NOBODY, NOBODY, network.home[network.edge_person[chosen]]).astype(np.int32)
    own = np.arange(len(network.posts), dtype=np.int32)
    home[home == own] = NOBODY
    goes = sits & (going != own)
    waits = (home != NOBODY) & ~np.take_along_axis(taken, np.maximum(home, 0), axis=1)
    deadline = np.array([max(p.weeks, 1) for p in network.posts], dtype=np.float64)
    out = np.clip([out_chance(p) for p in network.posts], 1e-6, 0.999)
    state = np.where(sits, SEATED, OPEN).astype(np.int8)[None, :].repeat(worlds, axis=0)
    return Worlds(
        chosen=chosen, home=home, goes=goes, taken=taken, waits=waits, deadline=deadline, state=state,
        hazard=1.0 - (1.0 - out) ** (1.0 / deadline), generator=generator,
    )  # fmt: skip


def holders(joint: Joint, worlds: Worlds) -> Odds:
    """Who holds each post in what share of the worlds."""
    network, n, odds = joint.network, len(worlds.state), Odds()
    for j, post in enumerate(network.posts):
        state, chosen = worlds.state[:, j], worlds.chosen[:, j]
        found: dict[str, float] = {}
        edges, counts = np.unique(chosen[state == FILLED], return_counts=True)
        for e, count in zip(edges.tolist(), counts.tolist(), strict=True):
            found[OTHER if e == NOBODY else network.persons[network.edge_person[e]]] = count / n
        if post.holder:
            found[post.holder] = found.get(post.holder, 0.0) + float((state == SEATED).mean())
        found[OTHER] = found.get(OTHER, 0.0) + float((state == FILLED_AGAIN).mean())
        ranked = dict(sorted(((k, v) for k, v in found.items() if k != OTHER and v > 0), key=lambda item: -item[1]))
        vacant = float(((state == OPEN) | (state == OPEN_AGAIN)).mean())
        odds[post.post] = {**ranked, OTHER: found[OTHER], VACANT: vacant}
    return odds
