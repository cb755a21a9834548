from __future__ import annotations

import pytest

from hotseat.read.document import Document
from hotseat.read.reader import Reader
from hotseat.read.segments import Segment
from hotseat.read.voices.carrying import cited, goes_on, stands_alone
from hotseat.read.voices.citing import first_hand, plainly_cited, press
from hotseat.records import Span
from tests.conftest import item

DIGEST = """Arsenal would listen to offers for their goalkeeper. (Marca)
Everton have asked about Eddie Howe.
(Kicker - in German), external
Fulham want to keep Marco Silva, who has a year left.
He has been offered three more.
(Harbour Post, subscription required)
Sean Dyche is not wanted at Burnley. (Bild)"""


def document_of(reader: Reader, text: str) -> Document:
    document = reader.composer.compose(item("", text, outlet="Lantern Wire"))
    assert document is not None
    return document


def place_of(document: Document, words: str) -> tuple[Segment, Span]:
    at = document.body.index(words)
    segment = next(s for s in document.segments if s.span.start <= at < s.span.end)
    return segment, Span(start=at, end=at + len(words))


@pytest.mark.parametrize(("words", "name"), [
    ("Everton have asked about Eddie Howe", "Kicker"),
    ("Fulham want to keep Marco Silva", "Harbour Post"),
    ("Sean Dyche is not wanted at Burnley", "Bild"),
])  # fmt: skip
def test_a_digest_credits_a_story_to_the_bracket_behind_it_and_not_to_the_one_before(
    reader: Reader, words: str, name: str
) -> None:
    document = document_of(reader, DIGEST)
    assert cited(document, *place_of(document, words)) == name
    assert plainly_cited(document, *place_of(document, words), below=False) == name


def test_of_several_brackets_in_a_sentence_the_next_one_counts(reader: Reader) -> None:
    document = document_of(
        reader, "Rome like Arne Slot (Marca), Marco Rose likes Palace (Kicker), and Lyon keep their coach (Bild)."
    )
    assert cited(document, *place_of(document, "Marco Rose likes Palace")) == "Kicker"
    assert cited(document, *place_of(document, "Arne Slot")) == "Marca"


def test_of_two_papers_in_a_sentence_the_nearer_is_cited(reader: Reader) -> None:
    text = "Kicker reports that Marco Rose is wanted at Palace, and Marca reports that Eddie Howe is not."
    document = document_of(reader, text)
    assert cited(document, *place_of(document, "Marco Rose is wanted")) == "Kicker"
    assert cited(document, *place_of(document, "Eddie Howe")) == "Marca"


@pytest.mark.parametrize(("text", "name"), [
    ("Sport Tageblatt reported that Everton want Eddie Howe.", "Sport Tageblatt"),
    ("Lantern Post, on the other hand, suggest that Everton want Eddie Howe.", "Lantern Post"),
    ("Everton want Eddie Howe, say Lantern Post, and nobody else.", "Lantern Post"),
    ("Everton want Eddie Howe (Premier League).", None),
    ("Everton want Eddie Howe (Newcastle).", None),
])  # fmt: skip
def test_an_outlet_that_the_register_lacks_is_cited_by_its_own_name(reader: Reader, text: str, name: str | None) -> None:
    document = document_of(reader, text)
    assert cited(document, *place_of(document, "Eddie Howe")) == name


@pytest.mark.parametrize(("title", "words", "name"), [
    ("", "Arne Slot", "Mail"),
    ("Friday's gossip", "Arne Slot", "Mail"),
    ("", "Marco Rose", "Kicker"),
    ("", "Eddie Howe", None),
])  # fmt: skip
def test_each_story_of_a_gossip_sentence_has_the_bracket_behind_it(
    reader: Reader, title: str, words: str, name: str | None
) -> None:
    text = "Rome like Arne Slot (Mail) and Palace want Marco Rose (Kicker) while Lyon have sacked Eddie Howe."
    document = reader.composer.compose(item(title, text, outlet="Lantern Wire"))
    assert document is not None
    assert plainly_cited(document, *place_of(document, words), below=False) == name


def test_in_gossip_the_words_of_a_bracket_are_a_paper_whatever_else_they_mean(reader: Reader) -> None:
    document = reader.composer.compose(item("Sunday's gossip", "Everton want Eddie Howe (Star).", outlet="Lantern Wire"))
    assert document is not None
    assert plainly_cited(document, *place_of(document, "Eddie Howe"), below=False) == "Star"


