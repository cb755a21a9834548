"""What the server counts, for a scrape endpoint. Each server has its own registry; importing this makes none."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

KINDS = frozenset((
    "posts", "coaches", "sources", "items", "latest", "search", "markets", "calibration", "dominoes", "compare", "feeds", "api",
    "login", "logout", "add", "static", "metrics", "healthz",
))  # fmt: skip
BOUNDS = (0.005, 0.01, 0.025, 0.06, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Counts:
    """Counters of one server.

    Args:
        registry: where they are listed; `prometheus_client.generate_latest(counts.registry)` prints them.
    """

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        """Make the counters."""
        self.registry = registry or CollectorRegistry()
        listed = self.registry
        self.requests = Counter("hotseat_requests", "Requests answered", ["kind", "status"], registry=listed)
        self.seconds = Histogram("hotseat_request_seconds", "Time to answer", ["kind"], registry=listed, buckets=BOUNDS)
        self.answers = Counter("hotseat_answers", "Answers by where they came from", ["origin"], registry=listed)
        self.waiting = Gauge("hotseat_answers_waiting", "Answers that stand in line to be made", registry=listed)
        self.warm = Gauge("hotseat_warm", "1 once the likely answers are made that nobody has asked for yet", registry=listed)
        self.remembered = Gauge("hotseat_memory_bytes", "Bytes of remembered answers", registry=listed)
        self.rows = Gauge("hotseat_ledger_rows", "Rows of the ledger", ["table"], registry=listed)
        self.recorded = Gauge("hotseat_ledger_last_seconds", "Unix time at which anything was last recorded", registry=listed)
        self.kept = Counter("hotseat_items_received", "New articles that came in over the web", registry=listed)
        self.renewals = Counter("hotseat_renewals", "Times that odds were brought up to date", ["outcome"], registry=listed)
        self.beliefs = Counter("hotseat_beliefs_issued", "Beliefs issued by this server", registry=listed)


def kind_of(path: str) -> str:
    """The kind of page that an address asks for: few, whatever addresses are sent."""
    first = path.strip("/").partition("/")[0]
    return first if first in KINDS else "board" if not first else "other"
