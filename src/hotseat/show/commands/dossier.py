"""`post`, `coach`, `board`: the book by post and by coach."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from hotseat.reference import store
from hotseat.reference.honours import Honours
from hotseat.show import cards, dossiers, plain, records, terminal
from hotseat.show.options import (
    AsOf,
    Card,
    Extra,
    Json,
    Ledger,
    Reference,
    named,
    out,
    print_json,
    register_with,
    time_of,
    viewing,
)

Limit = Annotated[int, typer.Option("--limit", min=0, help="At most so many claims, the latest; 0 for all.")]
Seasons = Annotated[bool, typer.Option("--seasons", help="The record by season too.")]
LATEST = 1000  # a post's or a coach's claims of many months; more make a dossier slow and no clearer


def post(
    name: str, ledger: Ledger = None, as_of: AsOf = None, as_json: Json = False, extra: Extra = None, limit: Limit = LATEST
) -> None:
    """The dossier of a post: holder, who is named for it, contracts, and every quote."""
    register, time = register_with(extra), time_of(as_of)
    with viewing(ledger, time) as view:
        org = register.find_org(name)
        key = named(name, "post", org.name if org else None, view.posts)
        day = (time or datetime.now(UTC)).date()
        dossier = dossiers.post_dossier(key, view.entries(org=key, limit=limit or None), register, day)
    if as_json:
        print_json(plain.dossier_json(dossier))
    else:
        terminal.print_dossier(out(), dossier, day)


def coach(
    name: str, ledger: Ledger = None, as_of: AsOf = None, as_json: Json = False, extra: Extra = None, limit: Limit = LATEST,
    reference: Reference = None, seasons: Seasons = False, card: Card = None,
) -> None:  # fmt: skip
    """A coach's tenures, his record, and every post that he is named for."""
    register, time = register_with(extra), time_of(as_of)
    with viewing(ledger, time) as view:
        found = register.find_coach(name)
        key = named(name, "coach", found.name if found else None, view.people)
        key = view.identities().person(key, None) or key
        dossier = dossiers.coach_dossier(key, view.entries(person=key, limit=limit or None), register)
    day = (time or datetime.now(UTC)).date()
    results = store.available(reference)
    record = records.career(key, results, register, Honours(results, register), day)
    if card:
        cards.draw([record], card)
    if as_json:
        print_json({**plain.dossier_json(dossier), "record": records.career_json(record)})
    else:
        terminal.print_dossier(out(), dossier, day)
        records.print_career(out(), record, seasons=seasons)


def board(ledger: Ledger = None, as_of: AsOf = None, as_json: Json = False, extra: Extra = None) -> None:
    """Every hot seat, the most talked of first."""
    register, time = register_with(extra), time_of(as_of)
    with viewing(ledger, time) as view:
        rows = dossiers.board(view.entries(), register, (time or datetime.now(UTC)).date())
    if as_json:
        print_json([plain.row_json(r) for r in rows])
    else:
        terminal.print_board(out(), rows)
