"""A docket and weights -> the belief: probabilities, their intervals, and what each claim did."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

import numpy as np

from hotseat.judge.arrays import Floats
from hotseat.judge.docket import SPILL, Docket, Voice
from hotseat.judge.weights import COLUMNS, Weights
from hotseat.records_market import OTHER, Belief, Contribution, Exit, Market, Option

Evidence = list[tuple[Voice, float]]


def etas(docket: Docket, weights: Weights, now: float) -> tuple[dict[str, float], Evidence]:
    """Log weights of the options at a time in days, and each live voice with what it adds to its option."""
    values, prior = weights.values, docket.prior(docket.candidates)
    eta = {}
    for option in docket.options:
        eta[option] = (
            values["prior"] * math.log(max(prior[option], 1e-6))
            + values["cited"] * math.log1p(docket.cited.get(option, 0))
            + values["silent"] * math.log1p(docket.silent.get(option, 0.0))
        )
    named: dict[str, float] = {}
    evidence: Evidence = []
    for voice, weight in docket.weights(now, weights.tau):
        report = voice.report
        delta = weight * weights.value(report)
        eta[report.option] += delta
        evidence.append((voice, delta))
        if report.channel.names:
            named[report.option] = named.get(report.option, 0.0) + weight
            source = weights.sources.get(report.source)
            eta[OTHER] += SPILL * weight * source.mean if source else 0.0
    for option, value in docket.chance(named, prior).items():
        eta[option] += values["chance"] * value
    eta[OTHER] += values["roots"] * sum(named.values())
    return eta, evidence


def softened(eta: Mapping[str, float], temperature: float) -> dict[str, float]:
    """Softmax of the log weights at a temperature."""
    top = max(eta.values())
    raw = {o: math.exp((v - top) / temperature) for o, v in eta.items()}
    total = sum(raw.values())
    return {o: v / total for o, v in raw.items()}


def probabilities(docket: Docket, weights: Weights, now: float) -> dict[str, float]:
    """The belief's distribution at a time in days, without intervals and explanation."""
    return softened(etas(docket, weights, now)[0], weights.temperature)


def belief_of(
    market: Market, docket: Docket, weights: Weights, now: float, moment: datetime, exits: Mapping[Exit, float] | None = None
) -> Belief:
    """The whole belief.

    Args:
        market: the question.
        docket: what has been said.
        weights: what it is worth.
        now: `moment` in the docket's days.
        moment: the time of the belief.
        exits: the incumbent's chances to go, by cause.
    """
    eta, evidence = etas(docket, weights, now)
    p = softened(eta, weights.temperature)
    prior = docket.prior(docket.candidates)
    low, high = interval(docket, weights, now)
    options = [
        Option(name=o, probability=p[o], low=min(low[o], p[o]), high=max(high[o], p[o]), prior=prior[o])
        for o in sorted(p, key=lambda o: -p[o])
    ]
    contributions = [contribution(voice, delta, p, weights.temperature) for voice, delta in evidence]
    return Belief(
        market=market.id, post=market.post, moment=moment, options=tuple(options), exits=exits or {}, weights=weights.name,
        contributions=tuple(sorted(contributions, key=lambda c: -abs(c.delta))),
    )  # fmt: skip


def contribution(voice: Voice, delta: float, p: Mapping[str, float], temperature: float) -> Contribution:
    """A claim's share, and its option's probability without it: the softmax with its share taken out."""
    report = voice.report
    own = p[report.option] * math.exp(-delta / temperature)
    without = own / (own + 1.0 - p[report.option]) if own > 0 else 0.0
    return Contribution(
        claim=report.id, option=report.option, source=report.source, delta=delta, without=without, root=voice.root
    )  # fmt: skip


def interval(docket: Docket, weights: Weights, now: float) -> tuple[dict[str, float], dict[str, float]]:
    """The central 90 % of each option's probability under the posterior of the weights."""
    rows = docket.features(now, weights.tau)
    extra = sorted({c for row in rows.values() for c in row if c not in weights.values})
    columns = (*COLUMNS, *extra)
    index = {c: i for i, c in enumerate(columns)}
    x = np.zeros((len(rows), len(columns)))
    for at, row in enumerate(rows.values()):
        for column, value in row.items():
            x[at, index[column]] = value
    eta: Floats = weights.draws(columns) @ x.T / weights.temperature
    raw = np.exp(eta - eta.max(axis=1, keepdims=True))
    low, high = np.quantile(raw / raw.sum(axis=1, keepdims=True), [0.05, 0.95], axis=0)
    return dict(zip(rows, low.tolist(), strict=True)), dict(zip(rows, high.tolist(), strict=True))
