"""Watching: each source is visited when its interval has passed, until somebody says stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from hotseat.gather.sources import SourceSettings
from hotseat.intake.gathering import Gatherer, SourceReport


def watch(
    gatherer: Gatherer,
    sources: Sequence[SourceSettings],
    stop: threading.Event,
    on_reports: Callable[[list[SourceReport]], None],
    rounds: int | None = None,
) -> None:
    """Visit sources by their intervals.

    Args:
        gatherer: makes the visits.
        sources: whom to visit.
        stop: ends the watch, when set.
        on_reports: told after each round.
        rounds: end after so many.
    """
    due = dict.fromkeys((source.name for source in sources), time.monotonic())
    done = 0
    while (rounds is None or done < rounds) and not stop.wait(max(0.0, min(due.values()) - time.monotonic())):
        start = time.monotonic()
        wanted = [source for source in sources if due[source.name] <= start]
        if wanted:
            on_reports(gatherer.run(wanted))
            done += 1
            for source in wanted:
                due[source.name] = start + source.seconds