@pytest.mark.parametrize(("text", "name"), [
    ("Fulham want Eddie Howe, according to beIN Afrika.", "beIN Afrika"),
    ("Fulham want Eddie Howe, according to tagwerk.ch.", "tagwerk.ch"),
    ("Fulham want Eddie Howe, according to Voz do Norte's Ines Caldeira.", "Ines Caldeira"),
    ("Fulham want Eddie Howe, according to Sky Germany's Florian Plettenberg.", "Florian Plettenberg"),
    ("Il Faro link Eddie Howe with Fulham.", "Il Faro"),
    ("Reports in Toledo link Eddie Howe with Fulham.", None),
    ("Fulham name Eddie Howe as their first choice.", None),
    ("📲 @gerardromero: Fulham have rung Eddie Howe.", "Gerard Romero"),
    ("🗞️ @quillandco | Fulham have rung Eddie Howe.", "@quillandco"),
    ("RT @FulhamFC: Eddie Howe is our new head coach.", None),  # a club's own word
])  # fmt: skip
def test_a_paper_is_known_by_how_it_writes_itself_by_its_reporter_and_by_its_handle(
    reader: Reader, text: str, name: str | None
) -> None:
    document = document_of(reader, text)
    assert plainly_cited(document, *place_of(document, "Eddie Howe"), below=False) == name


@pytest.mark.parametrize(("text", "name"), [
    ("Kicker see it otherwise. They write that Fulham want Eddie Howe.", "Kicker"),
    ("Kicker see it otherwise. They say that Fulham want Eddie Howe.", "Kicker"),
    ("Fulham lost, reports Kicker. Their information is that Eddie Howe is wanted.", "Kicker"),
    ("Fulham lost, reports Kicker. They say that Eddie Howe is wanted.", None),  # the club may say so
    ("Fulham lost, Lantern Gazette reports. The paper adds that Eddie Howe is wanted.", "Lantern Gazette"),
    ("Fulham lost, reports Kicker. Eddie Howe is wanted.", None),
])  # fmt: skip
def test_a_story_goes_on_with_the_outlet_of_the_sentence_before(reader: Reader, text: str, name: str | None) -> None:
    document = document_of(reader, text)
    assert goes_on(document, document.segments[1]) == name


def test_a_bracket_that_may_hold_anything_overrules_no_judgement(reader: Reader) -> None:
    document = document_of(reader, "Everton want Eddie Howe (Pictured).")
    assert plainly_cited(document, *place_of(document, "Eddie Howe"), below=False) is None


def test_a_paper_against_which_a_story_is_told_is_not_cited(reader: Reader) -> None:
    document = document_of(reader, "Everton are not thinking of replacing Eddie Howe, whatever Kicker says.")
    assert plainly_cited(document, *place_of(document, "Eddie Howe"), below=False) is None


def test_a_bracket_on_the_line_of_its_story_reaches_back_to_no_other_line(reader: Reader) -> None:
    text = "Everton trust Eddie Howe.\nFulham want Marco Silva. (Kicker)\nBurnley like Sean Dyche. (Bild)"
    document = document_of(reader, text)
    assert plainly_cited(document, *place_of(document, "Eddie Howe"), below=False) is None
    assert plainly_cited(document, *place_of(document, "Marco Silva"), below=False) == "Kicker"


@pytest.mark.parametrize(("text", "name"), [
    ("Fulham want Eddie Howe, according to Voz do Norte.", "Voz do Norte"),
    ("According to journalist Marco Bellini, Fulham want Eddie Howe.", "Marco Bellini"),
    ("Fulham have contacted Eddie Howe (via Gazzetta del Tirreno).", "Gazzetta del Tirreno"),
    ("Eddie Howe is wanted by Fulham, per Diario de Oviedo.", "Diario de Oviedo"),
    ("Fulham want Eddie Howe, per Everton.", None),  # a club is no paper
])  # fmt: skip
def test_a_paper_that_the_register_lacks_is_named_whole(reader: Reader, text: str, name: str | None) -> None:
    document = document_of(reader, text)
    segment, span = place_of(document, "Eddie Howe")
    assert plainly_cited(document, segment, span, below=False) == name


