from __future__ import annotations

from dataclasses import replace

import pytest

from hotseat.read.decision.proposing import Proposal
from hotseat.read.decision.unreal import is_unreal, without_reasons
from hotseat.read.document import Composer, Document
from hotseat.records import Certainty, Kind, Polarity, Source, SourceKind, Span, Stage
from hotseat.register.register import Register
from tests.conftest import item

YES, NO = Polarity.AFFIRMED, Polarity.DENIED


@pytest.mark.parametrize(
    ("text", "kind", "polarity", "stage", "expected"),
    [
        ("Leeds nearly appointed Eddie Howe.", Kind.ARRIVAL, YES, Stage.DONE, True),
        ("Leeds would have sacked Eddie Howe but for a late goal.", Kind.DEPARTURE, YES, Stage.DONE, True),
        ("Leeds came within a day of sacking Eddie Howe.", Kind.DEPARTURE, YES, Stage.DONE, True),
        ("Eddie Howe of Leeds was nearly appointed elsewhere.", Kind.TENURE, YES, Stage.FORMER, False),
        ("Leeds sacked Eddie Howe after nearly two years.", Kind.DEPARTURE, YES, Stage.DONE, False),
        ("Leeds should turn to Eddie Howe.", Kind.ARRIVAL, YES, Stage.INTEREST, True),
        ("Eddie Howe should be at the top of any list at Leeds.", Kind.ARRIVAL, YES, Stage.PREFERRED, True),
        ("Leeds should go for Scott Parker if Eddie Howe leaves.", Kind.ARRIVAL, YES, Stage.INTEREST, False),
        ("Leeds should know by Monday whether Eddie Howe comes.", Kind.ARRIVAL, YES, Stage.TALKS, False),
        ("Leeds want Eddie Howe, who has never been a head coach abroad.", Kind.ARRIVAL, NO, Stage.INTEREST, True),
        ("“Eddie Howe is a fine coach, but we have our own,” Celtic chairman Emil Sandquist said.", Kind.DEPARTURE, NO, Stage.DOUBT, True),
        ("“Eddie Howe is a fine coach, and we will keep him,” Leeds chairman Emil Sandquist said.", Kind.DEPARTURE, NO, Stage.DOUBT, False),
    ],
)  # fmt: skip
def test_what_words_show_not_to_be_so(
    register: Register, text: str, kind: Kind, polarity: Polarity, stage: Stage, *, expected: bool
) -> None:
    document = Composer(register).compose(item("", text))
    assert document is not None
    told = SourceKind.PERSON if "said" in text else SourceKind.OUTLET
    assert is_unreal(document, proposal(document, kind, polarity, stage, told)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“I am not leaving because of money,” Eddie Howe said.", 1),
        ("“I will not be leaving Leeds,” Eddie Howe said.", 2),
    ],
)
def test_who_is_gone_denies_a_reason(register: Register, text: str, expected: int) -> None:
    document = Composer(register).compose(item("", text))
    assert document is not None
    denied = proposal(document, Kind.DEPARTURE, NO, Stage.DOUBT, SourceKind.PERSON)
    gone = replace(denied, polarity=YES, stage=Stage.DONE)
    assert len(without_reasons(document, [gone, denied])) == expected
    assert without_reasons(document, [denied]) == [denied]


def proposal(document: Document, kind: Kind, polarity: Polarity, stage: Stage, told: SourceKind) -> Proposal:
    last = document.segments[-1]
    return Proposal(
        kind=kind, polarity=polarity, person="Eddie Howe", org="Leeds United", stage=stage, certainty=Certainty.CERTAIN,
        source=Source(kind=told, name="Wire"), probability=0.8, segment=last, span=Span(start=last.span.start, end=last.span.end),
    )  # fmt: skip
