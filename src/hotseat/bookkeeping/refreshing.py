"""Brings the book up to date: descents of new claims, new markets, beliefs that changed. Nothing that was issued is rewritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from hotseat.bookkeeping.judging import Judge, Judgement, Kept
from hotseat.judge.markets import Proposal, Told
from hotseat.judge.reports import Channel
from hotseat.ledger import chain, store
from hotseat.ledger.book import BookView, BookWriter
from hotseat.ledger.view import Entry, View
from hotseat.records import Claim
from hotseat.records_market import Belief, Echo, Market

HISTORY = timedelta(days=400)  # of claims that a refresh looks at: a market stands at most a year, and habits fade
STALE = timedelta(days=7)  # a belief without news is issued anew after that, since claims age


@dataclass(slots=True, kw_only=True)
class Refreshed:
    """What a refresh did."""

    claims: int = 0
    echoes: int = 0
    markets: int = 0
    beliefs: int = 0
    proposals: list[tuple[Market, Proposal]]


@dataclass(frozen=True, slots=True)
class Heard:
    """The claims of a stretch of time, traced and sorted."""

    told: Sequence[Told]
    by_post: dict[str, list[Told]]
    elsewhere: dict[str, list[Told]]
    claims: dict[str, list[tuple[date, Claim]]]


def hear(judge: Judge, entries: Sequence[Entry], copies: dict[str, str], known: dict[str, Echo]) -> Heard:
    """Trace entries and sort them by post, and commitments by person."""
    told = judge.trace(judge.reports(entries, copies), known)
    by_post: dict[str, list[Told]] = defaultdict(list)
    elsewhere: dict[str, list[Told]] = defaultdict(list)
    for pair in told:
        if pair[0].channel is Channel.ELSEWHERE:
            elsewhere[pair[0].option].append(pair)
        else:
            by_post[pair[0].post].append(pair)
    claims: dict[str, list[tuple[date, Claim]]] = defaultdict(list)
    for entry in entries:
        if entry.claim.org:
            claims[entry.claim.org].append((datetime.fromisoformat(entry.told).date(), entry.claim))
    return Heard(told, by_post, elsewhere, claims)


def elsewhere_of(heard: Heard, post: str) -> list[Told]:
    """The commitments to other posts of whoever is named for this one."""
    named = {r.option for r, _ in heard.by_post.get(post, ()) if r.channel.enters}
    return [t for person in named for t in heard.elsewhere.get(person, ()) if t[0].post != post]


def judgements(
    judge: Judge, view: View, book: BookView, now: datetime, on_post: Callable[[str], None] | None = None
) -> tuple[Heard, list[Judgement]]:
    """Every post that somebody talked about lately, judged; only those with a market come back."""
    entries = view.entries(since=now - HISTORY)
    copies = {c.item: c.original for c in view.copies()}
    heard = hear(judge, entries, copies, book.echoes())
    markets: dict[str, list[Market]] = defaultdict(list)
    for market in book.markets():
        markets[market.post].append(market)
    outcomes = book.outcomes()
    found = []
    for post in sorted({*heard.by_post, *markets}):
        kept = Kept(markets=markets.get(post, ()), outcomes=outcomes)
        judged = judge.judge(
            post, heard.by_post.get(post, ()), now, kept, heard.claims.get(post, ()), elsewhere_of(heard, post)
        )  # fmt: skip
        if judged.market:
            found.append(judged)
        if on_post:
            on_post(post)
    return heard, found


def refresh(judge: Judge, engine: sa.Engine, now: datetime, on_post: Callable[[str], None] | None = None) -> Refreshed:
    """Bring the ledger's book up to `now`.

    Raises:
        LedgerError: the ledger is missing or of another version.
    """
    store.require_current(engine)
    now = now.replace(microsecond=0)
    with engine.connect() as connection:
        book = BookView(connection)
        heard, found = judgements(judge, View(connection), book, now, on_post)
        latest, known = book.latest_beliefs(), book.echoes()
    return written(engine, now, heard.told, found, latest, known)


def written(
    engine: sa.Engine, now: datetime, told: Sequence[Told], found: Sequence[Judgement], latest: Mapping[str, Belief],
    known: Mapping[str, Echo],
) -> Refreshed:  # fmt: skip
    """Append what judgements conclude.

    Args:
        engine: the ledger.
        now: the moment of the judgements.
        told: the reports that were heard.
        found: the judgements that have a market.
        latest: market -> the belief issued last.
        known: claim -> its descent, where the ledger has it.
    """
    fresh = {r.id: replace(e, claim=r.id) for r, e in told if r.id not in known}
    report = Refreshed(claims=len({r.id for r, _ in told}), proposals=[])
    report.proposals = [(j.market, j.proposal) for j in found if j.market and j.proposal]
    with chain.appending(engine, now) as batch:
        writer = BookWriter(batch)
        report.echoes = writer.add_echoes(fresh.values())
        report.markets = writer.add_markets(j.market for j in found if j.market)
        report.beliefs = writer.add_beliefs(worth_issuing(found, latest))
    return report


def worth_issuing(found: Iterable[Judgement], latest: Mapping[str, Belief]) -> list[Belief]:
    """The beliefs that are new, rest on other claims than the last one issued, or follow one that is old."""
    beliefs = []
    for judged in found:
        belief = judged.belief
        before = latest.get(belief.market) if belief else None
        if belief and (before is None or changed(before, belief)):
            beliefs.append(belief)
    return beliefs


def changed(before: Belief, belief: Belief) -> bool:
    """Whether a belief says something that the one before did not."""
    same = {(c.claim, c.option) for c in before.contributions} == {(c.claim, c.option) for c in belief.contributions}
    return not same or before.weights != belief.weights or belief.moment - before.moment >= STALE
