from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from hotseat.show.cli import app
from hotseat.show.dominoes_graph import percent
from tests.conftest import EXAMPLES

MARKETS, WORLD = str(EXAMPLES / "markets.json"), str(EXAMPLES / "register.jsonl")


def call(*words: str, columns: int = 80, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, ["dominoes", "--register", WORLD, *words], env={"COLUMNS": str(columns)}, input=stdin)


def drawing(file: Path) -> ET.Element:
    return ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - our own


def answer(*words: str) -> dict[str, Any]:
    result = call("--markets", MARKETS, "--json", *words)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_every_post_sums_to_one_and_nobody_to_more() -> None:
    found = answer()
    for table in ("posts", "single"):
        for odds in found[table].values():
            assert sum(odds.values()) == pytest.approx(1.0, abs=1e-4)
    for person in {n for odds in found["posts"].values() for n in odds} - {"someone else"}:
        assert sum(odds.get(person, 0.0) for odds in found["posts"].values()) <= 1 + 1e-4
    assert sum(odds.get("Iker Zaldua", 0.0) for odds in found["single"].values()) == pytest.approx(1.27, abs=1e-3)
    assert found["excess"] == {"Iker Zaldua": pytest.approx(0.27)}


def test_a_condition_opens_the_post_that_the_coach_leaves() -> None:
    found = answer("--if", "Zaldua=Port Albany")
    assert found["given"] == ["Iker Zaldua=Port Albany"]
    assert found["posts"]["Port Albany"]["Iker Zaldua"] == 1.0
    assert found["posts"]["Real Cartera"]["Iker Zaldua"] == 0.0
    assert found["posts"]["Real Cartera"]["Berta Linares"] > found["before"]["Real Cartera"]["Berta Linares"] + 0.2
    assert found["chains"][0]["moves"][0] == ["Iker Zaldua", "Real Cartera", "Port Albany"]
    assert found["chains"][0]["probability"] == pytest.approx(found["posts"]["Real Cartera"]["Berta Linares"], abs=0.01)


def test_conditions_are_repeatable_and_can_be_turned_round() -> None:
    found = answer("--if", "Zaldua!=Port Albany", "--if", "stays=Aston Regis")
    assert found["given"] == ["Iker Zaldua!=Port Albany", "Tom Ashworth=Aston Regis"]
    assert found["posts"]["Aston Regis"]["Tom Ashworth"] == 1.0


def test_the_odds_by_a_date_have_somebody_not_yet_found() -> None:
    found = answer("--by", "2026-03-20")
    assert found["by"] == "2026-03-20"
    assert found["posts"]["Port Albany"]["nobody yet"] > 0.1
    assert found["posts"]["Real Cartera"]["Iker Zaldua"] > answer()["posts"]["Real Cartera"]["Iker Zaldua"]


def test_the_terminal_shows_it_in_80_columns() -> None:
    result = call("--markets", MARKETS, "--if", "Iker Zaldua=Port Albany")
    assert "Given Iker Zaldua=Port Albany, which has 35 %" in result.stdout
    assert "Iker Zaldua's odds over all posts sum to 127 %" in result.stdout
    assert "Likeliest chains" in result.stdout
    table = [line for line in result.stdout.splitlines() if "│" in line]
    assert max(len(line) for line in table) <= 80


def test_the_drawing_is_well_formed_and_says_in_words_what_it_shows(tmp_path: Path) -> None:
    file = tmp_path / "graph.svg"
    assert "drawn, 6 posts" in call("--markets", MARKETS, "--svg", str(file)).stdout
    root = drawing(file)
    space = "{http://www.w3.org/2000/svg}"
    words = " ".join("".join(t.itertext()) for t in root.iter(f"{space}text"))
    assert "Port Albany" in words
    assert "Marten Vos returns" in words
    assert len(list(root.iter(f"{space}g"))) >= 4
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for path in root.iter(f"{space}path"):
        numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", path.attrib["d"])]
        assert all(-20 <= n <= max(width * 1.1, height) for n in numbers)
    assert call("--markets", MARKETS, "--svg", str(tmp_path / "no" / "graph.svg")).exit_code == 2


def test_names_in_a_drawing_are_no_markup(tmp_path: Path) -> None:
    markets = {"markets": [{"post": "<b>&", "options": {"\"A' <i>": 0.5, "someone else": 0.5}, "vacant": True}]}
    file = tmp_path / "graph.svg"
    assert call("--markets", "-", "--svg", str(file), stdin=json.dumps(markets)).exit_code == 0
    assert "<b>&" in "".join(drawing(file).itertext())


def test_without_links_there_are_no_chains() -> None:
    markets = {"markets": [{"post": "A", "options": {"Ann Able": 0.5, "someone else": 0.5}, "vacant": True}]}
    result = call("--markets", "-", stdin=json.dumps(markets))
    assert "none: no candidate holds another post of the book" in result.stdout


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{oops", "Invalid JSON"), ("[]", "should be an object"), ('{"markets": []}', "no market is open"),
        ('{"markets": [{"post": "A", "odds": {}}]}', "markets.0.odds"), ('{"markets": [{"post": "A", "options": {"B": 0.5}}]}', "sum to 0.5"),
        ('{"markets": [{"post": "A", "options": {"B": 1.0}, "deadline": "soon"}]}', "ISO 8601"),
        ('{"markets": [{"post": "A", "options": {"B": 1.0}, "closed": "2020-01-01"}]}', "no market is open"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_what_is_wrong(tmp_path: Path, content: str, problem: str) -> None:
    file = tmp_path / "markets.json"
    file.write_text(content, encoding="utf-8")
    result = call("--markets", str(file))
    assert result.exit_code != 0
    assert problem in result.stderr + str(result.exception)


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--markets", "nowhere.json"), "cannot be read"), (("--if", "Zaldua"), "PERSON=POST"), (("--if", "Zaldua=Nowhere Town"), "no post"),
        (("--by", "2020-01-01"), "lies before"), (("--by", "someday"), "ISO 8601"), (("--by", "2099-01-01"), "ten years"),
        (("--if", "Zaldua=Port Albany", "--if", "stays=Real Cartera"), "cannot be together"),
    ],
)  # fmt: skip
def test_bad_use_is_refused(words: tuple[str, ...], problem: str) -> None:
    result = call("--markets", MARKETS, *words)
    assert result.exit_code != 0
    assert problem in result.stderr + str(result.exception)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "markets.json").write_bytes(b"\xff\xfe{}")
    assert "UTF-8" in str(call("--markets", str(tmp_path / "markets.json")).exception)


def test_chances_have_no_false_zeros_and_ones() -> None:
    assert [percent(p) for p in (0.0, 0.004, 0.5, 0.996, 1.0)] == ["0 %", "<1 %", "50 %", ">99 %", "100 %"]
