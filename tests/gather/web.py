"""A real HTTP server on this machine that serves what a test tells it to, faults included, and remembers who asked for what."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, Mapping[str, str], bytes]
Route = Reply | Callable[[Any], Reply | None]


@dataclass(slots=True)
class Web:
    """The server: what it serves by path, and the requests it got, as (path, headers)."""

    base: str
    routes: dict[str, Route] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    busiest: int = 0

    def page(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        data = body.encode() if isinstance(body, str) else body
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        self.routes[path] = (200, {"Content-Type": kind, **more}, data)
        return self.base + path

    def asked(self, path: str) -> list[dict[str, str]]:
        return [headers for asked, headers in self.requests if asked == path]


@contextmanager
def serve() -> Iterator[Web]:
    """Run a server on a free port."""
    lock, busy = threading.Lock(), [0]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            with lock:
                web.requests.append((self.path, headers))
                busy[0] += 1
                web.busiest = max(web.busiest, busy[0])
            try:
                self.reply(headers)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            finally:
                with lock:
                    busy[0] -= 1

        def reply(self, headers: Mapping[str, str]) -> None:
            route = web.routes.get(self.path) or web.routes.get(self.path.partition("?")[0])
            found = route(self) if callable(route) else route
            if route is not None and found is None:
                return  # the route wrote its own bytes
            status, more, body = found or (404, {}, b"nothing here")
            etag = more.get("ETag")
            if etag and headers.get("if-none-match") == etag:
                status, body = 304, b""
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            if "Content-Length" not in more:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            pass  # clients that hang up are part of the tests

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web = Web(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def article(title: str, *paragraphs: str, head: str = "", url: str | None = None) -> str:
    """An article's page as outlets make them, navigation and all."""
    link = f'<link rel="canonical" href="{url}">' if url else ""
    text = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><title>{title} | Harbour Wire</title>{link}{head}</head><body><nav><a href="/">Home</a>'
        f"</nav><main><article><h1>{title}</h1>{text}</article></main><footer>All rights reserved</footer></body></html>"
    )


VOS = (
    "Port Albany have sacked manager Marten Vos after the defeat that left the club two points above the relegation places.",
    "The board met on Sunday evening and decided that the coach of two years should leave at once, the club said in a statement.",
    "Assistant coach Colm Rafferty will take charge of the team for the match at Aston Regis until a successor has been found.",
)
ENTRY = "<item><title>{title}</title><link>{link}</link><description>{text}</description><pubDate>{date}</pubDate></item>"


def rss(*entries: tuple[str, str, str], date: str = "Mon, 02 Feb 2026 10:00:00 GMT", language: str = "en-gb") -> str:
    """An RSS feed of (title, link, text)."""
    items = "".join(ENTRY.format(title=title, link=link, text=text, date=date) for title, link, text in entries)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Wire</title><language>{language}</language>{items}</channel></rss>'
