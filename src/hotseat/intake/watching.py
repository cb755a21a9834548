"""Watching: each source is visited when its interval has passed, until somebody says stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from hotseat.errors import LedgerError
from hotseat.gather.sources import SourceSettings
from hotseat.intake.gathering import Gatherer, SourceReport

AGAIN = 60.0  # seconds until a failed round is tried again


def watch(
    gatherer: Gatherer,
    sources: Sequence[SourceSettings],
    stop: threading.Event,
    on_reports: Callable[[list[SourceReport]], None],
    on_trouble: Callable[[LedgerError], None],
    rounds: int | None = None,
) -> None:
    """Visit sources by their intervals.

    Args:
        gatherer: makes the visits.
        sources: whom to visit.
        stop: ends the watch, when set.
        on_reports: told after each round.
        on_trouble: told when the ledger's database fails for a while.
        rounds: end after so many.
    """
    due = dict.fromkeys((source.name for source in sources), time.monotonic())
    done = 0
    while (rounds is None or done < rounds) and not stop.wait(max(0.0, min(due.values()) - time.monotonic())):
        start = time.monotonic()
        wanted = [source for source in sources if due[source.name] <= start]
        if wanted:
            try:
                on_reports(gatherer.run(wanted))
            except sa.exc.OperationalError as error:
                # A server that is restarted, a disk that is full for a while: nothing is lost, it is tried again.
                on_trouble(LedgerError(f"the ledger cannot be written ({' '.join(str(error.orig).split())}); trying again soon"))
                due |= dict.fromkeys((source.name for source in wanted), start + AGAIN)
                continue
            done += 1
            for source in wanted:
                due[source.name] = start + source.seconds
