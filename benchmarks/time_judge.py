"""How long the judge takes: a fit on 150 markets, one claim's update, and a million claims replayed (seconds of one processor).

python -m benchmarks.time_judge [--claims 1000000] [--write FILE]
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

import numpy as np

from benchmarks.score_judge import Variant, cases_of, learn, traced
from benchmarks.simulated_markets import CANDIDATES, PERIOD, World, draw_sources, stays_never
from hotseat.judge.beliefs import probabilities
from hotseat.judge.docket import Docket
from hotseat.judge.lineage import Tracer
from hotseat.judge.weights import untrained


def main() -> None:
    """Measure, print, and with --write keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    rng = np.random.default_rng(0)
    drawn = World(rng, draw_sources(rng))
    cases = cases_of(traced([drawn.market() for _ in range(150)]), Variant("inferred lineage"))
    fits = []
    for _ in range(5):
        start = time.perf_counter()
        learn(cases)
        fits.append(time.perf_counter() - start)
    tracer, weights, updates, claims, spent = Tracer(life=PERIOD, delay=0.5), untrained(), list[float](), 0, 0.0
    while claims < args.claims:
        market = drawn.market()
        prior = stays_never(market.prior)
        docket = Docket(prior=lambda _, prior=prior: prior, closed=CANDIDATES)  # type: ignore[misc]
        for report in market.reports:
            begun, used = time.perf_counter(), time.process_time()
            docket.hear(report, tracer.hear(report))
            probabilities(docket, weights, report.time)
            updates.append(time.perf_counter() - begun)
            spent += time.process_time() - used
            claims += 1
    report_ = {
        "fit_150_markets_seconds": round(statistics.median(fits), 3), "update_milliseconds_median": round(1000 * statistics.median(updates), 3),
        "update_milliseconds_99th": round(1000 * float(np.quantile(updates, 0.99)), 3), "claims": claims, "replay_cpu_seconds": round(spent, 1),
    }  # fmt: skip
    print(json.dumps(report_))
    if args.write:
        args.write.write_text(json.dumps(report_, indent=1) + "\n")


if __name__ == "__main__":
    main()
