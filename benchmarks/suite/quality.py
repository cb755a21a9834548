"""What stands beside the speeds: the bounds that were set, and the floors of quality, from the files that the longer runs wrote."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.suite.figures import Wanted

FOLDER = Path(__file__).parents[1]
LARGE, MILLION = 2000, 1_000_000  # megabytes of archives, items: the sizes that the bounds were set for
SAME = 0.8  # of the pool's speed: within 25 % of its time


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """A figure of quality with what it is held against: a floor, a ceiling, or a baseline's figure."""

    name: str
    value: float
    held_against: str
    other: float
    less_is_better: bool
    source: str

    @property
    def better(self) -> bool:
        """Whether ours is at least as good."""
        return self.value <= self.other if self.less_is_better else self.value >= self.other


def kept(name: str) -> dict[str, Any]:
    """A file that a longer run wrote; empty where there is none."""
    path = FOLDER / name
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def bounds(growth: Mapping[str, Any]) -> list[Wanted]:
    """The bounds on time, memory and growth."""
    job, kills, ledger = kept("archive_job.json"), kept("kill_backfill.json"), kept("ledger.json").get("sizes", {})
    found = []

    def add(name: str, value: float | None, bound: float, source: str, *, at_most: bool = True) -> None:
        if value is not None:
            found.append(Wanted(name=name, value=value, bound=bound, at_most=at_most, source=source))

    size = f"archives of {job.get('megabytes')} MB"
    add(f"two processes against one, {size}", job.get("two_processes_against_one"), 1.7, "archive_job.json", at_most=False)
    add(f"Ray's speed against the pool's, {size}", job.get("ray_against_pool"), SAME, "archive_job.json", at_most=False)
    add("peak memory of a worker, MB", max(job["peak_mb_a_worker"].values(), default=0) if job else None, 900, "archive_job.json")
    sizes = f"{growth['steps'][0]['items']:,} to {growth['steps'][-1]['items']:,} items" if growth else ""
    add(f"exponent of items to claims, {sizes}", growth.get("exponent"), 1.05, growth.get("source", "growth.json"))
    add("the same over the last two sizes", growth.get("last_exponent"), 1.05, growth.get("source", "growth.json"))
    if {"10000", "1000000"} <= set(ledger):
        for post in ("typical", "busiest"):
            few, many = (ledger[n][f"{post}_post_json_ms"] for n in ("10000", "1000000"))
            add(f"dossier of the {post} post, 1 million claims against 10 thousand", round(many / few, 2), 2, "ledger.json")
    name = f"rows that differ after {len(kills.get('kills_after_processor_seconds', []))} kills, {kills.get('megabytes')} MB"
    add(name, kills.get("rows_that_differ"), 0, "kill_backfill.json")
    return found


def unmeasured(growth: Mapping[str, Any]) -> list[str]:
    """What the bounds were set for and no file has: the report says so instead of leaving it out."""
    job, kills = kept("archive_job.json"), kept("kill_backfill.json")
    steps = growth.get("steps", [])
    missing = []
    if job.get("megabytes", 0) < LARGE:
        missing += ["two processes against one (asked: 1.7 times) and Ray within 25 % of the pool, on archives of 2 GB"]
    if kills.get("megabytes", 0) < LARGE:
        missing += ["the backfill of 2 GB killed three times"]
    if kills and not any(kills["archives_loaded_at_kills"]):
        missing += ["a kill after archives were loaded (all that are counted above came before)"]
    if not steps or steps[-1]["items"] < MILLION:
        missing += ["growth to a million items (asked: an exponent of at most 1.05)"]
    return missing


def qualities() -> list[Quality]:
    """Development scores beside their floors, simulated log loss and backtest beside their baselines."""
    return [*reader_floors(), *detail_floors(), *simulated(), *backtest()]


def measured(name: str) -> dict[str, Any]:
    """The parts that a file has figures of; none where they are of other gold files than the floors."""
    found = kept(name)
    parts: dict[str, Any] = found["parts"] if found and found["gold_sha256"] == kept("floors.json")["gold_sha256"] else {}
    return parts


def reader_floors() -> list[Quality]:
    """The reader's scores on the third of the annotated items that nothing is learned from."""
    parts = measured("reader.json")
    return [
        Quality(
            name=f"reader, {part}, {name}", value=parts[part][name], held_against="ceiling" if name == "flipped" else "floor",
            other=floor, less_is_better=name == "flipped", source="reader.json",
        )
        for part, wanted in kept("floors.json")["parts"].items()
        for name, floor in wanted.items()
        if name in parts.get(part, {})
    ]  # fmt: skip


def detail_floors() -> list[Quality]:
    """Precision and recall of the details of claims that are read right."""
    parts = measured("details.json")
    return [
        Quality(
            name=f"details, {part}, {name}, {figure}", value=parts[part][name][figure], held_against="floor", other=floor,
            less_is_better=False, source="details.json",
        )
        for part, details in kept("floors.json")["details"].items()
        if part in parts
        for name, wanted in details.items()
        for figure, floor in wanted.items()
    ]  # fmt: skip


def simulated() -> list[Quality]:
    """Log loss on markets with known truth."""
    found = kept("judge.json")
    return [
        Quality(
            name=f"judge, {recipe}, log loss", value=found[recipe]["inferred lineage"]["log_loss"], held_against=f"{baseline}",
            other=found[recipe][baseline]["log_loss"], less_is_better=True, source="judge.json",
        )
        for recipe in ("recipe", "harder recipe")
        for baseline in ("prior", "Dawid-Skene, true roots")
        if recipe in found
    ]  # fmt: skip


def backtest() -> list[Quality]:
    """Log loss on markets that were resolved, walk-forward."""
    methods = kept("backtest.json").get("all, walk-forward", {}).get("methods", {})
    return [
        Quality(
            name="backtest, all markets, log loss", value=methods["hotseat"]["log_loss"], held_against=name, other=figures["log_loss"],
            less_is_better=True, source="backtest.json",
        )
        for name, figures in methods.items()
        if name != "hotseat"
    ]  # fmt: skip
