from __future__ import annotations

import pytest

from hotseat.read.naming.publishers import publisher
from hotseat.register.register import embedded


@pytest.mark.parametrize(
    ("outlet", "club"),
    [
        ("Genoa CFC", "Genoa"),
        ("@SKBrann", "Brann"),
        ("@OfficialASRoma", "Roma"),
        ("Hull City Official Site", "Hull City"),
        ("Chelsea FC website", "Chelsea"),
        ("US Soccer", "United States"),
        ("Aberdeen", "Aberdeen"),
    ],
)
def test_a_club_publishes_under_its_name_a_handle_or_more_words(outlet: str, club: str) -> None:
    found = publisher(outlet, embedded())
    assert found is not None
    assert found.name == club


@pytest.mark.parametrize(
    "outlet", ["", "Sport", "AS English", "@SkySports", "Football Italia", "Sporting News", "The Athletic", "FC", "@"]
)
def test_a_paper_is_no_club(outlet: str) -> None:
    assert publisher(outlet, embedded()) is None
