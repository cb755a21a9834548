"""`post`, `coach`, `board`: the book by post and by coach."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from hotseat.bookkeeping.inquiry import NEWEST, inquire, judge_with
from hotseat.bookkeeping.judging import Judge
from hotseat.bookkeeping.refreshing import judgements
from hotseat.ledger.book import BookView
from hotseat.ledger.view import View
from hotseat.records_market import Belief
from hotseat.reference import store
from hotseat.reference.honours import Honours
from hotseat.reference.results import embedded
from hotseat.show import dossiers, odds, plain, records, terminal
from hotseat.show.options import (
    AsOf,
    Card,
    Extra,
    Json,
    Ledger,
    Reference,
    booking,
    named,
    out,
    print_json,
    register_with,
    time_of,
    viewing,
)

Limit = Annotated[int, typer.Option("--limit", min=0, help="At most so many claims, the latest; 0 for all.")]
Seasons = Annotated[bool, typer.Option("--seasons", help="The record by season too.")]
WEEK = timedelta(days=7)
LATEST = 100  # a post's or a coach's claims: what a terminal can be read for; more make a dossier slow and no clearer


def post(
    name: str, ledger: Ledger = None, as_of: AsOf = None, as_json: Json = False, extra: Extra = None, limit: Limit = LATEST
) -> None:
    """The dossier of a post: holder, who is named for it, contracts, and every quote."""
    register, time = register_with(extra), time_of(as_of)
    now = time or datetime.now(UTC)
    with booking(ledger, time) as (view, kept):
        org = register.find_org(name)
        key = named(name, "post", org.name if org else None, view.post_names(), view.posts)
        entries = view.entries(
            org=key, limit=max(limit, NEWEST) if limit else None
        )  # seat and odds do not depend on how much is shown
        dossier = dossiers.post_dossier(key, entries, register, now.date(), limit)
        judged = inquire(judge_with(register, embedded()), view, kept, key, now, entries)
    if as_json:
        print_json({**plain.dossier_json(dossier), **odds.judgement_json(judged)})
    else:
        terminal.print_dossier(
            out(), dossier, now.date(), lambda: odds.print_judgement(out(), judged, {e.id: e for e in entries})
        )


def coach(
    name: str, ledger: Ledger = None, as_of: AsOf = None, as_json: Json = False, extra: Extra = None, limit: Limit = LATEST,
    reference: Reference = None, seasons: Seasons = False, card: Card = None,
) -> None:  # fmt: skip
    """A coach's tenures, his record, and every post that he is named for."""
    register, time = register_with(extra), time_of(as_of)
    with viewing(ledger, time) as view:
        found = register.find_coach(name)
        key = named(name, "coach", found.name if found else None, view.person_names(), view.people)
        key = view.identities().person(key, None) or key
        dossier = dossiers.coach_dossier(key, view.entries(person=key, limit=limit or None), register)
    day = (time or datetime.now(UTC)).date()
    results = store.available(reference)
    record = records.career(key, results, register, Honours(results, register), day)
    if card:
        from hotseat.show import cards  # noqa: PLC0415 -- matplotlib takes longer to load than a dossier to make

        cards.draw([record], card)
    if as_json:
        print_json({**plain.dossier_json(dossier), "record": records.career_json(record)})
    else:
        terminal.print_dossier(out(), dossier, day)
        records.print_career(out(), record, seasons=seasons)


def board(ledger: Ledger = None, as_of: AsOf = None, as_json: Json = False, extra: Extra = None) -> None:
    """Every hot seat: open markets first, by what moved within a week, then the most talked of."""
    register, time = register_with(extra), time_of(as_of)
    now, judge = time or datetime.now(UTC), judge_with(register, embedded())
    with booking(ledger, time) as (view, kept):
        rows = dossiers.board(view.entries(), register, now.date())
        beliefs, before = beliefs_by_post(judge, view, kept, now), beliefs_by_post(judge, view, kept, now - WEEK)
    rows = dossiers.with_odds(rows, beliefs, before)
    if as_json:
        print_json([plain.row_json(r) for r in rows])
    else:
        terminal.print_board(out(), rows)


def beliefs_by_post(judge: Judge, view: View, book: BookView, now: datetime) -> dict[str, Belief]:
    """Post -> belief at a moment, of every open market."""
    return {j.post: j.belief for j in judgements(judge, view, book, now)[1] if j.belief}
