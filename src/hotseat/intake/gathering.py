"""A gather run: sources are visited side by side, what they give is read and stored in order, and then remembered.

A visit's items, problems and memories go into the ledger in the order in which they came, several in one transaction. A memory
("this feed has not changed since") is thus never kept without the items that it stands for, and a run that is killed at any
moment only repeats what it had not stored.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
import structlog

from hotseat.errors import ConfigError, InputError
from hotseat.gather.collecting import Collector, Event
from hotseat.gather.fetching import Client
from hotseat.gather.sources import SourceSettings
from hotseat.intake.copying import CopyFinder
from hotseat.intake.metrics import Metrics
from hotseat.ledger import chain, store
from hotseat.ledger.append import Added, Reading, Writer
from hotseat.ledger.visits import record_problems, remember, remembered
from hotseat.read.reader import Reader
from hotseat.work import Clock, reading_of, utc_now

BATCH = 32
WAITING = 256  # events that may wait to be stored; then the fetchers wait


@dataclass(slots=True)
class SourceReport:
    """What a visit to one source gave."""

    source: str
    items: int = 0
    versions: int = 0
    claims: int = 0
    known: int = 0
    unread: int = 0
    problems: list[InputError] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def line(self) -> str:
        """One line that says it all."""
        new = f"{self.items} new" + (f", {self.versions} edited" if self.versions else "") + f", {self.known} known"
        other = f", {self.unread} not English" if self.unread else ""
        wrong = f", {len(self.problems)} problem{'s' * (len(self.problems) != 1)}" if self.problems else ""
        return f"{self.source}: {new}, {self.claims} claims{other}{wrong}, {self.seconds:.1f} s"


@dataclass(frozen=True, slots=True)
class Ended:
    """A source's visit is over; `crash` is a bug that ended it."""

    source: str
    seconds: float
    crash: BaseException | None = None


