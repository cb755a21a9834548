from __future__ import annotations

import json
import random
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from hotseat.errors import ConfigError
from hotseat.ledger import deliveries, store
from hotseat.ledger.append import Writer
from hotseat.ledger.deliveries import State
from hotseat.records import Stage
from hotseat.show.alerts import rules
from hotseat.show.alerts.rules import Alerting, Event, Mail, Rule, What
from hotseat.show.alerts.running import run
from hotseat.show.alerts.sending import TRIES, pause, verify
from hotseat.show.cli import app
from hotseat.show.desk import Desk, utc_now
from tests.show import story

SECRET = "shh"  # noqa: S105


@dataclass
class Target:
    """A real receiver; `status` is what it answers."""

    url: str = ""
    status: int = 200
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def target() -> Iterator[Target]:
    found = Target()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            found.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(found.status)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        found.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
        yield found
        server.shutdown()


@pytest.fixture
def mailbox() -> Iterator[tuple[int, list[str]]]:
    """A small SMTP server that takes everything."""
    got: list[str] = []

    class Post(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line.split()[0].upper() if line.split() else b""
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    lines = []
                    while (text := self.rfile.readline()) != b".\r\n":
                        lines.append(text)
                    got.append(b"".join(lines).decode())
                self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
                if word == b"QUIT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], got
        server.shutdown()


def news(desk: Desk, number: int = 900, **changed: Any) -> None:
    """Something new for Port Albany."""
    told = story.Told(**{
        "ago": 0.01, "outlet": "Daily Quay", "text": "Gustavo Prado has ruled himself out at Port Albany.", "quote": "Gustavo Prado has ruled himself out",
        "kind": story.A, "person": "Gustavo Prado", "org": "Port Albany", "stage": Stage.INTEREST, "denied": True, **changed,
    })  # fmt: skip
    Writer(desk.engine).add_all([story.reading(number, told)], story.NOW)


def rule(**more: Any) -> Rule:
    return Rule.model_validate({"name": "albany", "on": ["denial", "official", "candidate"], "post": "port albany", **more})


def test_a_signed_digest_arrives_once(own: Desk, target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTSEAT_WEBHOOK_SECRET", SECRET)
    alerting = Alerting(alerts=(rule(webhook=target.url),))
    assert run(own, alerting, "http://x").queued == 0  # the past is no news
    news(own)
    news(own, 901, denied=False, person="Nadia Brandt", text="Nadia Brandt is wanted.", quote="Nadia Brandt is wanted")
    assert run(own, alerting, "http://x").sent == 1
    headers, body = target.got[0]
    assert verify(SECRET, body, headers["hotseat-signature"], story.NOW)
    assert not verify("other", body, headers["hotseat-signature"], story.NOW)
    assert not verify(SECRET, body + b" ", headers["hotseat-signature"], story.NOW)
    assert not verify(SECRET, body, headers["hotseat-signature"], story.NOW + timedelta(hours=1))
    assert [e["what"] for e in json.loads(body)["events"]] == ["denial", "candidate"]
    assert run(own, alerting, "http://x").sent == 0
    assert len(target.got) == 1


def test_a_target_that_fails_is_tried_again_and_laid_aside(own: Desk, target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTSEAT_WEBHOOK_SECRET", SECRET)
    target.status = 500
    alerting = Alerting(alerts=(rule(webhook=target.url),))
    run(own, alerting, "http://x")
    news(own)
    now = story.NOW
    for _ in range(TRIES):
        own.clock = lambda now=now: now  # type: ignore[misc]
        run(own, alerting, "http://x", random.Random(1))
        now += timedelta(days=1)
    assert len(target.got) == TRIES
    assert len({h["hotseat-delivery"] for h, _ in target.got}) == 1
    with store.reading(own.engine) as connection:
        dead = deliveries.listed(connection, State.DEAD)
    assert [d.problem for d in dead] == ["the target answered 500"]
    path = str(own.engine.url.database)
    assert "the target answered 500" in CliRunner().invoke(app, ["alerts", "list", "--dead", "--ledger", path]).stdout
    assert "1 alerts will be tried again" in CliRunner().invoke(app, ["alerts", "retry", "--ledger", path]).stdout
    target.status = 200
    own.clock = utc_now  # the command has the real time
    assert run(own, alerting, "http://x").sent == 1


def test_mail_holds_one_digest(own: Desk, mailbox: tuple[int, list[str]]) -> None:
    port, got = mailbox
    alerting = Alerting(alerts=(rule(email="desk@example.org"),), mail=Mail(host="127.0.0.1", port=port))
    run(own, alerting, "http://x")
    news(own)
    news(own, 902, person="Tom Ashworth", text="Tom Ashworth has ruled himself out.", quote="Tom Ashworth has ruled himself out")
    assert run(own, alerting, "http://x").sent == 1
    assert "2 alerts: albany" in got[0]
    assert "To: desk@example.org" in got[0]


def test_a_webhook_without_a_secret_is_not_sent(own: Desk, target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOTSEAT_WEBHOOK_SECRET", raising=False)
    alerting = Alerting(alerts=(rule(webhook=target.url),))
    run(own, alerting, "http://x")
    news(own)
    assert run(own, alerting, "http://x").waiting == 1
    assert target.got == []


def test_a_rule_asks_only_for_what_concerns_it() -> None:
    event = Event(
        key="k", what=What.MOVE, post="Real Madrid", person="Xabi Alonso", source=None, moment="2026", text="", url="", points=-11
    )  # fmt: skip
    base: dict[str, Any] = {"name": "x", "on": ["move"], "email": "a@b"}
    assert Rule.model_validate({**base, "post": "real madrid"}).asks_for(event)
    assert not Rule.model_validate({**base, "points": 12}).asks_for(event)
    assert not Rule.model_validate({**base, "coach": "Pep Guardiola"}).asks_for(event)
    assert not Rule.model_validate({**base, "source": "Marca"}).asks_for(event)
    assert pause(3, random.Random(1)) > pause(0, random.Random(1))


def test_a_bad_rule_is_named(tmp_path: Path) -> None:
    file = tmp_path / "hotseat.toml"
    assert rules.load(file).alerts == ()
    for text in ('[[alerts]]\nname = "x"\non = ["move"]\n', '[[alerts]]\nname = "x"\non = []\nemail = "a@b"\n', "[[alerts"):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError, match=r"hotseat\.toml"):
            rules.load(file)


def test_the_command_runs_once(own: Desk, tmp_path: Path) -> None:
    file = tmp_path / "hotseat.toml"
    file.write_text('[[alerts]]\nname = "x"\non = ["move"]\nemail = "a@b"\n', encoding="utf-8")
    path = str(own.engine.url.database)
    result = CliRunner().invoke(app, ["alerts", "run", "--ledger", path, "--config", str(file)])
    assert "1 rules, 0 queued" in result.stdout
    assert (
        json.loads(CliRunner().invoke(app, ["alerts", "run", "--ledger", path, "--config", str(file), "--json"]).stdout)["dead"]
        == 0
    )
    assert "no alerts" in CliRunner().invoke(app, ["alerts", "list", "--ledger", path]).stdout
    assert json.loads(CliRunner().invoke(app, ["alerts", "list", "--ledger", path, "--json"]).stdout) == []
