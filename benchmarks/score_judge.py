"""Score the judge on simulated markets with known truth: log loss, calibration, recovery of the sources, ablations, a harder recipe.

    python -m benchmarks.score_judge [--seeds 4] [--write FILE]

150 resolved markets to learn from and 1,000 to test, each seed a world of its own; the recipe stands in `simulated_markets`. Sources are
told nothing about their tiers. Coverage is that of 90 % intervals of log odds of a source's hit rate against the sources' mean, learned
from 200 markets.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.simulated_markets import CANDIDATES, PERIOD, Simulated, World, draw_sources, stays_never
from hotseat.judge.baselines import OneCoin, Task
from hotseat.judge.docket import Docket, Row
from hotseat.judge.lineage import Tracer
from hotseat.judge.logit import Case, Posterior, design_of, fit, softmax
from hotseat.judge.reports import Report
from hotseat.judge.scores import Look, score
from hotseat.judge.weights import DEFAULTS, SIGMA
from hotseat.records_market import STAYS, Descent, Echo

TRAIN, TEST, RECOVERY = 150, 1000, 200
NEVER = 1e9  # a decay of no effect: the recipe's reports do not age, and its sources err independently (`shared` is 0)
COLUMNS = ("prior", "chance", "roots", "cited", "silent", "linked", "certainty", "denied", "certainty against")
Rows = dict[str, Row]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Variant:
    """What the model may use: lineage (perfect, inferred, cited only, none), sources, certainty, decay, the two further terms."""

    name: str
    lineage: str = "inferred"
    sources: bool = True
    certainty: bool = True
    tau: float = NEVER
    chance: bool = True


VARIANTS = (
    Variant("perfect lineage", lineage="perfect"), Variant("inferred lineage"), Variant("cited echoes removed", lineage="cited"),
    Variant("blind to echoes", lineage="none"), Variant("without sources", sources=False),
    Variant("without certainty", certainty=False), Variant("with a decay of half the period", tau=PERIOD / 2),
    Variant("the design's formula alone", chance=False), Variant("the same, perfect lineage", lineage="perfect", chance=False),
)  # fmt: skip


Traced = Sequence[tuple[Simulated, Sequence[Echo]]]


def traced(markets: Sequence[Simulated]) -> Traced:
    """Each market with the descent of its reports as the judge infers it, one stream through all."""
    tracer = Tracer(life=PERIOD, delay=0.5)
    return [(market, [tracer.hear(report) for report in market.reports]) for market in markets]


def descent(variant: Variant, market: Simulated, report: Report, echo: Echo) -> Echo:
    """The echo as the variant knows it."""
    root = Echo(claim=report.id, descent=Descent.ROOT, probability=0.0)
    true = market.root[report.id]
    if variant.lineage == "perfect":
        return root if true is None else Echo(claim=report.id, descent=Descent.CITED, probability=1.0, parent=true)
    blind = variant.lineage == "none" or (variant.lineage == "cited" and echo.descent is not Descent.CITED)
    return root if blind else echo


def cases_of(markets: Traced, variant: Variant) -> list[Case]:
    """The last look at each market."""
    cases = []
    for market, echoes in markets:
        prior = stays_never(market.prior)
        docket = Docket(prior=lambda _, prior=prior: prior, closed=CANDIDATES, shared=0.0)  # type: ignore[misc]
        for report, echo in zip(market.reports, echoes, strict=True):
            own = replace(report, cites=None, source=report.teller) if variant.lineage == "none" else report
            docket.hear(own, descent(variant, market, report, echo))
        now = market.reports[-1].time if market.reports else 0.0
        rows = {o: dict(r) for o, r in docket.features(now, variant.tau).items() if o != STAYS}
        cases.append(Case(rows=strip(rows, variant), winner=market.winner, doubts=docket.doubts(now, variant.tau)))
    return cases


def strip(rows: Rows, variant: Variant) -> Rows:
    """The rows without what the variant may not use."""
    gone = [] if variant.certainty else ["certainty", "certainty against"]
    gone += [] if variant.chance else ["chance", "roots"]
    for row in rows.values():
        for name in [n for n in row if n in gone or (not variant.sources and n.startswith("source:"))]:
            del row[name]
    return rows


def learn(cases: Sequence[Case]) -> Posterior:
    """The posterior of the cases, sources pooled."""
    columns = (*COLUMNS, *(f"source:s{i}" for i in range(40)))
    mean = np.array([DEFAULTS[c][0] if c in DEFAULTS else 0.0 for c in columns])
    sd = np.array([max(DEFAULTS[c][1], 0.5) if c in DEFAULTS else 1.0 for c in columns])
    pooled = np.array([c.startswith("source:") for c in columns])
    return fit(design_of(cases, columns), mean, sd, pooled, sigma=SIGMA)


def looks_of(cases: Sequence[Case], posterior: Posterior) -> list[Look]:
    """What is believed of each case."""
    design = design_of(cases, posterior.columns)
    p = softmax(design.x @ posterior.mean, design.starts)
    ends = [*design.starts[1:], len(p)]
    return [
        Look(market=str(i), odds=dict(zip(c.rows, p[a:b].tolist(), strict=True)), winner=c.winner, weight=1.0)
        for i, (c, a, b) in enumerate(zip(cases, design.starts, ends, strict=True))
    ]


def coverage(hit: Floats, posterior: Posterior) -> float:
    """The share of sources whose centred log odds lie in their 90 % interval, weighing each by nothing."""
    at = [posterior.columns.index(f"source:s{i}") for i in range(len(hit))]
    centre = np.eye(len(hit)) - 1 / len(hit)
    mean = centre @ posterior.mean[at]
    sd = np.sqrt(np.diag(centre @ posterior.covariance[np.ix_(at, at)] @ centre))
    true = centre @ np.log(hit / (1 - hit))
    return float(np.mean(np.abs(mean - true) <= 1.645 * sd))


def dawid_skene(markets: Sequence[Simulated], *, roots: bool) -> float:
    """Log loss of one-coin Dawid-Skene on all reports as votes, or on roots only; unsupervised, over all markets at once."""
    tasks = [
        Task({r.teller: r.option for r in m.reports if not roots or m.root[r.id] is None}, m.prior) for m in markets
    ]  # fmt: skip
    coin = OneCoin()
    coin.fit(tasks, smoothing=1.0)
    return float(np.mean([-np.log(max(coin.posterior(t)[m.winner], 1e-12)) for t, m in zip(tasks, markets, strict=True)]))


def world(seed: int, variants: Sequence[Variant], *, hard: bool, note: Callable[[str], None]) -> dict[str, dict[str, float]]:
    """Every variant's figures in one world."""
    rng = np.random.default_rng(seed)
    drawn = World(rng, draw_sources(rng), hard=hard)
    markets = [drawn.market() for _ in range(TRAIN + TEST)]
    test, heard = markets[TRAIN:], traced(markets)
    found: dict[str, dict[str, float]] = {
        "prior": {"log_loss": float(np.mean([-np.log(m.prior[m.winner]) for m in test]))},
        "Dawid-Skene, echoes as votes": {"log_loss": dawid_skene(test, roots=False)},
        "Dawid-Skene, true roots": {"log_loss": dawid_skene(test, roots=True)},
    }
    for variant in variants:
        cases = cases_of(heard, variant)
        result = score(looks_of(cases[TRAIN:], learn(cases[:TRAIN])))
        figures = {"log_loss": result.log_loss, "brier": result.brier, "ece": result.ece}
        if variant.name in ("perfect lineage", "inferred lineage") and not hard:
            figures["coverage"] = coverage(drawn.sources.hit, learn(cases[:RECOVERY]))
        found[variant.name] = figures
        note(f"{'hard ' if hard else ''}seed {seed} {variant.name}: " + " ".join(f"{k} {v:.3f}" for k, v in figures.items()))
    return found


def means(worlds: Sequence[dict[str, dict[str, float]]]) -> dict[str, dict[str, float]]:
    """The mean of each figure over the worlds."""
    return {n: {k: round(float(np.mean([w[n][k] for w in worlds])), 4) for k in worlds[0][n]} for n in worlds[0]}


def main() -> None:
    """Run, print, and with --write keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    report = {}
    for name, hard in (("recipe", False), ("harder recipe", True)):
        report[name] = means([world(s, VARIANTS, hard=hard, note=lambda t: print(t, flush=True)) for s in range(args.seeds)])
    for name, table in report.items():
        print(f"\n{name}, means over {args.seeds} seeds")
        for row, figures in table.items():
            print(f"  {row:34} " + " ".join(f"{k} {v:.3f}" for k, v in figures.items()))
    if args.write:
        args.write.write_text(json.dumps({"seeds": args.seeds, "train": TRAIN, "test": TEST, **report}, indent=1) + "\n")


if __name__ == "__main__":
    main()
