from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.score_reader import floors_in, scorer

from tests.conftest import ROOT


def test_a_folder_without_gold_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "score.py").write_text("")
    with pytest.raises(SystemExit, match="short.items.jsonl: not there; GOLD_FOLDER holds"):
        scorer(tmp_path / "gold")


@pytest.mark.parametrize("text", ["no json", "[]", '{"parts": {}}'])
def test_a_file_without_floors_is_named_with_what_to_give(tmp_path: Path, text: str) -> None:
    file = tmp_path / "floors.json"
    file.write_text(text)
    with pytest.raises(SystemExit, match=r"floors.json: no floors under 'details' .*give benchmarks/floors.json"):
        floors_in(file, "details")
    assert floors_in(ROOT / "benchmarks" / "floors.json", "details")["details"]
