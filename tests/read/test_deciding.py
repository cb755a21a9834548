from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hotseat.read.decision.deciding import agreed, merge, one_status, told_somewhere, untold
from hotseat.read.decision.proposing import Proposal, heard
from hotseat.read.engines.answers import COLUMNS, QUESTIONS, WIDTH, Answers
from hotseat.read.reader import Reader
from hotseat.read.segments import Segment
from hotseat.records import Certainty, Kind, Polarity, Source, SourceKind, Span, Stage
from tests.conftest import item

SEGMENT = Segment(span=Span(start=0, end=50), in_title=False, number=1)
MOVE = Proposal(
    kind=Kind.ARRIVAL, polarity=Polarity.AFFIRMED, person="Dean Holloway", org="Port Albany", stage=Stage.INTEREST,
    certainty=Certainty.CERTAIN, source=Source(kind=SourceKind.OUTLET, name="Wire"), probability=0.9, segment=SEGMENT,
    span=Span(start=0, end=10),
)  # fmt: skip
TENURE = replace(MOVE, kind=Kind.TENURE, stage=Stage.CURRENT, org="Aston Regis")


def test_a_less_sure_window_does_not_move_the_stage_on() -> None:
    (found,) = merge([MOVE, replace(MOVE, stage=Stage.TALKS, probability=0.8)])
    assert found.stage is MOVE.stage


def test_the_furthest_stage_of_windows_as_sure_stands() -> None:
    (found,) = merge([MOVE, replace(MOVE, stage=Stage.TALKS, probability=0.86)])
    assert found.stage is Stage.TALKS
    assert found.probability == 0.9


def test_an_unsure_window_moves_nothing_on() -> None:
    (found,) = merge([MOVE, replace(MOVE, stage=Stage.DONE, probability=0.5)])
    assert found.stage is Stage.INTEREST


def test_the_windows_vote_on_whose_word_a_claim_is_each_as_sure_as_it_is_of_the_claim() -> None:
    plain = replace(MOVE, probability=0.95, voices={SourceKind.OUTLET: 0.6, SourceKind.CITED: 0.4})
    cited = replace(MOVE, source=Source(kind=SourceKind.CITED, name="Sportblad"), probability=0.8, voices={SourceKind.CITED: 0.9})
    faint = replace(cited, probability=0.2)
    assert merge([plain, cited])[0].source.name == "Sportblad"
    assert merge([plain, faint])[0].source.name == "Wire"


def test_whose_word_it_is_is_named_where_the_quote_stands() -> None:
    cited = replace(MOVE, source=Source(kind=SourceKind.CITED, name="Sportblad"), voices={SourceKind.CITED: 0.9})
    further = replace(cited, stage=Stage.TALKS, source=Source(kind=SourceKind.CITED, name="Abendpost"), probability=0.88)
    (found,) = merge([cited, further])
    assert (found.stage, found.source.name) == (Stage.TALKS, "Abendpost")


def test_what_all_windows_quote_is_the_speakers_word_and_not_the_outlets() -> None:
    bare = replace(MOVE, voices={SourceKind.OUTLET: 0.6, SourceKind.PERSON: 0.4})
    spoken = replace(bare, probability=0.8, spoken_by="Ada Lindqvist")
    assert merge([spoken])[0].source == Source(kind=SourceKind.PERSON, name="Ada Lindqvist")
    assert merge([bare, spoken])[0].source.name == "Wire"
    unnamed = replace(spoken, source=Source(kind=SourceKind.UNNAMED, name=None), voices={SourceKind.UNNAMED: 0.9})
    assert merge([unnamed])[0].source.kind is SourceKind.UNNAMED


def test_the_words_own_attribution_takes_the_place_of_the_likeliest_kind() -> None:
    row = np.zeros(WIDTH, np.float32)
    row[COLUMNS["source+"]] = [
        0.7 if kind == "outlet" else 0.3 / (len(QUESTIONS["source+"]) - 1) for kind in QUESTIONS["source+"]
    ]
    chances = heard(Answers(row), "source+", SourceKind.CITED)
    assert max(chances, key=chances.__getitem__) is SourceKind.CITED
    assert sum(chances.values()) == pytest.approx(1.0)
    assert chances[SourceKind.OUTLET] == 0.0


def test_nobody_arrives_and_leaves_the_same_post_in_one_item() -> None:
    leaving = replace(MOVE, kind=Kind.DEPARTURE, stage=Stage.DONE, probability=0.6)
    assert agreed([leaving, MOVE]) == [MOVE]


def test_pressure_and_the_coachs_own_denial_stand_together() -> None:
    doubt = replace(MOVE, kind=Kind.DEPARTURE, stage=Stage.DOUBT)
    denial = replace(doubt, polarity=Polarity.DENIED, probability=0.7, segment=replace(SEGMENT, number=2))
    assert agreed([doubt, denial]) == [denial, doubt]


def test_a_denial_in_the_same_breath_stands_unless_the_move_is_far_likelier() -> None:
    leaving = replace(MOVE, kind=Kind.DEPARTURE, stage=Stage.DOUBT, probability=0.55)
    denial = replace(leaving, polarity=Polarity.DENIED, probability=0.45)
    assert agreed([leaving, denial]) == [denial]
    assert agreed([replace(leaving, probability=0.59), replace(denial, probability=0.2)]) == [replace(leaving, probability=0.59)]


def test_a_link_and_its_denial_in_the_same_breath_stand_together_sooner() -> None:
    link = replace(MOVE, probability=0.55)
    denial = replace(link, polarity=Polarity.DENIED, probability=0.45)
    assert agreed([link, denial]) == [denial, link]
    assert agreed([link, replace(denial, probability=0.3)]) == [replace(denial, probability=0.3), link]
    assert agreed([replace(link, probability=0.35), denial]) == [denial]


def test_an_article_that_says_no_move_plainly_says_none(reader: Reader) -> None:
    def told(text: str, probability: float) -> list[Proposal]:
        document = reader.composer.compose(item("Port Albany want Marten Vos", text))
        assert document is not None
        return list(told_somewhere(document, [replace(MOVE, probability=probability)]))

    article = "Vos has been in the stands at every match this month. " * 20
    assert told("Vos has been in the stands.", 0.5)
    assert not told(article, 0.5)
    assert told(article, 0.8)


def test_a_post_gets_one_new_holder_unless_the_second_is_as_sure() -> None:
    first = replace(MOVE, stage=Stage.DONE)
    assert agreed([first, replace(first, person="Ada Lindqvist", probability=0.5)]) == [first]
    assert len(agreed([first, replace(first, person="Ada Lindqvist", probability=0.8)])) == 2


def test_who_is_sacked_gets_no_tenure_for_it_and_keeps_the_old_one() -> None:
    gone = replace(MOVE, kind=Kind.DEPARTURE, stage=Stage.DONE)
    his = replace(TENURE, org="Port Albany")
    former = replace(his, stage=Stage.FORMER)
    assert untold([his, TENURE, former], [gone]) == [TENURE, former]
    assert untold([his], [replace(gone, polarity=Polarity.DENIED)]) == [his]
    assert untold([his], [replace(gone, stage=Stage.EXPECTED)]) == [his]
    assert untold([his], [replace(MOVE, stage=Stage.TALKS)]) == [his]


def test_one_status_a_post_unless_two_places_are_sure() -> None:
    former = replace(TENURE, stage=Stage.FORMER, probability=0.5)
    assert one_status([TENURE, former]) == [TENURE]
    assert len(one_status([TENURE, replace(former, probability=0.8, segment=replace(SEGMENT, number=3))])) == 2
