"""Who is meant by a name: merging and splitting people, by rows that are added and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from hotseat.errors import LedgerError
from hotseat.ledger import chain
from hotseat.ledger.chain import stamp
from hotseat.ledger.tables import IDENTITIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One decision: the name means this person, in claims about one post or in all; the name itself undoes it."""

    name: str
    person: str
    org: str | None = None
    reason: str | None = None
    recorded: str | None = None


@dataclass(frozen=True, slots=True)
class Identities:
    """The decisions that hold at a moment: (name, post or None) -> person."""

    meant: Mapping[tuple[str, str | None], str]

    def person(self, name: str | None, org: str | None) -> str | None:
        """Who is meant by a name in a claim about a post; a decision for the post goes before one for all."""
        if name is None or not self.meant:
            return name
        seen = {name}
        while True:
            found = self.meant.get((name, org)) or self.meant.get((name, None)) or name
            if found in seen:
                return name if found == name else min(seen)
            seen.add(found)
            name = found

    def names(self, person: str) -> set[str]:
        """Every name under which a person may be found, his own among them."""
        found, size = {person}, 0
        while len(found) > size:
            size = len(found)
            found |= {name for (name, _), meant in self.meant.items() if meant in found}
        return found


def identities(connection: sa.Connection, as_of: str | None = None) -> Identities:
    """The decisions that hold, now or as recorded by a moment (ISO 8601, UTC)."""
    query = sa.select(IDENTITIES).order_by(IDENTITIES.c.seq)
    if as_of:
        query = query.where(IDENTITIES.c.recorded <= as_of)
    meant: dict[tuple[str, str | None], str] = {}
    for row in connection.execute(query):
        meant[row.name, row.org] = row.person
    return Identities({key: person for key, person in meant.items() if person != key[0] or key[1] is not None})


def history(connection: sa.Connection) -> list[Identity]:
    """Every decision, oldest first."""
    rows = connection.execute(sa.select(IDENTITIES).order_by(IDENTITIES.c.seq))
    return [Identity(name=r.name, person=r.person, org=r.org, reason=r.reason, recorded=r.recorded) for r in rows]


def decide(engine: sa.Engine, decisions: Iterable[Identity], now: datetime) -> int:
    """Record decisions; one that holds already is passed over. Gives the number of new ones.

    Raises:
        LedgerError: two people would each mean the other.
    """
    with chain.appending(engine, now) as batch:
        rows = []
        holding = dict(identities(batch.connection).meant)
        for d in decisions:
            if d.recorded is None and holding.get((d.name, d.org), None if d.org else d.name) == d.person:
                continue
            holding[d.name, d.org] = d.person
            if d.recorded is None and d.person != d.name and d.name in chain_of(holding, d.person, d.org):
                msg = f"{d.person}: is said to be {d.name} already; split the two first, with `hotseat ledger split`"
                raise LedgerError(msg)
            rows.append({
                "name": d.name, "person": d.person, "org": d.org, "reason": d.reason,
                "recorded": d.recorded or max(stamp(now), batch.recorded),
            })  # fmt: skip
        batch.insert(IDENTITIES, rows)
        return len(rows)


def chain_of(meant: Mapping[tuple[str, str | None], str], name: str, org: str | None) -> set[str]:
    """Every name that one leads to."""
    seen = {name}
    while True:
        found = meant.get((name, org)) or meant.get((name, None)) or name
        if found in seen:
            return seen
        seen.add(found)
        name = found