@pytest.mark.parametrize(("outlet", "name"), [("Nordvest Avis", None), ("Avis", None), ("Lantern Wire", "Nordvest Avis")])
def test_who_understands_is_cited_where_another_publishes(reader: Reader, outlet: str, name: str | None) -> None:
    document = reader.composer.compose(item("", "Fulham want Eddie Howe, Nordvest Avis understands.", outlet=outlet))
    assert document is not None
    assert first_hand(document, document.segments[0]) == name


@pytest.mark.parametrize(("outlet", "text"), [
    ("GiveMeSport", "Fulham want Eddie Howe, GMS understands."),
    ("Harbour Insider", "Fulham want Eddie Howe, HI understands."),
    ("TEAMtalk", "Fulham want Eddie Howe, TT understands."),
])  # fmt: skip
def test_the_initials_of_the_items_own_outlet_are_nobody_elses_name(reader: Reader, outlet: str, text: str) -> None:
    document = reader.composer.compose(item("", text, outlet=outlet))
    assert document is not None
    assert first_hand(document, document.segments[0]) is None
    assert cited(document, document.segments[0], document.segments[0].span) is None


@pytest.mark.parametrize(("text", "name"), [
    ("Kicker reports that Fulham like a forward. Eddie Howe is wanted there.", "Kicker"),
    ("Kicker reports that Fulham like a forward.\n\nEddie Howe is wanted there.", None),  # a new paragraph
    ("Kicker reports that Fulham like a forward.\n\nThe paper says that Eddie Howe is wanted there.", "Kicker"),
    ("Fulham in the news\n\nKICKER\n\nEddie Howe is wanted there.", "Kicker"),  # the heading of what follows
    ("Kicker reports that Fulham like a forward. Eddie Howe is wanted there at 5/1.", None),
    ("Kicker reports that Fulham like a forward. Elsewhere, Eddie Howe is wanted.", None),
    ("• Kicker likes Fulham.\n• Marco Silva. Eddie Howe is wanted there.", None),
])  # fmt: skip
def test_a_report_goes_on_in_its_own_paragraph_and_under_its_heading(reader: Reader, text: str, name: str | None) -> None:
    document = document_of(reader, text)
    segment, span = place_of(document, "Eddie Howe is wanted")
    assert cited(document, segment, span) == name
    assert name or stands_alone(document, segment)


@pytest.mark.parametrize(("text", "name"), [
    ("Fulham want Eddie Howe. Kicker says that he has been rung.", "Kicker"),
    ("Fulham want Eddie Howe. Kicker wrote last week that he was unhappy.", None),
    ("Fulham want Eddie Howe. Kicker says that Marco Silva is leaving.", None),
])  # fmt: skip
def test_the_sentence_behind_tells_a_claim_unless_it_is_older_or_about_others(
    reader: Reader, text: str, name: str | None
) -> None:
    document = document_of(reader, text)
    assert cited(document, *place_of(document, "Eddie Howe")) == name


def test_each_clause_has_the_paper_that_it_names(reader: Reader) -> None:
    document = document_of(
        reader, "Bild says Fulham have a long list and want Marco Rose, while Kicker says they met Eddie Howe."
    )
    assert cited(document, *place_of(document, "want Marco Rose")) == "Bild"
    assert cited(document, *place_of(document, "Eddie Howe")) == "Kicker"


@pytest.mark.parametrize(("text", "name"), [
    ("Danish media had reported that Fulham want Eddie Howe.", "Danish media"),
    ("Fulham want Eddie Howe, three Lisbon newspapers have claimed.", "three Lisbon newspapers"),
    ("Reports in the Danish press say Fulham want Eddie Howe.", None),
    ("The press say Fulham want Eddie Howe.", None),
])  # fmt: skip
def test_papers_are_called_by_their_country_where_nothing_else_names_them(reader: Reader, text: str, name: str | None) -> None:
    document = document_of(reader, text)
    assert press(document, document.segments[0]) == name


@pytest.mark.parametrize("text", [
    "Eddie Howe, say Lantern Post, has agreed to join Fulham.",
    "Lantern Post, citing a member of the board, reported that Fulham want Eddie Howe.",
])  # fmt: skip
def test_a_paper_is_cited_through_the_words_set_between(reader: Reader, text: str) -> None:
    document = document_of(reader, text)
    assert plainly_cited(document, *place_of(document, "Eddie Howe"), below=False) == "Lantern Post"
