from __future__ import annotations

import gzip
import random
import socket
import threading
import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hotseat.errors import FetchError
from hotseat.gather.addresses import resolve
from hotseat.gather.fetching import LONGEST_PAUSE, Client, Manners, retry_after, target_of
from tests.gather.conftest import QUICK
from tests.gather.web import Web

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def problem(client: Client, url: str, **more: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        client.get(url, **more)
    return caught.value


def test_a_page_comes_with_what_the_server_says_of_it(web: Web, client: Client) -> None:
    url = web.page("/a", "Málaga", 'text/HTML; charset="utf-8"; x=y', ETag='"1"', Last_Modified="Mon, 02 Feb 2026 10:00:00 GMT")
    answer = client.get(url)
    assert (answer.body.decode(), answer.kind, answer.charset, answer.etag) == ("Málaga", "text/html", "utf-8", '"1"')
    assert client.get(url, etag='"1"').not_modified
    sent = web.asked("/a")[1]
    assert sent["if-none-match"] == '"1"'
    assert "hotseat" in sent["user-agent"]


def test_no_cookie_is_kept(web: Web, client: Client) -> None:
    url = web.page("/a", "x", Set_Cookie="id=1; Path=/")
    client.get(url)
    client.get(url)
    assert all("cookie" not in headers for _, headers in web.requests)


def test_robots_txt_is_obeyed_and_read_once(web: Web, client: Client) -> None:
    web.page("/robots.txt", "User-agent: hotseat\nDisallow: /private\nUser-agent: *\nDisallow: /", "text/plain")
    web.page("/open", "x")
    web.page("/private/a", "x")
    client.get(web.base + "/open")
    assert "robots.txt" in str(problem(client, web.base + "/private/a"))
    assert web.asked("/private/a") == []
    assert len(web.asked("/robots.txt")) == 1


def test_a_robots_txt_that_fails_closes_the_site_for_now_and_one_that_is_missing_opens_it(web: Web, client: Client) -> None:
    web.page("/a", "x")
    web.routes["/robots.txt"] = (500, {}, b"")
    assert problem(client, web.base + "/a").passing
    web.routes["/robots.txt"] = (404, {}, b"")
    assert client.get(web.base + "/a").status == 200


def test_requests_to_one_host_take_turns_with_a_pause(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.05", "text/plain")
    web.page("/a", "x")
    with Client(QUICK) as client:
        client.get(web.base + "/a")
        web.busiest, start = 0, time.monotonic()
        threads = [threading.Thread(target=client.get, args=(web.base + "/a",)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert web.busiest == 1
    assert time.monotonic() - start >= 0.3


def test_a_passing_failure_is_tried_again_and_a_lasting_one_is_not(web: Web, client: Client) -> None:
    answers = iter([500, 502, 200])
    web.routes["/flaky"] = lambda _: (next(answers), {}, b"at last")
    assert client.get(web.base + "/flaky").body == b"at last"
    error = problem(client, web.base + "/gone")
    assert (error.status, error.passing) == (404, False)
    assert len(web.asked("/gone")) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_handed_on_and_not_retried(web: Web, client: Client, status: int) -> None:
    web.routes["/busy"] = (status, {"Retry-After": "120"}, b"")
    error = problem(client, web.base + "/busy")
    assert error.due is not None
    assert timedelta(seconds=60) < error.due - datetime.now(UTC) <= timedelta(seconds=120)
    assert len(web.asked("/busy")) == 1


@pytest.mark.parametrize(
    ("value", "due"),
    [
        ("60", NOW + timedelta(minutes=1)), ("9999999999999999999999", NOW + LONGEST_PAUSE), ("-5", NOW), ("nan", None), ("soon", None),
        (None, None), ("Sun, 01 Mar 2026 01:00:00 GMT", NOW + timedelta(hours=1)), ("Sun, 01 Mar 2099 01:00:00 GMT", NOW + LONGEST_PAUSE),
    ],
)  # fmt: skip
def test_retry_after_may_be_seconds_or_a_date(value: str | None, due: datetime | None) -> None:
    assert retry_after(value, NOW) == due


def test_redirects_are_followed_and_loops_are_not(web: Web, client: Client) -> None:
    web.routes["/old"] = (301, {"Location": "/new"}, b"")
    web.page("/new", "here")
    assert client.get(web.base + "/old").url == web.base + "/new"
    web.routes["/loop"] = (302, {"Location": "/loop"}, b"")
    assert "redirects more than" in str(problem(client, web.base + "/loop"))
    for bad in ("ftp://example.org/", "http://", "//[", "javascript:alert(1)"):
        web.routes["/bad"] = (302, {"Location": bad}, b"")
        problem(client, web.base + "/bad")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.0.0.1", "192.168.1.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "[fe80::1]",
             "0.0.0.0", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "224.0.0.1", "100.64.0.1", "2130706433", "0x7f.1"],
)  # fmt: skip
def test_a_private_address_is_not_visited(host: str) -> None:
    with Client(replace(QUICK, allow_private=frozenset())) as client:
        assert "private address" in str(problem(client, f"http://{host}:9/"))


def test_a_redirect_to_a_private_address_is_not_followed(web: Web) -> None:
    # The first host is allowed by name, the second is not, though both are this machine.
    web.routes["/"] = (302, {"Location": web.base.replace("127.0.0.1", "localhost") + "/secret"}, b"")
    web.page("/secret", "secret")
    with Client(replace(QUICK, allow_private=frozenset({"127.0.0.1"}))) as client:
        assert "private address" in str(problem(client, web.base + "/"))
    assert web.asked("/secret") == []


def test_a_name_that_leads_to_a_private_address_is_refused_whatever_else_it_leads_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*_: object, **__: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "10.1.2.3")]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    with pytest.raises(PermissionError):
        resolve("example.org", 80)


