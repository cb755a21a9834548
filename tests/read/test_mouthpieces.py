from __future__ import annotations

import pytest

from hotseat.read.reader import Reader
from hotseat.read.voices.attribution import named_source
from hotseat.read.voices.mouthpieces import is_of_the_crowd, mouthpiece
from hotseat.records import SourceKind, Span
from tests.conftest import item


@pytest.mark.parametrize(("text", "name"), [
    ("Eddie Howe's agent told a Lisbon station that Fulham have not rung.", "Eddie Howe's agent"),
    ("The representatives of Eddie Howe deny any contact with Fulham.", "Eddie Howe's representatives"),
    ("Eddie Howe is not going to Fulham, according to Howe's camp.", "Eddie Howe's camp"),
    ("Eddie Howe is happy at Newcastle, his adviser said.", "Eddie Howe's adviser"),
    ("“My client has no interest in Fulham, and Eddie Howe stays.”", "Eddie Howe's agent"),
    ("Eddie Howe said that his agent had not rung Fulham.", None),
    ("Fulham rang Eddie Howe's agent, and Marco Silva said no.", None),
])  # fmt: skip
def test_who_speaks_for_a_coach_is_called_by_what_he_is_to_him(reader: Reader, text: str, name: str | None) -> None:
    document = reader.composer.compose(item("", text))
    assert document is not None
    segment = document.segments[0]
    assert mouthpiece(document, segment, "Eddie Howe") == name
    if name:
        assert named_source(document, segment, segment.span, SourceKind.PERSON, "Eddie Howe", "Fulham").name == name


@pytest.mark.parametrize(("text", "crowd"), [
    ("Fulham have sacked Marco Silva. One fan wrote: “Bring Eddie Howe in.”", True),
    ("Fulham have sacked Marco Silva. Another added: 'Bring Eddie Howe in.'", True),
    ("Fulham have sacked Marco Silva. “Bring Eddie Howe in,” posted a disgruntled supporter.", True),
    ("Fulham have sacked Marco Silva. One fan wrote: “Eddie Howe will be in by Monday.”", False),  # what he expects
    ("Fulham have sacked Marco Silva. Their owner wrote: “We bring Eddie Howe in.”", False),
    ("Fulham have sacked Marco Silva. One fan wrote that they should bring Eddie Howe in.", False),  # no quoted words
])  # fmt: skip
def test_quoted_words_of_the_crowd_are_known_by_who_says_them(reader: Reader, text: str, crowd: bool) -> None:
    document = reader.composer.compose(item("", text))
    assert document is not None
    at = document.body.index("Eddie Howe")
    segment = next(s for s in document.segments if s.span.start <= at < s.span.end)
    assert is_of_the_crowd(document, segment, Span(start=at, end=at + len("Eddie Howe")), "Eddie Howe") is crowd
    assert is_of_the_crowd(document, segment, segment.span, "Eddie Howe") is crowd
    assert not is_of_the_crowd(document, segment, segment.span, "Marco Silva")
