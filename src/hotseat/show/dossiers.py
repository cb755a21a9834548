"""Ledger entries -> what a page or a terminal shows: the board, a post's dossier, a coach's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hotseat.ledger.view import Entry
from hotseat.records import Kind, Polarity, Stage, Tenure
from hotseat.records_market import Belief, Option
from hotseat.register.register import Register

# What a departure claim says of the seat, as a word; colour only repeats it.
SEAT_WORDS = {Stage.DOUBT: "in doubt", Stage.EXPECTED: "going", Stage.DONE: "vacated"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """A post on the board. `word` says how the seat stands, by the latest claims; it is no probability.

    `odds` are the likeliest options where a market is open, `moved` the most that one of its options rose or fell within a week.
    """

    org: str
    holder: str | None
    word: str
    claims: int
    sources: int
    denials: int
    candidates: tuple[tuple[str, str], ...]
    latest: str | None
    odds: tuple[tuple[str, float], ...] = ()
    moved: float = 0.0


def board(entries: Iterable[Entry], register: Register, day: date | None) -> list[BoardRow]:
    """Every post that a move claim is about, the most talked of first."""
    by_org: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.claim.kind.is_move and entry.claim.org:
            by_org[entry.claim.org].append(entry)
    rows = [board_row(org, found, register, day) for org, found in by_org.items()]
    return sorted(rows, key=lambda r: (-r.claims, r.org))


def with_odds(rows: Iterable[BoardRow], now: Mapping[str, Belief], before: Mapping[str, Belief]) -> list[BoardRow]:
    """The rows with the odds of open markets, what moved most first, then the most talked of.

    Args:
        rows: the board.
        now: post -> belief.
        before: the same a week ago; a post without one was believed in as before its claims.
    """
    found = []
    for row in rows:
        belief = now.get(row.org)
        if belief:
            moved = max((abs(o.probability - earlier(before.get(row.org), o)) for o in belief.options), default=0.0)
            odds = tuple((o.name, o.probability) for o in belief.options[:3])
            found.append(replace(row, odds=odds, moved=moved))
        else:
            found.append(row)
    return sorted(found, key=lambda r: (not r.odds, -round(r.moved, 2), -r.claims, r.org))


def earlier(belief: Belief | None, option: Option) -> float:
    """What an option stood at before."""
    return belief.probability(option.name) if belief else option.prior


def board_row(org: str, entries: Sequence[Entry], register: Register, day: date | None) -> BoardRow:
    """The row of one post."""
    exits = [e for e in entries if e.claim.kind is Kind.DEPARTURE]
    arrivals = [e for e in entries if e.claim.kind is Kind.ARRIVAL]
    held = register.holders(org, day) if day else []
    return BoardRow(
        org=org,
        holder=held[0].person if held else None,
        word=seat_word(entries),
        claims=len(entries),
        sources=len({(e.claim.source.kind, e.claim.source.name or e.outlet) for e in entries}),
        denials=sum(e.claim.polarity is Polarity.DENIED for e in entries),
        candidates=tuple((e.claim.person or "?", candidate_word(e)) for e in strongest(arrivals)[:4]),
        latest=max((e.published or "" for e in exits + arrivals), default="")[:10] or None,
    )


def seat_word(entries: Sequence[Entry]) -> str:
    """How the seat stands: the last firm event wins, then the furthest stage of doubt."""
    done = [e for e in entries if e.claim.stage is Stage.DONE and e.claim.polarity is Polarity.AFFIRMED]
    if done:
        last = max(done, key=lambda e: (e.published or "", e.claim.kind is Kind.ARRIVAL))
        return "filled" if last.claim.kind is Kind.ARRIVAL else "vacated"
    exits = [e.claim for e in entries if e.claim.kind is Kind.DEPARTURE]
    affirmed = [c for c in exits if c.polarity is Polarity.AFFIRMED]
    if affirmed:
        word = SEAT_WORDS[max(affirmed, key=lambda c: c.rank).stage]
        return f"{word}, denied" if len(affirmed) < len(exits) else word
    return "exit denied" if exits else "wanted by others"


def strongest(arrivals: Sequence[Entry]) -> list[Entry]:
    """One entry a candidate: his latest claim's polarity, his furthest stage; the furthest first, caretakers after them."""
    latest: dict[str, Entry] = {}
    for entry in arrivals:
        name = entry.claim.person or "?"
        old = latest.get(name)
        if old is None or old.claim.polarity is not entry.claim.polarity or entry.claim.rank >= old.claim.rank:
            latest[name] = entry
    return sorted(
        latest.values(),
        key=lambda e: (e.claim.polarity is Polarity.DENIED, e.claim.for_a_while, -e.claim.rank, e.claim.person or ""),
    )


def candidate_word(entry: Entry) -> str:
    """A candidate's stage, or that it is denied; of a caretaker, that he is one."""
    if entry.claim.polarity is Polarity.DENIED:
        return f"{entry.claim.stage} denied"
    return f"caretaker, {entry.claim.stage}" if entry.claim.for_a_while else entry.claim.stage.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that the ledger and the register know of a post or a coach."""

    name: str
    row: BoardRow | None
    tenures: tuple[Tenure, ...]
    contracts: tuple[Entry, ...]
    timeline: tuple[Entry, ...]


def post_dossier(org: str, entries: Sequence[Entry], register: Register, day: date | None, shown: int = 0) -> Dossier:
    """A post's: the holder, who is named for it, contracts, every quote in order of time.

    Args:
        org: the post.
        entries: its claims, on which the seat's word rests.
        register: who held it.
        day: of today.
        shown: so many of the latest claims are quoted; 0 for all.
    """
    moves, quoted = [e for e in entries if e.claim.kind.is_move], entries[-shown:]
    held = register.tenures_by_org.get(org, ())
    return Dossier(
        name=org,
        row=board_row(org, moves, register, day) if moves else None,
        tenures=tuple(sorted(held, key=lambda t: t.start or date.min)),
        contracts=tuple(e for e in quoted if e.claim.kind is Kind.CONTRACT),
        timeline=tuple(e for e in quoted if e.claim.kind.is_move),
    )


def coach_dossier(person: str, entries: Sequence[Entry], register: Register) -> Dossier:
    """A coach's: tenures, contracts, and every post that he is named for."""
    coach = register.coaches.get(person)
    return Dossier(
        name=person,
        row=None,
        tenures=tuple(sorted(coach.tenures, key=lambda t: t.start or date.min)) if coach else (),
        contracts=tuple(e for e in entries if e.claim.kind is Kind.CONTRACT),
        timeline=tuple(e for e in entries if e.claim.kind.is_move),
    )
