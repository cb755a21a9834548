"""The shape of every figure of the report: a ratio against a peer or a limit that was measured in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How something of ours stands to a peer.

    Args:
        section: what is measured.
        peer: what it is held against.
        ours, theirs: both, in `unit`.
        unit: a rate (more is better) or a time (less is better).
        ratio: over 1 where ours is better.
        note: what makes the two differ in what they do.
    """

    section: str
    peer: str
    ours: float
    theirs: float
    unit: str
    ratio: float
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A bound that was set beforehand, and whether a figure keeps it.

    `source` says where the value comes from: this run, or the file of a longer one.
    """

    name: str
    value: float
    bound: float
    at_most: bool
    source: str

    @property
    def reached(self) -> bool:
        """Whether the bound is kept."""
        return self.value <= self.bound if self.at_most else self.value >= self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much is measured: the quick suite sees that nothing is broken, the full one gives figures to quote."""

    quick: bool

    def of(self, full: int, quick: int) -> int:
        """A number of items, rows or rounds."""
        return quick if self.quick else full


def in_turn(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int, clock: Clock = time.process_time
) -> tuple[float, float]:
    """Median seconds of both, which take turns after one run each to warm up, so that a busy machine bends both alike.

    Processor time, unless what is measured waits for a disk or for other processes.
    """
    ours()
    theirs()
    mine, peers = [], []
    for _ in range(rounds):
        mine.append(seconds(ours, clock))
        peers.append(seconds(theirs, clock))
    return statistics.median(mine), statistics.median(peers)


def seconds(work: Callable[[], object], clock: Clock = time.process_time) -> float:
    """The time of one run."""
    start = clock()
    work()
    return clock() - start


def rate(section: str, peer: str, times: tuple[float, float], *, amount: float, unit: str, note: str = "") -> Figure:
    """A figure of amount a second, from the seconds of ours and theirs."""
    mine, other = times
    return Figure(section=section, peer=peer, ours=amount / mine, theirs=amount / other, unit=unit, ratio=other / mine, note=note)


def span(section: str, peer: str, times: tuple[float, float], note: str = "") -> Figure:
    """A figure of milliseconds, from seconds."""
    mine, other = times
    return Figure(section=section, peer=peer, ours=1000 * mine, theirs=1000 * other, unit="ms", ratio=other / mine, note=note)
