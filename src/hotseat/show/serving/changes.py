"""What in the ledger changed when, by topic: an answer that rests on one post is not outdated by news about another."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from hotseat.ledger import store
from hotseat.ledger.news import Mark, News, mark, news

Topic = tuple[str, str]
ANY: Topic = ("any", "")  # whatever is added
WHOLE: Topic = ("whole", "")  # what is not a new item with its claims: odds, outcomes, merges
NEVER: Topic = ("never", "")  # nothing that is added
TOPICS = 50_000  # that are remembered at a time
KEPT = 120  # changes of a topic that are remembered; more than seconds for which an outdated answer is given

Change = tuple[int, float]


@dataclass(slots=True)
class Changes:
    """Looks at the ledger, and tells what is outdated.

    Args:
        engine: the ledger.
    """

    engine: sa.Engine
    looks: int = 0
    _mark: Mark | None = None
    _topics: dict[Topic, tuple[Change, ...]] = field(default_factory=dict)
    _forgotten: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def look(self, *, urgent: bool = False) -> None:
        """Note what was added since the last look; `urgent` allows nobody the answers of before."""
        with self._lock, store.reading(self.engine) as connection:
            if self._mark is None:
                self._mark = mark(connection)
                return
            found = news(connection, self._mark)
            if found is not None:
                self._note(found, urgent=urgent)

    def _note(self, found: News, *, urgent: bool) -> None:
        self._mark = found.mark
        change = (self.looks + 1, float("-inf") if urgent else time.monotonic())
        if len(self._topics) > TOPICS:
            self._topics.clear()
            self._forgotten = self.looks + 1
        for topic in topics(found):
            # A new tuple each time: the loop that answers requests reads while the looking thread writes.
            self._topics[topic] = (*self._topics.get(topic, ())[1 - KEPT :], change)
        self.looks += 1

    def outdated(self, topic: Topic, since: int) -> float | None:
        """When the topic first changed after a look (a monotonic time); None where it did not.

        Args:
            topic: what an answer rests on.
            since: the number of looks when it was made.
        """
        if topic == NEVER:
            return None
        if since < self._forgotten:
            return float("-inf")
        firsts = [first_after(self._topics.get(t, ()), since) for t in {topic, WHOLE}]
        return min((f for f in firsts if f is not None), default=None)


def first_after(changes: Sequence[Change], since: int) -> float | None:
    """The time of the first change after a look."""
    found = None
    for number, moment in reversed(changes):
        if number <= since:
            return found
        found = moment
    return found if len(changes) < KEPT else float("-inf")


def topics(found: News) -> list[Topic]:
    """The topics that news touch."""
    if found.whole:
        return [ANY, WHOLE]
    kinds = (("item", found.items), ("post", found.posts), ("coach", found.people), ("source", found.sources))
    return [ANY, *((kind, name) for kind, names in kinds for name in names)]
