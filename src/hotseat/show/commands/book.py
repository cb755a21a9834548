"""`ledger init|migrate|check|merge|split|identities`: make, upgrade and verify the ledger, and say who is who in it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from hotseat.ledger import chain, store
from hotseat.ledger import check as checking
from hotseat.ledger import identities as who
from hotseat.ledger.view import View
from hotseat.show.options import Json, Ledger, out, print_json, viewing

Post = Annotated[str | None, typer.Option("--post", help="Only in claims about this post.")]
Reason = Annotated[str | None, typer.Option("--reason", help="Why; kept with the decision.")]
Head = Annotated[str | None, typer.Option("--expect", help="A head's hash noted earlier: it must still be in the chain.")]


def init(ledger: Ledger = None) -> None:
    """Make a new ledger; an existing one is left as it is."""
    engine = store.open_engine(ledger)
    before, after = store.migrate(engine) if store.versions(engine)[0] is None else (store.versions(engine)[0], None)
    name = store.name_of(engine)
    out().print(f"{name}: {'made, version ' + str(after) if after else 'is there already, version ' + str(before)}")


def migrate(ledger: Ledger = None) -> None:
    """Bring the ledger to this version of hotseat."""
    engine = store.open_engine(ledger)
    before, after = store.migrate(engine)
    changed = f"version {before} -> {after}" if before != after else f"version {after}, nothing to do"
    out().print(f"{store.name_of(engine)}: {changed}" if before != after else changed)


def check(ledger: Ledger = None, expect: Head = None, as_json: Json = False) -> None:
    """Verify every id, quote, reference and count, and the hash chain; exit code 1 if anything is wrong."""
    engine = store.open_engine(ledger)
    store.require_current(engine)
    with store.reading(engine) as connection:
        counts, head = View(connection).counts(), chain.head(connection)
        found = list(checking.faults(connection, expect))
    if as_json:
        print_json({**counts, "head": head, "faults": found})
    else:
        out().print(", ".join(f"{n} {table}" for table, n in counts.items() if n) or "no rows yet")
        out().print(f"head {head}")
        out().print(f"{len(found)} faults")
        for fault in found:
            out().print(fault, markup=False)
    if found:
        raise typer.Exit(1)


def merge(name: str, person: str, post: Post = None, reason: Reason = None, ledger: Ledger = None) -> None:
    """Say that NAME in claims means PERSON; nothing is rewritten, `split` undoes it."""
    decide(ledger, who.Identity(name=name, person=person, org=post, reason=reason))


def split(name: str, post: Post = None, reason: Reason = None, ledger: Ledger = None) -> None:
    """Undo a merge: from now on NAME means NAME again."""
    decide(ledger, who.Identity(name=name, person=name, org=post, reason=reason))


def decide(ledger: str | None, decision: who.Identity) -> None:
    """Record it and say what holds."""
    engine = store.open_engine(ledger)
    store.require_current(engine)
    new = who.decide(engine, [decision], datetime.now(UTC))
    scope = f" in claims about {decision.org}" if decision.org else ""
    out().print(f"{decision.name} is {decision.person}{scope}{'' if new else ', as was recorded before'}", markup=False)


def identities(ledger: Ledger = None, as_json: Json = False) -> None:
    """Every merge and split, oldest first."""
    with viewing(ledger, None) as view:
        decisions = view.decisions()
    if as_json:
        print_json([asdict(d) for d in decisions])
    for d in () if as_json else decisions:
        scope = f" in claims about {d.org}" if d.org else ""
        why = f" ({d.reason})" if d.reason else ""
        word = "split off" if d.name == d.person else f"is {d.person}"
        out().print(f"{d.recorded}  {d.name} {word}{scope}{why}", markup=False)
