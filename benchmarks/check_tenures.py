"""The share of the register's tenures that an independent list of spells agrees with.

    python -m benchmarks.check_tenures SPELLS.csv [--write FILE]

SPELLS.csv has club_name, manager_name, start_date. A tenure counts when the list holds that club; it agrees when the list has the
same person there with a start within 31 days.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections import defaultdict
from datetime import date
from pathlib import Path

from hotseat.register.folding import fold
from hotseat.register.register import Register, embedded

CLOSE = 31  # days
FORMS = {
    "fc",
    "afc",
    "cf",
    "ac",
    "as",
    "sc",
    "ssc",
    "us",
    "ud",
    "cd",
    "rc",
    "sv",
    "vfl",
    "vfb",
    "tsg",
    "ogc",
    "calcio",
    "club",
    "1",
    "04",
    "05",
}


def bare(name: str) -> str:
    """A club's name without the words for its form."""
    return " ".join(w for w in fold(name).replace("fc.", "").split() if w not in FORMS)


def agreement(register: Register, rows: list[dict[str, str]]) -> tuple[int, int, list[str]]:
    """Tenures that agree, tenures compared, and a line for each that does not agree."""
    spells: dict[str, list[tuple[str, date]]] = defaultdict(list)
    for row in rows:
        org = register.find_org(row["club_name"]) or register.find_org(bare(row["club_name"]))
        if org:
            spells[org.name].append((row["manager_name"], date.fromisoformat(row["start_date"])))
    agree, compared, odd = 0, 0, []
    for coach in register.coaches.values():
        for tenure in coach.tenures:
            known = spells.get(tenure.org, [])
            if not known or not tenure.start or not min(d for _, d in known) <= tenure.start <= date(2025, 6, 30):
                continue
            compared += 1
            surname = fold(coach.surname).split()[-1]
            if any(surname in fold(n).split() and abs((d - tenure.start).days) <= CLOSE for n, d in known):
                agree += 1
            else:
                odd.append(f"{coach.name}, {tenure.org}, {tenure.start}")
    return agree, compared, odd


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("spells", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print so many tenures that do not agree")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    with args.spells.open(encoding="utf-8") as lines:
        agree, compared, odd = agreement(embedded(), list(csv.DictReader(lines)))
    share = agree / compared if compared else 0.0
    print(f"{agree} of {compared} tenures agree within {CLOSE} days: {share:.3f}")
    for line in odd[: args.show]:
        print("   ", line)
    if args.write:
        digest = hashlib.sha256(args.spells.read_bytes()).hexdigest()
        report = {"agree": agree, "compared": compared, "share": round(share, 4), "spells_sha256": digest}
        args.write.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
