from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from hotseat.read.reader import Reader
from hotseat.records import Kind, Source, SourceKind
from hotseat.show.cli import app
from hotseat.show.explaining import explain
from hotseat.show.reading_page import pieces, reading_page
from tests.conftest import EXAMPLES, item

ITEMS, WORLD = str(EXAMPLES / "items.jsonl"), str(EXAMPLES / "register.jsonl")


def test_an_explanation_shows_names_cues_and_windows(reader: Reader) -> None:
    reading = reader.reading(item("Port Albany sack manager Marten Vos"))
    (found,) = (e for e in explain(reading) if e.claim.kind.is_move)
    assert "full name" in found.person
    assert any("sack" in cue for cue in found.cues)
    assert found.windows


def test_an_explanation_shows_who_may_speak_and_why(reader: Reader) -> None:
    reading = reader.reading(
        item("Vos stays at Port Albany", "Port Albany chairman Otto Brandel insists that Marten Vos is going nowhere.")
    )
    (found,) = (e for e in explain(reading) if e.claim.kind is Kind.DEPARTURE)
    assert found.claim.source == Source(kind=SourceKind.PERSON, name="Otto Brandel")
    likeliest, other = found.speakers
    assert likeliest.startswith("Otto Brandel")
    assert "here says" in likeliest
    assert other.startswith("Marten Vos")


def test_an_item_passed_over_has_nothing_to_explain(reader: Reader) -> None:
    assert list(explain(reader.reading(item("The council approves a bridge")))) == []


def test_pieces_cover_the_whole_text(reader: Reader) -> None:
    told = item("Port Albany sack manager Marten Vos", "Vos <b>left</b> on Sunday.")
    claims = reader.read(told)
    assert "".join(words for words, _ in pieces(told, claims)) == told.body


def test_the_page_escapes_what_the_item_says(reader: Reader) -> None:
    told = item("Port Albany sack manager Marten Vos", "<script>alert(1)</script>")
    page = reading_page([(told, reader.read(told))])
    assert "<script>" not in page
    assert "<mark" in page


def test_read_explains_and_writes_a_page(tmp_path: Path) -> None:
    page = tmp_path / "claims.html"
    result = CliRunner().invoke(app, ["read", ITEMS, "--register", WORLD, "--explain"])
    assert "decided by:" in result.stdout
    result = CliRunner().invoke(app, ["read", ITEMS, "--register", WORLD, "--html", str(page)])
    assert result.exit_code == 0
    assert "Claims in the text" in page.read_text(encoding="utf-8")
    result = CliRunner().invoke(app, ["read", ITEMS, "--html", str(tmp_path / "no" / "folder.html")])
    assert result.exit_code == 2
    assert "--html" in result.stderr
