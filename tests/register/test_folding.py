from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hotseat.register.folding import fold, fold_character, fold_with_origin


def test_marks_that_the_press_drops_do_not_matter() -> None:
    assert fold("Gary O’Neil") == fold("GARY ONEIL")
    assert fold("Saint-Étienne") == "saint etienne"
    assert fold("Ståle Solbakken") == "stale solbakken"
    assert fold("D\uff0eC\uff0e United") == "dc united"


def test_initials_and_saints_are_found_with_their_full_stops() -> None:
    assert fold_with_origin("D.C. United at St. Pauli. Next").text == "dc united at st pauli. next"
    assert fold_with_origin("He won. He lost.").text == "he won. he lost."


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    folded = fold_with_origin(text)
    assert len(folded.origin) == len(folded.text) + 1
    assert list(folded.origin) == sorted(folded.origin)
    assert folded.origin[-1] == len(text)


@given(st.text(alphabet=st.one_of(st.sampled_from("aZ9 ,!'’-é\n"), st.characters(exclude_characters="#."))))
def test_a_stretch_of_plain_characters_folds_as_each_of_them_does(text: str) -> None:
    folded = fold_with_origin(text)
    assert folded.text == "".join(map(fold_character, text))
    assert folded.origin == (*(n for n, c in enumerate(text) for _ in fold_character(c)), len(text))
