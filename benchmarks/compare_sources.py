"""Compare openfootball with football-datasets over five leagues and five seasons: every disagreement is listed.

    python -m benchmarks.compare_sources [--write FILE]

Works on the embedded data, whose manifest holds the hash of every source file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from importlib.resources import files
from pathlib import Path

from hotseat.reference.agreement import compare
from hotseat.reference.origins import FOOTBALL_DATASETS, OPENFOOTBALL
from hotseat.reference.results import embedded

LEAGUES = ("en.1", "es.1", "de.1", "it.1", "fr.1")
SEASONS = ("2021-22", "2022-23", "2023-24", "2024-25", "2025-26")


def main() -> None:
    """Compare, print, keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    results, listed, counts, compared = embedded(), [], Counter[str](), 0
    for league in LEAGUES:
        for season in SEASONS:
            first, second = (results.told(o.name, league, season) for o in (OPENFOOTBALL, FOOTBALL_DATASETS))
            both = {(m.home, m.away) for m in first} & {(m.home, m.away) for m in second}
            compared += len(both)
            found = compare(first, second)
            listed += [f"{league} {season} {d.words()}" for d in found]
            counts.update(d.what.value for d in found)
            print(f"{league} {season}: {len(first)} and {len(second)} matches, {len(both)} in both, {len(found)} disagreements")
    for line in listed:
        print("  ", line)
    print(f"{compared} matches compared, {len(listed)} disagreements: {dict(counts)}")
    if args.write:
        data = files("hotseat.reference").joinpath("data", "matches.parquet").read_bytes()
        content = {
            "data_sha256": hashlib.sha256(data).hexdigest(), "compared": compared, "counts": dict(counts), "disagreements": listed
        }  # fmt: skip
        args.write.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
