"""Near-copies among the ledger's items: each item is signed once, and compared with those told within two weeks of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from hotseat.gather.copies import CopyIndex, signature
from hotseat.ledger import chain
from hotseat.ledger.chain import stamp
from hotseat.ledger.likenesses import Signed, record_copies, sign, signed, unsigned

WINDOW = timedelta(days=14)
PIECE = 200  # items in one transaction; others wait for it, about a third of a second


class CopyFinder:
    """Signs new items and records which are near-copies of which; safe to run in several processes.

    Args:
        engine: the ledger.
    """

    def __init__(self, engine: sa.Engine) -> None:
        """Load nothing yet."""
        self._engine = engine
        self._index = CopyIndex()
        self._items: dict[str, Signed] = {}
        self._span: tuple[str, str] | None = None
        self._last = 0

    def catch_up(self, now: datetime) -> int:
        """Sign what is not signed yet, and record its likenesses; gives the number of near-copies found."""
        found = 0
        while True:
            with self._engine.connect() as connection:
                if not unsigned(connection, 1):
                    return found
            with chain.appending(self._engine, now) as batch:
                new = unsigned(batch.connection, PIECE)
                if not new:
                    return found
                self._load(batch.connection, min(told for _, _, _, told, _ in new), max(told for _, _, _, told, _ in new))
                marks = [
                    Signed(seq=seq, item=item, version=version, told=told, signature=signature(text))
                    for seq, item, version, told, text in new
                ]
                pairs = [pair for mark in marks for pair in self._likenesses(mark)]
                sign(batch.connection, marks)
                found += record_copies(batch, pairs)

    def _load(self, connection: sa.Connection, earliest: str, latest: str) -> None:
        """Have the signatures of the window around some moments in memory."""
        low = stamp(datetime.fromisoformat(earliest) - WINDOW)
        high = stamp(datetime.fromisoformat(latest) + WINDOW)
        if self._span is None or low < self._span[0] or high > self._span[1]:
            self._index, self._items, self._last = CopyIndex(), {}, 0
            self._span = (low, stamp(datetime.fromisoformat(latest) + 2 * WINDOW))
        for mark in signed(connection, self._span[0], self._span[1], self._last):
            self._remember(mark)

    def _remember(self, mark: Signed) -> None:
        if mark.signature is not None:
            key = str(mark.seq)
            self._items[key] = mark
            self._index.add(key, mark.signature)
        self._last = max(self._last, mark.seq)

    def _likenesses(self, mark: Signed) -> list[tuple[Signed, Signed, float]]:
        """The likest other item told before, or, where the new one was told first, those that it is the original of."""
        if mark.signature is None:
            return []
        near = [(self._items[key], like) for key, like in self._index.like(mark.signature)]
        others = [(other, like) for other, like in near if other.item != mark.item and within(other.told, mark.told)]
        self._remember(mark)
        earlier = [(other, like) for other, like in others if other.told <= mark.told]
        if earlier:
            original, like = earlier[0]
            return [(mark, original, like)]
        return [(other, mark, like) for other, like in others]


def within(a: str, b: str) -> bool:
    """Whether two moments are at most the window apart."""
    return abs(datetime.fromisoformat(a) - datetime.fromisoformat(b)) <= WINDOW
