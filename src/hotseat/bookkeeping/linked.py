"""The ledger's markets, issued beliefs, outcomes and conditional claims -> the book that dominoes take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from hotseat.bookkeeping.judging import Judgement
from hotseat.judge.dominoes.book import Book, Condition
from hotseat.judge.dominoes.conditions import event_of
from hotseat.judge.dominoes.intake import Quote, book_of, quote_of
from hotseat.ledger.book import BookView
from hotseat.ledger.view import View
from hotseat.records_market import OTHER, STAYS, Belief
from hotseat.register.register import Register

LEAST_DELTA = 0.01  # of a claim in log weight; what adds less cannot be seen in any odds


def linked_book(view: View, kept: BookView, register: Register, now: datetime, judged: Iterable[Judgement] = ()) -> Book:
    """The book as of a moment: each market's belief, who holds what, and the conditions of the claims behind the beliefs.

    Args:
        view: the ledger's claims.
        kept: its markets, issued beliefs and outcomes.
        register: who holds which post, who has retired, and what posts are called.
        now: the moment.
        judged: the judge's view of that moment; it says who has gone since a market opened, and stands in where no belief was issued.
    """
    beliefs, outcomes, markets = kept.latest_beliefs(), kept.outcomes(), {m.id: m for m in kept.markets()}
    vacant: dict[str, datetime] = {}
    for found in judged:
        if found.market and found.belief:
            markets.setdefault(found.market.id, found.market)
            beliefs.setdefault(found.market.id, found.belief)
            if found.vacant:
                vacant[found.market.id] = found.vacant
    quotes = [
        replace(quote_of(m, beliefs.get(m.id), outcomes.get(m.id)), vacant=vacant.get(m.id, m.vacant)) for m in markets.values()
    ]
    named = named_in(quotes)
    retired = {name for name in named if (coach := register.coaches.get(name)) and coach.retired}
    book = book_of(quotes, now, holders=holders_of(named, register, now), retired=retired)
    open_posts = {p.post for p in book.posts}
    heard = [b for b in beliefs.values() if b.post in open_posts]
    conditions, notes = conditions_of(heard, book, conditional_claims(view, open_posts), register)
    return book.with_conditions(conditions, notes)


def named_in(quotes: Iterable[Quote]) -> list[str]:
    """Every candidate, once."""
    return list(dict.fromkeys(name for q in quotes for name in q.options if name not in (STAYS, OTHER)))


def holders_of(persons: Iterable[str], register: Register, now: datetime) -> dict[str, str]:
    """Person -> the post held for good on that day, by the register."""
    found: dict[str, str] = {}
    for person in persons:
        held = [t for t in register.posts(person, now.date()) if not t.caretaker]
        if len(held) == 1:
            found[person] = held[0].org
    return found


def conditional_claims(view: View, posts: Iterable[str]) -> dict[str, str]:
    """Claim -> the words of its condition, for claims about these posts that have one."""
    return {
        entry.id: entry.claim.condition for post in sorted(posts) for entry in view.entries(org=post) if entry.claim.condition
    }  # fmt: skip


def conditions_of(
    beliefs: Iterable[Belief], book: Book, words: Mapping[str, str], register: Register
) -> tuple[list[Condition], list[str]]:  # fmt: skip
    """What each conditional claim adds to its option when its condition holds, and a note for each condition that means no event here."""

    def forms(post: str) -> list[str]:
        org = register.orgs.get(post)
        return [name for name, _ in org.forms] if org else []

    found: list[Condition] = []
    notes: list[str] = []
    for belief in beliefs:
        for share in belief.contributions:
            told = words.get(share.claim)
            if told is None or share.option in (STAYS, OTHER) or abs(share.delta) < LEAST_DELTA:
                continue
            event = event_of(told, share.option, book, forms)
            if event is None:
                notes.append(
                    f"{share.option} to {belief.post} {told!r}: about no post of the book, counted without the condition"
                )
                continue
            found.append(
                Condition(
                    person=share.option, post=belief.post, on_person=event.person, on_post=event.post, happens=event.happens,
                    delta=share.delta, words=told,
                )
            )  # fmt: skip
    return found, list(dict.fromkeys(notes))
