"""How long the judge takes: a fit on 150 markets, one claim's update, and a million claims replayed.

    python -m benchmarks.time_judge [--claims 1000000] [--write FILE]

An update is a claim's descent and the new probabilities; `belief` is the whole belief with intervals and contributions, measured at every
fiftieth claim. Times are of the processor, since on shared cores the clock measures the neighbours; the clock's stand beside.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from benchmarks.score_judge import Variant, cases_of, learn, traced
from benchmarks.simulated_markets import CANDIDATES, PERIOD, World, draw_sources, stays_never
from hotseat.judge.beliefs import belief_of, probabilities
from hotseat.judge.docket import Docket
from hotseat.judge.lineage import Tracer
from hotseat.judge.weights import untrained
from hotseat.records_market import Market, Opening

NOW = datetime(2026, 1, 1, tzinfo=UTC)
QUESTION = Market(post="p", opened=NOW, deadline=NOW, incumbent=None, opening=Opening.EXIT, rule="who is next")


def replay(drawn: World, number: int) -> dict[str, float]:
    """The times of a replay of so many claims."""
    tracer, weights = Tracer(life=PERIOD, delay=0.5), untrained()
    updates, clock, beliefs, begun = list[float](), list[float](), list[float](), time.perf_counter()
    while len(updates) < number:
        market = drawn.market()
        prior = stays_never(market.prior)
        docket = Docket(prior=lambda _, prior=prior: prior, closed=CANDIDATES)  # type: ignore[misc]
        for report in market.reports:
            start, used = time.perf_counter(), time.process_time()
            docket.hear(report, tracer.hear(report))
            probabilities(docket, weights, report.time)
            updates.append(time.process_time() - used)
            clock.append(time.perf_counter() - start)
            if len(updates) % 50 == 0:
                used = time.process_time()
                belief_of(QUESTION, docket, weights, report.time, NOW)
                beliefs.append(time.process_time() - used)
    return {
        "claims": len(updates), "replay_cpu_seconds": round(sum(updates), 1), "wall_seconds_with_making_the_markets": round(time.perf_counter() - begun, 1),
        **{f"{name}_milliseconds_{label}": round(1000 * float(np.quantile(times, q)), 3)
           for name, times in (("update", updates), ("update_clock", clock), ("belief", beliefs)) for label, q in (("median", 0.5), ("99th", 0.99))},
    }  # fmt: skip


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
        start = time.process_time()
        learn(cases)
        fits.append(time.process_time() - start)
    report = {"fit_150_markets_seconds": round(statistics.median(fits), 3), **replay(drawn, args.claims)}
    print(json.dumps(report))
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
