from __future__ import annotations

import pytest

from hotseat.read.reader import Reader
from hotseat.read.voices.attribution import named_source
from hotseat.records import Source, SourceKind, Span
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


@pytest.mark.parametrize(("text", "kind"), [
    ("Arsenal have rung Eddie Howe, and Nora Blyth reports that Marco Silva is wanted, too.", SourceKind.OUTLET),
    ("Arsenal have rung Eddie Howe, while, according to Kicker, Marco Silva is wanted.", SourceKind.OUTLET),
    ("Arsenal have rung Eddie Howe, and Kicker reports that he was flattered.", CITED),
    ("Kicker says Arsenal have rung Eddie Howe, and Marca reports that Marco Silva is wanted.", CITED),
])  # fmt: skip
def test_who_reports_of_another_in_a_later_clause_does_not_vouch_for_the_one_before(
    reader: Reader, text: str, kind: SourceKind
) -> None:
    assert told(reader, text, CITED).kind is kind


@pytest.mark.parametrize(("text", "name"), [
    ("Fulham say there has been no word from Arsenal about Eddie Howe.", "Fulham"),
    ("Arsenal have no plan to part with Eddie Howe.", "Arsenal"),
    ("Fulham want Eddie Howe, but Arsenal deny any talks.", "Arsenal"),
    ("The Zambia FA said that Arsenal want Eddie Howe.", "Arsenal"),
])  # fmt: skip
def test_an_official_word_is_that_of_the_club_that_says_so(reader: Reader, text: str, name: str) -> None:
    assert told(reader, text, SourceKind.OFFICIAL) == Source(kind=SourceKind.OFFICIAL, name=name)


@pytest.mark.parametrize(("outlet", "name"), [
    ("Fulham", "Fulham"), ("@FulhamFC", "Fulham"), ("Arsenal", "Arsenal"), ("Standard", None), ("Harbour Wire", None),
])  # fmt: skip
def test_what_a_club_publishes_is_its_own_word(reader: Reader, outlet: str, name: str | None) -> None:
    document = reader.composer.compose(item("", "Eddie Howe leaves for Arsenal.", outlet=outlet))
    assert document is not None
    segment = document.segments[0]
    found = named_source(document, segment, segment.span, SourceKind.OUTLET, "Eddie Howe", "Arsenal")
    assert found == Source(kind=SourceKind.OFFICIAL if name else SourceKind.OUTLET, name=name or outlet)


def test_the_post_of_a_club_that_another_repeats_is_the_clubs_word(reader: Reader) -> None:
    assert told(reader, "RT @FulhamFC: Eddie Howe has left.", CITED) == Source(kind=SourceKind.OFFICIAL, name="Fulham")


@pytest.mark.parametrize(("text", "name"), [
    ("Arsenal have sacked Eddie Howe, club president Otto Brandel confirmed.", "Otto Brandel"),
    ("Arsenal have sacked Eddie Howe, the club's spokesman Otto Brandel told reporters.", "Otto Brandel"),
    ("Arsenal have sacked Eddie Howe, although chairman Otto Brandel said nothing.", None),
    ("Arsenal have sacked Eddie Howe, chairman Otto Brandel at his side.", None),
])  # fmt: skip
def test_who_closes_a_sentence_by_name_and_office_says_what_it_tells(reader: Reader, text: str, name: str | None) -> None:
    document = reader.composer.compose(item("", text, outlet="Harbour Wire"))
    assert document is not None
    end = document.body.index("Eddie Howe") + len("Eddie Howe")
    span = Span(start=document.segments[0].span.start, end=end)
    found = named_source(document, document.segments[0], span, SourceKind.OUTLET, "Eddie Howe", "Arsenal")
    assert found.name == (name or "Harbour Wire")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“Eddie Howe is going nowhere,” an Arsenal spokesman said.", Source(kind=SourceKind.OFFICIAL, name="Arsenal")),
        ("“Eddie Howe is going nowhere,” a club spokeswoman said.", Source(kind=SourceKind.OFFICIAL, name="Arsenal")),
        (
            "“Eddie Howe is going nowhere,” a Newcastle spokesperson said.",
            Source(kind=SourceKind.OFFICIAL, name="Newcastle United"),
        ),
        ("“I am going nowhere,” Eddie Howe said.", Source(kind=SourceKind.PERSON, name="Eddie Howe")),
    ],
)
def test_a_spokesman_without_a_name_speaks_for_his_club(reader: Reader, text: str, source: Source) -> None:
    assert told(reader, text, SourceKind.PERSON) == source


@pytest.mark.parametrize(("joint", "kind"), [(" ", CITED), ("\n\n", SourceKind.OUTLET)])
def test_a_report_behind_tells_what_stands_before_it_in_its_own_paragraph(reader: Reader, joint: str, kind: SourceKind) -> None:
    text = f"Arsenal want Eddie Howe as manager.{joint}Kicker reported that he may listen."
    assert told(reader, text, CITED).kind is kind


def test_a_headline_of_gossip_has_the_paper_of_its_story_below(reader: Reader) -> None:
    text = "Arsenal have made contact with Kieran McKenna (Star), Everton want Eddie Howe (Marca) and Leeds will stick with Daniel Farke (Kicker)."
    document = reader.composer.compose(item("Gossip: Howe on Everton's list", text, outlet="Harbour Wire"))
    assert document is not None
    title = document.segments[0]
    told = named_source(document, title, title.span, SourceKind.CITED, "Eddie Howe", "Everton")
    assert told == Source(kind=SourceKind.CITED, name="Marca")
