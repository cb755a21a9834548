"""Candidate pairs -> claims: what the model says of each, then one claim for each thing the item says (guidelines, rule 1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from hotseat.read import circumstances
from hotseat.read.attribution import source_of
from hotseat.read.document import Document
from hotseat.read.features import features, tokens
from hotseat.read.model import QUESTIONS, Model, rows_of
from hotseat.read.names import Sort
from hotseat.read.pairs import Pair, pairs
from hotseat.read.phrases import certainty, first_rule
from hotseat.records import Certainty, Claim, Kind, Polarity, Source, SourceKind, Span, Stage
from hotseat.register.register import Register

THRESHOLD = 0.35  # of the probability that the pair is a move at all; best F1 in cross-validation on the development part
RULE_FLOOR = 0.0  # below this probability even a rule does not make a claim
SHORT = 6  # segments; rules are asked in longer items only, where the model has seen few examples
DISCOUNT = {"named": 1.0, "said": 0.95, "focus": 0.85, "register": 0.9}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A move that the model sees in a pair, with its probability."""

    claim: Claim
    probability: float
    pair: Pair


def propose(document: Document, register: Register, model: Model, reader: str, threshold: float = THRESHOLD) -> list[Proposal]:
    """The moves that the model or, in articles, a rule sees, segment by segment."""
    found: list[Proposal] = []
    answers = QUESTIONS["move"]
    for pair in pairs(document, register):
        rows = rows_of(features(document, pair))
        chances = model.answer("move", rows)
        probability = (1.0 - float(chances[0])) * DISCOUNT[pair.how]
        if probability >= threshold:
            answer = answers[1 + int(np.argmax(chances[1:]))]
            claim = claim_of(document, pair, answer, rows, model, reader)
        else:
            words = " ".join(tokens(document, pair))
            rule = first_rule(words) if probability >= RULE_FLOOR and len(document.segments) > SHORT else None
            if rule is None or (pair.holds and rule.move.startswith("arrival")):
                continue
            claim = claim_of(document, pair, rule.move, rows, model, reader)
            claim = replace(claim, stage=Stage(rule.stage), certainty=Certainty(certainty(words)))
            probability = threshold
        found.append(Proposal(claim=claim, probability=probability, pair=pair))
    return found


def claim_of(document: Document, pair: Pair, answer: str, rows: npt.NDArray[np.int64], model: Model, reader: str) -> Claim:
    """The claim that a pair carries, once it is decided which move it is."""
    kind = Kind(answer[:-1])
    polarity = Polarity.AFFIRMED if answer.endswith("+") else Polarity.DENIED
    span = quote_span(document, pair, kind)
    text = document.item.body[pair.segment.span.start : pair.segment.span.end]
    source = source_of(document, pair.segment)
    if source.kind is SourceKind.OUTLET and polarity is Polarity.DENIED:
        source = speaking_source(pair, model, rows, source)
    details: dict[str, object] = {}
    if kind is Kind.DEPARTURE and (manner := circumstances.manner(text)):
        details["manner"] = manner
    if kind is Kind.ARRIVAL:
        if circumstances.CARETAKER.search(text):
            details["caretaker"] = True
        if pair.vacant_for and pair.vacant_for != pair.person.key:
            details["replaces"] = pair.vacant_for
    return Claim(
        kind=kind, person=pair.person.key, org=pair.org, stage=Stage(best(model, kind.value, rows)), polarity=polarity,
        certainty=Certainty(best(model, "certainty", rows)), source=source, quote=span.of(document.item.body), span=span,
        reader=reader, condition=circumstances.condition(text), when=circumstances.when(text), details=details,
    )  # fmt: skip


def best(model: Model, question: str, rows: npt.NDArray[np.int64]) -> str:
    """The likeliest answer."""
    return QUESTIONS[question][int(np.argmax(model.answer(question, rows)))]


def speaking_source(pair: Pair, model: Model, rows: npt.NDArray[np.int64], source: Source) -> Source:
    """A denial is most often the coach's own; where the model says so, he is its source."""
    if best(model, "source", rows) == "person":
        return Source(kind=SourceKind.PERSON, name=pair.person.key)
    return source


def quote_span(document: Document, pair: Pair, kind: Kind) -> Span:
    """From the first to the last of person, club and nearest telling cue, within the segment."""
    spots = [pair.person.span]
    if pair.org_mention and abs(pair.org_mention.span.start - pair.person.span.start) < 120:
        spots.append(pair.org_mention.span)
    cues = [c.span for c in document.cues_within(pair.segment.span) if any(x.startswith(kind.value) for x in c.classes)]
    if cues:
        spots.append(min(cues, key=lambda s: abs(s.start - pair.person.span.start)))
    return Span(start=min(s.start for s in spots), end=max(s.end for s in spots))


