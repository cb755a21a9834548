from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hotseat.bookkeeping.hearing import Ear, days, hear_all, moment_of
from hotseat.judge.reports import Channel, Tier
from hotseat.records import Kind, Polarity, Source, SourceKind, Stage
from hotseat.records_market import STAYS
from hotseat.register.register import Register
from tests.bookkeeping.season import claim, read

DAY = date(2026, 2, 1)


def test_days_and_moments_are_inverse() -> None:
    moment = datetime(2026, 2, 1, 12, tzinfo=UTC)
    assert moment_of(days(moment)) == moment


def test_an_arrival_speaks_for_the_person_and_a_denied_exit_for_the_incumbent(register: Register) -> None:
    arrival = read("Harbour Wire", DAY, claim(Kind.ARRIVAL, "Iker Zaldua", "Port Albany", Stage.TALKS))
    kept = read("Harbour Wire", DAY, claim(Kind.DEPARTURE, "Marten Vos", "Port Albany", Stage.DOUBT, polarity=Polarity.DENIED))
    found = hear_all([arrival, kept], Ear(register))
    assert {(r.option, r.channel) for r in found} == {
        ("Iker Zaldua", Channel.TALKS), (STAYS, Channel.KEPT), ("Marten Vos", Channel.ELSEWHERE),
    }  # fmt: skip


@pytest.mark.parametrize("kind", [Kind.TENURE, Kind.CONTRACT])
def test_other_claims_say_nothing_of_the_next_holder(register: Register, kind: Kind) -> None:
    other = claim(kind, "Iker Zaldua", "Port Albany", Stage.CURRENT if kind is Kind.TENURE else Stage.TALKS)
    assert hear_all([read("Harbour Wire", DAY, other)], Ear(register)) == []


def test_a_caretaker_is_an_option_and_nobodys_choice(register: Register) -> None:
    arrival = claim(Kind.ARRIVAL, "Iker Zaldua", "Port Albany", Stage.DONE, caretaker=True)
    found = hear_all(
        [read("Harbour Wire", DAY, c) for c in (arrival, claim(Kind.TENURE, "Iker Zaldua", "Port Albany", Stage.CARETAKER))],
        Ear(register),
    )
    assert {(r.option, r.channel, r.channel.names, r.channel.enters) for r in found} == {
        ("Iker Zaldua", Channel.CARETAKER, False, True)
    }


def test_an_appointment_to_the_seasons_end_is_marked(register: Register) -> None:
    arrival = claim(Kind.ARRIVAL, "Iker Zaldua", "Port Albany", Stage.DONE)
    marked = replace(arrival, when="until the end of the season")
    assert [r.interim for c in (arrival, marked) for r in hear_all([read("BBC", DAY, c)], Ear(register))] == [
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("source", "key", "tier", "cites"),
    [
        (Source(kind=SourceKind.OUTLET, name="bbc.co.uk"), "BBC Sport", Tier.OUTLET, None),
        (Source(kind=SourceKind.UNNAMED, name=None), "unnamed, in BBC Sport", Tier.UNNAMED, None),
        (Source(kind=SourceKind.CITED, name="Marca"), "Marca", Tier.CITED, "Marca"),
        (Source(kind=SourceKind.CITED, name="BBC"), "BBC Sport", Tier.OUTLET, None),
        (Source(kind=SourceKind.PERSON, name="Marten Vos"), "Marten Vos", Tier.PERSON, "Marten Vos"),
    ],
)
def test_who_stands_behind_a_report(register: Register, source: Source, key: str, tier: Tier, cites: str | None) -> None:
    (found,) = hear_all(
        [read("BBC", DAY, claim(Kind.ARRIVAL, "Iker Zaldua", "Port Albany", Stage.TALKS, source=source))], Ear(register)
    )
    assert (found.teller, found.source, found.tier, found.cites) == ("BBC Sport", key, tier, cites)


def test_an_item_without_a_time_cannot_be_placed(register: Register) -> None:
    item, claims = read("BBC", DAY, claim(Kind.ARRIVAL, "Iker Zaldua", "Port Albany", Stage.TALKS))
    timeless = type(item)(id=item.id, title=item.title, text="", outlet="BBC")
    assert hear_all([(timeless, claims)], Ear(register)) == []
