"""Articles that come in over the web: read at once, one at a time, into the ledger."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hotseat import work
from hotseat.errors import InputError
from hotseat.gather.items import item_of
from hotseat.read.reader import Reader
from hotseat.show.desk import Desk
from hotseat.show.serving.counting import Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of an article: its id, whether it was new, and how many claims were found."""

    item: str
    new: bool
    claims: int


@dataclass(slots=True)
class Intake:
    """Takes articles.

    Args:
        desk: the ledger and the register.
        reader: makes the reader when the first article comes: loading its model takes seconds.
        told: called when claims came in.
        counts: counts articles.
    """

    desk: Desk
    reader: Callable[[], Reader]
    told: Callable[[], None]
    counts: Counts
    _made: Reader | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, row: Mapping[str, Any]) -> Kept:
        """Read an article and keep it.

        Raises:
            InputError: it is no article.
        """
        try:
            item = item_of(row)
        except ValueError as error:
            raise InputError("item", str(error)) from error
        with self._lock:
            if self._made is None:
                self._made = self.reader()
            report = work.ingest([item], self._made, self.desk.engine, self.desk.clock)
        if report.items:
            self.counts.kept.inc()
        if report.claims:
            self.told()
        return Kept(item=item.id, new=report.items > 0, claims=report.claims)
