from __future__ import annotations

import pytest

from hotseat.read.attribution import named_source
from hotseat.read.reader import Reader
from hotseat.records import Source, SourceKind
from tests.conftest import item

CITED = SourceKind.CITED


def told(reader: Reader, text: str, kind: SourceKind) -> Source:
    document = reader.composer.compose(item("", text, outlet="Harbour Wire"))
    assert document is not None
    return named_source(document, document.segments[0], document.segments[0].span, kind, "Eddie Howe", "Arsenal")


@pytest.mark.parametrize("heard", [SourceKind.OUTLET, SourceKind.UNNAMED, SourceKind.CITED])
@pytest.mark.parametrize(("text", "name"), [
    ("GOAL understands that Arsenal want Eddie Howe as manager.", "Goal"),
    ("Kicker wrote on Monday that Arsenal want Eddie Howe as manager.", "Kicker"),
    ("Arsenal want Eddie Howe as manager, Marca has first reported.", "Marca"),
])  # fmt: skip
def test_an_outlet_that_tells_the_story_in_the_sentence_is_the_source_whatever_the_model_heard(
    reader: Reader, text: str, name: str, heard: SourceKind
) -> None:
    assert told(reader, text, heard) == Source(kind=CITED, name=name)


@pytest.mark.parametrize(("text", "name"), [
    ("Lantern Post claimed on Tuesday that Arsenal want Eddie Howe as manager.", "Lantern Post"),
    ("Arsenal want Eddie Howe as manager, Lantern Post have reported.", "Lantern Post"),
    ("They say Arsenal want Eddie Howe as manager.", None),
    ("Arsenal said they want Eddie Howe as manager.", None),
    ("Eddie Howe said Arsenal want him as manager.", None),
])  # fmt: skip
def test_an_outlet_that_the_register_lacks_is_named_by_what_it_does(reader: Reader, text: str, name: str | None) -> None:
    assert told(reader, text, CITED) == Source(kind=CITED if name else SourceKind.UNNAMED, name=name)


@pytest.mark.parametrize(("own", "text"), [
    ("BBC Sport", "Arsenal want Eddie Howe as manager, BBC Scotland understands."),
    ("The Telegraph", "Arsenal want Eddie Howe as manager, Telegraph Sport understands."),
])  # fmt: skip
def test_what_a_part_of_the_items_own_house_understands_is_the_outlets_own_word(reader: Reader, own: str, text: str) -> None:
    document = reader.composer.compose(item("", text, outlet=own))
    assert document is not None
    segment = document.segments[0]
    found = named_source(document, segment, segment.span, SourceKind.OUTLET, "Eddie Howe", "Arsenal")
    assert found == Source(kind=SourceKind.OUTLET, name=own)


@pytest.mark.parametrize(("text", "kind"), [
    ("Eddie Howe has been strongly linked with Arsenal.", SourceKind.UNNAMED),
    ("Eddie Howe is linked with Arsenal.", SourceKind.UNNAMED),
    ("Arsenal reportedly want Eddie Howe as manager.", SourceKind.UNNAMED),
    ("Arsenal want Eddie Howe as manager.", SourceKind.OUTLET),
    ("Kicker wrote that Eddie Howe has been linked with Arsenal.", CITED),
])  # fmt: skip
def test_who_has_been_linked_is_talked_of_by_nobody_named(reader: Reader, text: str, kind: SourceKind) -> None:
    assert told(reader, text, SourceKind.OUTLET).kind is kind
