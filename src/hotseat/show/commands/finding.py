"""`search` and `ledger edits`: items by their words, and what outlets changed after publication."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from hotseat.ledger import store
from hotseat.ledger.edits import Edit
from hotseat.ledger.edits import edits as find_edits
from hotseat.ledger.search import search as find
from hotseat.show.options import AsOf, Json, Ledger, out, print_json, time_of
from hotseat.show.terminal import plain

Limit = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="At most so many.")]
Since = Annotated[str | None, typer.Option("--since", help="From then on: an ISO 8601 time.")]
SHOWN = 5  # changes of an edit on a terminal


def search(
    words: Annotated[list[str], typer.Argument(help='Words, or "phrases in quotes".')],
    ledger: Ledger = None, as_of: AsOf = None, limit: Limit = 20, as_json: Json = False,
) -> None:  # fmt: skip
    """Items that hold all of the words; exit code 1 if there are none."""
    time = time_of(as_of)
    engine = store.open_engine(ledger)
    store.require_current(engine)
    with store.reading(engine) as connection:
        found = find(connection, " ".join(f'"{w}"' if " " in w else w for w in words), limit=limit, as_of=time)
    if as_json:
        print_json([asdict(one) for one in found])
    for one in () if as_json else found:
        out().print(
            f"{one.told[:10]}  {plain(one.title or one.item, 100)} — {plain(one.outlet or 'unknown outlet')}", markup=False
        )
    if not found:
        raise typer.Exit(1)


def edits(ledger: Ledger = None, since: Since = None, limit: Limit = 20, as_json: Json = False) -> None:
    """What outlets changed in published items, silent edits among it, the newest first."""
    time = time_of(since)
    engine = store.open_engine(ledger)
    store.require_current(engine)
    with store.reading(engine) as connection:
        found = find_edits(connection, since=time, limit=limit)
    if as_json:
        print_json([asdict(edit) for edit in found])
    for edit in () if as_json else found:
        show(edit)


def show(edit: Edit) -> None:
    """One edit on a terminal."""
    how = "edited" if edit.declared else "edited without saying so"
    out().print(f"{edit.told}  {plain(edit.outlet or 'unknown outlet')}, {how}: {plain(edit.after, 100)}", markup=False)
    if edit.before != edit.after:
        out().print(f"    headline was: {plain(edit.before, 100)}", markup=False)
    for before, after in edit.changes[:SHOWN]:
        out().print(f"    - {plain(before, 120) or '(nothing)'}\n    + {plain(after, 120) or '(nothing)'}", markup=False)
    if len(edit.changes) > SHOWN:
        out().print(f"    and {len(edit.changes) - SHOWN} more changes")
