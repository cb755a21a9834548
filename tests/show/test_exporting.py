from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from hotseat.show.cli import app
from tests.conftest import EXAMPLES


def call(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("ledger") / "l.sqlite")
    assert (
        call("add", str(EXAMPLES / "items.jsonl"), "--ledger", path, "--register", str(EXAMPLES / "register.jsonl")).exit_code
        == 0
    )
    return path


def test_an_export_can_be_added_to_another_ledger(ledger: str, tmp_path: Path) -> None:
    file, other = tmp_path / "x.jsonl", str(tmp_path / "other.sqlite")
    assert call("export", "--ledger", ledger, "-o", str(file)).exit_code == 0
    assert json.loads(call("add", str(file), "--ledger", other, "--json").stdout)["items"] == 11
    assert json.loads(call("add", str(file), "--ledger", other, "--json").stdout)["items"] == 0
    again = call("export", "--ledger", other).stdout.splitlines()
    assert again[1:] == file.read_text(encoding="utf-8").splitlines()[1:]
    assert call("ledger", "check", "--ledger", other).exit_code == 0
    file.write_text(file.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    result = call("add", str(file), "--ledger", str(tmp_path / "third.sqlite"))
    assert result.exit_code != 0


def test_tables_hold_a_row_for_each_claim(ledger: str, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(call("export", "--format", "csv", "--ledger", ledger).stdout)))
    file = tmp_path / "x.parquet"
    assert call("export", "--format", "parquet", "--ledger", ledger, "-o", str(file)).exit_code == 0
    frame = pl.read_parquet(file)
    assert len(frame) == len(rows) > 10
    assert frame["claim"].to_list() == [row["claim"] for row in rows]
    assert str(frame.schema["told"]) == "Datetime(time_unit='us', time_zone='UTC')"


def test_other_programs_get_their_forms(ledger: str) -> None:
    lines = [json.loads(line) for line in call("export", "--format", "jsonld", "--ledger", ledger).stdout.splitlines()]
    assert {line["@type"] for line in lines} == {"Claim"}
    rows = list(csv.DictReader(io.StringIO(call("export", "--format", "ftm", "--ledger", ledger).stdout)))
    assert {"Person", "Organization", "Article", "Employment"} == {row["schema"] for row in rows}


def test_what_cannot_be_is_refused(ledger: str) -> None:
    assert "--output" in call("export", "--format", "parquet", "--ledger", ledger).stderr
    assert "--texts" in call("export", "--format", "csv", "--texts", "--ledger", ledger).stderr
