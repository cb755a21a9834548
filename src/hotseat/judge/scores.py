"""How good beliefs were: log score, Brier with Murphy's decomposition, calibration, discrimination, paired bootstrap.

Everything takes looks: one distribution on one day of one market, with the option that won. Markets weigh alike, however long they
stood open.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hotseat.records_market import OTHER

FLOOR = 1e-3  # a probability below it is scored as it: one look must not decide a comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One distribution of one method, and what happened. `weight` sums to one over a market's looks."""

    market: str
    odds: Mapping[str, float]
    winner: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """One bin of a calibration table: the mean forecast, how often it came true, and on how much."""

    forecast: float
    observed: float
    n: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One method's figures. Brier = reliability - resolution + uncertainty within bins (Murphy 1973), all over options."""

    log_loss: float
    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    ece: float
    discrimination: float
    bins: tuple[Bin, ...]
    looks: int


def log_loss(look: Look) -> float:
    """Minus the log probability of the winner, in nats."""
    return -math.log(max(look.odds.get(look.winner, 0.0), FLOOR))


def brier(look: Look) -> float:
    """The squared distance from the truth over all options: 0 to 2."""
    return sum((p - (o == look.winner)) ** 2 for o, p in look.odds.items()) + (look.winner not in look.odds)


def rank(look: Look) -> float:
    """The chance that the winner stands above another option drawn at random; ties count half."""
    own = look.odds.get(look.winner, 0.0)
    others = [p for o, p in look.odds.items() if o != look.winner]
    return sum((own > p) + 0.5 * (own == p) for p in others) / len(others) if others else 1.0


def score(looks: Sequence[Look]) -> Score:
    """Every figure of one method.

    Raises:
        ValueError: there are no looks.
    """
    if not looks:
        msg = "no looks to score"
        raise ValueError(msg)
    weight = np.array([look.weight for look in looks])
    weight = weight / weight.sum()

    def mean(values: Sequence[float]) -> float:
        return float(weight @ np.array(values))

    table = reliability_table(looks)
    return Score(
        log_loss=mean([log_loss(x) for x in looks]), brier=mean([brier(x) for x in looks]),
        **murphy(looks), ece=expected_error(table), discrimination=mean([rank(x) for x in looks]), bins=table, looks=len(looks),
    )  # fmt: skip


def murphy(looks: Sequence[Look], bins: int = 10) -> dict[str, float]:
    """Reliability, resolution and uncertainty of all options' probabilities, a market's options summed."""
    p = np.array([v for x in looks for v in x.odds.values()])
    y = np.array([float(o == x.winner) for x in looks for o in x.odds])
    w = np.array([x.weight for x in looks for _ in x.odds])
    total = sum(x.weight for x in looks)
    where = np.minimum((p * bins).astype(int), bins - 1)
    base = float(w @ y) / float(w.sum())
    reliability = resolution = 0.0
    for at in np.unique(where):
        inside = where == at
        n = float(w[inside].sum())
        if n <= 0:
            continue
        forecast, observed = float(w[inside] @ p[inside]) / n, float(w[inside] @ y[inside]) / n
        reliability += n * (forecast - observed) ** 2 / total
        resolution += n * (observed - base) ** 2 / total
    uncertainty = base * (1 - base) * float(w.sum()) / total
    return {"reliability": reliability, "resolution": resolution, "uncertainty": uncertainty}


def reliability_table(looks: Sequence[Look], bins: int = 10) -> tuple[Bin, ...]:
    """Calibration of the likeliest option: mean probability and how often it won, by tenths.

    The likeliest option only: over all options the many small probabilities, right by themselves, would hide the error.
    """
    rows: dict[int, list[tuple[float, float, float]]] = {}
    for look in looks:
        top = max(look.odds, key=lambda o: look.odds[o])
        p = look.odds[top]
        rows.setdefault(min(int(p * bins), bins - 1), []).append((p, float(top == look.winner), look.weight))
    table = []
    for at in sorted(rows):
        p, y, w = np.array(rows[at]).T
        total = float(w.sum())
        if total > 0:
            table.append(Bin(forecast=float(w @ p) / total, observed=float(w @ y) / total, n=len(p), weight=total))
    return tuple(table)


def expected_error(table: Sequence[Bin]) -> float:
    """Expected calibration error: the bins' distance from the diagonal, by weight."""
    total = sum(b.weight for b in table)
    return sum(b.weight * abs(b.forecast - b.observed) for b in table) / total if total else 0.0


def error_by_chance(looks: Sequence[Look], rng: np.random.Generator, draws: int = 1000, bins: int = 10) -> tuple[float, float]:
    """Mean and 95th percentile of the expected calibration error that these forecasts would show if they were right.

    Few markets show an error however good the forecasts are. Each market's winner is drawn from its last look; who was no option
    on an earlier day was *someone else* then.
    """
    last = {look.market: list(look.odds.items()) for look in looks}
    drawn = {
        m: rng.choice(len(odds), draws, p=np.array([p for _, p in odds]) / sum(p for _, p in odds)) for m, odds in last.items()
    }
    p, w, where = np.zeros(len(looks)), np.array([look.weight for look in looks]), np.zeros(len(looks), np.int64)
    won = np.zeros((len(looks), draws))
    for at, look in enumerate(looks):
        top = max(look.odds, key=lambda o: look.odds[o])
        p[at], where[at] = look.odds[top], min(int(look.odds[top] * bins), bins - 1)
        wins = [o == top or (top == OTHER and o not in look.odds) for o, _ in last[look.market]]
        won[at] = np.array(wins, float)[drawn[look.market]]
    gaps = np.zeros((bins, draws))
    np.add.at(gaps, where, w[:, None] * (p[:, None] - won))
    found = np.abs(gaps).sum(axis=0) / w.sum()
    return float(found.mean()), float(np.quantile(found, 0.95))


def by_market(looks: Sequence[Look]) -> dict[str, float]:
    """Market -> its mean log loss."""
    total: dict[str, float] = {}
    weight: dict[str, float] = {}
    for look in looks:
        total[look.market] = total.get(look.market, 0.0) + look.weight * log_loss(look)
        weight[look.market] = weight.get(look.market, 0.0) + look.weight
    return {m: total[m] / weight[m] for m in total}


def bootstrap(ours: Sequence[Look], theirs: Sequence[Look], rng: np.random.Generator, draws: int = 4000) -> tuple[float, float]:
    """The central 95 % of their mean log loss minus ours, markets drawn with replacement, the same ones for both."""
    a, b = by_market(ours), by_market(theirs)
    markets = sorted(a.keys() & b.keys())
    gap = np.array([b[m] - a[m] for m in markets])
    means = gap[rng.integers(0, len(gap), (draws, len(gap)))].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)