def test_an_answer_that_is_too_large_is_cut_off_whether_it_says_so_or_not(web: Web, client: Client) -> None:
    url = web.page("/large", b"x" * 1_000_001)
    assert "more than" in str(problem(client, url))
    assert client.get(url, largest=2_000_000).status == 200

    def endless(handler: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b"x" * 100_000)

    web.routes["/endless"] = endless
    assert "larger than" in str(problem(client, web.base + "/endless"))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw"])
def test_compressed_answers_are_read_and_bombs_are_not(web: Web, client: Client, encoding: str) -> None:
    def squeeze(data: bytes) -> bytes:
        if encoding == "gzip":
            return gzip.compress(data)
        made = zlib.compressobj(9, zlib.DEFLATED, 15 if encoding == "deflate" else -15)
        return made.compress(data) + made.flush()

    name = "deflate" if encoding == "raw" else encoding
    small = web.page("/small", squeeze(b"words " * 1000), Content_Encoding=name)
    assert client.get(small).body == b"words " * 1000
    bomb = web.page("/bomb", squeeze(b"\0" * 300_000_000), Content_Encoding=name)
    assert "larger than" in str(problem(client, bomb))


@pytest.mark.parametrize(("encoding", "body"), [("gzip", b"no gzip at all"), ("br", b"?"), ("gzip, gzip", b"?")])
def test_what_is_not_compressed_as_it_says_is_an_error(web: Web, client: Client, encoding: str, body: bytes) -> None:
    problem(client, web.page("/a", body, Content_Encoding=encoding))


def test_a_server_that_sends_a_byte_at_a_time_is_left_at_the_deadline(web: Web) -> None:
    def slowly(handler: Any) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 500:
            handler.wfile.write(bytes([byte]))
            time.sleep(0.05)

    web.routes["/slow"] = slowly
    with Client(replace(QUICK, deadline=0.5, attempts=1)) as client:
        client.get(web.page("/quick", "x"))
        start = time.monotonic()
        assert "in time" in str(problem(client, web.base + "/slow"))
    assert time.monotonic() - start < 15


@pytest.mark.parametrize(
    "sent", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort", b"\x16\x03\x01" * 99]
)
def test_a_server_that_speaks_no_http_is_an_error(web: Web, client: Client, sent: bytes) -> None:
    def broken(handler: Any) -> None:
        handler.wfile.write(sent)
        handler.close_connection = True

    web.routes["/broken"] = broken
    client.get(web.page("/fine", "x"))
    assert problem(client, web.base + "/broken").passing


def test_a_host_that_is_not_there_is_an_error() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with Client(replace(QUICK, attempts=1)) as client:
        assert "cannot be reached" in str(problem(client, f"http://127.0.0.1:{port}/"))
        assert "not known" in str(problem(client, "http://no-such-host.invalid/"))


def test_errors_do_not_show_a_key(web: Web, client: Client) -> None:
    error = problem(client, web.base + "/api?api-key=secret", private_query=True)
    assert "secret" not in str(error)


def test_addresses_are_sent_in_ascii() -> None:
    assert target_of("http://münchen.example/á b?q=ü#x") == "http://xn--mnchen-3ya.example/%C3%A1%20b?q=%C3%BC"
    assert target_of("https://[::1]:8080") == "https://[::1]:8080/"


def test_the_defaults_are_polite() -> None:
    assert Manners().delay >= 1
    assert Client(chance=random.Random(1)).manners.agent.startswith("hotseat/")
