"""Names that are common words elsewhere: days of the week, first names, halves of double names."""

from __future__ import annotations

from datetime import date

import pytest

from hotseat.read.document import Composer
from hotseat.read.naming.scanning import Sort
from hotseat.read.reader import Reader
from hotseat.register.entities import Form
from hotseat.register.folding import fold
from tests.conftest import item


@pytest.fixture(scope="session")
def composer(reader: Reader) -> Composer:
    return reader.composer


def named(composer: Composer, text: str, sort: Sort, day: str = "2026-02-20") -> set[str]:
    document = composer.compose(item("", text, day=day))
    assert document is not None, text
    return {m.key for m in document.mentions if m.sort is sort}


@pytest.mark.parametrize(
    "text",
    [
        "Mauricio Pochettino said Wednesday he is undecided about staying on as United States coach.",
        "Unai Emery will be asked about it on Wednesday.",
        "Wednesday night was long for Aston Villa coach Unai Emery.",
    ],
)
def test_a_day_of_the_week_is_no_club(composer: Composer, text: str) -> None:
    assert "Sheffield Wednesday" not in named(composer, text, Sort.ORG)


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday boss Danny Röhl has admirers in Germany.",
        "Wednesday's manager Danny Röhl has admirers in Germany.",
        "Danny Röhl kept Sheffield Wednesday up. Now Wednesday want him to stay.",
    ],
)
def test_a_club_that_is_called_like_a_day_is_found_by_its_title_genitive_or_full_name(composer: Composer, text: str) -> None:
    assert "Sheffield Wednesday" in named(composer, text, Sort.ORG)


def test_half_a_double_name_is_nobody(composer: Composer) -> None:
    persons = named(composer, "AZ assistant Lee-Roy Echteld is linked with the manager's job at FC Utrecht.", Sort.PERSON)
    assert persons == {"Lee-Roy Echteld"}


def test_a_compound_with_a_small_letter_still_names_the_coach(composer: Composer) -> None:
    assert "Liam Rosenior" in named(
        composer, "It was a Rosenior-led Chelsea, and the manager Liam Rosenior knew it.", Sort.PERSON
    )


@pytest.mark.parametrize(("text", "day", "club"), [
    ("Town turn down a request to move the game: their manager Ian Holloway would rather play in slippers.", "2025-11-10", "Swindon Town"),
    ("Rovers part company with their manager. Darrell Clarke leaves after ten defeats.", "2025-05-05", "Bristol Rovers"),
])  # fmt: skip
def test_a_short_name_of_several_clubs_is_that_of_the_coach_beside_it(composer: Composer, text: str, day: str, club: str) -> None:
    assert named(composer, text, Sort.ORG, day) == {club}


def test_a_hashtag_is_read_as_its_words(composer: Composer) -> None:
    document = composer.compose(item("", "The manager has signed: #RealMadrid and #XabiAlonso, until 2028."))
    assert document is not None
    assert {m.key for m in document.mentions} == {"Real Madrid", "Xabi Alonso"}
    assert [m.span.of(document.item.body) for m in document.mentions] == ["RealMadrid", "XabiAlonso"]


@pytest.mark.parametrize(("text", "person"), [
    ("Poch to decide on his future after the World Cup with the manager's job at Spurs open.", "Mauricio Pochettino"),
    ("Pep tells City's board that he will stay as manager.", "Pep Guardiola"),
    ("Carletto will coach Brazil until 2030.", "Carlo Ancelotti"),
])  # fmt: skip
def test_a_coach_is_known_by_what_the_press_calls_him(composer: Composer, text: str, person: str) -> None:
    assert person in named(composer, text, Sort.PERSON, "2025-11-10")


@pytest.mark.parametrize("text", [
    "Pep Segura is leaving, the assistant coach of Liverpool has said.",
    "Xabi Prieto watched the coach of Real Sociedad at work.",
    "A Pep talk by the manager turned the game for Arsenal.",
    "Ange Kouassi has been appointed coach of Stade Malien.",
])  # fmt: skip
def test_a_nickname_alone_or_before_another_name_is_nobodys(composer: Composer, text: str) -> None:
    assert not {"Pep Guardiola", "Xabi Alonso", "Ange Postecoglou"} & named(composer, text, Sort.PERSON)


