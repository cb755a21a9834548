"""Every `$` command of the tutorial runs, in its order, and the last one shows an alert that arrived."""

from __future__ import annotations

import json
import re
import shlex
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hotseat.show.cli import app
from tests.conftest import ROOT

LATE = {
    "title": "Jonas Ebbing rules himself out of the Port Albany job",
    "text": "Dynamo Lindau coach Jonas Ebbing has ruled himself out of the running for the Port Albany job.",
    "outlet": "Port Albany", "id": "late", "date": "2026-03-20T09:00:00Z",
}  # fmt: skip


def test_the_tutorial_runs_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    got: list[bytes] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        config = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
        assert config
        rules = config.group(1).replace("127.0.0.1:9000", f"127.0.0.1:{server.server_address[1]}")
        (tmp_path / "hotseat.toml").write_text(rules, encoding="utf-8")
        (tmp_path / "late.jsonl").write_text(json.dumps(LATE) + "\n", encoding="utf-8")
        (tmp_path / "examples").symlink_to(ROOT / "examples")
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("HOOK_SECRET", "shh")
        outputs = []
        for line in re.findall(r"^\$ hotseat (.*)$", text, re.MULTILINE):
            result = CliRunner().invoke(app, shlex.split(line))
            assert result.exit_code == 0, f"{line}: {result.output} {result.exception!r}"
            outputs.append(result.stdout)
        server.shutdown()
    assert len(outputs) == 10
    assert "sent" in outputs[-1]
    assert "Port Albany" in got[0].decode()
