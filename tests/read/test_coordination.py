from __future__ import annotations

from dataclasses import replace

import pytest

from hotseat.read.decision.coordination import coordinated
from hotseat.read.decision.proposing import Proposal
from hotseat.read.document import Document
from hotseat.read.reader import Reader
from hotseat.records import Certainty, Kind, Polarity, Source, SourceKind, Stage
from tests.conftest import item


def moves(document: Document, *people: tuple[str, Certainty]) -> list[Proposal]:
    sentence = document.segments[0]
    return [
        Proposal(
            kind=Kind.ARRIVAL, polarity=Polarity.AFFIRMED, person=person, org="Norway", stage=Stage.INTEREST, certainty=certainty,
            source=Source(kind=SourceKind.OUTLET, name="Wire"), probability=0.9, segment=sentence, span=sentence.span,
            condition="if all else fails" if number == 0 else None,
        )
        for number, (person, certainty) in enumerate(people)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def document(reader: Reader) -> Document:
    text = "Norway may call Ståle Solbakken back if all else fails, as well as Kjetil Knutsen and the coach Per Joar Hansen."
    found = reader.composer.compose(item("", text))
    assert found is not None
    return found


def test_those_named_along_with_a_candidate_are_as_certain_as_he_is_and_on_the_same_condition(document: Document) -> None:
    told = moves(
        document,
        ("Ståle Solbakken", Certainty.POSSIBLE),
        ("Kjetil Knutsen", Certainty.CERTAIN),
        ("Per Joar Hansen", Certainty.CERTAIN),
    )
    found = coordinated(document, told)
    assert [m.certainty for m in found] == [Certainty.POSSIBLE] * 3
    assert {m.condition for m in found} == {"if all else fails"}


def test_what_is_said_of_another_post_or_at_another_stage_is_left_alone(document: Document) -> None:
    solbakken, knutsen = moves(document, ("Ståle Solbakken", Certainty.POSSIBLE), ("Kjetil Knutsen", Certainty.CERTAIN))
    for other in (
        replace(knutsen, org="Brazil"),
        replace(knutsen, stage=Stage.TALKS),
        replace(knutsen, kind=Kind.DEPARTURE),
    ):
        assert coordinated(document, [solbakken, other]) == [solbakken, other]
