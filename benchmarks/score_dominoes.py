"""Dominoes: equality with brute force, fit, speed, and the log score against independent markets.

python -m benchmarks.score_dominoes [--write FILE]

Everything is simulated from fixed seeds, so there are no data to hash. Times are medians in process time on one core.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from tests.judge.dominoes.brute import listed
from tests.judge.dominoes.made import book

from benchmarks.linked_markets import choice_of, product_score, world
from hotseat.judge.dominoes.joint import Event, Joint, joint_of
from hotseat.judge.dominoes.network import NOBODY


def exactness(markets: int = 1000) -> dict[str, Any]:
    """The largest differences from brute force over random books of up to 4 posts and 6 coaches, conditions included."""
    generator = np.random.default_rng(7)
    worst = fit_error = 0.0
    for _ in range(markets):
        posts, coaches, named, ties = (int(generator.integers(*r)) for r in ((1, 5), (1, 7), (1, 5), (0, 3)))
        joint = joint_of(book(generator, posts, coaches, named, conditions=ties))
        brute = listed(joint.network, joint.weights)
        differences = [
            abs(joint.sum.log - brute.log), *(abs(p - brute.of_edge(e)) for e, p in enumerate(joint.edge)),
            *(abs(p - brute.of_other(j)) for j, p in enumerate(joint.other)),
            *(abs(np.exp(joint.log_probability(np.array(c, dtype=np.int32))) - p) for c, p in zip(brute.choices, brute.chance, strict=True)),
        ]  # fmt: skip
        worst, fit_error = max(worst, *map(float, differences)), max(fit_error, joint.error)
    return {"markets": markets, "largest_difference_from_brute_force": worst, "largest_distance_from_targets": fit_error}


def median_ms(action: Callable[[], object], times: int) -> float:
    """Median milliseconds of process time."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        action()
        taken.append(1000 * (time.process_time() - start))
    return round(statistics.median(taken), 3)


def speed() -> dict[str, Any]:
    """Fit and query of 12 posts and 50 coaches; a million samples of 20 posts, exact and by Gibbs."""
    generator = np.random.default_rng(3)
    made = book(generator, 12, 50, 8)
    joint = joint_of(made)
    network = joint.network
    edge = int(np.argmax(joint.edge * (network.edge_post == 0)))
    event = Event(person=network.persons[network.edge_person[edge]], post=network.posts[0].post)
    report: dict[str, Any] = {
        "posts": 12, "coaches": 50, "options": len(joint.edge), "width": joint.plan.width, "fit_ms": median_ms(lambda: joint_of(made), 21),
        "query_ms": median_ms(lambda: joint.when([event]), 101),
    }  # fmt: skip
    for name, coaches, named in (("exact", 150, 8), ("exact_dense", 60, 5), ("gibbs", 60, 8)):
        linked = joint_of(book(generator, 20, coaches, named))
        linked.sample(1000, generator)
        chosen = linked.sample(1_000_000, generator)
        report[f"million_samples_of_20_posts_{name}"] = {
            "width": linked.plan.width, "sampled": int(linked.sampled.size), "fit_error": linked.error,
            "seconds": round(median_ms(lambda j=linked: j.sample(1_000_000, generator), 3) / 1000, 2), "anybody_twice": twice(linked, chosen),  # type: ignore[misc]
        }  # fmt: skip
    return report


def twice(joint: Joint, chosen: np.ndarray[tuple[int, ...], np.dtype[np.int32]]) -> bool:
    """Whether anybody has two posts in any sample."""
    own = np.where(chosen == NOBODY, -1 - np.arange(chosen.shape[1]), joint.network.edge_person[chosen])
    own.sort(axis=1)
    return bool((own[:, 1:] == own[:, :-1]).any())


def log_score(noise: float, worlds: int = 200, outcomes: int = 10) -> dict[str, Any]:
    """Mean nats a world by which the joint's log score beats that of the independent markets, with the bootstrap 95 % interval."""
    generator = np.random.default_rng(2026)
    gains = []
    for _ in range(worlds):
        made = world(generator, noise=noise, outcomes=outcomes)
        joint = joint_of(made.book)
        choices = [choice_of(joint, outcome) for outcome in made.outcomes]
        gains.append(np.mean([joint.log_probability(c) - product_score(joint, c) for c in choices]))
    means = generator.choice(np.array(gains), (5000, worlds)).mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return {
        "noise": noise, "worlds": worlds, "outcomes_a_world": outcomes, "nats_a_world": round(float(np.mean(gains)), 3),
        "interval": [round(float(low), 3), round(float(high), 3)], "worlds_won": round(float(np.mean(np.array(gains) > 0)), 3),
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    report = {"exactness": exactness(), "speed": speed(), "log_score": [log_score(noise) for noise in (0.0, 0.3, 0.6)]}
    print(json.dumps(report, indent=1))
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
