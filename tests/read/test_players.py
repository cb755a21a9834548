from __future__ import annotations

import pytest

from hotseat.read.players import players, plays
from hotseat.read.reader import Reader
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
