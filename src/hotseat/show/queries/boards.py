"""The board: every post that is talked of or has an open market, those that moved most first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from hotseat.ledger.pages import Wanted
from hotseat.ledger.view import Entry
from hotseat.records import Kind, Polarity, SourceKind
from hotseat.show import dossiers
from hotseat.show.queries.answers import Board, BoardLine, MarketAnswer
from hotseat.show.queries.markets import market_answers
from hotseat.show.queries.sight import Sight

PERIOD = 30  # days of claims that a board rests on
MOST = 1500  # claims that it looks at; more are older and change no word
SPARK = 24  # points of a small chart


def board(sight: Sight, days: int = PERIOD) -> Board:
    """The board of a moment."""
    since = (sight.now - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
    entries = sight.pages.claims(Wanted(moves=True, since=since), MOST)[::-1]
    entries.sort(key=lambda e: e.told)
    by_org: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.claim.org:
            by_org[entry.claim.org].append(entry)
    markets = {a.market.post: a for a in market_answers(sight)}
    lines = [line(sight, org, by_org.get(org, ()), markets.get(org)) for org in by_org.keys() | markets.keys()]
    return Board(
        day=sight.day, days=days, lines=tuple(sorted(lines, key=order)), claims=len(entries),
        denials=sum(e.claim.polarity is Polarity.DENIED for e in entries),
        official=sum(e.claim.source.kind is SourceKind.OFFICIAL for e in entries),
    )  # fmt: skip


def order(line: BoardLine) -> tuple[int, int, int, str]:
    """What moved comes first; then what is open, then what is most talked of."""
    points = abs(line.moved.points) if line.moved else 0
    return -points, line.market is None, -line.claims, line.org


def line(sight: Sight, org: str, entries: Sequence[Entry], answer: MarketAnswer | None) -> BoardLine:
    """One post's line."""
    leader = answer.leader if answer else None
    arrivals = [e for e in entries if e.claim.kind is Kind.ARRIVAL]
    word = word_of(entries, answer)
    return BoardLine(
        org=org, holder=holder_of(sight, org, answer, word), word=word, claims=len(entries),
        sources=len({(e.claim.source.kind, e.claim.source.name or e.outlet) for e in entries}),
        denials=sum(e.claim.polarity is Polarity.DENIED for e in entries),
        candidates=tuple((e.claim.person or "?", dossiers.candidate_word(e)) for e in dossiers.strongest(arrivals)[:4]),
        last=entries[-1] if entries else None, market=answer.market.id if answer else None, leader=leader,
        moved=answer.furthest if answer else None, spark=spark(answer, leader.option, sight.now) if answer and leader else (),
    )  # fmt: skip


def holder_of(sight: Sight, org: str, answer: MarketAnswer | None, word: str) -> str | None:
    """Who holds the post: by the register, or the incumbent of a market that opened with him in office."""
    held = sight.register.holders(org, sight.day)
    if answer and answer.market.vacant:
        return None
    if held:
        return held[0].person
    return answer.market.incumbent if answer and word != "vacated" else None


def word_of(entries: Sequence[Entry], answer: MarketAnswer | None) -> str:
    """How the seat stands, in words."""
    if entries:
        return dossiers.seat_word(entries)
    return "vacant" if answer and answer.market.vacant else "quiet"


def spark(answer: MarketAnswer, option: str, now: datetime) -> tuple[float, ...]:
    """An option's probabilities at even steps over the last month, the latest belief of each moment."""
    points = [(p.moment, p.odds.get(option, 0.0)) for p in answer.history]
    if len(points) < 2:
        return ()
    start = max(points[0][0], now - timedelta(days=PERIOD))
    end = max(now, points[-1][0])
    found = []
    for step in range(SPARK):
        moment = start + (end - start) * step / (SPARK - 1)
        before = [p for t, p in points if t <= moment]
        found.append(before[-1] if before else points[0][1])
    return tuple(found)
