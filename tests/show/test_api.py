from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from hotseat.ledger import tokens
from hotseat.ledger.tokens import Scope
from hotseat.show.desk import Desk
from hotseat.show.serving.settings import Settings
from hotseat.show.web.app import create_app
from tests.show.story import NOW, REPORTS

READS = [
    "status", "board", "claims", "items", "items/s20", "posts", "posts/Port%20Albany", "posts/Bodvik/Grim", "coaches",
    "coaches/Jonas%20Ebbing", "sources", "sources/Harbour%20Wire", "markets", "markets?resolved=true", "calibration", "search?q=Zaldua",
]  # fmt: skip


@pytest.mark.parametrize("path", READS)
def test_every_read_gives_json_now_and_then(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["etag"]
    joint = "&" if "?" in path else "?"
    assert client.get(f"/api/v1/{path}{joint}as_of=2026-03-11").status_code == 200


def test_lists_go_on_by_cursor(client: TestClient) -> None:
    for path, key in (("claims", "id"), ("items", "id"), ("posts", "name"), ("sources", "name"), ("markets", "id")):
        seen: list[str] = []
        cursor = None
        while True:
            params = {"limit": "3"} | ({"cursor": cursor} if cursor else {})
            page = client.get(f"/api/v1/{path}", params=params).json()
            seen += [row[key] for row in page["data"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen))
        whole = client.get(f"/api/v1/{path}", params={"limit": "200"}).json()["data"]
        assert [row[key] for row in whole] == seen


def test_claims_are_filtered(client: TestClient) -> None:
    claims = client.get("/api/v1/claims", params={"org": "Port Albany", "polarity": "denied"}).json()["data"]
    assert {c["claim"]["person"] for c in claims} == {"Jonas Ebbing", "Dean Holloway"}
    late = client.get("/api/v1/claims", params={"since": "2026-03-12T00:00:00Z"}).json()["data"]
    assert all(c["told"] >= "2026-03-12" for c in late)


def test_beliefs_of_a_market_are_all_there(client: TestClient) -> None:
    market = client.get("/api/v1/markets").json()["data"][0]["id"]
    found = client.get("/api/v1/beliefs", params={"market": market, "limit": "2"}).json()
    assert len(found["data"]) == 2
    assert found["data"][0]["moment"] > found["data"][1]["moment"]
    assert client.get("/api/v1/beliefs", params={"market": "none"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("posts/Atlantis", 404), ("items/none", 404), ("claims?cursor=zzz", 422), ("claims?cursor=djE6eA", 422), ("claims?limit=0", 422),
        ("claims?kind=x", 422), ("board?as_of=noon", 422), ("search", 422), ("nothing", 404), ("posts/x%00y", 404),
    ],
)  # fmt: skip
def test_errors_are_problems(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail"}


def test_the_document_names_what_is_there(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert {"/api/v1/items", "/api/v1/markets/{key}", "/api/v1/posts/{name}"} <= set(document["paths"])
    assert "Problem" in document["components"]["schemas"]
    assert "HTTPValidationError" not in str(document)


def test_every_write_without_a_token_that_may_write_is_refused(own: Desk) -> None:
    client = TestClient(create_app(own, Settings(rate=0)))
    document = client.get("/api/v1/openapi.json").json()
    reader = tokens.create(own.engine, "reader", Scope.READ, NOW)
    for path, operations in document["paths"].items():
        for method in set(operations) - {"get", "head", "options"}:
            assert client.request(method, path, json={}).status_code == 401
            wrong = {"authorization": f"Bearer {reader}"}
            assert client.request(method, path, json={}, headers=wrong).status_code == 403
    for method in ("PUT", "PATCH", "DELETE", "POST"):
        assert client.request(method, "/api/v1/anything").status_code == 401


def test_an_article_is_read_and_kept_once(own: Desk, writer: TestClient) -> None:
    secret = tokens.create(own.engine, "desk", Scope.WRITE, NOW)
    headers = {"authorization": f"Bearer {secret}"}
    article = {
        "title": "Aston Regis sack Dean Holloway", "text": "Aston Regis have sacked manager Dean Holloway.", "outlet": "Harbour Wire",
        "date": "2026-03-12T10:00:00Z",
    }  # fmt: skip
    before = writer.get("/api/v1/status").json()["items"]
    first = writer.post("/api/v1/items", json=article, headers=headers)
    assert first.status_code == 200, first.text
    assert first.json()["new"] is True
    again = writer.post("/api/v1/items", json=article, headers=headers).json()
    assert again["new"] is False
    assert again["item"] == first.json()["item"]
    assert writer.get("/api/v1/status").json()["items"] == before + 1
    assert writer.get(f"/api/v1/items/{again['item']}").json()["outlet"] == "Harbour Wire"
    empty = writer.post("/api/v1/items", json={"title": " "}, headers=headers)
    assert empty.status_code == 422
    assert writer.post("/api/v1/items", json={"title": "x", "more": 1}, headers=headers).status_code == 422
    tokens.revoke(own.engine, secret.split("_")[1], NOW)
    assert writer.post("/api/v1/items", json=article, headers=headers).status_code == 401


def test_a_client_that_asks_too_often_waits(own: Desk) -> None:
    client = TestClient(create_app(own, Settings(rate=3)))
    codes = [client.get("/api/v1/status").status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    refused = client.get("/api/v1/status")
    assert int(refused.headers["retry-after"]) >= 1
    assert client.get("/").status_code == 200


def test_a_request_that_is_too_large_is_refused(client: TestClient) -> None:
    headers = {"content-length": "99999999"}
    assert client.post("/api/v1/items", content=b"x", headers=headers).status_code == 413


def test_the_story_is_all_there(client: TestClient) -> None:
    assert client.get("/api/v1/status").json()["claims"] == len(REPORTS)


def test_a_source_comes_with_its_score_card(seasoned: Desk) -> None:
    client = TestClient(create_app(seasoned, Settings(rate=0)))
    found = client.get("/api/v1/sources/Harbour%20Wire").json()["standing"]
    assert (found["overall"]["n"], found["overall"]["hits"]) == (37, 29)
    assert found["overall"]["low"] < found["overall"]["share"] < found["overall"]["high"]
    assert found["by_lead"]["under a day"] == {"n": 3, "hits": 3, "share": None, "low": None, "high": None}
    assert sum(s["n"] for s in found["by_stage"].values()) == sum(s["n"] for s in found["by_lead"].values()) == 37
    assert found["markets"] >= len(found["firsts"]) > 0
