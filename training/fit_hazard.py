"""Fit the incumbent's weekly risk on the register's tenures and the shipped results; write the shipped coefficients.

    python -m training.fit_hazard [--readings FILE ...] [--items FILE ...] [--output FILE]

With readings (as `hotseat read --format jsonl` prints them) and their items, contract ends that claims state inform the contract's
coefficients; the file's `basis` says how many.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from hotseat.bookkeeping.seats import documented, end_of, league_matches, spells_of
from hotseat.gather.items import item_of
from hotseat.judge.form import form_of
from hotseat.judge.hazard import fit, to_json
from hotseat.reference.results import embedded as results
from hotseat.register.register import embedded as register

FIRST, LAST = date(2012, 7, 1), date(2026, 6, 30)
ENOUGH = 200  # contracts that would outweigh the prior of their coefficient
JUDGED = "a judgement, not measured: left five times as often in the eight weeks around its end"
OUTPUT = Path(__file__).parents[1] / "src" / "hotseat" / "judge" / "data" / "hazard.json"


def contract_ends(readings: Iterable[Path], items: Iterable[Path]) -> dict[tuple[str, str], date]:
    """(person, post) -> the end that the last claim states."""
    days = {}
    for path in items:
        for line in path.open(encoding="utf-8"):
            item = item_of(json.loads(line))
            if item.published:
                days[item.id] = item.published.date()
    found = {}
    for path in readings:
        for line in path.open(encoding="utf-8"):
            row = json.loads(line)
            for claim in row["claims"]:
                if claim["kind"] == "contract" and claim["stage"] == "in_force" and row["id"] in days:
                    end = end_of(claim["details"], days[row["id"]])
                    if end and claim["person"] and claim["org"]:
                        found[claim["person"], claim["org"]] = end
    return found


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--readings", type=Path, action="append", default=[])
    parser.add_argument("--items", type=Path, action="append", default=[])
    parser.add_argument("--output", type=Path, default=OUTPUT)
    args = parser.parse_args()
    ends = contract_ends(args.readings, args.items)
    spells = list(spells_of(register(), form_of(league_matches(results())), FIRST, LAST, ends))
    known = sum(s.seats[0].contract_end is not None for s in spells)
    basis = {
        "tenures": len(spells), "contracts": known, "from": FIRST.isoformat(), "to": LAST.isoformat(),
        "data": "the register's tenures where league results are known, and of national teams; causes by dates (docs/decisions/2026-11-28-beliefs.md)",
        "contract": JUDGED if known < ENOUGH else "measured",
    }  # fmt: skip
    risk = fit(documented(spells), basis)
    args.output.parent.mkdir(parents=True, exist_ok=True)
    args.output.write_text(json.dumps(to_json(risk), indent=1) + "\n", encoding="utf-8")
    print(json.dumps(dict(risk.basis)))


if __name__ == "__main__":
    main()
