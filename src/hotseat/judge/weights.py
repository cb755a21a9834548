"""The weights of the belief model: what they are before any learning, and how learned ones are written and read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib.resources import files
from typing import Any

import numpy as np

from hotseat.errors import WeightsError
from hotseat.judge.arrays import Floats
from hotseat.judge.docket import certainty_column
from hotseat.judge.reports import Report, Tier

# Column -> prior mean and standard deviation, in nats: what one would say who has followed the beat for years and seen no figures.
# Stages rise; a denial or an exit speaks against; an official statement nearly settles it; echoes tell little.
DEFAULTS: Mapping[str, tuple[float, float]] = {
    "prior": (1.0, 0.3), "chance": (0.5, 0.4), "roots": (0.1, 0.3), "cited": (0.1, 0.2), "silent": (0.1, 0.2),
    "linked": (0.2, 0.7), "interest": (0.6, 0.7), "preferred": (1.5, 0.7), "talks": (1.8, 0.7), "agreed": (3.3, 0.7),
    "done": (4.0, 0.7), "certainty": (0.2, 0.3), "denied": (-1.2, 0.7), "elsewhere": (-2.5, 0.7), "doubt": (-0.5, 0.5),
    "leaving": (-2.0, 0.7), "gone": (-3.5, 0.7), "kept": (1.0, 0.7), "certainty against": (0.0, 0.3),
    "caretaker": (-1.0, 0.5),
    "tier:outlet": (0.0, 0.3), "tier:unnamed": (-0.2, 0.3), "tier:cited": (-0.2, 0.3), "tier:person": (0.2, 0.3),
    "tier:official": (0.8, 0.5),
}  # fmt: skip
COLUMNS = tuple(DEFAULTS)
SIGMA = 1.0  # of sources within a tier, in nats: most are right between one time in four and three in four
TAU = 30.0  # days in which a claim loses all but 37 %


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEffect:
    """What a source's word adds beyond its tier's, in nats: posterior mean, standard deviation, and the markets that it spoke on."""

    mean: float
    sd: float
    n: int


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Means and covariance of `COLUMNS`, the sources' own effects, and where they were learned.

    `until` is the day of the last outcome learned from: a replay that starts before it must not use them.
    """

    mean: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    sources: Mapping[str, SourceEffect] = field(default_factory=dict)
    sigma: float = SIGMA
    tau: float = TAU
    temperature: float = 1.0
    markets: int = 0
    learned: date | None = None
    until: date | None = None
    data: str = ""
    name: str = "untrained"
    baselines: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def values(self) -> Mapping[str, float]:
        """Column -> posterior mean."""
        return dict(zip(COLUMNS, self.mean, strict=True))

    def value(self, report: Report) -> float:
        """What the report adds to its option while it is fresh and wholly its source's own."""
        values, channel = self.values, report.channel
        source = self.sources.get(report.source)
        word = values[f"tier:{report.tier.value}"] + (source.mean if source else 0.0)
        return values[channel.value] + values[certainty_column(channel)] * report.certainty + channel.sign * word

    def draws(self, columns: tuple[str, ...], number: int = 128) -> Floats:
        """Draws from the posterior of `COLUMNS` and of the named source columns, always the same ones.

        Returns:
            An array of `number` by columns; sources that were never learned have the spread of their tier.
        """
        rng = np.random.default_rng(0)
        shared = rng.multivariate_normal(np.array(self.mean), np.array(self.covariance), number, method="eigh")
        extra = [c for c in columns if c not in self.values]
        effects = [self.sources.get(c.removeprefix("source:"), SourceEffect(mean=0.0, sd=self.sigma, n=0)) for c in extra]
        noise = rng.standard_normal((number, len(extra)))
        own = np.array([e.mean for e in effects]) + noise * np.array([e.sd for e in effects])
        by_name = {**{c: shared[:, i] for i, c in enumerate(COLUMNS)}, **{c: own[:, i] for i, c in enumerate(extra)}}
        return np.stack([by_name[c] for c in columns], axis=1)

    def to_json(self) -> dict[str, Any]:
        """Plain values, rounded to four digits."""
        return {
            "name": self.name, "learned": self.learned.isoformat() if self.learned else None,
            "until": self.until.isoformat() if self.until else None, "data_sha256": self.data, "markets": self.markets,
            "sigma": round(self.sigma, 4), "tau_days": self.tau, "temperature": round(self.temperature, 4),
            "baselines": {k: round(v, 4) for k, v in self.baselines.items()},
            "mean": {c: round(v, 4) for c, v in self.values.items()},
            "covariance": [[round(v, 5) for v in row] for row in self.covariance],
            "sources": {n: [round(s.mean, 4), round(s.sd, 4), s.n] for n, s in sorted(self.sources.items())},
        }  # fmt: skip


def untrained() -> Weights:
    """The weights before any learning: the prior means."""
    variance = np.diag([sd**2 for _, sd in DEFAULTS.values()])
    return Weights(mean=tuple(m for m, _ in DEFAULTS.values()), covariance=tuple(map(tuple, variance.tolist())))


def from_json(value: Mapping[str, Any], place: str) -> Weights:
    """Weights from their file.

    Raises:
        WeightsError: they are of another version's columns, or damaged.
    """
    try:
        mean = {c: float(value["mean"][c]) for c in COLUMNS}
        if len(value["mean"]) != len(COLUMNS):
            unknown = ", ".join(sorted(set(value["mean"]) - set(COLUMNS)))
            msg = f"{place}: columns that this version does not have ({unknown}); learn anew with `hotseat learn`"
            raise WeightsError(msg)
        sources = {n: SourceEffect(mean=float(m), sd=float(s), n=int(k)) for n, (m, s, k) in value["sources"].items()}
        return Weights(
            mean=tuple(mean.values()), covariance=tuple(tuple(map(float, row)) for row in value["covariance"]),
            sources=sources, sigma=float(value["sigma"]), tau=float(value["tau_days"]),
            temperature=float(value["temperature"]), markets=int(value["markets"]), learned=day(value["learned"]),
            until=day(value["until"]), data=str(value["data_sha256"]), name=str(value["name"]),
            baselines={k: float(v) for k, v in value.get("baselines", {}).items()},
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = f"{place}: no weights of this version ({error!r}); learn anew with `hotseat learn`"
        raise WeightsError(msg) from error


def day(text: str | None) -> date | None:
    """A day of its ISO text."""
    return date.fromisoformat(text) if text else None


def shipped() -> Weights:
    """The weights that hotseat ships; untrained ones where a checkout has none."""
    file = files("hotseat.judge").joinpath("data").joinpath("weights.json")
    if not file.is_file():
        return untrained()
    return from_json(json.loads(file.read_text(encoding="utf-8")), "the shipped weights")


def tier_columns() -> tuple[str, ...]:
    """The columns of the tiers' means."""
    return tuple(f"tier:{t.value}" for t in Tier)
