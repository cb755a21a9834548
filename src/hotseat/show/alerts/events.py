"""What happened since a claim's number: denials, official statements, new candidates; and posts whose odds moved within a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import quote

from hotseat.ledger import odds
from hotseat.ledger.pages import Wanted
from hotseat.ledger.view import Entry
from hotseat.records import Kind, Polarity, SourceKind, fingerprint
from hotseat.show.alerts.rules import Event, What
from hotseat.show.queries.markets import moves
from hotseat.show.queries.sight import Sight
from hotseat.show.terminal import claim_words, source_words

MOST = 2000  # claims looked at in one run
WINDOW = timedelta(days=1)
STEP = 5  # points: a move is told again only when it has gone so much further


def claims_since(sight: Sight, seq: int) -> list[Entry]:
    """The move claims recorded after a number, oldest first."""
    found = [e for e in sight.pages.claims(Wanted(moves=True), MOST) if e.seq > seq]
    return found[::-1]


def of_claims(sight: Sight, entries: Iterable[Entry], base: str) -> list[Event]:
    """The events that claims are."""
    found: list[Event] = []
    for entry in entries:
        c = entry.claim
        if not c.org:
            continue
        kinds = []
        if c.polarity is Polarity.DENIED:
            kinds.append(What.DENIAL)
        if c.source.kind is SourceKind.OFFICIAL:
            kinds.append(What.OFFICIAL)
        if c.kind is Kind.ARRIVAL and c.polarity is Polarity.AFFIRMED and is_first(sight, entry):
            kinds.append(What.CANDIDATE)
        found += [event(what, entry, base) for what in kinds]
    return found


def is_first(sight: Sight, entry: Entry) -> bool:
    """Whether nobody has named the person for the post before, within a year."""
    c = entry.claim
    since = (datetime.fromisoformat(entry.told) - timedelta(days=365)).strftime("%Y-%m-%dT%H:%M:%SZ")
    wanted = Wanted(org=c.org, person=c.person, kind=Kind.ARRIVAL.value, since=since)
    return all(e.seq >= entry.seq for e in sight.pages.claims(wanted, 200))


def event(what: What, entry: Entry, base: str) -> Event:
    """A claim as an event; a candidate is one thing however often he is named."""
    c = entry.claim
    key = fingerprint(what, c.org, c.person, entry.told[:4]) if what is What.CANDIDATE else fingerprint(what, entry.id)
    text = f"{claim_words(c)}. “{c.quote}” — {source_words(c, entry.outlet)}"
    return Event(
        key=key, what=what, post=c.org or "", person=c.person, source=c.source.name or entry.outlet, moment=entry.told, text=text,
        url=f"{base}/items/{quote(entry.item, safe='')}",
    )  # fmt: skip


def of_odds(sight: Sight, base: str) -> list[Event]:
    """Options that moved within a day, in steps of five points, so that a slow climb is told now and then and not each hour."""
    markets = odds.open_markets(sight.connection, sight.as_of)
    histories = odds.history(sight.connection, [m.id for m in markets], as_of=sight.as_of)
    found = []
    for market in markets:
        for move in moves(histories[market.id], sight.now - WINDOW):
            if abs(move.points) >= STEP:
                step = move.points // STEP * STEP
                found.append(Event(
                    key=fingerprint(What.MOVE, market.id, move.option, step, sight.day), what=What.MOVE, post=market.post,
                    person=move.option, source=None, moment=sight.now.strftime("%Y-%m-%dT%H:%M:%SZ"), points=move.points,
                    text=f"{market.post}: {move.option} {100 * move.now:.0f}%, {move.points:+d} points within a day",
                    url=f"{base}/posts/{quote(market.post, safe='')}",
                ))  # fmt: skip
    return found
