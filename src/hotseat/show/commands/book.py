"""`ledger init|migrate|check`: make, upgrade and verify the ledger."""

from __future__ import annotations

import typer

from hotseat.ledger import store
from hotseat.show.options import Json, Ledger, out, print_json, viewing


def init(ledger: Ledger = None) -> None:
    """Make a new ledger; an existing one is left as it is."""
    engine = store.open_engine(ledger)
    before, after = store.migrate(engine) if store.versions(engine)[0] is None else (store.versions(engine)[0], None)
    out().print(
        f"{engine.url.database}: {'made, version ' + str(after) if after else 'is there already, version ' + str(before)}"
    )


def migrate(ledger: Ledger = None) -> None:
    """Bring the ledger to this version of hotseat."""
    engine = store.open_engine(ledger)
    before, after = store.migrate(engine)
    out().print(f"{engine.url.database}: version {before} -> {after}" if before != after else f"version {after}, nothing to do")


def check(ledger: Ledger = None, as_json: Json = False) -> None:
    """Verify that every quote stands in its item and every reading is whole; exit code 1 if not."""
    with viewing(ledger, None) as view:
        counts, faults = view.counts(), view.faults()
    if as_json:
        print_json({**counts, "faults": faults})
    else:
        out().print(", ".join(f"{n} {table}" for table, n in counts.items()) + f", {len(faults)} faults")
        for fault in faults:
            out().print(fault, markup=False)
    if faults:
        raise typer.Exit(1)
