from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hotseat.show.cli import app

ITEM = {
    "id": "a",
    "title": "Wolves sack Pereira",
    "text": "Wolves have sacked head coach Vitor Pereira today.",
    "outlet": "Wire",
    "date": "2026-01-01",
}


def call(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = str(tmp_path / "l.sqlite")
    changed = {**ITEM, "title": "Wolves part with Pereira", "text": ITEM["text"].replace("sacked", "parted company with")}
    later = {**changed, "text": changed["text"] + " More soon.", "updated": "2026-01-02"}
    for number, item in enumerate((ITEM, changed, later)):
        file = tmp_path / f"{number}.jsonl"
        file.write_text(json.dumps(item))
        assert call("add", str(file), "--ledger", path).exit_code == 0
    return path


def test_items_are_found_by_their_words(ledger: str) -> None:
    assert "Wolves sack Pereira — Wire" in call("search", "sacked", "head coach", "--ledger", ledger).stdout
    assert len(json.loads(call("search", "pereira", "--ledger", ledger, "--json").stdout)) == 3
    assert call("search", "nothing", "--ledger", ledger).exit_code == 1


def test_edits_are_shown_and_silent_ones_called_so(ledger: str) -> None:
    shown = call("ledger", "edits", "--ledger", ledger).stdout
    assert shown.index("edited: Wolves part") < shown.index("edited without saying so: Wolves part")
    assert "headline was: Wolves sack Pereira" in shown
    assert "- sacked\n    + parted company with" in shown
    found = json.loads(call("ledger", "edits", "--ledger", ledger, "--json").stdout)
    assert [(edit["version"], edit["declared"]) for edit in found] == [(3, True), (2, False)]
    assert json.loads(call("ledger", "edits", "--ledger", ledger, "--since", "2099-01-01", "--json").stdout) == []
