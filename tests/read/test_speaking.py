from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotseat.read.reader import Reader
from hotseat.read.voices.speaking import QUOTED, is_direct_speech, scene_of, shipped, signs, speaker
from hotseat.records import Span
from tests.conftest import item


def speaks(reader: Reader, text: str, words: str, person: str) -> str:
    document = reader.composer.compose(item("", text))
    assert document is not None
    at = document.body.index(words)
    return speaker(document, next(s for s in document.segments if s.span.start <= at < s.span.end), person)


@pytest.mark.parametrize(("text", "words", "who"), [
    ("Newcastle chairman Otto Brandel insisted that Eddie Howe will stay.", "will stay", "Otto Brandel"),
    ("Eddie Howe insisted that he will stay at Newcastle.", "will stay", "Eddie Howe"),
    ("Newcastle play on Sunday. Chairman Otto Brandel was in no doubt about Eddie Howe.\n“He is our manager and he stays.”",
     "he stays", "Otto Brandel"),
    ("Eddie Howe took the questions about Newcastle. “I am not going anywhere.”", "not going", "Eddie Howe"),
    ("“Eddie Howe stays,” said the Newcastle director Otto Brandel.", "stays", "Otto Brandel"),
    ("Otto Brandel, the Newcastle chairman: “Eddie Howe stays.”", "stays", "Otto Brandel"),
    ("Eddie Howe stays at Newcastle, the club's chairman, Otto Brandel, has promised.", "stays", "Otto Brandel"),
    ("Nobody will be asked while Eddie Howe is here, says Brandel.\nOtto Brandel has said that Eddie Howe keeps Newcastle's trust.",
     "is here", "Otto Brandel"),
    ("Eddie Howe, technical director Otto Brandel conceded, is wanted at Newcastle.", "is wanted", "Otto Brandel"),
    ("Otto Brandel is convinced that Newcastle will keep Eddie Howe.", "will keep", "Otto Brandel"),
    ("Otto Brandel has quashed talk of Eddie Howe leaving Newcastle.", "leaving", "Otto Brandel"),
])  # fmt: skip
def test_who_speaks_is_found_by_the_signs_around_the_names(reader: Reader, text: str, words: str, who: str) -> None:
    assert speaks(reader, text, words, "Eddie Howe") == who


def test_a_headline_that_only_names_the_coach_is_told_by_who_speaks_below_it(reader: Reader) -> None:
    document = reader.composer.compose(item("Newcastle quash talk of Howe exit", "Chairman Otto Brandel insists he will stay."))
    assert document is not None
    assert speaker(document, document.segments[0], "Eddie Howe") == "Otto Brandel"


def test_where_nobody_else_is_named_the_coach_speaks(reader: Reader) -> None:
    assert speaks(reader, "Newcastle's Eddie Howe. “No.”", "No", "Eddie Howe") == "Eddie Howe"


def test_who_is_only_spoken_about_does_not_speak(reader: Reader) -> None:
    text = "Otto Brandel, the Newcastle owner, said: “Eddie Howe is staying and Marco Silva was never rung.”"
    assert speaks(reader, text, "never rung", "Marco Silva") == "Otto Brandel"


@pytest.mark.parametrize(("words", "spoken"), [
    ("Howe is staying", True),
    ('Howe is "settled"', False),  # scare quotes
    ("Brandel was in no doubt", False),
])  # fmt: skip
def test_direct_speech_is_what_stands_in_the_quotation_marks_of_a_spoken_sentence(
    reader: Reader, words: str, spoken: bool
) -> None:
    text = 'Newcastle chairman Otto Brandel was in no doubt on Monday. “Eddie Howe is staying,” he said. Eddie Howe is "settled" at Newcastle.'
    document = reader.composer.compose(item("Newcastle news", text))
    assert document is not None
    at = document.body.index(words)
    segment = next(s for s in document.segments if s.span.start <= at < s.span.end)
    assert is_direct_speech(document, segment, Span(start=at, end=at + len(words))) is spoken


def test_most_signs_of_a_text_have_a_weight(reader: Reader) -> None:
    texts = ("Otto Brandel, the owner, said: “Eddie Howe is ours.” He added that I will.\nNo.", "“I stay,” said Eddie Howe.")
    seen: set[str] = set()
    for text in texts:
        document = reader.composer.compose(item("", text + " Newcastle wait."))
        assert document is not None
        for segment in document.segments:
            for its in signs(scene_of(document, segment), "Eddie Howe").values():
                seen |= its
    assert len(seen & shipped().keys()) > len(seen) / 2


@given(st.text(alphabet="ab \n\"'“”‘’.", max_size=200))
def test_quoted_words_end_with_their_line(text: str) -> None:
    for match in QUOTED.finditer(text):
        assert "\n" not in match.group()


def test_an_apostrophe_opens_no_quotation_without_end() -> None:
    assert QUOTED.search("'It's ours,' he said") is not None
    assert QUOTED.search("the players' " + "word " * 100 + "'") is None
    assert QUOTED.search("'" + "word " * 100 + "'") is None
