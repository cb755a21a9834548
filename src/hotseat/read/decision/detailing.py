"""Proposals that stand -> claims with their details: manner of leaving, caretaker, whom somebody replaces, terms of a contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hotseat.read.decision.proposing import Proposal, inside, own_words
from hotseat.read.details.circumstances import is_caretaker, is_for_good, is_replaced, manner
from hotseat.read.details.terms import terms, years
from hotseat.read.document import Document
from hotseat.read.engines.windows import SHORT_ITEM
from hotseat.read.naming.scanning import Sort
from hotseat.read.segments import Segment
from hotseat.records import STAGES, Claim, Kind, Polarity, Stage

COMING = (Stage.AGREED, Stage.DONE)  # an arrival that is this far has a contract, and takes a man from his post


def claims_of(document: Document, decided: Sequence[Proposal], reader: str) -> list[Claim]:
    """The claims of what an item was decided to say, in that order."""
    return [claim_of(document, p, decided, reader) for p in decided]


def claim_of(document: Document, p: Proposal, decided: Sequence[Proposal], reader: str) -> Claim:
    """The claim that a proposal makes, with its details."""
    return Claim(
        kind=p.kind, person=p.person, org=p.org, stage=p.stage, polarity=p.polarity, certainty=p.certainty, source=p.source,
        quote=p.span.of(document.body), span=p.span, reader=reader, condition=p.condition, when=p.when,
        details=details_of(document, p, decided),
    )  # fmt: skip


def details_of(document: Document, p: Proposal, decided: Sequence[Proposal]) -> dict[str, object]:
    """What is told besides who, where, how far and how firmly."""
    text, (start, end) = p.segment.span.of(document.body), inside(p.segment, p.span)
    if p.kind is Kind.DEPARTURE:
        how = manner(text, start, end) or manner_retold(document, p) or manner_elsewhere(p, decided)
        return {"manner": how} if how else {}
    if p.kind is Kind.CONTRACT:
        return terms_of(document, p)
    if p.kind is not Kind.ARRIVAL or p.polarity is Polarity.DENIED:
        return {}
    found: dict[str, object] = {}
    called_one = p.stage in COMING and document.said_of.get(p.person, {}).get(p.org) is Stage.CARETAKER
    words = own_words(document, p.segment, p.span, p.person)
    if (called_one or is_caretaker(*words)) and not is_for_good(words[0]):
        found["caretaker"] = True
    if before := said_to_be_replaced(document, p) or replaced(document, p, decided):
        found["replaces"] = before
    if p.stage in COMING and (long := years(text, start, end) or years_beside(document, p)):
        found["years"] = long
    return found


def years_beside(document: Document, p: Proposal) -> int | float | None:
    """How long an arrival's contract runs by the sentences beside it that name nobody else: "They have appointed Obi. He signed for two years"."""
    texts = (segment.span.of(document.body) for segment in beside(document, p))
    return next((long for text in texts if (long := years(text, 0, len(text)))), None)


def terms_of(document: Document, p: Proposal) -> dict[str, object]:
    """A contract's terms, from the sentence that shows it and, for what it lacks, from those beside it that name nobody else."""
    found = terms(p.segment.span.of(document.body), *inside(p.segment, p.span), document.item.day)
    for segment in beside(document, p):
        text = segment.span.of(document.body)
        found = {**terms(text, 0, len(text), document.item.day), **found}
    return found


def beside(document: Document, p: Proposal) -> Iterator[Segment]:
    """The sentences next to the one that shows a proposal, the one behind it first, where they name nobody else."""
    for number in (p.segment.number + 1, p.segment.number - 1):
        if 0 <= number < len(document.segments):
            segment = document.segments[number]
            if all(m.key == p.person for m in document.within(segment.span, Sort.PERSON)):
                yield segment


def said_to_be_replaced(document: Document, arrival: Proposal) -> str | None:
    """Whom the words that show an arrival name as replaced."""
    others = (m for m in document.within(arrival.segment.span, Sort.PERSON) if m.key != arrival.person)
    return next((m.key for m in others if is_replaced(document.body, m.span.start, m.span.end)), None)


def replaced(document: Document, arrival: Proposal, decided: Sequence[Proposal]) -> str | None:
    """Whom an arrival replaces by what else the item says: who leaves the post, else who held it, else who may leave it.

    Of the annotated arrivals of real short items that say so of anybody, 84 of 86 replace him. An article tells of older holders too.
    """
    short = len(document.body) <= SHORT_ITEM
    others = [o for o in decided if o.org == arrival.org and o.person != arrival.person]
    gone = [o for o in others if o.kind is Kind.DEPARTURE and o.polarity is Polarity.AFFIRMED]
    former = [o for o in others if short and o.kind is Kind.TENURE and o.stage is Stage.FORMER]
    order = STAGES[Kind.DEPARTURE]
    ranked = sorted(gone, key=lambda o: -order.index(o.stage))
    sure = [o for o in ranked if o.stage is not Stage.DOUBT]
    return next((o.person for o in [*sure, *former, *ranked]), None)


def manner_retold(document: Document, p: Proposal) -> str | None:
    """How somebody left by the words around his name in another sentence, the nearest first, or else by one beside that names nobody else."""
    if p.polarity is Polarity.DENIED or p.stage is not Stage.DONE:
        return None
    places = [
        (s, *inside(s, m.span)) for s in document.segments for m in document.within(s.span, Sort.PERSON) if m.key == p.person
    ]
    places.sort(key=lambda place: abs(place[0].number - p.segment.number))
    places += [(s, 0, len(s.span.of(document.body))) for s in beside(document, p)]
    told = (manner(segment.span.of(document.body), start, end) for segment, start, end in places)
    return next((how for how in told if how), None)


def manner_elsewhere(p: Proposal, decided: Sequence[Proposal]) -> str | None:
    """How somebody leaves by what else the item says of him: he is coming to another post."""
    if p.polarity is Polarity.DENIED or p.stage is Stage.DOUBT:
        return None
    coming = any(
        o.kind is Kind.ARRIVAL
        and o.person == p.person
        and o.org != p.org
        and o.polarity is Polarity.AFFIRMED
        and o.stage in COMING
        for o in decided
    )
    return "poached" if coming else None
