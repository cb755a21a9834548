"""Markets with known truth: who says what of whom, who repeats whom, and who gets the post.

The recipe: 40 sources in three tiers (20, 40, 40 %) with hit rates Beta(14, 6), Beta(7, 9), Beta(3, 12), own-report rates 0.10, 0.15,
0.12 and echo rates 0.03, 0.10, 0.30, each times Gamma(4, 0.25). A market has 8 candidates with standard normal prominences and
*someone else* at 0.3; the prior is their softmax and the winner is drawn from it. A reporting source names the winner with its hit
rate (never an unlisted one), else another candidate by prominence, with certainty round N(2.4 if right, else 1.7; 1) in 0..4. Each
report is echoed by every other source Poisson(echo rate) times after an exponential delay of 0.05 of the period, its certainty
shifted by -1..1; 70 % of the echoes cite it, the rest look like own reports.

The harder recipe adds: denials (an own report is, one time in six, a denial: of the winner with a chance of one minus the hit rate over
two, else of somebody else), decoys (in a fifth of the markets one wrong candidate is pushed: wrong reports name him half of the
time) and leaks (in a fifth the winner leaks: hit rates go up half of their way to one).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotseat.judge.reports import Channel, Report, Tier
from hotseat.records_market import OTHER, STAYS

Floats = npt.NDArray[np.float64]
PERIOD = 20.0  # days; the recipe counts in parts of the period, and the judge in days
CANDIDATES = tuple(f"c{i}" for i in range(8))
HITS, OWN, ECHO, SHARES = ((14, 6), (7, 9), (3, 12)), (0.10, 0.15, 0.12), (0.03, 0.10, 0.30), (8, 16, 16)


@dataclass(frozen=True, slots=True)
class Sources:
    """Forty sources: tier, chance to be right, own reports a market, echoes a report."""

    tier: npt.NDArray[np.int64]
    hit: Floats
    own: Floats
    echo: Floats


@dataclass(frozen=True, slots=True)
class Simulated:
    """A market: its prior over the candidates and *someone else*, winner, reports in order of time, and each report's true root."""

    prior: dict[str, float]
    winner: str
    reports: tuple[Report, ...]
    root: dict[str, str | None]


def draw_sources(rng: np.random.Generator) -> Sources:
    """The sources of one world."""
    tier = np.repeat(np.arange(3), SHARES)
    hit = np.array([rng.beta(*HITS[t]) for t in tier])
    own = np.array([OWN[t] * rng.gamma(4, 0.25) for t in tier])
    echo = np.array([ECHO[t] * rng.gamma(4, 0.25) for t in tier])
    return Sources(tier=tier, hit=hit, own=own, echo=echo)


@dataclass(slots=True)
class World:
    """Draws markets one after the other; their times follow each other, so that a stream of all is in order."""

    rng: np.random.Generator
    sources: Sources
    hard: bool = False
    number: int = 0

    def market(self) -> Simulated:
        """The next market."""
        rng, self.number = self.rng, self.number + 1
        prominence = np.append(rng.normal(size=8), 0.3)
        prior = np.exp(prominence) / np.exp(prominence).sum()
        winner = int(rng.choice(9, p=prior))
        leak, decoy = self.hard and rng.random() < 0.2, self._decoy(winner)
        reports: list[Report] = []
        root: dict[str, str | None] = {}
        for source in range(len(self.sources.hit)):
            for _ in range(rng.poisson(self.sources.own[source])):
                told = self._own(source, winner, prior, leak=leak, decoy=decoy)
                reports.append(told)
                root[told.id] = None
                for echo in self._echoes(told, source):
                    reports.append(echo)
                    root[echo.id] = told.id
        names = (*CANDIDATES, OTHER)
        ordered = tuple(sorted(reports, key=lambda r: r.time))
        return Simulated(dict(zip(names, prior.tolist(), strict=True)), names[winner], ordered, root)

    def _decoy(self, winner: int) -> int | None:
        if not self.hard or self.rng.random() >= 0.2:
            return None
        return int(self.rng.choice([c for c in range(8) if c != winner]))

    def _own(self, source: int, winner: int, prior: Floats, *, leak: bool, decoy: int | None) -> Report:
        rng, hit = self.rng, float(self.sources.hit[source])
        hit = hit + (1 - hit) / 2 if leak else hit
        if self.hard and rng.random() < 1 / 6:
            of_winner = winner < 8 and rng.random() < (1 - hit) / 2
            named, channel, level = winner if of_winner else self._other(winner, prior, decoy), Channel.DENIED, 2.0
        else:
            right = winner < 8 and rng.random() < hit
            named, channel = winner if right else self._other(winner, prior, decoy), Channel.LINKED
            level = float(np.clip(np.round(rng.normal(2.4 if right else 1.7, 1.0)), 0, 4))
        time = (self.number + rng.random()) * PERIOD
        return self._report(source, named, time, level, channel=channel)

    def _other(self, winner: int, prior: Floats, decoy: int | None) -> int:
        if decoy is not None and self.rng.random() < 0.5:
            return decoy
        chances = prior[:8].copy()
        if winner < 8:
            chances[winner] = 0
        return int(self.rng.choice(8, p=chances / chances.sum()))

    def _report(
        self, source: int, named: int, time: float, level: float, *, channel: Channel, cites: str | None = None
    ) -> Report:
        key = f"m{self.number}-{time:.9f}-{source}"
        teller = f"s{source}"
        return Report(
            id=key, item=key, time=time, post=f"p{self.number}", option=CANDIDATES[named], channel=channel, teller=teller,
            source=cites or teller, tier=Tier.OUTLET, cites=cites, certainty=level,
        )  # fmt: skip

    def _echoes(self, told: Report, source: int) -> Iterator[Report]:
        for other in range(len(self.sources.hit)):
            if other == source:
                continue
            for _ in range(self.rng.poisson(self.sources.echo[other])):
                time = told.time + self.rng.exponential(0.05) * PERIOD
                level = float(np.clip(told.certainty + self.rng.integers(-1, 2), 0, 4))
                cites = told.teller if self.rng.random() < 0.7 else None
                named = CANDIDATES.index(told.option)
                yield self._report(other, named, time, level, channel=told.channel, cites=cites)


def stays_never(prior: dict[str, float]) -> dict[str, float]:
    """The prior with the option that the recipe does not have, at nothing."""
    return {**prior, STAYS: 1e-9}