@pytest.mark.parametrize(("text", "day", "club", "found"), [
    ("United have called Ole Gunnar Solskjaer about the vacant job.", "2025-11-10", "Manchester United", True),
    ("Pep Guardiola has been asked about the manager of City.", "2025-11-10", "Manchester City", True),
    ("Pep Guardiola has been asked about the manager of City.", "2012-11-10", "Manchester City", False),
    ("Ferguson has left his job as manager. United are looking.", "2025-11-10", "Manchester United", False),
])  # fmt: skip
def test_a_short_name_is_the_club_that_a_coach_in_full_has_or_had_by_then(
    composer: Composer, text: str, day: str, club: str, found: bool
) -> None:
    assert (club in named(composer, text, Sort.ORG, day)) is found


@pytest.mark.parametrize(("text", "club"), [
    ("Steffen Baumgart's Union side lost again, and the manager knows it.", "Union Berlin"),
    ("Union Berlin wait. Union have no successor for their head coach yet.", "Union Berlin"),
    ("Wellington Phoenix lost. Then Phoenix said their head coach would stay.", "Wellington Phoenix"),
    ("Racing Club went out. The president said Racing would keep manager Ada Lindqvist.", "Racing Club"),
])  # fmt: skip
def test_a_word_that_clubs_share_is_the_club_that_the_item_shows(composer: Composer, text: str, club: str) -> None:
    document = composer.compose(item("", text, day="2025-11-10"))
    assert document is not None
    assert [m.key for m in document.mentions if m.form is Form.ALONE] == [club]


@pytest.mark.parametrize("text", [
    "The European Union was no concern of manager Ada Lindqvist, once of Union Berlin.",
    "Manager Ada Lindqvist said the union of players had to agree.",
    "Racing is what the head coach Ada Lindqvist does on Sundays.",
    "He was the best coach in America, said Club America.",
])  # fmt: skip
def test_a_word_that_clubs_share_is_no_club_where_nothing_shows_it(composer: Composer, text: str) -> None:
    document = composer.compose(item("", text))
    assert document is not None
    assert not [m for m in document.mentions if m.form is Form.ALONE]


def test_a_hashtag_in_small_letters_names_its_club(composer: Composer) -> None:
    assert named(composer, "Not told anything, says Michael Carrick, the interim manager. #mufc", Sort.ORG) >= {
        "Manchester United"
    }


@pytest.mark.parametrize(("text", "name"), [
    ("Town have no manager. Jamie Pochettino and Gary Deegan take charge at Port Vale.", "Mauricio Pochettino"),
    ("The head coach has gone. Assistant Lee Jung-woo takes Singapore for now.", "Gavin Lee"),
    ("Valencia have a new man. Former assistant Antonio Lopez will take over.", "Paco López"),  # San Antonio is a club too
    ("Kilmarnock won through substitute Ross McCorran, their manager said.", "Jack Ross"),
])  # fmt: skip
def test_a_surname_behind_anothers_first_name_is_not_the_coachs(composer: Composer, text: str, name: str) -> None:
    assert name not in named(composer, text, Sort.PERSON)


def test_names_that_are_common_words_otherwise_are_written_in_capitals(composer: Composer) -> None:
    text = "As far as the manager of Arsenal knows, As he says, Mikel Arteta stays."
    assert named(composer, text, Sort.ORG) == {"Arsenal"}
    assert named(composer, text, Sort.OUTLET) == set()
    assert named(composer, "Mikel Arteta stays at Arsenal, AS report. AS FAR want a manager.", Sort.ORG) == {"Arsenal", "AS FAR"}


def test_a_surname_that_is_a_clubs_name_too_is_a_persons_behind_a_first_name(composer: Composer) -> None:
    text = "Wrexham manager Steve Dale is wanted by Hull City, and Dale have a view of it."
    assert "Steve Dale" in named(composer, text, Sort.PERSON)


