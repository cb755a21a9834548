from __future__ import annotations

import re
import tomllib

from typer.testing import CliRunner

from hotseat.show.cli import app
from tests.conftest import ROOT


def test_the_demo_in_the_readme_is_what_the_demo_prints() -> None:
    shown = re.search(r"```text\n\$ hotseat demo\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    printed = CliRunner().invoke(app, ["demo", "--examples", str(ROOT / "examples")], env={"COLUMNS": "80"}).stdout
    for line in shown.group(1).splitlines():
        if line.strip() and line != "...":
            assert line.strip() in printed


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [
        re.split(r"[><=]", d)[0].removesuffix("[toml]") for d in project["dependencies"] + project["optional-dependencies"]["dev"]
    ]
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert [n for n in names if f"`{n}`" not in explained] == []
