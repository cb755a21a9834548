from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotseat.gather.files import read_paths
from hotseat.gather.items import item_of
from hotseat.read.reader import Reader
from hotseat.read.voices.attribution import named_source
from hotseat.records import Item, Kind, Polarity, SourceKind, Stage
from tests.conftest import EXAMPLES, ROOT, item


def moves(reader: Reader, title: str, text: str = "", day: str = "2026-02-20") -> set[tuple[str, str | None, str | None, str]]:
    found = reader.read(item(title, text, day=day))
    return {(c.kind.value, c.person, c.org, c.polarity.value) for c in found if c.kind.is_move}


def test_a_sacking_is_a_departure(reader: Reader) -> None:
    assert moves(reader, "Port Albany sack manager Marten Vos") == {("departure", "Marten Vos", "Port Albany", "affirmed")}


def test_an_appointment_is_an_arrival(reader: Reader) -> None:
    found = moves(reader, "Real Cartera appoint Dean Holloway as manager", day="2026-03-20")
    assert ("arrival", "Dean Holloway", "Real Cartera", "affirmed") in found


def test_a_coach_who_rules_himself_out_is_a_denied_arrival(reader: Reader) -> None:
    text = "Dean Holloway has ruled himself out of the running to become the new Port Albany manager."
    assert ("arrival", "Dean Holloway", "Port Albany", "denied") in moves(reader, "Holloway rules himself out", text)


def test_an_epithet_tells_of_a_doubt_in_passing(reader: Reader) -> None:
    found = reader.read(item("Embattled Port Albany boss Marten Vos names six substitutes"))
    (doubt,) = [c for c in found if c.kind is Kind.DEPARTURE]
    assert (doubt.person, doubt.org, doubt.stage, doubt.quote[:9]) == ("Marten Vos", "Port Albany", Stage.DOUBT, "Embattled")
    assert [c for c in reader.read(item("Port Albany boss Marten Vos names six substitutes")) if c.kind.is_move] == []


def test_an_epithet_before_a_bare_name_is_told_of_the_post_that_the_item_gives_him(reader: Reader) -> None:
    text = "Port Albany head coach Marten Vos named six substitutes. Nobody warmed up for long, and under-fire Vos stayed in his seat."
    assert ("departure", "Marten Vos", "Port Albany", "affirmed") in moves(reader, "Six substitutes named", text)


def test_an_epithet_before_a_bare_name_is_else_told_of_the_post_that_the_register_gives_him(reader: Reader) -> None:
    named = reader.read(
        item("Spurs out", "Tottenham went out on penalties, and under-fire Frank kept his seat.", day="2025-12-20")
    )
    assert ("Thomas Frank", "Tottenham Hotspur") in {(c.person, c.org) for c in named if c.kind is Kind.DEPARTURE}


def test_a_coach_whom_the_register_lacks_is_read_from_his_title(reader: Reader) -> None:
    found = reader.read(item("Dynamo Lindau head coach Jonas Ebbing praises his players"))
    tenures = {(c.person, c.org, c.stage) for c in found if c.kind is Kind.TENURE}
    assert tenures == {("Jonas Ebbing", "Dynamo Lindau", Stage.CURRENT)}


def test_former_holders_are_former(reader: Reader) -> None:
    found = reader.read(
        item("Former Aston Regis boss Dean Holloway speaks", "Port Albany interim manager Colm Rafferty was there.")
    )
    tenures = {(c.person, c.org, c.stage) for c in found if c.kind is Kind.TENURE}
    assert ("Dean Holloway", "Aston Regis", Stage.FORMER) in tenures
    assert ("Colm Rafferty", "Port Albany", Stage.CARETAKER) in tenures


@pytest.mark.parametrize(
    "text",
    ["Season tickets on sale from Monday", "", "The council has approved a new bridge.", "Striker scores twice as Lindau win"],
)
def test_an_item_about_no_coachs_job_has_no_claim(reader: Reader, text: str) -> None:
    assert reader.read(Item(id="t", title=text, text="")) == []


