"""Odds follow what comes in over the web: judged anew in a thread of their own, a moment later, so that no request waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from hotseat.bookkeeping.renewing import Renewer
from hotseat.show.serving.counting import Counts

AGAIN = 30.0  # seconds until it is tried again where the ledger could not be written


@dataclass(slots=True)
class Renewal:
    """Renews the book after a wake-up call.

    Args:
        renewer: judges what changed.
        clock: gives the present time.
        counts: counts what was done.
        pause: seconds between the call and the work, since articles come in groups; None: never.
    """

    renewer: Renewer
    clock: Callable[[], datetime]
    counts: Counts
    pause: float | None
    _wanted: bool = False
    _thread: threading.Thread | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wake(self) -> None:
        """Claims have come in."""
        if self.pause is None:
            return
        with self._lock:
            self._wanted = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="renewal", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        try:
            while self._is_wanted():
                self._renew()
        finally:
            with self._lock:
                self._thread = None

    def _is_wanted(self) -> bool:
        time.sleep(self.pause or 0.0)
        with self._lock:
            wanted, self._wanted = self._wanted, False
            if not wanted:
                self._thread = None
            return wanted

    def _renew(self) -> None:
        try:
            done = self.renewer.renew(self.clock())
        except sa.exc.OperationalError:
            # A server that is restarted, a disk that is full for a while: nothing is lost, it is tried again.
            self.counts.renewals.labels("failed").inc()
            time.sleep(AGAIN)
            with self._lock:
                self._wanted = True
            return
        self.counts.renewals.labels("done").inc()
        self.counts.beliefs.inc(done.beliefs if done else 0)
