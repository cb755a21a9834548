"""Keeps the book up with claims that come in: judges anew only the posts that they touch, which takes moments, not minutes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from hotseat.bookkeeping.inquiry import inquire
from hotseat.bookkeeping.judging import Judge
from hotseat.bookkeeping.refreshing import STALE, Refreshed, refresh, written
from hotseat.ledger import store
from hotseat.ledger.book import BookView
from hotseat.ledger.news import heard_until, named_since
from hotseat.ledger.pages import Pages
from hotseat.records_market import Belief

MANY = 150  # posts from which going through all of them at once is quicker


@dataclass(slots=True)
class Renewer:
    """Renews the book of one ledger.

    Args:
        judge: makes the judge when there is something to judge: its weights and results take seconds to load.
        engine: the ledger.
    """

    judge: Callable[[], Judge]
    engine: sa.Engine
    _made: Judge | None = None
    _heard: int | None = None

    def renew(self, now: datetime) -> Refreshed | None:
        """Judge what was said since the last time, and beliefs that have grown old; None where there was nothing.

        The first time it goes on from the last claim that a refresh has heard.
        """
        now = now.replace(microsecond=0)
        with store.reading(self.engine) as connection:
            since = heard_until(connection) if self._heard is None else self._heard
            last = Pages(connection).last_claim()
            posts, people = named_since(connection, since)
            book = BookView(connection)
            latest = book.latest_beliefs()
            touched = {*posts, *concerned(latest, book.outcomes(), people, now)}
        done = self._judged(touched, latest, since, now) if touched else None
        self._heard = last
        return done

    def _judged(self, posts: Collection[str], latest: Mapping[str, Belief], since: int, now: datetime) -> Refreshed:
        if self._made is None:
            self._made = self.judge()
        if since == 0 or len(posts) > MANY:
            return refresh(self._made, self.engine, now)
        with store.reading(self.engine) as connection:
            view, book = Pages(connection), BookView(connection)
            names = {self._usual(post) for post in posts}
            copies = {c.item: c.original for c in view.copies()}
            found = [inquire(self._made, view, book, post, now, copies=copies) for post in sorted(names)]
            known = book.echoes(r.id for judged in found for r, _ in judged.told)
        return written(self.engine, now, [t for j in found for t in j.told], [j for j in found if j.market], latest, known)

    def _usual(self, post: str) -> str:
        org = self._made.ear.register.find_org(post) if self._made else None
        return org.name if org else post


def concerned(latest: Mapping[str, Belief], outcomes: Collection[str], people: Collection[str], now: datetime) -> set[str]:
    """The posts of open markets of which somebody is an option who was spoken of, or whose belief has grown old."""
    return {
        belief.post
        for market, belief in latest.items()
        if market not in outcomes and (now - belief.moment >= STALE or any(o.name in people for o in belief.options))
    }
