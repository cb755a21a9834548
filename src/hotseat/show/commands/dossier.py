"""`post`, `coach`, `board`: the book by post and by coach."""

from __future__ import annotations

from datetime import UTC, datetime

from hotseat.show import dossiers, plain, terminal
from hotseat.show.options import AsOf, Extra, Json, Ledger, named, out, print_json, register_with, time_of, viewing


def post(name: str, ledger: Ledger = None, as_of: AsOf = None, as_json: Json = False, extra: Extra = None) -> None:
    """The dossier of a post: holder, who is named for it, contracts, and every quote."""
    register, time = register_with(extra), time_of(as_of)
    with viewing(ledger, time) as view:
        org = register.find_org(name)
        key = named(name, "post", org.name if org else None, {e.claim.org for e in view.entries() if e.claim.org})
        day = (time or datetime.now(UTC)).date()
        dossier = dossiers.post_dossier(key, view.entries(org=key), register, day)
    if as_json:
        print_json(plain.dossier_json(dossier))
    else:
        terminal.print_dossier(out(), dossier, day)


def coach(name: str, ledger: Ledger = None, as_of: AsOf = None, as_json: Json = False, extra: Extra = None) -> None:
    """A coach's tenures and every post that he is named for."""
    register, time = register_with(extra), time_of(as_of)
    with viewing(ledger, time) as view:
        found = register.find_coach(name)
        people = {e.claim.person for e in view.entries() if e.claim.person}
        key = named(name, "coach", found.name if found else None, people)
        dossier = dossiers.coach_dossier(key, view.entries(person=key), register)
    if as_json:
        print_json(plain.dossier_json(dossier))
    else:
        terminal.print_dossier(out(), dossier, (time or datetime.now(UTC)).date())


def board(ledger: Ledger = None, as_of: AsOf = None, as_json: Json = False, extra: Extra = None) -> None:
    """Every hot seat, the most talked of first."""
    register, time = register_with(extra), time_of(as_of)
    with viewing(ledger, time) as view:
        rows = dossiers.board(view.entries(), register, (time or datetime.now(UTC)).date())
    if as_json:
        print_json([plain.row_json(r) for r in rows])
    else:
        terminal.print_board(out(), rows)
