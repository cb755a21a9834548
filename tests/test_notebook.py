from __future__ import annotations

import json
from typing import Any

import pytest

import hotseat
from tests.conftest import ROOT


def test_every_cell_of_the_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    cells = json.loads((ROOT / "docs" / "desk.ipynb").read_text(encoding="utf-8"))["cells"]
    names: dict[str, Any] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)  # noqa: S102 -- our own cells
    assert names["report"].items == 11
    assert names["post"].timeline


def test_what_is_public_is_there() -> None:
    assert all(getattr(hotseat, name) is not None for name in hotseat.__all__)
    with pytest.raises(AttributeError):
        _ = hotseat.nothing
