from __future__ import annotations

import pytest

from hotseat.read.document import Composer
from hotseat.read.naming.affixes import carried, names_club
from hotseat.read.naming.scanning import Sort
from hotseat.read.reader import Reader
from hotseat.records import Span
from hotseat.register.register import embedded
from tests.conftest import item


@pytest.fixture(scope="module")
def composer() -> Composer:
    return Composer(embedded())


def clubs(composer: Composer, title: str) -> list[tuple[str, str]]:
    document = composer.compose(item(title))
    assert document is not None
    return [(m.key, m.span.of(document.body)) for m in document.mentions if m.sort is Sort.ORG]


@pytest.mark.parametrize(
    ("title", "club", "words"),
    [
        ("Servette FC boss Xabi Alonso resigns", "Servette", "Servette FC"),
        ("Genoa CFC rule out Xabi Alonso", "Genoa", "Genoa CFC"),  # CFC is Chelsea elsewhere
        ("Deportivo Alaves appoint Xabi Alonso", "Alaves", "Deportivo Alaves"),
        ("Como 1907 want Xabi Alonso", "Como", "Como 1907"),
        ("Millwall Football Club part company with Xabi Alonso", "Millwall", "Millwall Football Club"),
    ],
)
def test_a_known_club_carries_its_letters_and_words(composer: Composer, title: str, club: str, words: str) -> None:
    assert clubs(composer, title) == [(club, words)]


@pytest.mark.parametrize(
    "club",
    ["Brunnala FK", "SV Oberwil", "Deportivo Quillota", "AS Vetlunda", "Racing Yeniova", "Holmbury Town", "Kilbroney Athletic"],
)
def test_an_unknown_club_is_known_by_its_letters_or_words(composer: Composer, club: str) -> None:
    assert clubs(composer, f"{club} sack manager Xabi Alonso") == [(club, club)]


def test_in_capitals_letters_may_be_words(composer: Composer) -> None:
    assert clubs(composer, "XABI ALONSO TO SACK COACH IF CHELSEA LOSE") == [("Chelsea", "CHELSEA")]


def test_what_follows_a_clubs_name_in_its_town_is_no_other_club(composer: Composer) -> None:
    assert clubs(composer, "Ajax Amsterdam boss Xabi Alonso resigns") == [("Ajax", "Ajax")]


def test_an_affix_stands_right_beside_the_name() -> None:
    text = "We saw FC Oberwil, and FK"
    assert carried(text, Span(start=10, end=17)).of(text) == "FC Oberwil"
    assert carried("the AC of Oberwil", Span(start=10, end=17)) == Span(start=10, end=17)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brunnala FK appoint a head coach", True),
        ("Kilbroney Athletic part company with their manager", True),
        ("Quillota sack manager Iturbe", True),
        ("Grocer appoints new manager", False),
        ("Quillota Rovers appoint a new head coach for the rugby season", False),
        ("The Kansas City Chiefs fire their head coach", False),
    ],
)
def test_only_what_clubs_are_called_or_do_names_one(text: str, expected: bool) -> None:
    assert names_club(text) is expected


def test_a_move_between_two_strangers_is_read(reader: Reader) -> None:
    claims = reader.read(
        item("Brunnala FK appoint Jonas Ekdahl as head coach", "The 41-year-old has signed a contract until 2028.")
    )
    assert [(c.kind, c.person, c.org) for c in claims if c.kind.is_move] == [("arrival", "Jonas Ekdahl", "Brunnala FK")]
