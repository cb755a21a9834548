"""Dossiers: of a post, of a coach, of a source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from hotseat.ledger import odds
from hotseat.ledger.view import Entry
from hotseat.records import Kind
from hotseat.records_market import Descent
from hotseat.show import dossiers
from hotseat.show.queries.answers import CoachAnswer, MarketAnswer, PostAnswer, Prospect, SourceAnswer, Story, Why
from hotseat.show.queries.boards import line
from hotseat.show.queries.markets import of_post
from hotseat.show.queries.sight import Sight
from hotseat.show.queries.standings import Standing
from hotseat.show.queries.stories import stories

SHOWN = 30  # claims of a timeline on one page: as many as one reads, and half of what a page costs is drawing them
LOOKED = 300  # claims that a dossier rests on, the latest


def post(sight: Sight, org: str, shown: int = SHOWN) -> PostAnswer:
    """All about a post."""
    entries = sight.pages.entries(org=org, limit=LOOKED)
    moves = [e for e in entries if e.claim.kind.is_move]
    answer, past = of_post(sight, org)
    known = sight.register.orgs.get(org)
    held = sight.register.tenures_by_org.get(org, ())
    return PostAnswer(
        org=org, country=known.country if known else None, league=known.league if known else None,
        women=bool(known and known.women), line=line(sight, org, moves, answer) if moves or answer else None, market=answer,
        why=why(answer, entries), timeline=stories(sight, moves[-shown:]), total=len(moves),
        tenures=tuple(sorted((t for t in held if t.start is None or t.start <= sight.day), key=lambda t: t.start or date.min)),
        contracts=tuple(e for e in entries if e.claim.kind is Kind.CONTRACT)[-10:], past=past,
    )  # fmt: skip


def why(answer: MarketAnswer | None, entries: Sequence[Entry]) -> tuple[Why, ...]:
    """The contributions to a belief with their claims, the strongest first."""
    if answer is None or answer.belief is None:
        return ()
    known = {e.id: e for e in entries}
    shares = sorted(answer.belief.contributions, key=lambda c: -abs(c.delta))
    return tuple(Why(share=share, entry=known.get(share.claim)) for share in shares)


def coach(sight: Sight, name: str, shown: int = SHOWN) -> CoachAnswer:
    """All about a coach."""
    entries = sight.pages.entries(person=name, limit=LOOKED)
    moves = [e for e in entries if e.claim.kind.is_move]
    known = sight.register.coaches.get(name)
    tenures = known.tenures if known else ()
    return CoachAnswer(
        name=name, nationality=known.nationality if known else None, born=known.born if known else None,
        tenures=tuple(sorted((t for t in tenures if t.start is None or t.start <= sight.day), key=lambda t: t.start or date.min)),
        prospects=prospects(sight, name, moves), timeline=stories(sight, moves[-shown:]), total=len(moves),
        contracts=tuple(e for e in entries if e.claim.kind is Kind.CONTRACT)[-10:],
    )  # fmt: skip


def prospects(sight: Sight, name: str, moves: Sequence[Entry]) -> tuple[Prospect, ...]:
    """The posts that a coach is named for, with his chance where there is an open market."""
    by_org: dict[str, list[Entry]] = defaultdict(list)
    for entry in moves:
        if entry.claim.kind is Kind.ARRIVAL and entry.claim.org:
            by_org[entry.claim.org].append(entry)
    markets = {m.post: m.id for m in odds.open_markets(sight.connection, sight.as_of) if m.post in by_org}
    histories = odds.history(sight.connection, list(markets.values()), as_of=sight.as_of)
    found = []
    for org, entries in by_org.items():
        issued = histories.get(markets.get(org, ""), [])
        found.append(Prospect(
            org=org, word=dossiers.candidate_word(dossiers.strongest(entries)[0]), claims=len(entries), latest=entries[-1].told,
            probability=issued[-1].odds.get(name) if issued else None,
        ))  # fmt: skip
    return tuple(sorted(found, key=lambda p: (-(p.probability or 0.0), -p.claims, p.org)))


def source(sight: Sight, name: str, standing: Standing, shown: int = SHOWN) -> SourceAnswer:
    """All that a source has said, beside how it held."""
    said = [e for e in sight.pages.spoken(name, LOOKED) if e.claim.kind.is_move]
    speaker = next(iter(sight.pages.speakers([name])), None)
    echoes = sight.book.echoes(e.id for e in said)
    repeats = sum(e.descent is not Descent.ROOT for e in echoes.values())
    outlet = sight.register.outlets.get(name)
    return SourceAnswer(
        name=name, kind=outlet.kind if outlet else None, country=outlet.country if outlet else None, speaker=speaker,
        stages=Counter(dossiers.candidate_word(e) for e in said), timeline=stories(sight, said[-shown:]),
        posts=tuple(Counter(e.claim.org for e in said if e.claim.org).most_common(12)), roots=len(said) - repeats, echoes=repeats,
        firsts=firsts(sight, said[-300:]), standing=standing,
    )  # fmt: skip


def firsts(sight: Sight, said: Sequence[Entry], most: int = 8) -> tuple[tuple[Story, float], ...]:
    """The claims that others repeated, each with the hours by which it led the first of them; the longest lead first."""
    leads = sight.pages.followers([e.id for e in said])
    led = sorted((e for e in said if e.id in leads), key=lambda e: -leads[e.id])[:most]
    by_id = {s.entry.id: s for s in stories(sight, led)}
    return tuple((by_id[e.id], leads[e.id]) for e in led if e.id in by_id)
