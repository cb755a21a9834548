"""What a gather run counts, for a scrape endpoint. Each run has its own registry; importing this makes none."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge


class Metrics:
    """Counters of gather runs.

    Args:
        registry: where they are listed; `prometheus_client.generate_latest(metrics.registry)` prints them.
    """

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        """Make the counters."""
        self.registry = registry or CollectorRegistry()
        self.items = Counter("hotseat_items", "Items and new versions added", ["source"], registry=self.registry)
        self.claims = Counter("hotseat_claims", "Claims added", ["source"], registry=self.registry)
        self.known = Counter("hotseat_items_known", "Items that were there already", ["source"], registry=self.registry)
        self.problems = Counter(
            "hotseat_problems", "Things that could not be fetched or read", ["source"], registry=self.registry
        )
        self.visits = Counter("hotseat_visits", "Visits to sources that came to an end", ["source"], registry=self.registry)
        self.copies = Counter("hotseat_copies", "Near-copies found", registry=self.registry)
        self.last = Gauge("hotseat_last_visit_seconds", "Unix time of the last visit", ["source"], registry=self.registry)
        self.seconds = Gauge("hotseat_visit_seconds", "Length of the last visit", ["source"], registry=self.registry)
