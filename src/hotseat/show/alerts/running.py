"""One run of the alerts: look at what is new, queue one digest a rule and target, send what is due."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from hotseat.ledger import deliveries
from hotseat.ledger.deliveries import Delivery, State
from hotseat.records import fingerprint
from hotseat.show.alerts.events import claims_since, of_claims, of_odds
from hotseat.show.alerts.rules import Alerting, Event, Rule, wanted
from hotseat.show.alerts.sending import send_due
from hotseat.show.desk import Desk

SEEN = "alerts"
KEPT = 500  # keys of events told lately, so that none is told twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run did."""

    events: int
    queued: int
    sent: int
    waiting: int
    dead: int


def run(desk: Desk, alerting: Alerting, base: str, chance: random.Random | None = None) -> Run:
    """Look, queue and send. The first run of a ledger only notes where it stands: the past is no news."""
    now = desk.clock()
    with desk.seeing() as sight:
        noted = deliveries.marks(sight.connection)
        newest = sight.pages.last_claim()
        start = int(noted[SEEN]) if SEEN in noted else newest
        events = [*of_claims(sight, claims_since(sight, start), base), *of_odds(sight, base)]
    made: list[Delivery] = []
    marks = {SEEN: str(newest)}
    stamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    for rule in alerting.alerts:
        told: list[str] = json.loads(noted.get(f"told {rule.name}", "[]"))
        fresh = [e for e in wanted(rule, events) if e.key not in told]
        if SEEN in noted:
            made += digests(rule, fresh, stamp)
        marks[f"told {rule.name}"] = json.dumps([*told, *(e.key for e in fresh)][-KEPT:])
    queued = deliveries.queue(desk.engine, made, marks)
    counts = send_due(desk.engine, alerting, now, chance or random.Random())  # noqa: S311 -- jitter
    return Run(
        events=len(events), queued=queued, sent=counts[State.SENT], waiting=counts[State.WAITING], dead=counts[State.DEAD]
    )  # fmt: skip


def digests(rule: Rule, events: Sequence[Event], now: str) -> list[Delivery]:
    """One delivery to each target, however much happened."""
    if not events:
        return []
    targets = [("webhook", rule.webhook), ("email", rule.email)]
    body = json.dumps({"rule": rule.name, "events": [{**asdict(e), "what": e.what.value} for e in events]}, ensure_ascii=False)
    return [
        Delivery(
            id=fingerprint("delivery", rule.name, channel, target, *(e.key for e in events)), rule=rule.name, channel=channel,
            target=target, body=body, state=State.WAITING, attempts=0, created=now, due=now,
        )
        for channel, target in targets
        if target
    ]  # fmt: skip