class Gatherer:
    """Gathers from sources into a ledger.

    Args:
        engine: the ledger, of the newest version.
        reader: finds the claims.
        client: fetches; one for as long as the program runs, since it knows when each host may be asked again.
        clock: gives the present time.
        threads: how many sources are visited at a time.
        batch: events in one transaction, at the most.
        log: gets structured events.
        metrics: counts.
        on_event: told of each event once it is stored for good.
    """

    def __init__(
        self,
        engine: sa.Engine,
        reader: Reader,
        client: Client,
        *,
        clock: Clock = utc_now,
        threads: int = 8,
        batch: int = BATCH,
        log: Any = None,  # noqa: ANN401 -- structlog's loggers have no common type
        metrics: Metrics | None = None,
        on_event: Callable[[Event], None] | None = None,
    ) -> None:
        """Check the ledger.

        Raises:
            LedgerError: it is missing or of another version.
        """
        store.require_current(engine)
        self._engine, self._reader, self._client, self._clock = engine, reader, client, clock
        self._writer, self._copies = Writer(engine, reverts=True), CopyFinder(engine)
        self._threads, self._batch, self._on_event = threads, batch, on_event
        self._log = log or structlog.wrap_logger(None, processors=[drop])
        self.metrics = metrics or Metrics()
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Ask a run to end early; what was fetched is stored."""
        self._stopping.set()

    def run(self, sources: Sequence[SourceSettings]) -> list[SourceReport]:
        """Visit each source once; gives a report for each, in their order."""
        reports = {source.name: SourceReport(source.name) for source in sources}
        events: queue.Queue[Event | Ended] = queue.Queue(WAITING)
        with ThreadPoolExecutor(self._threads, thread_name_prefix="gather") as pool:
            for source in sources:
                pool.submit(self._visit, source, events)
            try:
                self._store_all(events, reports)
            finally:
                # If storing failed, the fetchers must not wait for ever on a full queue.
                self._stopping.set()
                drain(events)
                pool.shutdown(wait=False, cancel_futures=True)
        self._stopping.clear()
        return list(reports.values())

    def _visit(self, source: SourceSettings, events: queue.Queue[Event | Ended]) -> None:
        """Visit one source, in a thread of its own; whatever happens, the end is said."""
        start, crash = time.monotonic(), None
        try:
            with self._engine.connect() as connection:
                known = remembered(connection, source.name)
            for event in Collector(source, self._client, known, self._clock()).events():
                if self._stopping.is_set():
                    break
                events.put(event)
        except ConfigError as error:
            events.put(Event(source=source.name, problem=InputError(source.url, str(error))))
        except BaseException as error:  # noqa: BLE001 -- it is raised in the main thread
            crash = error
        events.put(Ended(source.name, time.monotonic() - start, crash))

    def _store_all(self, events: queue.Queue[Event | Ended], reports: dict[str, SourceReport]) -> None:
        """Store events until every visit has ended."""
        left, waiting = len(reports), list[Event]()
        while left:
            try:
                # While nothing comes, what has come is stored: a slow host must not hold back another's news.
                found = events.get(timeout=0.2 if waiting else None)
            except queue.Empty:
                self._store(waiting, reports)
                waiting = []
                continue
            if isinstance(found, Event):
                waiting.append(found)
            if len(waiting) >= self._batch or (isinstance(found, Ended) and waiting):
                self._store(waiting, reports)
                waiting = []
            if isinstance(found, Ended):
                left -= 1
                self._end(found, reports[found.source])

    def _end(self, ended: Ended, report: SourceReport) -> None:
        report.seconds = ended.seconds
        self.metrics.visits.labels(ended.source).inc()
        self.metrics.seconds.labels(ended.source).set(ended.seconds)
        self.metrics.last.labels(ended.source).set(self._clock().timestamp())
        self._log.info("visited", source=ended.source, items=report.items, problems=len(report.problems), seconds=ended.seconds)
        if ended.crash is not None:
            raise ended.crash

    def _store(self, events: Sequence[Event], reports: dict[str, SourceReport]) -> None:
        """Read and store some events in one transaction, in their order."""
        items = [event.item for event in events if event.item is not None]
        unread = {id(item) for item in self._writer.unread(items, self._reader.version)}
        readings = [
            (event.source, reading_of(event.item, self._reader))
            for event in events
            if event.item is not None and id(event.item) in unread
        ]
        with chain.appending(self._engine, self._clock()) as batch:
            added = self._add(batch, readings)
            record_problems(batch, [(event.source, event.problem) for event in events if event.problem is not None])
            remember(batch.connection, [event.visit for event in events if event.visit is not None])
        self._count(events, added, reports)
        self.metrics.copies.inc(self._copies.catch_up(self._clock()))
        for event in events:
            if self._on_event:
                self._on_event(event)

    def _add(self, batch: chain.Batch, readings: Sequence[tuple[str, Reading]]) -> dict[str, Added]:
        """Add readings, counted by source."""
        by_source: dict[str, list[Reading]] = defaultdict(list)
        for source, reading in readings:
            by_source[source].append(reading)
        return {source: self._writer.add_to(batch, found) for source, found in by_source.items()}

    def _count(self, events: Sequence[Event], added: dict[str, Added], reports: dict[str, SourceReport]) -> None:
        """Bring reports and metrics up to date with what was stored."""
        for source, found in added.items():
            report = reports[source]
            report.items += found.items
            report.versions += found.versions
            report.claims += found.claims
            report.unread += found.unread
            self.metrics.items.labels(source).inc(found.items + found.versions)
            self.metrics.claims.labels(source).inc(found.claims)
        for source in {event.source for event in events}:
            seen = sum(event.item is not None for event in events if event.source == source)
            new = added[source].items + added[source].versions if source in added else 0
            reports[source].known += max(0, seen - new)
            self.metrics.known.labels(source).inc(max(0, seen - new))
        for event in events:
            if event.problem is not None:
                reports[event.source].problems.append(event.problem)
                self.metrics.problems.labels(event.source).inc()
                self._log.warning("problem", source=event.source, place=event.problem.place, problem=event.problem.problem)


def drop(*_: object) -> dict[str, Any]:
    """Log nothing."""
    raise structlog.DropEvent


def drain(events: queue.Queue[Event | Ended]) -> None:
    """Make room in a queue for whoever waits to put something in."""
    while True:
        try:
            events.get_nowait()
        except queue.Empty:
            return
