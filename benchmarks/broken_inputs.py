"""Ten thousand generated broken feeds, pages, WARC files and sitemaps: no crash, no hang, each error with its source.

python -m benchmarks.broken_inputs [--number 10000] [--seed 2] [--write FILE]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.gather.test_broken import read_broken

SHARES = {"feed": 0.45, "page": 0.2, "warc": 0.25, "sitemap": 0.1}


def main() -> None:
    """Read them all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    report: dict[str, object] = {"seed": args.seed, "crashes": 0}
    for kind, share in SHARES.items():
        report[kind] = read_broken(kind, round(args.number * share), args.seed)
        print(kind, report[kind], flush=True)
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
