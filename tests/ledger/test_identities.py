from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from hotseat.errors import LedgerError
from hotseat.ledger import store
from hotseat.ledger.append import Writer
from hotseat.ledger.check import faults
from hotseat.ledger.identities import Identities, Identity, decide
from hotseat.ledger.tables import CLAIMS
from hotseat.ledger.view import View
from hotseat.records import Polarity
from tests.ledger.made import DAY, ITEM, NOW, claim


@pytest.fixture
def named(engine: sa.Engine) -> sa.Engine:
    for number, (person, org) in enumerate(
        [("M. Vos", "Port Albany"), ("Marten Vos", "Port Albany"), ("M. Vos", "Dynamo Lindau"), ("Vos", "Port Albany")]
    ):
        Writer(engine).add(replace(ITEM, id=f"i{number}"), "r/1", [claim(person=person, org=org)], NOW)
    return engine


def people(engine: sa.Engine, person: str, as_of_days: int | None = None) -> list[str]:
    with store.reading(engine) as connection:
        view = View(connection, None if as_of_days is None else NOW + as_of_days * DAY)
        found = view.entries(person=person)
        assert {e.claim.person for e in found} <= {person}
        assert list(faults(connection)) == []
    return [e.item for e in found]


def test_a_merge_joins_the_claims_and_a_split_undoes_it_and_both_are_remembered(named: sa.Engine) -> None:
    assert decide(named, [Identity(name="M. Vos", person="Marten Vos", reason="same age")], NOW + DAY) == 1
    assert decide(named, [Identity(name="M. Vos", person="Marten Vos")], NOW + DAY) == 0
    assert people(named, "Marten Vos") == ["i0", "i1", "i2"]
    assert people(named, "M. Vos") == []
    assert decide(named, [Identity(name="M. Vos", person="M. Vos")], NOW + 2 * DAY) == 1
    assert people(named, "Marten Vos") == ["i1"]
    assert people(named, "Marten Vos", 1) == ["i0", "i1", "i2"]
    assert people(named, "Marten Vos", 0) == ["i1"]
    with store.reading(named) as connection:
        assert [d.reason for d in View(connection).decisions()] == ["same age", None]


def test_one_name_may_mean_two_people_told_apart_by_the_post(named: sa.Engine) -> None:
    decide(named, [Identity(name="M. Vos", person="Marten Vos"), Identity(name="Vos", person="M. Vos")], NOW)
    decide(named, [Identity(name="M. Vos", org="Dynamo Lindau", person="Maria Vos")], NOW)
    assert people(named, "Marten Vos") == ["i0", "i1", "i3"]
    assert people(named, "Maria Vos") == ["i2"]
    with store.reading(named) as connection:
        assert [e.stated for e in View(connection).entries(person="Maria Vos")] == ["M. Vos"]


@pytest.mark.parametrize("limit", [1, 2, 10])
def test_several_people_are_asked_for_at_once_as_one_by_one(named: sa.Engine, limit: int) -> None:
    decide(
        named,
        [Identity(name="M. Vos", person="Marten Vos"), Identity(name="M. Vos", org="Dynamo Lindau", person="Maria Vos")],
        NOW,
    )
    everybody = ["Vos", "Marten Vos", "Maria Vos", "M. Vos", "Nobody"]
    with store.reading(named) as connection:
        view = View(connection)
        found = view.entries_of_each(everybody, limit=limit)
        assert found == {person: view.entries(person=person, limit=limit) for person in everybody}
        assert [len(found[person]) for person in everybody] == [1, min(limit, 2), 1, 0, 0]
        denied = view.entries_of_each(everybody, limit=limit, only=CLAIMS.c.polarity == Polarity.DENIED)
        assert not any(denied.values())


def test_two_people_cannot_each_be_the_other(named: sa.Engine) -> None:
    decide(named, [Identity(name="A", person="B"), Identity(name="B", person="C")], NOW)
    with pytest.raises(LedgerError, match="split the two first"):
        decide(named, [Identity(name="C", person="A")], NOW)


names = st.sampled_from("ABCDE")


@given(st.dictionaries(st.tuples(names, st.none() | st.just("X")), names))
def test_resolving_ends_and_resolving_again_changes_nothing(meant: dict[tuple[str, str | None], str]) -> None:
    who = Identities(meant)
    for name in "ABCDE":
        for org in (None, "X", "Y"):
            person = who.person(name, org)
            assert person is not None
            assert who.person(person, org) == person
            assert name in who.names(person)
