from __future__ import annotations

from dataclasses import replace

import pytest

from hotseat.read.decision.proposing import Proposal
from hotseat.read.decision.seats import occupied, remembered
from hotseat.read.reader import Reader
from hotseat.records import Certainty, Kind, Polarity, Source, SourceKind, Stage
from hotseat.register.register import Register
from tests.conftest import item


def leavers(reader: Reader, register: Register, title: str, day: str) -> frozenset[str] | None:
    document = reader.composer.compose(item(title, day=day))
    assert document is not None
    found = occupied(document, register).get("Port Albany")
    return found.near if found else None


@pytest.mark.parametrize(
    ("day", "may_leave"),
    [
        ("2025-06-01", frozenset({"Marten Vos"})),  # in the midst of his time
        ("2026-02-10", frozenset({"Marten Vos"})),  # that he is about to go, nobody knows yet
        ("2026-04-10", None),  # he has just come
        ("2026-08-10", None),  # later than the register knows
    ],
)
def test_only_who_surely_holds_a_post_may_leave_it(
    reader: Reader, register: Register, day: str, may_leave: frozenset[str] | None
) -> None:
    assert leavers(reader, register, "Port Albany manager job: the latest", day) == may_leave


def test_whom_the_text_calls_the_holder_may_leave_too(reader: Reader, register: Register) -> None:
    found = leavers(reader, register, "Port Albany head coach Jonas Ebbing is sacked", "2025-06-01")
    assert found == frozenset({"Marten Vos", "Jonas Ebbing"})


def test_a_stranger_leaves_an_occupied_post_only_where_it_is_said_plainly(reader: Reader) -> None:
    def leavers(title: str, day: str) -> list[str | None]:
        return [c.person for c in reader.read(item(title, day=day)) if c.kind == "departure"]

    plainly, faintly = "Port Albany sack Ottokar Brandvold", "Port Albany could lose Ottokar Brandvold"
    assert leavers(plainly, "2025-06-01") == leavers(plainly, "2026-08-10") == ["Ottokar Brandvold"]
    assert leavers(faintly, "2025-06-01") == []
    assert leavers(faintly, "2026-08-10") == ["Ottokar Brandvold"]


def test_who_holds_a_post_does_not_come_to_it(reader: Reader) -> None:
    def comers(day: str) -> list[str | None]:
        return [
            c.person
            for c in reader.read(item("Port Albany in talks with Marten Vos over manager job", day=day))
            if c.kind == "arrival"
        ]

    assert comers("2025-06-01") == []
    assert comers("2024-06-01") == ["Marten Vos"]


def test_in_an_item_without_a_date_who_holds_a_post_today_comes_only_where_it_is_told_plainly(reader: Reader) -> None:
    def comers(title: str) -> list[str | None]:
        return [c.person for c in reader.read(item(title, day=None)) if c.kind == "arrival"]

    assert comers("Arsenal back Arteta after cup exit") == []
    assert comers("Arsenal appoint Mikel Arteta as manager") == ["Mikel Arteta"]


@pytest.mark.parametrize(
    ("day", "probability", "polarity", "admitted"),
    [
        ("2024-07-04", 0.6, Polarity.AFFIRMED, True),  # of these days
        ("2024-07-25", 0.6, Polarity.AFFIRMED, False),  # told as what happened before
        ("2024-07-25", 0.9, Polarity.AFFIRMED, True),
        ("2024-07-25", 0.6, Polarity.DENIED, True),
        ("2025-06-01", 0.9, Polarity.AFFIRMED, False),
        (None, 0.9, Polarity.AFFIRMED, True),
        (None, 0.6, Polarity.AFFIRMED, True),  # he is gone today
    ],
)
def test_who_came_lately_comes_only_where_it_is_told_plainly(
    reader: Reader, register: Register, *, day: str | None, probability: float, polarity: Polarity, admitted: bool
) -> None:
    document = reader.composer.compose(item("Port Albany and Marten Vos", day=day))
    assert document is not None
    move = Proposal(
        kind=Kind.ARRIVAL, polarity=polarity, person="Marten Vos", org="Port Albany", stage=Stage.DONE, certainty=Certainty.CERTAIN,
        source=Source(kind=SourceKind.OUTLET, name="Harbour Wire"), probability=probability, segment=document.segments[0],
        span=document.segments[0].span,
    )  # fmt: skip
    found = occupied(document, register).get("Port Albany")
    assert (found is None or found.admits(move)) is admitted


