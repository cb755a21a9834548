"""How coaches move, from dates of head-coach spells: what `judge/dominoes` takes for rehiring, vacancies and early exits.

python -m benchmarks.measure_moves ../shared/data/football/spells_2019-2025.csv [--write FILE]

Caretakers are not told apart in the data; spells under 90 days are left out instead. Moves out of the 20 leagues are not seen.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import statistics
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

SHORTEST, AT_ONCE, SOON, LONGEST_GAP = 90, 14, 180, 180  # days
FIRST, LAST, SEEN = date(2019, 7, 1), date(2024, 12, 31), date(2025, 3, 1)


class Spell(NamedTuple):
    """One coach at one club."""

    coach: str
    club: str
    start: date
    end: date | None


def spells(path: Path) -> list[Spell]:
    """The spells that are long enough to be no caretaker's."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["start_date"]]
    found = [
        Spell(r["manager_name"], r["club_name"], date.fromisoformat(r["start_date"]), date.fromisoformat(r["end_date"]) if r["end_date"] else None)
        for r in rows
    ]  # fmt: skip
    return [s for s in found if s.end is None or (s.end - s.start).days >= SHORTEST]


def next_posts(found: list[Spell]) -> tuple[int, list[int]]:
    """Spells that ended in the period, and the days until the coach's next post, where there was one."""
    by_coach: dict[str, list[Spell]] = defaultdict(list)
    for s in sorted(found, key=lambda s: s.start):
        by_coach[s.coach].append(s)
    ends, gaps = 0, []
    for own in by_coach.values():
        for s in own:
            if s.end and FIRST <= s.end <= LAST:
                ends += 1
                later = [t for t in own if t.club != s.club and t.start >= s.end - timedelta(days=20)]
                gaps += [(later[0].start - s.end).days] if later else []
    return ends, gaps


def vacancies(found: list[Spell]) -> list[int]:
    """Days from a spell's end to the next one's start at the same club."""
    by_club: dict[str, list[Spell]] = defaultdict(list)
    for s in sorted(found, key=lambda s: s.start):
        by_club[s.club].append(s)
    days = [(b.start - a.end).days for own in by_club.values() for a, b in pairwise(own) if a.end]
    return [d for d in days if -10 <= d <= LONGEST_GAP]


def early_exits(found: list[Spell]) -> float:
    """The weekly chance to lose a post in the first half year, by exits over weeks at risk."""
    new = [s for s in found if s.start >= FIRST]
    weeks = sum(min(((s.end or SEEN) - s.start).days, 182) / 7 for s in new)
    return sum(s.end is not None and (s.end - s.start).days <= 182 for s in new) / weeks


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("spells", type=Path)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    found = spells(args.spells)
    ends, gaps = next_posts(found)
    poached = sum(g <= AT_ONCE for g in gaps) / ends
    soon = sum(AT_ONCE < g <= SOON for g in gaps) / ends
    empty = vacancies(found)
    mean = statistics.mean(empty)
    report = {
        "data_sha256": hashlib.sha256(args.spells.read_bytes()).hexdigest(), "spells": len(found), "ended": ends,
        "next_post_within_14_days": round(poached, 4), "next_post_in_14_to_180_days": round(soon, 4),
        "rehired_of_those_not_poached": round(soon / (1 - poached), 4), "vacant_days_mean": round(mean, 1),
        "vacant_days_median": statistics.median(empty), "appointed_a_week": round(1 / (1 + mean / 7), 3),
        "lost_a_week_in_the_first_half_year": round(early_exits(found), 4),
    }  # fmt: skip
    print(json.dumps(report, indent=1))
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
