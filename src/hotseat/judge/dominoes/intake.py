"""Markets -> a book: which markets are open, who holds what, who cannot be an option any more. What is left out is said in the notes."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hotseat.judge.dominoes.book import Book, Condition, PostOdds
from hotseat.records_market import OTHER, STAYS, Belief, Exit, Market, Outcome, Resolution

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A market with its odds, as it comes from the ledger or from a file; times are UTC.

    `vacant` is since when nobody holds the post for good. `closed` is when the market was resolved, `winner` who then held the post.
    """

    post: str
    options: Mapping[str, float]
    incumbent: str | None = None
    vacant: datetime | None = None
    exits: Mapping[Exit, float] = field(default_factory=dict)
    opened: datetime | None = None
    deadline: datetime | None = None
    closed: datetime | None = None
    winner: str | None = None


def quote_of(market: Market, belief: Belief | None, outcome: Outcome | None = None) -> Quote:
    """The quote of a market, with its belief and its outcome if it has them."""
    winner = outcome.winner if outcome and outcome.resolution.scored else None
    if outcome and outcome.resolution is Resolution.STAYED:
        winner = market.incumbent
    return Quote(
        post=market.post, options={o.name: o.probability for o in belief.options} if belief else {}, incumbent=market.incumbent,
        vacant=market.vacant, exits=belief.exits if belief else {}, opened=market.opened, deadline=market.deadline,
        closed=outcome.moment if outcome else None, winner=winner,
    )  # fmt: skip


def book_of(
    quotes: Iterable[Quote], now: datetime, *, holders: Mapping[str, str] | None = None, retired: Collection[str] = (),
    conditions: Iterable[Condition] = (),
) -> Book:  # fmt: skip
    """The book as of a moment.

    Args:
        quotes: all markets, open and closed. Of two open ones for one post the later counts.
        now: the moment.
        holders: person -> post held, for candidates whose own post has no market.
        retired: persons who coach no more; their odds go to someone else.
        conditions: of claims.
    """
    notes: list[str] = []
    closed: dict[str, str] = {}
    quotes = tuple(quotes)
    open_quotes = latest(quotes, now, closed, notes)
    held = dict(holders or {})
    for quote in closed_before(quotes, closed, open_quotes):
        held = {person: post for person, post in held.items() if post != quote.post}
        if quote.winner:
            held[quote.winner] = quote.post
    posts = tuple(odds_of(q, now, retired, notes) for q in open_quotes.values())
    gone = {name: f"{name} has retired" for name in retired}
    return Book(posts=posts, holders=held, conditions=tuple(conditions), notes=tuple(notes), refused={**gone, **closed})


def latest(quotes: Iterable[Quote], now: datetime, closed: dict[str, str], notes: list[str]) -> dict[str, Quote]:
    """Post -> its open market; what is closed or doubled is said in `closed` and `notes`."""
    found: dict[str, Quote] = {}
    for quote in sorted(quotes, key=opening):
        if quote.closed is not None and quote.closed <= now:
            closed[quote.post] = f"{quote.post}: its market closed on {quote.closed.date()}" + (
                f", {quote.winner} got it" if quote.winner else " without a new head coach"
            )
        elif quote.deadline is not None and quote.deadline <= now:
            notes.append(
                f"{quote.post}: the deadline of its market, {quote.deadline.date()}, is over and it waits for its outcome; left out"
            )
            closed.setdefault(quote.post, f"{quote.post}: the deadline of its market, {quote.deadline.date()}, is over")
        elif not quote.options:
            notes.append(f"{quote.post}: no belief has been issued on its market yet; left out")
        else:
            if quote.post in found:
                notes.append(f"{quote.post}: two open markets, the one opened last counts")
            found[quote.post] = quote
            closed.pop(quote.post, None)
    return found


def opening(quote: Quote) -> float:
    """A moment to order by."""
    return quote.opened.timestamp() if quote.opened else 0.0


def closed_before(quotes: Iterable[Quote], closed: Mapping[str, str], open_quotes: Mapping[str, Quote]) -> list[Quote]:
    """The last closed market of each post that has none open, in order of closing."""
    over = [q for q in quotes if q.closed is not None and q.post in closed and q.post not in open_quotes]
    return sorted(over, key=lambda q: q.closed.timestamp() if q.closed else 0.0)


def odds_of(quote: Quote, now: datetime, retired: Collection[str], notes: list[str]) -> PostOdds:
    """A post's odds, without the retired."""
    options: dict[str, float] = {}
    for name, probability in quote.options.items():
        gone = name in retired and name not in (STAYS, OTHER)
        if gone:
            notes.append(f"{name} has retired: {probability:.1%} at {quote.post} go to someone else")
        options[OTHER if gone else name] = options.get(OTHER if gone else name, 0.0) + probability
    weeks = 26 if quote.deadline is None else math.ceil((quote.deadline - now) / WEEK)
    return PostOdds(
        post=quote.post, options=options, incumbent=quote.incumbent, exits=quote.exits, weeks=max(weeks, 1),
        vacant=quote.vacant is not None and quote.vacant <= now,
    )  # fmt: skip
