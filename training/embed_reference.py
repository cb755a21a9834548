"""Make the embedded reference data from a local copy of the open sources.

    python -m training.embed_reference FOLDER [--out src/hotseat/reference/data]

FOLDER holds `cc0/` and `pddl/` (or openfootball's folders directly). Written are `matches.parquet`, `names.parquet` and
`manifest.json`: every file that was read, with source, licence, hash and count. Internationals from 2000 on.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from hotseat.reference.frames import Told
from hotseat.reference.store import build, write
from hotseat.register.register import embedded

FIRST_INTERNATIONAL = "2000"


def wanted(told: Told) -> bool:
    """Whether a match is worth its bytes."""
    return told.origin != "international_results" or told.match.season >= FIRST_INTERNATIONAL


def main() -> None:
    """Read, join, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/hotseat/reference/data"))
    args = parser.parse_args()
    parts = [args.folder / p for p in ("cc0", "pddl") if (args.folder / p).is_dir()] or [args.folder]
    built = build(parts, embedded(), datetime.now(UTC))
    built.told = [t for t in built.told if wanted(t)]
    write(built, args.out)
    sizes = {p.name: p.stat().st_size for p in sorted(args.out.iterdir()) if p.is_file()}
    print(
        json.dumps(
            {"matches": len(built.told), "unresolved": len(built.unresolved), "errors": built.errors, "bytes": sizes}, indent=1
        )
    )


if __name__ == "__main__":
    main()
