from __future__ import annotations

import pytest

from hotseat.read.document import Composer
from hotseat.read.naming.scanning import Sort
from hotseat.read.reader import Reader
from tests.conftest import item


@pytest.fixture(scope="session")
def composer(reader: Reader) -> Composer:
    return reader.composer


def names(composer: Composer, title: str, text: str = "") -> dict[str, Sort]:
    document = composer.compose(item(title, text))
    assert document is not None
    return {m.key: m.sort for m in document.mentions if not m.known}


def test_a_full_name_that_the_register_lacks_is_a_provisional_person(composer: Composer) -> None:
    found = names(composer, "Port Albany in talks with Ottokar Brandvold", "Brandvold, 51, left his last club in May.")
    assert found == {"Ottokar Brandvold": Sort.PERSON}


def test_a_lone_surname_takes_the_full_name_given_elsewhere(composer: Composer) -> None:
    document = composer.compose(item("Port Albany want Brandvold", "The club have spoken to Ottokar Brandvold."))
    assert document is not None
    assert [m.key for m in document.mentions if m.sort is Sort.PERSON] == ["Ottokar Brandvold"] * 2


def test_a_club_that_the_register_lacks_is_known_by_its_last_word_or_by_a_title_behind_it(composer: Composer) -> None:
    found = names(composer, "Port Albany approach Quillhaven Rovers boss Ada Lindqvist")
    assert found == {"Quillhaven Rovers": Sort.ORG, "Ada Lindqvist": Sort.PERSON}


def test_a_short_name_behind_an_unknown_word_is_another_club(composer: Composer) -> None:
    found = names(composer, "The board of Quillhaven City have sacked their manager Ada Lindqvist")
    assert found["Quillhaven City"] is Sort.ORG


def test_a_short_name_that_clubs_share_is_the_unknown_clubs_that_the_item_names(composer: Composer) -> None:
    document = composer.compose(item("Town appoint Delaney", "Gary Delaney is the new manager of Kingsbridge Town until May."))
    assert document is not None
    assert {m.key for m in document.mentions if m.sort is Sort.ORG} == {"Kingsbridge Town"}


@pytest.mark.parametrize(("title", "persons"), [
    ("Real Madrid Make Contact With Jurgen Klopp As Arbeloa Decision Looms", {"Jürgen Klopp", "Álvaro Arbeloa"}),
    ("Amorim Says He Will Stay At Manchester United", {"Ruben Amorim"}),
    ("Gary Delaney Tells Arsenal Why Guardiola Matters", {"Gary Delaney", "Pep Guardiola"}),
])  # fmt: skip
def test_in_title_case_a_capital_makes_no_name(composer: Composer, title: str, persons: set[str]) -> None:
    document = composer.compose(item(title, day="2026-03-20"))
    assert document is not None
    assert {m.key for m in document.mentions if m.sort is Sort.PERSON} == persons
    assert all(m.known for m in document.mentions if m.sort is Sort.ORG)


def test_titles_days_and_competitions_belong_to_no_name(composer: Composer) -> None:
    found = names(composer, "Former captain Ada Lindqvist will lead Port Albany in the Premier League on Saturday")
    assert found == {"Ada Lindqvist": Sort.PERSON}


def test_another_first_name_makes_another_person(composer: Composer) -> None:
    found = names(composer, "Port Albany manager Percival Guardiola says his side are ready")
    assert found == {"Percival Guardiola": Sort.PERSON}


def test_an_epithet_at_the_start_of_a_headline_is_nobody(composer: Composer) -> None:
    assert names(composer, "Under-fire Port Albany boss gets a week", "Newly-appointed staff arrived at Port Albany.") == {}


def test_a_genitive_and_a_people_are_no_part_of_a_name(composer: Composer) -> None:
    text = "Zambian Lameck Sichone, Icelander Jon Sveinsen and Stryn's Ola Nes will be interviewed for the manager's job at Port Albany."
    assert {"Lameck Sichone", "Jon Sveinsen", "Ola Nes"} <= set(names(composer, text))
    assert "Zambian" not in names(composer, text)


def test_a_name_between_a_verb_of_appointing_and_a_title_is_no_club(composer: Composer) -> None:
    document = composer.compose(item("", "Austin FC name Declan Fahy head coach on a three-year deal."))
    assert document is not None
    assert [(m.key, m.sort) for m in document.mentions] == [("Austin FC", Sort.ORG), ("Declan Fahy", Sort.PERSON)]