def test_every_quote_in_the_examples_is_verbatim_and_the_story_is_told(reader: Reader) -> None:
    told = set()
    for example in read_paths([str(EXAMPLES / "items.jsonl")]):
        assert isinstance(example, Item)
        for claim in reader.read(example):
            assert claim.span.of(example.body) == claim.quote
            told.add((claim.kind.value, claim.person, claim.org, claim.polarity))
    assert ("departure", "Marten Vos", "Port Albany", Polarity.AFFIRMED) in told
    assert ("arrival", "Iker Zaldua", "Port Albany", Polarity.AFFIRMED) in told
    assert ("arrival", "Jonas Ebbing", "Port Albany", Polarity.DENIED) in told


def test_the_cited_outlet_is_the_source(reader: Reader) -> None:
    text = "Port Albany have sacked manager Marten Vos after the defeat, according to Sportblad."
    sources = {(c.source.kind, c.source.name) for c in reader.read(item("Vos under pressure at Albany", text)) if c.kind.is_move}
    assert (SourceKind.CITED, "Sportblad") in sources


def test_a_cited_report_that_an_article_goes_on_telling_keeps_its_outlet(reader: Reader) -> None:
    text = "Sportblad has looked into Port Albany's affairs.\n\nThe board met.\n\nThe squad trained.\n\nThe daily adds that Vos will go."
    document = reader.composer.compose(item("Albany latest", text))
    assert document is not None
    last = document.segments[-1]
    assert named_source(document, last, last.span, SourceKind.CITED, "Marten Vos", "Port Albany").name == "Sportblad"
    alone = reader.composer.compose(item("Albany latest", "The daily adds that Vos will go."))
    assert alone is not None
    assert (
        named_source(alone, alone.segments[-1], alone.segments[-1].span, SourceKind.CITED, "Marten Vos", "Port Albany").kind
        is SourceKind.UNNAMED
    )


def test_a_club_behind_by_is_no_cited_source(reader: Reader) -> None:
    document = reader.composer.compose(item("Vos out", "Vos was dismissed by Port Albany, per The Quay Gazette."))
    assert document is not None
    source = named_source(
        document, document.segments[-1], document.segments[-1].span, SourceKind.CITED, "Marten Vos", "Port Albany"
    )
    assert source.name == "The Quay Gazette"
    alone = reader.composer.compose(item("Vos out", "Marten Vos was dismissed by Port Albany."))
    assert alone is not None
    assert (
        named_source(alone, alone.segments[-1], alone.segments[-1].span, SourceKind.CITED, "Marten Vos", "Port Albany").name
        is None
    )


PIECES = ["Port Albany", "Marten Vos", "sack", "manager", "Lindau", "boss", "ruled himself out", "’s", "'", "\n\n", ". ", "; ",
          "🙂", "PS5m", "Ã©", "\x00", "ALBANY", "Jos\u00e9", "\u2028", "“", "”", "former", "  ", "İ", "ß"]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=30))
def test_mangled_text_never_raises_and_never_gives_a_span_that_is_not_verbatim(reader: Reader, pieces: list[str]) -> None:
    mangled = Item(id="t", title="Vos latest", text=" ".join(pieces))
    once = reader.read(mangled)
    assert once == reader.read(mangled)
    assert [c for c in once if c.span.of(mangled.body) != c.quote] == []


def test_a_megabyte_of_one_line_is_read(reader: Reader) -> None:
    reader.read(Item(id="t", title="", text="Port Albany sack Vos and " * 2_000))


def test_real_items_mangled_keep_their_spans_verbatim(reader: Reader) -> None:
    path = ROOT.parent / "shared" / "gold" / "dev" / "short.items.jsonl"
    if not path.exists():
        pytest.skip("the annotated items are not there")
    damages: list[Callable[[str], str]] = [
        lambda t: t.replace("'", "").replace("’", ""), lambda t: t.replace("£", "PS"), str.upper, str.lower,
        lambda t: t.encode("utf-8").decode("latin-1"), lambda t: t.replace("'", "’").replace('"', "”"), lambda t: f"🚨🔴 {t} 🔜",
        lambda t: t.replace(" ", "\u00a0"), lambda t: t.replace(". ", "."),
    ]  # fmt: skip
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[:108]):
        row = json.loads(line)
        damage = damages[number % len(damages)]
        mangled = item_of({**row, "title": damage(row.get("title") or ""), "text": damage(row.get("text") or "")})
        claims = reader.read(mangled)
        assert [c for c in claims if c.span.of(mangled.body) != c.quote] == []
        assert claims == reader.read(mangled)
