"""Looks at resolved markets -> weights."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from scipy import optimize

from hotseat.judge.logit import Case, Posterior, design_of, fit, log_scores
from hotseat.judge.weights import COLUMNS, TAU, SourceEffect, Weights, untrained

TAUS = (7.0, 15.0, 30.0, 60.0, 120.0)
SOURCE = "source:"
HEAT = 0.15  # standard deviation of the log temperature before any market


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """Weights, with the whole posterior that they come from."""

    weights: Weights
    posterior: Posterior


def learn(
    cases_at: Callable[[float], Sequence[Sequence[Case]]], prior: Weights | None = None, taus: Sequence[float] = TAUS
) -> Learned:
    """Fit the weights; the decay is the one of `taus` that predicts markets left out best.

    Args:
        cases_at: for a decay in days, the cases of each market.
        prior: earlier weights to go on from; the untrained ones where None.
        taus: decays to try; none are tried with fewer than 20 markets, which cannot tell them apart.
    """
    start = prior or untrained()
    tau, groups = start.tau, cases_at(start.tau)
    if len(groups) >= 20 and len(taus) > 1:
        scored = {t: left_out(cases_at(t), start)[0] for t in taus}
        tau = min(scored, key=lambda t: scored[t])
        groups = cases_at(tau)
    posterior = fit_cases([c for g in groups for c in g], start)
    temperature = left_out(groups, start)[1] if len(groups) >= 20 else start.temperature
    weights = weights_of(posterior, groups, start)
    return Learned(weights=replace(weights, tau=tau, temperature=temperature), posterior=posterior)


def columns_of(cases: Sequence[Case], start: Weights) -> tuple[str, ...]:
    """`COLUMNS`, then the sources that the cases or the earlier weights know."""
    found = {c for case in cases for row in case.rows.values() for c in row if c.startswith(SOURCE)}
    found |= {SOURCE + name for name in start.sources}
    return (*COLUMNS, *sorted(found))


def fit_cases(cases: Sequence[Case], start: Weights) -> Posterior:
    """The posterior of the cases with the earlier weights as prior."""
    columns = columns_of(cases, start)
    sources = [start.sources.get(c.removeprefix(SOURCE)) for c in columns[len(COLUMNS) :]]
    mean = np.array([*start.mean, *(s.mean if s else 0.0 for s in sources)])
    sd = np.array([*np.sqrt(np.diag(np.array(start.covariance))), *(s.sd if s else start.sigma for s in sources)])
    # A source known from earlier weights has its own spread; only new ones share the variance that is estimated.
    pooled = np.array([*(False for _ in COLUMNS), *(s is None for s in sources)])
    return fit(design_of(cases, columns), mean, sd, pooled, sigma=start.sigma)


def left_out(groups: Sequence[Sequence[Case]], start: Weights, folds: int = 5) -> tuple[float, float]:
    """Cross-validation by market: mean loss at the likeliest temperature, and that temperature.

    Its logarithm has a normal prior around 0, so that few markets neither sharpen nor flatten much.
    """
    designs = []
    for fold in range(folds):
        train = [c for i, g in enumerate(groups) if i % folds != fold for c in g]
        test = [c for i, g in enumerate(groups) if i % folds == fold for c in g]
        if test:
            posterior = fit_cases(train, start)
            designs.append((posterior.mean, design_of(test, posterior.columns)))

    def loss(temperature: float) -> float:
        return -sum(float(d.weight @ log_scores(mean, d, temperature)) for mean, d in designs)

    def penalised(temperature: float) -> float:
        return loss(temperature) + 0.5 * (math.log(temperature) / HEAT) ** 2

    found = optimize.minimize_scalar(penalised, bounds=(0.5, 3.0), method="bounded", options={"xatol": 0.01})
    total = sum(float(d.weight.sum()) for _, d in designs)
    return loss(float(found.x)) / max(total, 1e-9), float(found.x)


def weights_of(posterior: Posterior, groups: Sequence[Sequence[Case]], start: Weights) -> Weights:
    """The posterior as weights: the shared columns with their covariance, each source with mean and spread."""
    shared = len(COLUMNS)
    heard = spoken(groups)
    sources = {}
    for at, column in enumerate(posterior.columns[shared:], start=shared):
        name = column.removeprefix(SOURCE)
        before = start.sources[name].n if name in start.sources else 0
        sd = float(np.sqrt(posterior.covariance[at, at]))
        sources[name] = SourceEffect(mean=float(posterior.mean[at]), sd=sd, n=before + heard.get(name, 0))
    covariance = posterior.covariance[:shared, :shared].tolist()
    return replace(
        start, mean=tuple(posterior.mean[:shared].tolist()), covariance=tuple(map(tuple, covariance)), sources=sources,
        sigma=posterior.sigma, markets=start.markets + len(groups),
    )  # fmt: skip


def spoken(groups: Sequence[Sequence[Case]]) -> Mapping[str, int]:
    """Source -> the number of markets that it spoke on."""
    found: dict[str, int] = {}
    for group in groups:
        for column in {c for case in group for row in case.rows.values() for c in row if c.startswith(SOURCE)}:
            name = column.removeprefix(SOURCE)
            found[name] = found.get(name, 0) + 1
    return found


def dated(weights: Weights, *, name: str, learned: date, until: date | None, data: str) -> Weights:
    """The weights with where they come from written on them."""
    return replace(weights, name=name, learned=learned, until=until, data=data)


__all__ = ["TAU", "TAUS", "Learned", "dated", "fit_cases", "learn", "left_out"]