def test_a_coachs_surname_that_opens_a_sentence_is_somebodys_and_a_common_word_is_not(composer: Composer) -> None:
    document = composer.compose(item("", "The manager of Spurs goes. Terzić? Still nothing. Long live Spurs."))
    assert document is not None
    assert {m.key for m in document.mentions if m.sort is Sort.PERSON} == {"Terzić"}


def test_a_first_name_is_the_one_persons_of_the_item_who_bears_it(composer: Composer) -> None:
    def persons(text: str) -> list[str]:
        document = composer.compose(item("", text))
        assert document is not None
        return [m.key for m in document.mentions if m.sort is Sort.PERSON]

    said = "The chairman was in no doubt. “We would never let Marten leave us,” he said of Port Albany's"
    assert persons(f"{said} Marten Vos.") == ["Marten Vos", "Marten Vos"]
    assert "Marten Vos" not in persons(f"{said} captain Marten Lindqvist and manager Marten Vos.")[:1]  # it may be either


@pytest.mark.parametrize(
    "name", ["Łukasz Żurek", "Şenol Çakıroğlu", "A.J. Maddock", "Jean-Marc Lebrun", "Joost van der Molen", "Park Sang-woo"]
)
def test_names_of_all_europe_and_beyond_are_whole(composer: Composer, name: str) -> None:
    surname = name.rsplit(maxsplit=1)[-1]
    document = composer.compose(item(f"Port Albany appoint {name} as head coach", f"{surname} has signed until 2028."))
    assert document is not None
    assert {m.key for m in document.mentions if m.sort is Sort.PERSON} == {name}


def test_initials_without_end_cost_no_more_than_others(composer: Composer) -> None:
    document = composer.compose(item(f"Port Albany sack manager {'A.' * 400}!"))
    assert document is not None
    assert {m.key for m in document.mentions if m.known} == {"Port Albany"}


def test_a_clubs_name_is_the_surname_of_whom_the_item_names_in_full(composer: Composer) -> None:
    document = composer.compose(item("Port Albany sack manager Hans-Peter Ulm", "Ulm leaves after two years."))
    assert document is not None
    assert [m.key for m in document.mentions if m.sort is Sort.PERSON] == ["Hans-Peter Ulm"] * 2


def test_in_the_womens_game_a_town_is_its_womens_club(composer: Composer) -> None:
    def orgs(text: str) -> set[str]:
        document = composer.compose(item("Durham unveil Ada Lindqvist as head coach", text))
        return {m.key for m in document.mentions if m.sort is Sort.ORG} if document else set()

    assert orgs("She takes charge of the WSL 2 side.") == {"Durham Women"}
    assert orgs("He takes charge at once.") == {"Durham"}


def test_the_word_that_a_sentence_opens_with_may_be_any(composer: Composer) -> None:
    document = composer.compose(item("Frustrated City boss Pep Guardiola walks out"))
    assert document is not None
    assert {m.key for m in document.mentions if m.sort is Sort.ORG} == {"Manchester City"}


def test_ex_is_no_part_of_a_clubs_name(composer: Composer) -> None:
    found = names(composer, "Ex-Tandil Rovers boss Ada Lindqvist meets ex-Kastrovo FK manager Jonas Ekdahl at Chelsea")
    assert {key for key, sort in found.items() if sort is Sort.ORG} == {"Tandil Rovers", "Kastrovo FK"}


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Co-owner Gino Pozzo says that Watford manager Javi Gracia is safe.", {"Gino Pozzo", "Javi Gracia"}),
        ("Grazie Kees Haverman, new coach of Pescara.", {"Kees Haverman"}),
        ("Dennis te Kloese, a director of Feyenoord, spoke of the coach.", {"Dennis te Kloese"}),
        ("The manager of Barnsley spoke at St George's Park.", set()),
        ("Barnsley have sacked head coach Peter Vale.", {"Peter Vale"}),
    ],
)
def test_titles_thanks_and_parks_are_no_part_of_a_name(composer: Composer, text: str, persons: set[str]) -> None:
    document = composer.compose(item("", text))
    assert document is not None
    assert {m.key for m in document.mentions if m.sort is Sort.PERSON} == persons
