from __future__ import annotations

from dataclasses import replace

import pytest

from hotseat.read.decision.clauses import clauses, of_another_clause
from hotseat.read.decision.proposing import Proposal
from hotseat.read.document import Document
from hotseat.read.reader import Reader
from hotseat.records import Certainty, Kind, Polarity, Source, SourceKind, Span, Stage
from tests.conftest import item

TWO = "Leeds are keen on Ange Postecoglou, while Burnley have opened talks with Steve Cooper."


def document_of(reader: Reader, text: str) -> Document:
    found = reader.composer.compose(item("", text))
    assert found is not None
    return found


def arrivals(document: Document, *pairs: tuple[str, str]) -> list[Proposal]:
    first = document.segments[0]
    one = Proposal(
        kind=Kind.ARRIVAL, polarity=Polarity.AFFIRMED, person="", org="", stage=Stage.INTEREST, certainty=Certainty.CERTAIN,
        source=Source(kind=SourceKind.OUTLET, name="Wire"), probability=0.9, segment=first, span=Span(start=0, end=5),
    )  # fmt: skip
    return [replace(one, person=person, org=org) for person, org in pairs]


ALL = (
    ("Ange Postecoglou", "Leeds United"), ("Steve Cooper", "Burnley"), ("Steve Cooper", "Leeds United"), ("Ange Postecoglou", "Burnley"),
)  # fmt: skip


def test_a_sentence_is_cut_where_a_club_becomes_the_subject(reader: Reader) -> None:
    found = [(c.subject, set(c.persons)) for c in clauses(document_of(reader, TWO))]
    assert found == [("Leeds United", {"Ange Postecoglou"}), ("Burnley", {"Steve Cooper"})]


def test_a_club_before_a_title_is_no_subject(reader: Reader) -> None:
    (found,) = clauses(document_of(reader, "Burnley coach Steve Cooper is wanted by Leeds."))
    assert found.subject is None


@pytest.mark.parametrize(
    "text",
    [
        TWO,
        "Leeds are keen on Ange Postecoglou. Burnley have opened talks with Steve Cooper.",
        "Ange Postecoglou is wanted by Leeds; Burnley are in talks with Steve Cooper.",
        "Leeds want Ange Postecoglou, with Burnley interested in Steve Cooper.",
    ],
)
def test_arrivals_that_mix_two_clauses_are_told(reader: Reader, text: str) -> None:
    document = document_of(reader, text)
    assert of_another_clause(document, arrivals(document, *ALL)) == {
        ("Steve Cooper", "Leeds United"),
        ("Ange Postecoglou", "Burnley"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Leeds want Ange Postecoglou and Steve Cooper, whom Burnley are keen on too. Burnley have also met Ange Postecoglou.",
        "Leeds are keen on Ange Postecoglou. They like Steve Cooper, too. Burnley have opened talks with Steve Cooper. Ange Postecoglou met them.",
    ],
)
def test_whoever_is_named_without_a_club_or_with_both_may_go_to_either(reader: Reader, text: str) -> None:
    document = document_of(reader, text)
    assert of_another_clause(document, arrivals(document, *ALL)) == set()


def test_one_candidate_of_two_clubs_is_both_clubs(reader: Reader) -> None:
    document = document_of(reader, "Leeds want Ange Postecoglou, but Burnley are also keen on the Australian.")
    assert of_another_clause(document, arrivals(document, ALL[0], ALL[3])) == set()


def test_stories_side_by_side_keep_their_candidates(reader: Reader) -> None:
    found = {(c.person, c.org) for c in reader.read(item("", TWO)) if c.kind is Kind.ARRIVAL}
    assert found == {ALL[0], ALL[1]}
