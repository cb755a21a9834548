from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from hotseat.ledger import tokens
from hotseat.ledger.tokens import Scope
from hotseat.show.desk import Desk
from hotseat.show.serving.settings import Settings
from hotseat.show.web.app import create_app
from tests.show.story import HOSTILE, NOW

PAGES = [
    "/", "/?page=2", "/?as_of=2026-02-25", "/?day=40", "/posts/Port%20Albany", "/posts/Bodvik%2FGrim", "/posts/Aston%20Regis",
    "/coaches/Iker%20Zaldua", "/coaches/%C4%BDubo%C5%A1%20%C5%A0%C5%A5astn%C3%BD", "/sources", "/sources/Harbour%20Wire", "/items/s20",
    "/latest", "/latest?before=9", "/search", "/search?q=Ebbing", "/search?q=%22%3Cscript%3E", "/markets", "/calibration", "/feeds",
    "/login", "/api/v1/docs",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_with_guarding_headers_and_nothing_inline(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[:500]
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=\s*[\"']|<style|javascript:", answer.text)
    assert not re.search(r"(?:src|action)=\"(?:https?:)?//", answer.text)


def test_hostile_words_are_only_words(client: TestClient) -> None:
    for path in ("/items/s20", "/search?q=Prado", "/feeds/posts/Vale%20of%20Orrin.atom"):
        text = client.get(path).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    assert "&lt;script&gt;alert" in client.get("/items/s20").text
    assert 'href="javascript' not in client.get("/items/s20").text
    searched = client.get("/search", params={"q": HOSTILE}).text
    assert "<script>alert" not in searched


def test_a_page_of_the_past_says_so_and_its_links_stay_there(client: TestClient) -> None:
    text = client.get("/?as_of=2026-02-25").text
    assert "As it was known on" in text
    assert "/posts/Port%20Albany?as_of=2026-02-25" in text
    assert client.get("/?as_of=2099-01-01").text.count("As it was known on") == 0


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/posts/Atlantis", 404),
        ("/nowhere", 404),
        ("/?as_of=noon", 422),
        ("/?page=0", 422),
        ("/markets/xyz", 404),
        ("/latest?before=x", 422),
    ],
)
def test_what_is_not_there_is_said_in_words(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert "Back to the board" in answer.text


def test_an_unchanged_page_is_not_sent_twice(client: TestClient) -> None:
    first = client.get("/")
    again = client.get("/", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert client.head("/").content == b""
    assert client.head("/").headers["etag"] == first.headers["etag"]


def test_answers_are_packed_for_those_who_take_it(client: TestClient) -> None:
    assert client.get("/", headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/", headers={"accept-encoding": "identity"}).headers


def test_static_files_may_be_kept(client: TestClient) -> None:
    address = re.search(r"/static/hotseat\.css\?\w+", client.get("/").text)
    assert address
    assert "immutable" in client.get(address.group()).headers["cache-control"]
    assert client.get("/static/../app.py").status_code == 404


def test_a_closed_server_asks_for_a_token(own: Desk) -> None:
    client = TestClient(create_app(own, Settings(closed=True, rate=0)), follow_redirects=False)
    assert client.get("/").headers["location"] == "/login?next=/"
    assert client.get("/api/v1/board").status_code == 401
    assert client.get("/feeds/board.atom").status_code == 401
    secret = tokens.create(own.engine, "desk", Scope.READ, NOW)
    assert client.get("/api/v1/board", headers={"authorization": f"Bearer {secret}"}).status_code == 200
    assert client.get("/api/v1/board", headers={"authorization": "Bearer hs_00000000_x"}).status_code == 401
    page = client.get("/login")
    key = re.search(r'name="csrf" value="(\w+)"', page.text)
    assert key
    wrong = client.post("/login", data={"token": "nonsense", "csrf": key.group(1)})
    assert wrong.status_code == 401
    right = client.post("/login", data={"token": secret, "csrf": key.group(1), "next": "/markets"})
    assert right.headers["location"] == "/markets"
    assert "HttpOnly" in right.headers["set-cookie"]
    assert "strict" in right.headers["set-cookie"].lower()
    assert client.get("/markets").status_code == 200
    client.post("/logout", data={"csrf": key.group(1)})
    assert client.get("/markets").status_code == 303


def test_signing_in_never_leads_to_another_site(client: TestClient) -> None:
    for target in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        assert 'name="next" value="/"' in client.get("/login", params={"next": target}).text


def test_an_article_is_added_only_by_our_own_form(own: Desk, writer: TestClient) -> None:
    assert writer.post("/add", data={"title": "x"}).status_code == 401
    secret = tokens.create(own.engine, "desk", Scope.WRITE, NOW)
    page = writer.get("/login")
    key = re.search(r'name="csrf" value="(\w+)"', page.text)
    assert key
    writer.post("/login", data={"token": secret, "csrf": key.group(1)})
    form = {"title": "Port Albany sack Marten Vos", "text": "Port Albany have sacked Marten Vos.", "outlet": "Harbour Wire"}
    assert writer.post("/add", data=form).status_code == 403
    assert writer.post("/add", data={**form, "csrf": "0" * 64}).status_code == 403
    foreign = writer.post("/add", data={**form, "csrf": key.group(1)}, headers={"origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert writer.post("/add", data={"csrf": key.group(1)}).status_code == 422
    kept = writer.post("/add", data={**form, "csrf": key.group(1)}, headers={"origin": "http://testserver"})
    assert kept.status_code == 200
    assert "Port Albany sack Marten Vos" in kept.text
    assert "Add an article" in writer.get("/add").text


def test_a_reader_that_may_not_write_is_sent_to_sign_in(client: TestClient) -> None:
    assert client.get("/add", follow_redirects=False).headers["location"] == "/login?next=/add"


def test_a_source_s_words_are_scored_with_n_and_interval_and_not_where_they_are_few(seasoned: Desk) -> None:
    client = TestClient(create_app(seasoned, Settings(rate=0)))
    text = client.get("/sources/Harbour%20Wire").text
    card = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", text[text.index("Score card") : text.index("First credits")])
    assert re.search(r"All\s+37\s+29\s+76%\s+64% – 86%", card)
    assert re.search(r"Under a day\s+3\s+3\s+too few", card)
    assert "First to name the winner in" in card
    assert 'class="whisker"' in text[text.index("Calibration</h2>") :]
    quiet = client.get("/sources/Radio%20Est").text
    assert "Nothing to score yet" in quiet
    assert "until then a plot would show chance" in quiet
    early = client.get("/sources/Harbour%20Wire?as_of=2025-03-20").text
    assert "too few" in early
    assert "64% – 86%" not in early
    assert "64% – 86%, n 37" in client.get("/sources").text
