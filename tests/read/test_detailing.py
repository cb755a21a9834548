from __future__ import annotations

from dataclasses import replace

from hotseat.read.decision.detailing import claims_of
from hotseat.read.decision.proposing import Proposal
from hotseat.read.document import Document
from hotseat.read.reader import Reader
from hotseat.records import Certainty, Claim, Kind, Polarity, Source, SourceKind, Span, Stage
from tests.conftest import item


def composed(reader: Reader, text: str) -> Document:
    document = reader.composer.compose(item("Port Albany and Marten Vos", text))
    assert document is not None
    return document


def proposal(document: Document, move: tuple[Kind, Stage], who: tuple[str, str], quote: str) -> Proposal:
    (kind, stage), (person, org) = move, who
    start = document.body.index(quote)
    span = Span(start=start, end=start + len(quote))
    return Proposal(
        kind=kind, polarity=Polarity.AFFIRMED, person=person, org=org, stage=stage, certainty=Certainty.CERTAIN,
        source=Source(kind=SourceKind.OUTLET, name="Wire"), probability=0.9, segment=document.segments.touching(span)[0], span=span,
    )  # fmt: skip


def details(document: Document, *decided: Proposal) -> list[dict[str, object]]:
    return [dict(c.details) for c in claims_of(document, decided, "test")]


def test_who_leaves_the_post_is_replaced_and_who_goes_to_another_is_poached(reader: Reader) -> None:
    document = composed(reader, "Dean Holloway comes to Port Albany. Marten Vos goes to Aston Regis.")
    comes = proposal(document, (Kind.ARRIVAL, Stage.DONE), ("Dean Holloway", "Port Albany"), "Dean Holloway comes")
    leaves = proposal(document, (Kind.DEPARTURE, Stage.EXPECTED), ("Marten Vos", "Port Albany"), "Marten Vos goes")
    there = proposal(document, (Kind.ARRIVAL, Stage.AGREED), ("Marten Vos", "Aston Regis"), "Marten Vos goes to Aston Regis")
    assert details(document, comes, leaves, there) == [{"replaces": "Marten Vos"}, {"manner": "poached"}, {}]
    assert details(document, leaves, replace(there, stage=Stage.LINKED)) == [{}, {}]
    assert details(document, replace(comes, polarity=Polarity.DENIED), leaves) == [{}, {}]


def test_how_somebody_left_may_stand_in_another_sentence(reader: Reader) -> None:
    document = composed(
        reader, "Port Albany announce the exit of Marten Vos. It is a sad day for them. The club dismissed Marten Vos at noon."
    )
    left = proposal(document, (Kind.DEPARTURE, Stage.DONE), ("Marten Vos", "Port Albany"), "exit of Marten Vos")
    assert details(document, left) == [{"manner": "sacked"}]
    assert details(document, replace(left, stage=Stage.DOUBT)) == [{}]
    nameless = composed(reader, "Port Albany announce the exit of Marten Vos. He has resigned. It was time.")
    gone = replace(left, segment=nameless.segments.touching(left.span)[0])
    assert details(nameless, gone) == [{"manner": "resigned"}]


def test_whom_the_words_themselves_name_is_replaced_before_all_others(reader: Reader) -> None:
    document = composed(reader, "Dean Holloway will succeed Ada Lindqvist at Port Albany, who sacked Marten Vos last spring.")
    comes = proposal(
        document, (Kind.ARRIVAL, Stage.DONE), ("Dean Holloway", "Port Albany"), "Dean Holloway will succeed Ada Lindqvist"
    )
    left = proposal(document, (Kind.DEPARTURE, Stage.DONE), ("Marten Vos", "Port Albany"), "sacked Marten Vos")
    assert details(document, comes, left) == [{"replaces": "Ada Lindqvist"}, {"manner": "sacked"}]


def test_a_contracts_terms_may_stand_in_the_next_sentence(reader: Reader) -> None:
    document = composed(reader, "Marten Vos has renewed with Port Albany. The deal runs until 2029.")
    renewed = proposal(document, (Kind.CONTRACT, Stage.IN_FORCE), ("Marten Vos", "Port Albany"), "Marten Vos has renewed")
    assert details(document, renewed) == [{"until": "2029"}]
    other = composed(reader, "Marten Vos has renewed with Port Albany. Dean Holloway's deal runs until 2029.")
    assert details(other, replace(renewed, segment=other.segments[1])) == [{}]


def test_an_arrival_tells_its_years_and_that_it_is_for_a_while(reader: Reader) -> None:
    document = composed(reader, "Dean Holloway has joined Port Albany on a two-year deal, Ada Lindqvist steps in until then.")
    comes = proposal(
        document, (Kind.ARRIVAL, Stage.DONE), ("Dean Holloway", "Port Albany"), "Dean Holloway has joined Port Albany"
    )
    interim = proposal(document, (Kind.ARRIVAL, Stage.DONE), ("Ada Lindqvist", "Port Albany"), "Ada Lindqvist steps in")
    assert details(document, comes, interim) == [{"years": 2}, {"caretaker": True, "years": 2}]


def test_an_arrivals_years_may_stand_in_the_next_sentence(reader: Reader) -> None:
    document = composed(reader, "Port Albany have appointed Dean Holloway. He has signed a three-year deal.")
    comes = proposal(
        document, (Kind.ARRIVAL, Stage.DONE), ("Dean Holloway", "Port Albany"), "Port Albany have appointed Dean Holloway"
    )
    assert details(document, comes) == [{"years": 3}]


def test_a_claim_keeps_its_proposals_words(reader: Reader) -> None:
    document = composed(reader, "Marten Vos leaves Port Albany.")
    leaves = proposal(document, (Kind.DEPARTURE, Stage.DONE), ("Marten Vos", "Port Albany"), "Marten Vos leaves")
    (claim,) = claims_of(document, [replace(leaves, when="today", condition="if so")], "test")
    assert isinstance(claim, Claim)
    assert (claim.quote, claim.when, claim.condition, claim.reader) == ("Marten Vos leaves", "today", "if so", "test")
