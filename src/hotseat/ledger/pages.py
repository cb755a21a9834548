"""Lists by the page: claims and items newest first by their number in the ledger, sources by how much they say; one item whole.

A page goes on from the number of the last row seen, so that rows that come in meanwhile shift nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from hotseat.ledger.identities import Identities
from hotseat.ledger.tables import BLOCKS, CLAIMS, ECHOES, ITEMS
from hotseat.ledger.view import Entry, View, entry_columns, entry_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an item. `text` is None where the ledger was made from an export without texts."""

    seq: int
    id: str
    version: int
    title: str
    text: str | None
    outlet: str | None
    author: str | None
    url: str | None
    language: str | None
    published: str | None
    updated: str | None
    told: str
    recorded: str

    @property
    def body(self) -> str | None:
        """The text that spans count in."""
        return None if self.text is None else f"{self.title}\n{self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A source with the number of its claims, all readings counted, how many of them are denials, and its last one."""

    name: str
    claims: int
    denials: int
    latest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which claims a list holds; None asks for all."""

    org: str | None = None
    person: str | None = None
    source: str | None = None
    kind: str | None = None
    polarity: str | None = None
    since: str | None = None
    moves: bool = False


class Pages(View):
    """A view with lists."""

    def claims(self, wanted: Wanted, limit: int, before: int | None = None) -> list[Entry]:
        """The claims of a list, newest in the ledger first, after the row with number `before`."""
        who = self.identities()
        query = self._wanted(self._current(entry_columns()), wanted, who)
        if before is not None:
            query = query.where(CLAIMS.c.seq < before)
        found: list[Entry] = []
        with self._connection.execute(query.order_by(CLAIMS.c.seq.desc()).execution_options(yield_per=200)) as rows:
            for row in rows:
                entry = entry_of(row, who)
                if wanted.person is None or entry.claim.person == wanted.person:
                    found.append(entry)
                if len(found) >= limit:
                    break
        return found

    def spoken(self, source: str, limit: int) -> list[Entry]:
        """The latest claims that a source stands behind, in the order in which they were told."""
        who = self.identities()
        query = self._wanted(self._current(entry_columns()), Wanted(source=source), who)
        query = query.order_by(CLAIMS.c.told.desc(), CLAIMS.c.seq.desc()).limit(limit)
        return [entry_of(row, who) for row in self._connection.execute(query)][::-1]

    def _wanted(self, query: sa.Select[Any], wanted: Wanted, who: Identities) -> sa.Select[Any]:
        if wanted.org is not None:
            query = query.where(CLAIMS.c.org == wanted.org)
        if wanted.person is not None:
            query = query.where(CLAIMS.c.person.in_(sorted(who.names(wanted.person))))
        if wanted.source is not None:
            query = query.where(CLAIMS.c.source_name == wanted.source)
        if wanted.kind is not None:
            query = query.where(CLAIMS.c.kind == wanted.kind)
        if wanted.moves:
            query = query.where(CLAIMS.c.kind.in_(("arrival", "departure")))
        if wanted.polarity is not None:
            query = query.where(CLAIMS.c.polarity == wanted.polarity)
        if wanted.since is not None:
            query = query.where(CLAIMS.c.told >= wanted.since)
        return query

    def items(self, limit: int, before: int | None = None) -> list[Version]:
        """The newest version of each item, newest in the ledger first."""
        later = ITEMS.alias()
        newer = sa.exists().where(later.c.id == ITEMS.c.id, later.c.version > ITEMS.c.version)
        query = sa.select(ITEMS)
        if self._as_of:
            query = query.where(ITEMS.c.told <= self._as_of, ITEMS.c.recorded <= self._as_of)
            newer = newer.where(later.c.told <= self._as_of, later.c.recorded <= self._as_of)
        query = query.where(~newer)
        if before is not None:
            query = query.where(ITEMS.c.seq < before)
        return [version_of(row) for row in self._connection.execute(query.order_by(ITEMS.c.seq.desc()).limit(limit))]

    def versions(self, item: str) -> list[Version]:
        """Every version of an item, oldest first."""
        query = sa.select(ITEMS).where(ITEMS.c.id == item)
        if self._as_of:
            query = query.where(ITEMS.c.told <= self._as_of, ITEMS.c.recorded <= self._as_of)
        return [version_of(row) for row in self._connection.execute(query.order_by(ITEMS.c.version))]

    def bodies(self, entries: Iterable[Entry]) -> dict[tuple[str, int], str]:
        """(item, version) -> the text that its spans count in, of these claims' items."""
        ids = sorted({e.item for e in entries})
        found: dict[tuple[str, int], str] = {}
        for at in range(0, len(ids), 500):
            query = sa.select(ITEMS.c.id, ITEMS.c.version, ITEMS.c.title, ITEMS.c.text).where(ITEMS.c.id.in_(ids[at : at + 500]))
            for row in self._connection.execute(query):
                if row.text is not None:
                    found[row.id, row.version] = f"{row.title}\n{row.text}"
        return found

    def followers(self, claims: Sequence[str]) -> dict[str, float]:
        """Claim -> hours after which the first echo of it came, of those that have one."""
        found: dict[str, float] = {}
        for at in range(0, len(claims), 500):
            first = sa.func.min(ECHOES.c.minutes)
            query = sa.select(ECHOES.c.parent, first).where(ECHOES.c.parent.in_(list(claims[at : at + 500])))
            if self._as_of:
                query = query.where(ECHOES.c.recorded <= self._as_of)
            rows = self._connection.execute(query.group_by(ECHOES.c.parent))
            found |= {parent: minutes / 60 for parent, minutes in rows if minutes is not None}
        return found

    def speakers(self, among: Sequence[str] | None = None) -> list[Speaker]:
        """The named sources of move claims, all or those among some names; those who say most first."""
        number, denied = sa.func.count(), sa.func.sum(sa.case((CLAIMS.c.polarity == "denied", 1), else_=0))
        query = sa.select(CLAIMS.c.source_name, number, denied, sa.func.max(CLAIMS.c.told))
        query = query.where(CLAIMS.c.source_name.is_not(None), CLAIMS.c.kind.in_(("arrival", "departure")))
        if among is not None:
            query = query.where(CLAIMS.c.source_name.in_(list(among)))
        if self._as_of:
            query = query.where(CLAIMS.c.told <= self._as_of, CLAIMS.c.recorded <= self._as_of)
        rows = self._connection.execute(query.group_by(CLAIMS.c.source_name).order_by(number.desc(), CLAIMS.c.source_name))
        return [Speaker(name=n, claims=c, denials=int(d), latest=t) for n, c, d, t in rows]

    def heard(self, posts: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Post -> how many claims are about it, all readings counted, and the number of the last one; equal pairs are equal claims."""
        found: dict[str, tuple[int, int]] = {}
        names = sorted(posts)
        for at in range(0, len(names), 500):
            query = sa.select(CLAIMS.c.org, sa.func.count(), sa.func.max(CLAIMS.c.seq)).group_by(CLAIMS.c.org)
            query = query.where(CLAIMS.c.org.in_(names[at : at + 500]))
            if self._as_of:
                query = query.where(CLAIMS.c.told <= self._as_of, CLAIMS.c.recorded <= self._as_of)
            found |= {org: (number, last) for org, number, last in self._connection.execute(query)}
        return found

    def last_claim(self) -> int:
        """The number of the claim recorded last."""
        return self._connection.execute(sa.select(sa.func.max(CLAIMS.c.seq))).scalar() or 0

    def head(self) -> tuple[int, str]:
        """Number and hash of the last block: equal heads are equal ledgers."""
        row = self._connection.execute(sa.select(BLOCKS.c.seq, BLOCKS.c.hash).order_by(BLOCKS.c.seq.desc()).limit(1)).first()
        return (row.seq, row.hash) if row else (0, "")

    def span(self) -> tuple[str, str] | None:
        """The first and the last time at which anything was recorded."""
        row = self._connection.execute(sa.select(sa.func.min(BLOCKS.c.recorded), sa.func.max(BLOCKS.c.recorded))).one()
        return (row[0], row[1]) if row[0] else None


def version_of(row: sa.Row[Any]) -> Version:
    """A version of its row."""
    return Version(**{name: getattr(row, name) for name in Version.__dataclass_fields__})
