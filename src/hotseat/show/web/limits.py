"""A rate limit by client: a bucket of tokens that fills evenly and allows a short burst."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

CLIENTS = 10_000  # buckets kept; the ones used longest ago are dropped


@dataclass(slots=True)
class Buckets:
    """Allows `rate` requests a minute and client."""

    rate: int
    _filled: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def take(self, client: str, now: float) -> float:
        """Take one; gives 0, or the seconds after which there will be one.

        Args:
            client: who asks.
            now: a monotonic time in seconds.
        """
        if not self.rate:
            return 0.0
        level, before = self._filled.pop(client, (float(self.rate), now))
        level = min(float(self.rate), level + (now - before) * self.rate / 60)
        self._filled[client] = (level - 1 if level >= 1 else level, now)
        if len(self._filled) > CLIENTS:
            self._filled.popitem(last=False)
        return 0.0 if level >= 1 else (1 - level) * 60 / self.rate
