"""Edited items: what a later version says otherwise than the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

import sqlalchemy as sa

from hotseat.ledger.chain import stamp
from hotseat.ledger.tables import ITEMS

LONGEST = 20_000  # words that are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit.

    Args:
        item, version: the newer version.
        outlet, url: whose it is, and where.
        told: when the outlet says that it changed, or else when the change was seen.
        declared: whether the page gave a time of change; without one the edit was silent.
        before, after: the headlines.
        changes: the changed stretches of words, as (before, after).
    """

    item: str
    version: int
    outlet: str | None
    url: str | None
    told: str
    declared: bool
    before: str
    after: str
    changes: tuple[tuple[str, str], ...]


def edits(connection: sa.Connection, *, since: datetime | None = None, item: str | None = None, limit: int = 50) -> list[Edit]:
    """The latest edits, the newest first.

    Args:
        connection: an open one.
        since: only those told from then on.
        item: only of this item.
        limit: at most so many.
    """
    older = ITEMS.alias("older")
    query = sa.select(
        ITEMS, older.c.title.label("old_title"), older.c.text.label("old_text"), older.c.updated.label("old_updated")
    ).join(older, sa.and_(older.c.id == ITEMS.c.id, older.c.version == ITEMS.c.version - 1))
    if since:
        query = query.where(ITEMS.c.told >= stamp(since))
    if item:
        query = query.where(ITEMS.c.id == item)
    rows = connection.execute(query.where(ITEMS.c.version > 1).order_by(ITEMS.c.told.desc(), ITEMS.c.seq.desc()).limit(limit))
    return [
        Edit(
            item=r.id, version=r.version, outlet=r.outlet, url=r.url, told=r.told,
            declared=r.updated is not None and r.updated != r.old_updated, before=r.old_title, after=r.title,
            changes=tuple(changed(r.old_text or "", r.text or "")),
        )
        for r in rows
    ]  # fmt: skip


def changed(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The stretches of words in which two texts differ."""
    a, b = before.split()[:LONGEST], after.split()[:LONGEST]
    for what, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what != "equal":
            yield " ".join(a[i:j]), " ".join(b[k:m])