def merge(proposals: Iterable[Proposal]) -> list[Claim]:
    """One claim for each (kind, person, org, polarity): the furthest stage stands, the likeliest segment for the rest.

    A person who is said to arrive at and to leave the same post gets only what is likelier.
    """
    best_of: dict[tuple[Kind, str | None, str | None], Proposal] = {}
    both: dict[tuple[Kind, str | None, str | None, Polarity], Proposal] = {}
    for p in sorted(proposals, key=lambda p: (-p.probability, p.claim.span.start)):
        key = (p.claim.kind, p.claim.person, p.claim.org)
        whole = (*key, p.claim.polarity)
        if whole not in both:
            both[whole] = p
            best_of.setdefault(key, p)
            continue
        if (
            both[whole].pair.segment.in_title
            and both[whole].claim.source.kind is SourceKind.OUTLET
            and not p.pair.segment.in_title
        ):
            # A plain headline over an attributed body is one claim with the attributed source (guidelines, rule 14).
            both[whole] = replace(both[whole], claim=replace(both[whole].claim, source=p.claim.source))
        if p.claim.rank > both[whole].claim.rank:
            # The quote must show the stage that is claimed, so the segment with the furthest stage stands for the rest.
            both[whole] = replace(p, probability=both[whole].probability)
    kept: list[Proposal] = []
    for proposal in both.values():
        claim = proposal.claim
        other = Kind.DEPARTURE if claim.kind is Kind.ARRIVAL else Kind.ARRIVAL
        rival = best_of.get((other, claim.person, claim.org))
        if rival and rival.probability > proposal.probability and rival.claim.polarity is claim.polarity:
            continue
        twin = best_of[(claim.kind, claim.person, claim.org)]
        if twin.claim.polarity is not claim.polarity and twin.pair.segment.number == proposal.pair.segment.number:
            continue
        kept.append(proposal)
    return [p.claim for p in sorted(kept, key=lambda p: p.claim.span.start)]


def tenure_claims(document: Document, moves: list[Claim], register: Register, reader: str) -> list[Claim]:
    """Plain statements that somebody holds or held a post, but for the holder whose exit is the item's news (rule 13)."""
    leaving = {(c.person, c.org) for c in moves if c.kind is Kind.DEPARTURE and c.stage in (Stage.DONE, Stage.EXPECTED)}
    arriving = {(c.person, c.org) for c in moves if c.kind is Kind.ARRIVAL and c.stage is Stage.DONE}
    persons = {m.key for m in document.mentions if m.sort is Sort.PERSON}
    found: dict[tuple[str, str, bool], Claim] = {}
    for role in document.roles:
        org = role.org or implied_post(role.person, document, register)
        if org is None or role.person not in persons:
            continue
        if (role.person, org) in leaving and role.stage is not Stage.FORMER:
            continue
        if (role.person, org) in arriving and role.stage is not Stage.FORMER:
            continue
        key = (role.person, org, role.stage is Stage.FORMER)
        if key not in found:
            found[key] = Claim(
                kind=Kind.TENURE, person=role.person, org=org, stage=role.stage, polarity=Polarity.AFFIRMED,
                certainty=Certainty.CERTAIN, source=Source(kind=SourceKind.OUTLET, name=document.item.outlet),
                quote=role.span.of(document.item.body), span=role.span, reader=reader,
            )  # fmt: skip
    return list(found.values())


def implied_post(person: str, document: Document, register: Register) -> str | None:
    """The post that a bare "boss NAME" means: his by the register, if the item names it, else the item's own."""
    named = {m.key for m in document.mentions if m.sort is Sort.ORG}
    held = [t.org for t in register.posts(person, document.item.day)] if document.item.day else []
    return next((o for o in held if o in named), held[0] if held else next(iter(document.focus), None))


def contract_claims(document: Document, reader: str, register: Register) -> list[Claim]:
    """Contracts of coaches: a contract cue in a segment that names one person who has a post."""
    found: dict[tuple[str, str], Claim] = {}
    for segment in document.segments:
        cues = [c for c in document.cues_within(segment.span) if any(x.startswith("contract") for x in c.classes)]
        people = [m for m in document.within(segment.span, Sort.PERSON) if document.said_of.get(m.key) or m.known]
        keys = {m.key for m in people}
        if not cues or len(keys) != 1:
            continue
        person = people[0]
        org = next(iter(document.said_of.get(person.key, {})), None) or implied_post(person.key, document, register)
        if org is None or (person.key, org) in found:
            continue
        text = segment.span.of(document.item.body)
        stage = Stage.TALKS if any("contract.talks" in c.classes for c in cues) else Stage.IN_FORCE
        details = circumstances.terms(text)
        if not details and stage is Stage.IN_FORCE and not any(c.text.startswith(("sign", "new", "ext")) for c in cues):
            continue
        low = min(person.span.start, cues[0].span.start)
        span = Span(start=low, end=max(person.span.end, cues[-1].span.end))
        found[person.key, org] = Claim(
            kind=Kind.CONTRACT, person=person.key, org=org, stage=stage, polarity=Polarity.AFFIRMED,
            certainty=Certainty.CERTAIN, source=source_of(document, segment), quote=span.of(document.item.body), span=span,
            reader=reader, when=circumstances.when(text), details=details,
        )  # fmt: skip
    return list(found.values())
