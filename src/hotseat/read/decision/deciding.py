"""Proposals -> claims: one for each thing that the item says (guidelines, rule 1), and all of them in agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hotseat.read.decision.coordination import coordinated
from hotseat.read.decision.crossing import uncrossed
from hotseat.read.decision.detailing import claims_of
from hotseat.read.decision.epithets import pressed
from hotseat.read.decision.offices import of_an_office, officers
from hotseat.read.decision.other_sports import of_another_sport
from hotseat.read.decision.players import not_yet_coaches, players
from hotseat.read.decision.proposing import Proposal
from hotseat.read.decision.sack_race import without_bets
from hotseat.read.decision.seats import occupied, remembered
from hotseat.read.decision.unreal import is_unreal, without_reasons
from hotseat.read.document import Document
from hotseat.read.engines.windows import SHORT_ITEM
from hotseat.records import STAGES, Claim, Kind, Polarity, Source, SourceKind, Stage
from hotseat.register.register import Register

SURE = 0.6  # a window that is this sure may move a claim's stage further than the likeliest window says,
AS_SURE = 0.05  # if it makes the claim as surely, up to this
TOLD = 0.7  # as surely an article says at least one of its moves
BOTH = 0.6  # from here on both of two contradicting tenures stand, and two appointments to one post,
# From here on a move is both affirmed and denied in one breath. A link is denied by naming it (annotators have both in five of seven articles of the
# news, and in four of twenty-three short items); whoever "insists he will not resign" has not been said to go.
CONTRARY = {Kind.ARRIVAL: 0.4, Kind.DEPARTURE: 0.65}
DENIAL = 0.3  # so much likelier must be what a denial contradicts: a denial tells the move too, and is half heard as one


def decide(document: Document, proposals: Iterable[Proposal], register: Register, reader: str) -> list[Claim]:
    """The item's claims.

    Args:
        document: the item.
        proposals: what its windows say.
        register: who held which post when.
        reader: the name and version that the claims carry.
    """
    taken = occupied(document, register)
    no_coaches = players(document) | not_yet_coaches(document, register) | officers(document) | of_another_sport(document)
    bets_apart = without_bets(document, [*proposals, *pressed(document, register)], register)
    told = [p for p in bets_apart if not of_an_office(document, p) and not is_unreal(document, p)]
    possible = [p for p in told if p.person not in no_coaches and (p.org not in taken or taken[p.org].admits(p))]
    known = (remembered(p, document, register) if p.kind is Kind.TENURE else p for p in uncrossed(document, possible))
    merged = merge(p for p in known if p is not None)
    plain = without_reasons(document, [p for p in merged if p.kind.is_move])
    moves = coordinated(document, told_somewhere(document, agreed(plain)))
    tenures = untold(one_status(p for p in merged if p.kind is Kind.TENURE), moves)
    contracts = [p for p in merged if p.kind is Kind.CONTRACT]
    return claims_of(document, [*moves, *tenures, *contracts], reader)


def merge(proposals: Iterable[Proposal]) -> list[Proposal]:
    """One proposal for each key: the likeliest stands, with the furthest stage that a window is sure of."""
    groups: dict[object, list[Proposal]] = defaultdict(list)
    for p in proposals:
        groups[(*p.key, p.stage is Stage.FORMER) if p.kind is Kind.TENURE else p.key].append(p)
    return [joined(sorted(g, key=lambda p: (-p.probability, p.span.start))) for g in groups.values()]


def joined(group: Sequence[Proposal]) -> Proposal:
    """The group's first, moved on to the furthest stage of those as sure, on the word of whom all its windows together hear."""
    best = group[0]
    order = STAGES[best.kind]
    least = max(SURE, best.probability - AS_SURE)
    further = [p for p in group if p.probability >= least and order.index(p.stage) > order.index(best.stage)]
    if best.kind is not Kind.TENURE and further:
        best = replace(max(further, key=lambda p: order.index(p.stage)), probability=best.probability)
    return replace(best, source=voice(group, best))


def voice(group: Sequence[Proposal], best: Proposal) -> Source:
    """Whose word a claim is: the windows vote, each as firmly as it makes the claim.

    An article attributes a claim once and repeats it bare, or quotes a man on what it has told in its own voice; the likeliest window alone
    is right less often (on 851 moves of articles that no weights had seen 0.66 against 0.68).
    """
    votes: dict[SourceKind, float] = defaultdict(float)
    for p in group:
        for kind, chance in p.voices.items():
            votes[kind] += p.probability * chance
    said = max(votes, key=votes.__getitem__) if votes else best.source.kind
    # An outlet's own voice stands in no quotation marks.
    if said is SourceKind.OUTLET and votes and all(p.spoken_by for p in group):
        return Source(kind=SourceKind.PERSON, name=best.spoken_by)
    return next((p.source for p in (best, *group) if p.source.kind is said), best.source)


def agreed(moves: Sequence[Proposal]) -> list[Proposal]:
    """The moves that can stand together.

    Who arrives at a post does not leave it in the same item, a move that is affirmed and denied in the same breath is what is likelier,
    with a start for the denial, and a post gets one new holder.
    """
    kept: list[Proposal] = []
    at_post: dict[str, list[Proposal]] = defaultdict(list)  # moves at different posts never clash
    for move in sorted(moves, key=precedence):
        if not any(clash(other, move) for other in at_post[move.org]):
            at_post[move.org].append(move)
            kept.append(move)
    return kept


def told_somewhere(document: Document, moves: Sequence[Proposal]) -> Sequence[Proposal]:
    """The moves; none where an article nowhere says one plainly: what it is about it says so once, and what is left are hints that nobody meant."""
    is_article = len(document.body) > SHORT_ITEM
    return () if is_article and all(m.probability < TOLD for m in moves) else moves


def precedence(p: Proposal) -> tuple[float, int]:
    """The likelier comes first, a denial with its start, and of equals the one that is told first."""
    return -p.probability - (DENIAL if p.polarity is Polarity.DENIED else 0.0), p.span.start


def clash(a: Proposal, b: Proposal) -> bool:
    """Whether `b`, which comes after, cannot stand beside `a`, of the same post."""
    if a.person == b.person:
        if a.kind is b.kind:
            return a.segment.number == b.segment.number and b.probability < CONTRARY[a.kind]
        return a.polarity is b.polarity
    both_new = a.kind is Kind.ARRIVAL and b.kind is Kind.ARRIVAL and a.stage is Stage.DONE and b.stage is Stage.DONE
    return both_new and a.polarity is Polarity.AFFIRMED and b.polarity is Polarity.AFFIRMED and b.probability < BOTH


def one_status(tenures: Iterable[Proposal]) -> list[Proposal]:
    """Of "holds" and "held" for one person and post what is likelier, unless the text says both in different places."""
    kept: list[Proposal] = []
    first: dict[tuple[str, str], Proposal] = {}
    for p in sorted(tenures, key=lambda p: -p.probability):
        rival = first.setdefault((p.person, p.org), p)
        if rival is p or (p.probability >= BOTH and rival.segment.number != p.segment.number):
            kept.append(p)
    return kept


def untold(tenures: Iterable[Proposal], moves: Sequence[Proposal]) -> list[Proposal]:
    """The tenures that no move says already: who is sacked in the item held the post, and no more need be said (rule 13)."""
    gone = {
        (m.person, m.org) for m in moves if m.kind is Kind.DEPARTURE and m.polarity is Polarity.AFFIRMED and m.stage is Stage.DONE
    }
    return [p for p in tenures if p.stage is Stage.FORMER or (p.person, p.org) not in gone]
