from __future__ import annotations

import pytest

from hotseat.read.decision.other_sports import is_other_sport, of_another_sport
from hotseat.read.document import Composer
from hotseat.register.register import Register
from tests.conftest import item


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Rugby-Wales drop Ancelotti", "Wales have sacked head coach Carlo Ancelotti.", {"Carlo Ancelotti"}),
        ("Wales drop coach", "Wales have sacked head coach Ottokar Brandvold after the cricket.", {"Ottokar Brandvold"}),
        ("Wales drop coach", "Wales have sacked head coach Carlo Ancelotti after the cricket.", set()),
        ("Wales drop coach", "Wales have sacked football coach Ottokar Brandvold, a day after the rugby.", set()),
    ],
)
def test_an_item_about_another_sport_names_no_coach_of_football(
    register: Register, title: str, text: str, expected: set[str]
) -> None:
    document = Composer(register).compose(item(title, text))
    assert document is not None
    assert of_another_sport(document) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The handball coach will leave in June.", True),
        ("He coached in the NBA.", True),
        ("Kilmarnock lost at Rugby Park.", False),
        ("A handball in the box cost them the game.", False),
        ("Rugby Borough won again.", False),
        ("He had once coached in the NBA. " + "The town was quiet that night. " * 20, False),
        ("They rose from the ashes.", False),
    ],
)
def test_words_that_football_has_too_show_no_other_sport(text: str, expected: bool) -> None:
    assert is_other_sport(text) is expected
