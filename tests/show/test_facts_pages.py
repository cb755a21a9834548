from __future__ import annotations

import asyncio
import json
from typing import Any

from starlette.testclient import TestClient

from hotseat.show.desk import Desk
from hotseat.show.mcp_server import server


def test_dominoes_show_chains_and_take_a_condition(client: TestClient) -> None:
    assert "Most likely chains" in client.get("/dominoes").text
    given = client.get("/dominoes", params={"if": "Iker Zaldua=Port Albany"})
    assert "Given" in given.text
    wrong = client.get("/dominoes", params={"if": "nonsense"})
    assert wrong.status_code == 200
    assert 'role="alert"' in wrong.text
    found = client.get("/api/v1/dominoes", params={"if": "Iker Zaldua=Port Albany"}).json()
    assert found["posts"]["Port Albany"]["Iker Zaldua"] == 1.0
    assert client.get("/api/v1/dominoes", params={"if": "nonsense"}).status_code == 422
    assert client.get("/api/v1/dominoes", params={"as_of": "2020-01-01"}).json()["posts"] == {}


def test_coaches_are_compared(client: TestClient) -> None:
    found = client.get("/compare", params={"a": "Iker Zaldua", "b": "Jonas Ebbing"})
    assert "Iker Zaldua and Jonas Ebbing" in found.text
    assert "Nobody" in client.get("/compare", params={"a": "Nobody", "b": "Jonas Ebbing"}).text


def test_an_item_has_its_checks(client: TestClient) -> None:
    assert client.get("/api/v1/checks", params={"item": "s1"}).json() == {"data": [], "next": None}
    assert client.get("/api/v1/checks", params={"item": "none"}).status_code == 404


def test_a_model_asks_the_same_questions(desk: Desk) -> None:
    async def ask() -> tuple[set[str], list[Any]]:
        found = server(desk)
        names = {t.name for t in await found.list_tools()}
        calls: tuple[tuple[str, dict[str, Any]], ...] = (
            ("board", {}), ("post", {"name": "Port Albany"}), ("coach", {"name": "Jonas Ebbing"}), ("source", {"name": "Sportblad"}),
            ("item", {"id": "s1"}), ("claims", {"org": "Port Albany"}), ("markets", {}), ("dominoes", {}), ("search", {"query": "Vos"}),
        )  # fmt: skip
        return names, [await found.call_tool(name, values) for name, values in calls]

    names, answers = asyncio.run(ask())
    assert names == {"board", "post", "coach", "source", "item", "claims", "markets", "dominoes", "search"}
    assert "Iker Zaldua" in str(answers[1])
    assert json.dumps(str(answers))
