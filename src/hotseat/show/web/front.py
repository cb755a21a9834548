"""The front of the server: guards every request, answers from memory what it can, and names every answer by its content.

An answer is given from memory while the ledger is as it was. When the ledger has grown, the old answer is still given for a moment
while one worker makes the new one, so that a gather run that writes every second makes nobody wait (stale-while-revalidate).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hotseat.ledger.tokens import Scope as Right
from hotseat.show.api.problems import problem_answer
from hotseat.show.serving.memory import Answer, Memory
from hotseat.show.serving.settings import Settings
from hotseat.show.web.access import COOKIE, SAFE, Access, bearer
from hotseat.show.web.headers import SECURITY
from hotseat.show.web.limits import Buckets

OPEN_PATHS = ("/static/", "/login", "/healthz")
UNREMEMBERED = ("/add", "/login", "/logout", "/healthz", "/metrics", "/static/")
WORKERS = 2  # answers made at the same time: more only take turns at the interpreter
LARGEST_BODY = 6_000_000

State = Callable[[], object]


class Front:
    """An ASGI application around the real one.

    Args:
        app: makes the answers.
        state: gives the ledger's state, cheaply: equal states are equal ledgers.
        access: knows the tokens.
        settings: how to behave.
    """

    def __init__(self, app: ASGIApp, state: State, access: Access, settings: Settings) -> None:
        """Stand in front of the application."""
        self.app = app
        self.memory = Memory(settings.memory)
        self._state, self._access, self._settings = state, access, settings
        self._buckets = Buckets(settings.rate)
        self._seen: object = None
        self._looked = float("-inf")
        self._making: dict[object, asyncio.Future[Answer]] = {}
        self._workers = asyncio.Semaphore(WORKERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = await self._refusal(scope, headers)
        if refused is not None:
            await give(refused, scope, headers, send, last=False)
        elif scope["method"] in {"GET", "HEAD"} and not scope["path"].startswith(UNREMEMBERED):
            await give(await self._answer(scope), scope, headers, send)
        else:
            if scope["method"] not in SAFE:
                self._looked = float("-inf")
            await self.app(scope, receive, guarded(send, head=scope["method"] == "HEAD"))
            if scope["method"] not in SAFE:
                self.memory.clear()

    async def _refusal(self, scope: Scope, headers: Headers) -> Answer | None:
        path, method = scope["path"], scope["method"]
        api = path.startswith("/api/")
        if api:
            wait = self._buckets.take(bearer(headers) or (scope.get("client") or ("?", 0))[0], time.monotonic())
            if wait:
                return problem_answer(429, "Too many requests", f"try again in {wait:.0f} s", retry=max(1, round(wait)))
        if int_of(headers.get("content-length")) > LARGEST_BODY:
            return problem_answer(413, "Too large", f"a request may hold {LARGEST_BODY:,} bytes")
        if api and method not in SAFE:
            return await self._needs(Right.WRITE, bearer(headers))
        if self._settings.closed and not path.startswith(OPEN_PATHS):
            refused = await self._needs(Right.READ, bearer(headers) or cookie(headers, COOKIE))
            return refused if refused is None or api or path.startswith("/feeds/") else to_login(path)
        return None

    async def _needs(self, right: Right, secret: str | None) -> Answer | None:
        if secret is None:
            return problem_answer(401, "No token", "send `Authorization: Bearer TOKEN`; `hotseat token create` makes one")
        if await run_in_threadpool(self._access.allows, secret, right):
            return None
        if await run_in_threadpool(self._access.allows, secret, Right.READ):
            return problem_answer(403, "Not allowed", "the token may read, not write")
        return problem_answer(401, "Wrong token", "it is unknown or revoked; `hotseat token list` shows the valid ones")

    async def _answer(self, scope: Scope) -> Answer:
        key = (scope["path"], scope["query_string"])
        state, now = await self._current(), time.monotonic()
        found = self.memory.get(key)
        if found is not None:
            age = now - found.made
            if found.state == state and age < self._settings.kept:
                return found
            if age < self._settings.stale + (self._settings.kept if found.state == state else 0):
                if key not in self._making:
                    self._start(key, scope)
                return found
        return await asyncio.shield(self._making.get(key) or self._start(key, scope))

    async def _current(self) -> object:
        """The ledger's state, looked up at most every `recheck` seconds."""
        now = time.monotonic()
        if now - self._looked >= self._settings.recheck:
            self._looked = now
            self._seen = await run_in_threadpool(self._state)
        return self._seen

    def _start(self, key: object, scope: Scope) -> asyncio.Future[Answer]:
        """Begin to make an answer; others who want the same one wait for it, too."""
        task = asyncio.ensure_future(self._make(key, {**scope, "method": "GET"}))
        self._making[key] = task
        task.add_done_callback(lambda done: (self._making.pop(key, None), done.cancelled() or done.exception()))
        return task

    async def _make(self, key: object, scope: Scope) -> Answer:
        async with self._workers:
            state = self._seen
            status, headers, body = await collected(self.app, scope)
        answer = Answer(status=status, headers=headers, body=body, state=state, made=time.monotonic())
        if status == 200:
            self.memory.put(key, answer)
        return answer


async def collected(app: ASGIApp, scope: Scope) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """The application's whole answer."""
    status, headers, parts = 500, list[tuple[bytes, bytes]](), []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status = message["status"]
            headers = [(k.lower(), v) for k, v in message.get("headers", ()) if k.lower() != b"content-length"]
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    await app(scope, receive, send)
    return status, headers, b"".join(parts)


async def give(answer: Answer, scope: Scope, headers: Headers, send: Send, *, last: bool = True) -> None:
    """Send an answer, or that nothing has changed."""
    own = [*answer.headers, *SECURITY]
    if last:
        own += [
            (b"etag", answer.etag),
            (b"cache-control", b"private, no-cache"),
            (b"vary", b"accept-encoding, cookie, authorization"),
        ]
    if last and answer.status == 200 and matches(headers.get("if-none-match"), answer.etag):
        await send({"type": "http.response.start", "status": 304, "headers": own})
        await send({"type": "http.response.body", "body": b""})
        return
    body = answer.body
    if answer.packed is not None and "gzip" in headers.get("accept-encoding", ""):
        body = answer.packed
        own.append((b"content-encoding", b"gzip"))
    own.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": own})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def guarded(send: Send, *, head: bool) -> Callable[[Message], Awaitable[None]]:
    """A sender that adds the headers which every answer carries, and sends no body for HEAD."""

    async def guard(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *SECURITY]
        elif head and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return guard


def matches(asked: str | None, etag: bytes) -> bool:
    """Whether an If-None-Match header names the answer, compared weakly as the standard asks."""
    if asked is None:
        return False
    own = etag.decode().removeprefix("W/")
    return asked.strip() == "*" or any(tag.strip().removeprefix("W/") == own for tag in asked.split(","))


def cookie(headers: Headers, name: str) -> str | None:
    """A cookie's value."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return None
    return found.value if found else None


def to_login(path: str) -> Answer:
    """Send a browser to the sign-in page."""
    return Answer(status=303, headers=[(b"location", f"/login?next={quote(path)}".encode())], body=b"", state=None, made=0.0)


def int_of(text: str | None) -> int:
    """A header's number, or 0."""
    return int(text) if text and text.isascii() and text.isdigit() else 0
