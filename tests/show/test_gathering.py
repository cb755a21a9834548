from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hotseat.show.cli import app
from tests.conftest import EXAMPLES, ROOT
from tests.gather.web import VOS, Web, article, rss, serve


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as found:
        found.page("/1", article("Vos sacked by Port Albany", *VOS))
        found.page("/feed", rss(("Vos sacked", found.base + "/1", "Out.")), "application/rss+xml")
        yield found


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "hotseat.toml"
    path.write_text('[http]\ndelay = 0\nbackoff = 0.01\nallow_private = ["127.0.0.1"]\n')
    return path


def call(config: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--config", str(config)], env={"COLUMNS": "80"})


def test_a_desk_adds_tests_and_gathers_a_source(web: Web, config: Path, tmp_path: Path) -> None:
    assert "names no sources" in call(config, "gather").stderr
    assert (
        "added Harbour Wire (feed, every 10m)" in call(config, "sources", "add", web.base + "/feed", "--interval", "10m").stdout
    )
    assert "already" in call(config, "sources", "add", web.base + "/feed").stderr
    assert "Harbour Wire" in call(config, "sources", "list").stdout
    assert json.loads(call(config, "sources", "list", "--json").stdout)[0]["type"] == "feed"
    shown = call(config, "sources", "test", "harbour wire")
    assert "Vos sacked by Port Albany" in shown.stdout
    assert json.loads(call(config, "sources", "test", web.base + "/feed", "--json").stdout)["items"][0]["language"] == "en"
    ledger, log = str(tmp_path / "l.sqlite"), tmp_path / "log.jsonl"
    result = call(config, "gather", "--ledger", ledger, "--log", str(log), "--register", str(EXAMPLES / "register.jsonl"))
    assert result.exit_code == 0, result.output
    assert "Harbour Wire: 1 new, 0 known" in result.stdout
    assert json.loads(log.read_text().splitlines()[-1])["event"] == "visited"
    assert json.loads(call(config, "gather", "--ledger", ledger, "--json").stdout)[0]["items"] == 0
    assert "Port Albany" in CliRunner().invoke(app, ["board", "--ledger", ledger]).stdout


def test_what_cannot_be_gathered_is_said_and_shows_in_the_exit_code(web: Web, config: Path, tmp_path: Path) -> None:
    assert call(config, "sources", "add", web.base + "/nofeed", "--type", "feed", "--name", "None").exit_code == 0
    result = call(config, "gather", "none", "--ledger", str(tmp_path / "l.sqlite"))
    assert result.exit_code == 1
    assert "404" in result.stderr
    assert call(config, "sources", "test", "None").exit_code == 1
    assert "no source is called" in call(config, "gather", "Nobody").stderr
    assert "give the address" in call(config, "sources", "add").stderr


def test_bad_use_is_one_clear_line(web: Web, config: Path, tmp_path: Path) -> None:
    call(config, "sources", "add", web.base + "/feed")
    for words, says in (
        (("sources", "add", web.base + "/feed", "--interval", "5s", "--name", "x"), "at least 30s"),
        (("gather", "--log", str(tmp_path / "no" / "log"), "--ledger", str(tmp_path / "l.sqlite")), "cannot be written"),
        (("gather", "--metrics-port", "99999", "--ledger", str(tmp_path / "l.sqlite")), "--metrics-port 99999"),
    ):
        result = call(config, *words)
        assert result.exit_code != 0
        assert says in result.stderr + str(result.exception)


def test_the_starter_list_is_added_once(config: Path) -> None:
    assert call(config, "sources", "add", "--starter").stdout.count("added") >= 15
    assert call(config, "sources", "add", "--starter").stdout == ""


def test_a_watch_ends_at_a_signal_with_everything_stored(web: Web, config: Path, tmp_path: Path) -> None:
    call(config, "sources", "add", web.base + "/feed")
    ledger = str(tmp_path / "l.sqlite")
    command = [sys.executable, "-m", "hotseat", "gather", "--watch", "--ledger", ledger, "--config", str(config), "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())[0]["items"] == 1
        time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 0