@pytest.mark.parametrize(
    ("title", "day", "org", "told", "expected"),
    [
        ("Klopp and Liverpool", "2020-06-01", "Liverpool", Stage.CURRENT, Stage.CURRENT),
        ("Klopp and Liverpool", "2020-06-01", "Liverpool", Stage.FORMER, Stage.CURRENT),
        ("Klopp and Liverpool", "2025-06-01", "Liverpool", Stage.CURRENT, Stage.FORMER),
        ("Klopp and Liverpool", "2027-06-01", "Liverpool", Stage.CURRENT, Stage.CURRENT),  # newer than the register
        ("Klopp and Everton", "2020-06-01", "Everton", Stage.CURRENT, None),
        ("Everton boss Jurgen Klopp smiles", "2020-06-01", "Everton", Stage.CURRENT, Stage.CURRENT),  # the text says so
        ("Klopp and Everton", "2027-06-01", "Everton", Stage.CURRENT, Stage.CURRENT),
    ],
)
def test_a_tenure_is_as_the_register_remembers_it(
    reader: Reader, register: Register, *, title: str, day: str, org: str, told: Stage, expected: Stage | None
) -> None:
    document = reader.composer.compose(item(title, day=day))
    assert document is not None
    proposal = Proposal(
        kind=Kind.TENURE, polarity=Polarity.AFFIRMED, person="Jürgen Klopp", org=org, stage=told, certainty=Certainty.CERTAIN,
        source=Source(kind=SourceKind.OUTLET, name="Harbour Wire"), probability=0.9, segment=document.segments[0],
        span=document.segments[0].span,
    )  # fmt: skip
    found = remembered(proposal, document, register)
    assert (found and found.stage) == expected
    if expected is told and title == "Klopp and Everton":  # where nothing supports it, it must be sure
        assert remembered(replace(proposal, probability=0.5), document, register) is None


def test_a_post_that_the_text_gives_to_another_is_held_by_no_stranger_beside_it(reader: Reader, register: Register) -> None:
    def found(title: str) -> Proposal | None:
        document = reader.composer.compose(item(title, day="2027-06-01"))
        assert document is not None
        return remembered(
            Proposal(
                kind=Kind.TENURE, polarity=Polarity.AFFIRMED, person="Ottokar Brandvold", org="Everton", stage=Stage.CURRENT,
                certainty=Certainty.CERTAIN, source=Source(kind=SourceKind.OUTLET, name="Harbour Wire"), probability=0.9,
                segment=document.segments[0], span=document.segments[0].span,
            ),
            document,
            register,
        )  # fmt: skip

    assert found("Ottokar Brandvold and Everton amuse Jurgen Klopp") is not None
    assert found("Ottokar Brandvold waits. Everton boss Jurgen Klopp smiles") is None
    assert found("Everton boss Ottokar Brandvold meets Everton manager Jurgen Klopp") is not None  # the text gives it to both


def test_a_tenure_at_a_post_that_the_item_never_names_is_not_told(reader: Reader, register: Register) -> None:
    def told(title: str, outlet: str) -> bool:
        document = reader.composer.compose(item(title, outlet=outlet, day="2025-06-01"))
        assert document is not None
        tenure = Proposal(
            kind=Kind.TENURE, polarity=Polarity.AFFIRMED, person="Marten Vos", org="Port Albany", stage=Stage.CURRENT, certainty=Certainty.CERTAIN,
            source=Source(kind=SourceKind.OUTLET, name=outlet), probability=0.9, segment=document.segments[0], span=document.segments[0].span,
        )  # fmt: skip
        return remembered(tenure, document, register) is not None

    assert told("Vos of Port Albany was pleased with Marten Vos", "Harbour Wire")
    assert not told("Marten Vos was pleased", "Harbour Wire")
    assert told("Marten Vos was pleased", "Port Albany")
