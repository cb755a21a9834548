"""What was added to a ledger since one looked last: cheap to ask every second, and exact where only items came in."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from hotseat.ledger.identities import identities
from hotseat.ledger.tables import BLOCKS, CLAIMS, COPIES, ECHOES, ITEMS, PROBLEMS, READINGS

MOST = 2000  # new items above which one may as well call everything new


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a ledger stood: the numbers of its last block, item, claim and problem."""

    block: int
    item: int
    claim: int
    problem: int


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What came in. `whole`: more than new items with their claims, so that anything may have changed."""

    mark: Mark
    whole: bool = False
    items: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


def mark(connection: sa.Connection) -> Mark:
    """Where the ledger stands."""
    last = {t.name: connection.execute(sa.select(sa.func.max(t.c.seq))).scalar() or 0 for t in (BLOCKS, ITEMS, CLAIMS, PROBLEMS)}
    return Mark(block=last["blocks"], item=last["items"], claim=last["claims"], problem=last["problems"])


def news(connection: sa.Connection, since: Mark) -> News | None:
    """What was added after a mark; None where nothing was.

    A block says how many rows it holds. Where new items, their readings, claims and copies, and problems make up that number, nothing
    else was added: no belief, no outcome, no merge of people, no second reading of an older item.
    """
    block = connection.execute(sa.select(sa.func.max(BLOCKS.c.seq))).scalar() or 0
    if block == since.block:
        return None
    now = mark(connection)
    rows = connection.execute(sa.select(sa.func.sum(BLOCKS.c.rows)).where(BLOCKS.c.seq > since.block)).scalar() or 0
    items = list(connection.execute(sa.select(ITEMS.c.id).where(ITEMS.c.seq > since.item).limit(MOST + 1)).scalars())
    if len(items) > MOST:
        return News(mark=now, whole=True)
    ids = sorted(set(items))
    told = connection.execute(
        sa.select(CLAIMS.c.org, CLAIMS.c.person, CLAIMS.c.source_name, CLAIMS.c.item).where(CLAIMS.c.seq > since.claim)
    ).all()
    known = len(items) + len(told) + now.problem - since.problem
    known += sum(count(connection, table, ids, since.block) for table in (READINGS, COPIES))
    if known != rows:
        return News(mark=now, whole=True)
    who = identities(connection)
    return News(
        mark=now, items=frozenset(ids) | {row.item for row in told}, posts=frozenset(row.org for row in told if row.org),
        people=frozenset(name for row in told if row.person for name in (row.person, who.person(row.person, row.org)) if name),
        sources=frozenset(row.source_name for row in told if row.source_name),
    )  # fmt: skip


def count(connection: sa.Connection, table: sa.Table, items: list[str], block: int) -> int:
    """The rows of these items that were added after a block."""
    found = 0
    for at in range(0, len(items), 500):
        query = sa.select(sa.func.count()).where(table.c.item.in_(items[at : at + 500]), table.c.block > block)
        found += connection.execute(query).scalar_one()
    return found


def heard_until(connection: sa.Connection) -> int:
    """The number of the last claim whose descent has been judged; 0 where none has."""
    heard = sa.exists().where(ECHOES.c.claim == CLAIMS.c.id)
    return connection.execute(sa.select(CLAIMS.c.seq).where(heard).order_by(CLAIMS.c.seq.desc()).limit(1)).scalar() or 0


def named_since(connection: sa.Connection, claim: int) -> tuple[set[str], set[str]]:
    """The posts and the people that claims after a number speak of."""
    who = identities(connection)
    rows = connection.execute(sa.select(CLAIMS.c.org, CLAIMS.c.person).where(CLAIMS.c.seq > claim).distinct()).all()
    people = {name for row in rows if row.person for name in (row.person, who.person(row.person, row.org)) if name}
    return {row.org for row in rows if row.org}, people
