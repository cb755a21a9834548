from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hotseat.show.cli import app

ITEM = {
    "id": "a", "outlet": "Harbour Wire", "date": "2025-03-31T09:00:00Z", "title": "Real Madrid coach Carlo Ancelotti under pressure",
    "text": "Carlo Ancelotti has seen Real Madrid fall three points behind leaders Barcelona with nine games left. "
    "Ancelotti and Real Madrid face Arsenal in the Champions League semi-finals.",
}  # fmt: skip


def call(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "80"})


@pytest.fixture
def item(tmp_path: Path) -> str:
    path = tmp_path / "item.jsonl"
    path.write_text(json.dumps(ITEM) + "\n", encoding="utf-8")
    return str(path)


def test_check_gives_verdict_value_and_rows(item: str) -> None:
    result = call("check", item)
    assert result.exit_code == 1
    assert "SUPPORTED" in result.stdout
    assert "CONTRADICTED" in result.stdout
    assert "quarter-finals" in result.stdout
    later = json.loads(call("check", item, "--as-of", "2025-04-06", "--json").stdout)[0]["checks"]
    assert {c["verdict"] for c in later} == {"contradicted"}
    assert all(c["rows"] for c in later)


def test_check_takes_claims_from_another_reader(item: str, tmp_path: Path) -> None:
    claim = {
        "kind": "fact", "person": None, "org": "Real Madrid", "stage": "standing", "polarity": "affirmed", "certainty": "certain",
        "source": {"kind": "outlet", "name": "x"}, "condition": None, "when": None, "details": {"position": 2}, "quote": "second",
    }  # fmt: skip
    claims = tmp_path / "claims.jsonl"
    claims.write_text(json.dumps({"id": "a", "claims": [claim]}) + "\n", encoding="utf-8")
    result = call("check", item, "--claims", str(claims), "--json")
    assert result.exit_code == 0
    assert [c["verdict"] for c in json.loads(result.stdout)[0]["checks"]] == ["supported"]
    claims.write_text('{"id": 1}\n', encoding="utf-8")
    assert "claims.jsonl:1" in str(call("check", item, "--claims", str(claims)).exception)
    assert "cannot be read" in str(call("check", item, "--claims", str(tmp_path / "none")).exception)


def test_check_reports_what_it_cannot_read(tmp_path: Path) -> None:
    result = call("check", str(tmp_path / "none.jsonl"))
    assert result.exit_code == 2
    assert "none.jsonl" in result.stderr


def test_compare_shows_both_and_draws_a_card(tmp_path: Path) -> None:
    card = tmp_path / "card.svg"
    result = call("compare", "Xabi Alonso", "Arne Slot", "--as-of", "2026-01-10", "--card", str(card))
    assert result.exit_code == 0, result.output
    assert "Bayer" in result.stdout
    assert "Liverpool" in result.stdout
    drawn = card.read_text(encoding="utf-8")
    assert drawn.startswith("<?xml")
    again = tmp_path / "again.svg"
    call("compare", "Xabi Alonso", "Arne Slot", "--as-of", "2026-01-10", "--card", str(again))
    assert again.read_text(encoding="utf-8") == drawn


def test_compare_as_json_and_bad_use(tmp_path: Path) -> None:
    both = json.loads(call("compare", "Xabi Alonso", "Arne Slot", "--as-of", "2026-01-10", "--json").stdout)
    assert [b["person"] for b in both] == ["Xabi Alonso", "Arne Slot"]
    assert both[0]["total"]["played"] == sum(s["total"]["played"] for s in both[0]["spells"])
    assert call("compare", "Xabi Alonso", "Nobody At All").exit_code == 2
    assert "svg or .png" in str(call("compare", "Xabi Alonso", "Arne Slot", "--card", str(tmp_path / "x.pdf")).exception)
    assert "no card" in str(call("compare", "Emma Hayes", "Sarina Wiegman", "--card", str(tmp_path / "x.png")).exception)


def test_coach_shows_the_record_and_a_card(tmp_path: Path) -> None:
    ledger, card = str(tmp_path / "l.sqlite"), tmp_path / "c.png"
    call("ledger", "init", "--ledger", ledger)
    result = call("coach", "Eddie Howe", "--ledger", ledger, "--as-of", "2026-01-10", "--seasons", "--card", str(card))
    assert result.exit_code == 0, result.output
    assert "Record to 2026-01-10" in result.stdout
    assert "League Cup" in result.stdout
    assert card.read_bytes().startswith(b"\x89PNG")
    record = json.loads(call("coach", "Eddie Howe", "--ledger", ledger, "--as-of", "2026-01-10", "--json").stdout)["record"]
    assert record["titles_whole"]
    assert "no matches" in call("coach", "Emma Hayes", "--ledger", ledger).stdout
