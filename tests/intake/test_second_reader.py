from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from hotseat.errors import ReaderError
from hotseat.intake.second_reader import Endpoint, SecondReader, endpoint_of
from hotseat.read.reader import Reader
from tests.conftest import item

SENTENCE = "Iker Zaldua was seen smiling at the harbour before Port Albany trained."
RIGHT = {
    "kind": "arrival", "person": "Iker Zaldua", "org": "Port Albany", "stage": "linked", "polarity": "affirmed", "certainty": "possible",
    "source": {"kind": "outlet", "name": "Harbour Wire"}, "condition": None, "when": None, "quote": "Iker Zaldua was seen smiling",
}  # fmt: skip


@dataclass
class Served:
    """A real server of the protocol; it says `content` and keeps what it was asked."""

    url: str = ""
    content: str = "{}"
    status: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
def served() -> Iterator[Served]:
    found = Served()

    class Chat(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            answer = {
                "id": "x",
                "object": "chat.completion",
                "choices": [{"message": {"role": "assistant", "content": found.content}}],
            }
            body = json.dumps(answer).encode()
            self.send_response(found.status)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Chat) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        found.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        yield found
        server.shutdown()


def claims_of(reader: Reader, served: Served, cache: Path, answer: object) -> list[str | None]:
    served.content = answer if isinstance(answer, str) else json.dumps({"claims": [answer]})
    second = SecondReader(reader, Endpoint(url=served.url, model="m", cache=cache))
    return [c.person for c in second.read(item("", SENTENCE)) if c.kind.is_move]


def test_a_right_answer_counts_and_is_paid_for_once(reader: Reader, served: Served, tmp_path: Path) -> None:
    assert claims_of(reader, served, tmp_path, RIGHT) == ["Iker Zaldua"]
    assert claims_of(reader, served, tmp_path, RIGHT) == ["Iker Zaldua"]
    assert len(served.asked) == 1
    question = json.loads(served.asked[0]["messages"][1]["content"])
    assert question == {"sentence": SENTENCE, "persons": ["Iker Zaldua"], "posts": ["Port Albany"]}


@pytest.mark.parametrize(
    "answer",
    [
        {**RIGHT, "quote": "Zaldua will sign"}, {**RIGHT, "person": "Pep Guardiola"}, {**RIGHT, "org": "Real Madrid"},
        {**RIGHT, "stage": "current"}, {**RIGHT, "kind": "tenure", "stage": "current"}, {**RIGHT, "certainty": "sure"}, {**RIGHT, "quote": 7},
        "no JSON", "[]", '{"claims": 3}', {},
    ],
)  # fmt: skip
def test_a_wrong_answer_counts_for_nothing(reader: Reader, served: Served, tmp_path: Path, answer: object) -> None:
    assert claims_of(reader, served, tmp_path, answer) == []


def test_where_the_first_reader_speaks_nobody_else_is_asked(reader: Reader, served: Served, tmp_path: Path) -> None:
    second = SecondReader(reader, Endpoint(url=served.url, model="m", cache=tmp_path))
    clear = item("Port Albany sack manager Marten Vos", "")
    assert [c.person for c in second.read(clear)] == [c.person for c in reader.read(clear)]
    assert second.read(item("Rain expected", "It will rain.")) == []
    assert served.asked == []


def test_a_server_that_fails_is_named(reader: Reader, served: Served) -> None:
    served.status = 500
    with pytest.raises(ReaderError, match="did not answer"):
        SecondReader(reader, Endpoint(url=served.url, model="m")).read(item("", SENTENCE))


def test_it_is_off_unless_asked_for() -> None:
    assert endpoint_of({}) is None
    with pytest.raises(ReaderError, match="HOTSEAT_MODEL_NAME"):
        endpoint_of({"HOTSEAT_MODEL_URL": "http://x"})
    found = endpoint_of({"HOTSEAT_MODEL_URL": "http://x/", "HOTSEAT_MODEL_NAME": "m", "HOTSEAT_MODEL_KEY": "k"})
    assert found is not None
    assert (found.url, found.key) == ("http://x", "k")
