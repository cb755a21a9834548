from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.score_reader import scorer


def test_a_folder_without_gold_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "score.py").write_text("")
    with pytest.raises(SystemExit, match="short.items.jsonl: not there; GOLD_FOLDER holds"):
        scorer(tmp_path / "gold")
