"""Deadlines of markets and ends of contracts as iCalendar (RFC 5545)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from hotseat.ledger.view import Entry
from hotseat.records import Polarity, Stage, fingerprint
from hotseat.records_market import Market

SEASON_END = 6  # contracts that name only a year end with the season


def calendar(markets: Iterable[Market], contracts: Iterable[Entry], now: datetime, base: str) -> bytes:
    """The calendar."""
    found = Calendar()
    found.add("prodid", "-//hotseat//deadlines//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", "hotseat: deadlines and contract ends")
    for market in markets:
        summary = f"{market.post}: deadline"
        found.add_component(
            whole_day(f"market-{market.id}", market.deadline.date(), summary, market.rule, f"{base}/markets/{market.id}", now)
        )
    for key, (day, entry) in sorted(latest_ends(contracts).items()):
        summary = f"{entry.claim.person}: contract ends, {entry.claim.org}"
        text = f"“{entry.claim.quote}” — {entry.outlet or 'unknown outlet'}"
        found.add_component(whole_day(f"contract-{key}", day, summary, text, entry.url or base, now))
    return bytes(found.to_ical())


def whole_day(key: str, day: date, summary: str, text: str, url: str, now: datetime) -> Event:
    """An event of a whole day, whose id stays when the day changes."""
    event = Event()
    event.add("uid", f"{key}@hotseat")
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", text)
    if url.startswith(("http://", "https://")):
        event.add("url", url)
    event.add("transp", "TRANSPARENT")
    return event


def latest_ends(contracts: Iterable[Entry]) -> dict[str, tuple[date, Entry]]:
    """Coach and post -> the end of the contract by the last claim that states one."""
    found: dict[str, tuple[date, Entry]] = {}
    for entry in sorted(contracts, key=lambda e: e.told):
        c = entry.claim
        if c.stage is Stage.IN_FORCE and c.polarity is Polarity.AFFIRMED and (day := end_of(c.details.get("until"))):
            found[fingerprint(c.person, c.org)] = (day, entry)
    return found


def end_of(until: object) -> date | None:
    """The last day of "2027" or "2027-06"."""
    parts = str(until).split("-") if isinstance(until, str) else []
    try:
        year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else SEASON_END
        return date(year, month, monthrange(year, month)[1])
    except (ValueError, IndexError):
        return None
