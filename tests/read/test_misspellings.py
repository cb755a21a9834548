from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotseat.read.naming.misspellings import one_slip, shortened
from hotseat.read.naming.scanning import Sort
from hotseat.read.reader import Reader
from tests.conftest import item


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [("naglesmann", "nagelsmann", True), ("ancelloti", "ancelotti", False), ("rafferty", "raferty", True), ("holloway", "hollaway", True),
     ("holloway", "holloways", True), ("holloway", "holloway", False), ("holloway", "hollidey", False)],
)  # fmt: skip
def test_one_slip_is_one_letter_or_one_swap(a: str, b: str, near: bool) -> None:
    assert one_slip(a, b) is near


@given(st.text("abc", min_size=1, max_size=8), st.text("abc", min_size=1, max_size=8))
def test_a_slip_goes_both_ways(a: str, b: str) -> None:
    assert one_slip(a, b) is one_slip(b, a)


@given(st.text("abc", min_size=1, max_size=8), st.text("abc", min_size=1, max_size=8))
def test_words_with_one_slip_between_them_share_a_shortened_form(a: str, b: str) -> None:
    assert not one_slip(a, b) or shortened(a) & shortened(b)


def people(reader: Reader, title: str) -> set[str]:
    document = reader.composer.compose(item(title))
    assert document is not None
    return {m.key for m in document.mentions if m.sort is Sort.PERSON}


def test_a_slip_in_a_name_of_the_context_is_forgiven(reader: Reader) -> None:
    assert people(reader, "Dean Holloway wants the Port Albany job but Hollaway may have to wait") == {"Dean Holloway"}


def test_without_context_a_near_name_is_another_person(reader: Reader) -> None:
    assert people(reader, "Port Albany want Osric Hollaway as their manager") == {"Osric Hollaway"}