@pytest.mark.parametrize(("text", "day", "person"), [
    ("It is Carrick. The board of Manchester United will keep the head coach.", "2026-05-14", "Michael Carrick"),
    ("Bompastor: I will not walk away. The Frenchwoman is head coach of Chelsea.", "2026-05-14", "Sonia Bompastor"),
    ("Spurs have a list. Xavi is on it, and the manager of Ferencvaros.", "2026-05-14", "Xavi Hernández"),
])  # fmt: skip
def test_a_bare_name_is_the_coachs_whom_the_item_shows(composer: Composer, text: str, day: str, person: str) -> None:
    assert person in named(composer, text, Sort.PERSON, day)


def test_whoever_holds_a_post_is_found_by_his_surname_beside_it(composer: Composer) -> None:
    day = date(2026, 3, 20)
    held = [(c, t.org) for c in composer.register.coaches.values() for t in c.tenures if t.covers(day)]
    lost = {
        coach.name
        for coach, org in held
        if coach.name
        not in named(composer, f"{org} head coach {coach.surname} will stay, the board says.", Sort.PERSON, day.isoformat())
        and fold(coach.surname) not in composer.register.org_forms  # there the club is meant as likely
    }
    assert len(held) > 700
    assert not lost


@pytest.mark.parametrize(
    ("handle", "club"), [("@ChelseaFC", "Chelsea"), ("@ManUtd", "Manchester United"), ("@SpursOfficial", "Tottenham Hotspur")]
)
def test_a_clubs_handle_stands_for_it(reader: Reader, handle: str, club: str) -> None:
    document = reader.composer.compose(item("", f"{handle} in talks with Pep Guardiola"))
    assert document is not None
    assert [m.key for m in document.mentions if m.sort is Sort.ORG] == [club]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Genoa have signed Jean #Motta from Cremonese, whose coach stays.", "Thiago Motta"),
        ("Nicolas Still signs with Standard Liège as head coach.", "Davide Nicola"),
        ("Deniz Howe is the new Boluspor coach.", "Eddie Howe"),
    ],
)
def test_a_surname_in_anothers_name_is_not_the_coachs(composer: Composer, text: str, name: str) -> None:
    assert name not in named(composer, text, Sort.PERSON)


def test_a_surname_behind_an_opening_word_is_the_coachs_whose_post_is_named(composer: Composer) -> None:
    assert "Eddie Howe" in named(composer, "Furious Howe wants answers from the Newcastle board.", Sort.PERSON)


def test_a_club_and_its_coach_may_share_a_hyphen(composer: Composer) -> None:
    assert "Gian Piero Gasperini" in named(composer, "#Roma-Gasperini, agreement reached until 2028.", Sort.PERSON)


@pytest.mark.parametrize(
    ("text", "club"),
    [
        ("Barnsley have sacked head coach Dale Ashby.", "Rochdale"),
        ("Barnsley have sacked head coach Peter Barrow.", "Barrow"),
        ("The U.S. has hired Jim Curtin as head coach.", "Colchester United"),
        ("Reading can confirm the departure of Noel Hunt. The Club thanks the manager.", "Sheffield FC"),
        ("Ghana have sacked Otto Addo, the FA said.", "England"),
        ("Gian Piero Gasperini has received offers from Brazil.", "Brazil"),
    ],
)
def test_what_is_called_like_a_club_or_a_team_is_none_here(composer: Composer, text: str, club: str) -> None:
    assert club not in named(composer, text, Sort.ORG)


def test_the_market_of_a_country_is_nobodys_name(composer: Composer) -> None:
    assert named(composer, "Gian Piero Gasperini has received offers from Brazil.", Sort.PERSON) == {"Gian Piero Gasperini"}


def test_a_federation_is_its_own_teams_where_that_is_named_and_a_country_its_team(composer: Composer) -> None:
    assert "England" in named(composer, "England want Thomas Tuchel to stay, the FA said.", Sort.ORG)
    assert "Brazil" in named(composer, "Brazil want Carlo Ancelotti to stay as coach.", Sort.ORG)
