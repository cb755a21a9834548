from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hotseat.show.cli import app
from tests.conftest import EXAMPLES, ROOT

ITEMS, WORLD = str(EXAMPLES / "items.jsonl"), str(EXAMPLES / "register.jsonl")


def call(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("ledger") / "l.sqlite")
    result = call("add", ITEMS, "--ledger", path, "--register", WORLD, "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["items"] == 11
    return path


def test_read_prints_one_json_line_an_item() -> None:
    result = call("read", ITEMS, "--format", "jsonl", "--register", WORLD)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert len(rows) == 11
    assert rows[-1]["claims"] == []


def test_read_prints_quotes_and_json() -> None:
    assert "Marten Vos leaves Port Albany" in call("read", ITEMS, "--register", WORLD).stdout
    assert len(json.loads(call("read", ITEMS, "--json", "--register", WORLD).stdout)) == 11


def test_what_is_shown_of_a_post_changes_neither_its_seat_nor_its_odds(ledger: str) -> None:
    words = ["post", "Port Albany", "--ledger", ledger, "--register", WORLD, "--as-of", "2099-01-01", "--json"]
    whole, short = (json.loads(call(*words, "--limit", limit).stdout) for limit in ("0", "3"))
    assert len(short["timeline"]) <= 3 < len(whole["timeline"])
    assert {**short, "timeline": [], "contracts": []} == {**whole, "timeline": [], "contracts": []}


def test_a_bad_line_is_reported_and_the_rest_read(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text('{"title": "Wolves sack manager Vitor Pereira", "id": "a"}\n{oops\n', encoding="utf-8")
    result = call("read", str(file), "--format", "jsonl")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["id"] == "a"
    assert "x.jsonl:2" in result.stderr


def test_adding_again_adds_nothing(ledger: str) -> None:
    result = call("add", ITEMS, "--ledger", ledger, "--register", WORLD)
    assert "0 items added, 11 known already" in result.stdout


def test_board_post_and_coach_show_the_story(ledger: str) -> None:
    board = call("board", "--ledger", ledger, "--register", WORLD, "--as-of", "2099-04-01")
    assert "Port Albany" in board.stdout
    post = call("post", "port albany", "--ledger", ledger, "--register", WORLD)
    assert "Timeline" in post.stdout
    assert "DENIED" in post.stdout
    assert "Dynamo Lindau" in call("coach", "Jonas Ebbing", "--ledger", ledger, "--register", WORLD).stdout


def test_the_same_as_json(ledger: str) -> None:
    board = json.loads(call("board", "--ledger", ledger, "--register", WORLD, "--json").stdout)
    assert "Port Albany" in {row["org"] for row in board}
    post = json.loads(call("post", "Port Albany", "--ledger", ledger, "--register", WORLD, "--json").stdout)
    assert post["timeline"][0]["claim"]["quote"]
    coach = json.loads(call("coach", "Iker Zaldua", "--ledger", ledger, "--register", WORLD, "--json").stdout)
    assert coach["tenures"][0]["org"] == "Real Cartera"


def test_what_was_not_recorded_then_is_not_known_then(ledger: str) -> None:
    result = call("board", "--ledger", ledger, "--register", WORLD, "--as-of", "2026-01-01", "--json")
    assert json.loads(result.stdout) == []


def test_a_name_that_nobody_has_is_refused(ledger: str) -> None:
    result = call("post", "Atlantis Wanderers", "--ledger", ledger)
    assert result.exit_code == 2
    assert "no one post of that name" in result.stderr


def test_a_bad_time_is_refused(ledger: str) -> None:
    assert call("board", "--ledger", ledger, "--as-of", "noon").exit_code == 2


def test_schema_is_json() -> None:
    assert json.loads(call("schema").stdout)["title"] == "WireItem"


def test_ledger_commands(tmp_path: Path) -> None:
    path = str(tmp_path / "l.sqlite")
    assert "made, version" in call("ledger", "init", "--ledger", path).stdout
    assert "there already" in call("ledger", "init", "--ledger", path).stdout
    assert "nothing to do" in call("ledger", "migrate", "--ledger", path).stdout
    assert "0 faults" in call("ledger", "check", "--ledger", path).stdout
    assert json.loads(call("ledger", "check", "--ledger", path, "--json").stdout)["faults"] == []


def test_demo_tells_the_story() -> None:
    result = call("demo", "--examples", str(EXAMPLES))
    assert result.exit_code == 0
    assert "11 articles read" in result.stdout
    assert "Port Albany" in result.stdout


def test_demo_without_examples_says_where_they_are(tmp_path: Path) -> None:
    result = call("demo", "--examples", str(tmp_path))
    assert result.exit_code == 2
    assert "checkout" in result.stderr


def test_the_program_ends_with_one_line_on_an_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hotseat", "board", "--ledger", str(tmp_path / "none.sqlite")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
