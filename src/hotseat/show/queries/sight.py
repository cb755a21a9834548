"""The ledger seen at one moment, with the register beside it: what every question starts from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from hotseat.ledger import store
from hotseat.ledger.book import BookView
from hotseat.ledger.pages import Pages
from hotseat.register.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One moment.

    Args:
        connection: sees a single state of the ledger.
        register: who exists.
        as_of: what was known then; None for now.
        now: `as_of`, or the present time.
    """

    connection: sa.Connection
    register: Register
    as_of: datetime | None
    now: datetime

    @property
    def pages(self) -> Pages:
        """The claims and items of that moment."""
        return Pages(self.connection, self.as_of)

    @property
    def book(self) -> BookView:
        """The markets and beliefs of that moment."""
        return BookView(self.connection, self.as_of)

    @property
    def day(self) -> date:
        """The day of the moment in UTC."""
        return self.now.date()


@contextmanager
def seeing(engine: sa.Engine, register: Register, as_of: datetime | None, now: datetime) -> Iterator[Sight]:
    """Look at the ledger."""
    with store.reading(engine) as connection:
        yield Sight(connection=connection, register=register, as_of=as_of, now=as_of or now)
