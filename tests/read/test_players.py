from __future__ import annotations

from datetime import date

import pytest

from hotseat.read.decision.players import players, plays, still_plays
from hotseat.read.reader import Reader
from hotseat.records import Tenure
from hotseat.register.entities import Coach
from tests.conftest import item


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Port Albany are in talks over the Lindau forward ", " for next season", True),
        ("a bid for centre-back and captain ", " of Lindau", True),
        ("He praised ", ", 24, the Danish left back who came in May", True),
        ("Port Albany want the 22-year-old midfielder ", " too", True),
        ("Port Albany turn to former midfielder ", " as head coach", False),
        ("Port Albany appoint ", ", a former striker, as manager", False),
        ("Without a goalkeeper for the cup tie, ", " took the job", False),
        ("Port Albany boss ", " said the striker was ill", False),
    ],
)
def test_a_place_on_the_pitch_beside_a_name_shows_a_player(before: str, after: str, expected: bool) -> None:
    assert plays(before, after) is expected


def test_a_player_gets_no_post_wherever_the_item_names_him(reader: Reader) -> None:
    found = reader.reading(
        item(
            "Port Albany in talks with Ottokar Brandvold",
            "The Lindau midfielder Ottokar Brandvold is to leave when his contract ends.",
        )
    )
    assert found.document is not None
    assert players(found.document) == {"Ottokar Brandvold"}
    assert [c for c in found.claims if c.person == "Ottokar Brandvold"] == []


@pytest.mark.parametrize(("day", "expected"), [(date(2015, 5, 1), True), (date(2019, 1, 1), False), (date(2023, 5, 1), False)])
def test_who_begins_later_still_plays(day: date, expected: bool) -> None:
    first = Tenure(person="Odo Lange", org="Lindau", start=date(2019, 7, 1), end=None)
    assert still_plays(Coach(name="Odo Lange", born=1985, tenures=(first,)), day) is expected
    assert not still_plays(Coach(name="Odo Lange", born=1960, tenures=(first,)), day)
    assert not still_plays(Coach(name="Odo Lange", born=1985), day)
