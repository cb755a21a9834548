"""One post from the ledger, judged: what `hotseat post` and the pages ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from hotseat.bookkeeping.hearing import Ear
from hotseat.bookkeeping.judging import Judge, Judgement, Kept
from hotseat.bookkeeping.seats import Seats
from hotseat.judge import hazard, weights
from hotseat.judge.markets import Told
from hotseat.judge.reports import Channel
from hotseat.ledger.book import BookView
from hotseat.ledger.view import BINDING, FIRM, Entry, View
from hotseat.reference.results import Results
from hotseat.register.register import Register

NEWEST = 300  # claims of a post that a belief rests on; older ones have faded, save those that say who has gone or come
MOST_FIRM, FIRM_FOR = 60, timedelta(days=400)  # so many of these, and for so long
CANDIDATES = 12  # whose commitments elsewhere are looked up, the latest named first
OTHER_POSTS = 10  # claims of each of them that bind him


def judge_with(register: Register, results: Results | None, learned: weights.Weights | None = None) -> Judge:
    """A judge with the shipped weights and hazard, or with weights of one's own."""
    believing = learned or weights.shipped()
    return Judge(ear=Ear(register), seats=Seats(register, results), weights=believing, risk=hazard.shipped())


def inquire(
    judge: Judge, view: View, book: BookView, post: str, now: datetime, entries: list[Entry] | None = None,
    copies: Mapping[str, str] | None = None,
) -> Judgement:  # fmt: skip
    """A post as of a moment, from what the views show.

    Args:
        judge: with weights and register.
        view: the ledger's claims.
        book: the ledger's markets, outcomes and descents.
        post: the post's usual name.
        now: the moment.
        entries: the post's newest claims, where they are at hand, as many as the belief may rest on or more.
        copies: item -> the item that it nearly copies, for claims whose descent the ledger does not hold yet.
    """
    own = view.entries(org=post, limit=NEWEST) if entries is None else entries[-NEWEST:]
    firm_since = now - FIRM_FOR
    # A seldom named post's newest claims reach back further than firm ones count.
    if len(own) == NEWEST and (oldest := datetime.fromisoformat(own[0].told)) > firm_since:
        own = view.entries(org=post, since=firm_since, before=oldest, limit=MOST_FIRM, only=FIRM) + own
    told = judge.trace(judge.reports(own, copies), book.echoes(e.id for e in own))
    claims = [(datetime.fromisoformat(e.told).date(), e.claim) for e in own]
    kept = Kept(markets=book.markets(post=post), outcomes=book.outcomes())
    return judge.judge(post, told, now, kept, claims, commitments(judge, view, told, post))


def commitments(judge: Judge, view: View, told: Sequence[Told], post: str) -> Iterator[Told]:
    """Where the candidates named last have bound themselves to other posts; nothing is asked for before the first is taken."""
    names: dict[str, None] = {}
    for report, _ in reversed(told):
        if report.channel.enters and len(names) < CANDIDATES:
            names.setdefault(report.option)
    for entries in view.entries_of_each(names, limit=OTHER_POSTS, only=BINDING).values():
        told_of = judge.trace(judge.reports(entries))
        yield from (t for t in told_of if t[0].channel is Channel.ELSEWHERE and t[0].post != post)
