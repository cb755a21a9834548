"""The front of the server: guards every request, answers from memory what it can, and names every answer by its content.

An answer is given from memory while what it rests on is as it was (`topics.py`). When that has changed, the old answer is still given
for a moment while a worker makes the new one, so that a gather run that writes every second makes nobody wait (stale-while-revalidate).
Answers for which somebody waits go before those.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hotseat.ledger.tokens import Scope as Right
from hotseat.show.api.problems import problem_answer
from hotseat.show.serving.changes import Changes, Topic
from hotseat.show.serving.counting import Counts, kind_of
from hotseat.show.serving.line import Line, Turn
from hotseat.show.serving.memory import Answer, Memory
from hotseat.show.serving.settings import Settings
from hotseat.show.web.access import COOKIE, SAFE, Access, bearer
from hotseat.show.web.headers import SECURITY
from hotseat.show.web.limits import Buckets

OPEN_PATHS = ("/static/", "/login", "/healthz")
UNREMEMBERED = ("/add", "/login", "/logout", "/healthz", "/metrics", "/static/")
MACHINES = ("/feeds/", "/metrics")  # no person reads them, and a sign-in page helps nobody there
WORKERS = 2  # answers made at the same time: more only take turns at the interpreter
# Seconds that an answer from memory waits while somebody waits for one that must be made. Without it, a crowd that is answered from memory
# leaves the workers no turn at the interpreter, and a page of 30 ms takes half a second.
COURTESY = 0.03
LARGEST_BODY = 6_000_000

TopicOf = Callable[[str, bytes], Topic]
Key = tuple[str, bytes]


class Front:
    """An ASGI application around the real one.

    Args:
        app: makes the answers.
        changes: knows what in the ledger has changed.
        topic: what the answer to a path and query rests on.
        access: knows the tokens.
        settings: how to behave.
        counts: counts what is done.
        first: addresses whose answers are made before anybody asks, once the server has started.
    """

    def __init__(
        self, app: ASGIApp, changes: Changes, topic: TopicOf, access: Access, settings: Settings, counts: Counts,
        first: Callable[[], Sequence[str]] = tuple,
    ) -> None:  # fmt: skip
        """Stand in front of the application."""
        self.app = app
        self.memory = Memory(settings.memory)
        self._changes, self._topic, self._access, self._settings = changes, topic, access, settings
        self._counts, self._first = counts, first
        self._buckets = Buckets(settings.rate)
        self._looked = float("-inf")
        self._urgent = False
        self._looking: asyncio.Future[None] | None = None
        self._making: dict[Key, tuple[asyncio.Task[Answer], Turn]] = {}
        self._line = Line(WORKERS)
        counts.waiting.set_function(lambda: self._line.length)
        counts.remembered.set_function(lambda: self.memory.size)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._counted(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Make the first answers while the server runs; it is ready at once."""
        await receive()
        warming = asyncio.ensure_future(self._warm())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        warming.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    async def _warm(self) -> None:
        await self._look()
        for address in await run_in_threadpool(self._first):
            path, _, query = address.partition("?")
            key = (unquote(path), query.encode())
            scope: Scope = {
                "type": "http", "method": "GET", "scheme": "http", "http_version": "1.1", "root_path": "", "headers": [],
                "path": key[0], "raw_path": path.encode(), "query_string": key[1], "server": None, "client": None,
            }  # fmt: skip
            if self.memory.get(key) is None and key not in self._making:
                await asyncio.wait([self._start(key, scope, urgent=False)])
        self._counts.warm.set(1)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        start, kind, status = time.perf_counter(), kind_of(scope["path"]), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._respond(scope, receive, noted)
        finally:
            self._counts.requests.labels(kind, str(status)).inc()
            self._counts.seconds.labels(kind).observe(time.perf_counter() - start)

    async def _respond(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        refused = await self._refusal(scope, headers)
        if refused is not None:
            await give(refused, scope, headers, send, last=False)
        elif scope["method"] in {"GET", "HEAD"} and not scope["path"].startswith(UNREMEMBERED):
            await give(await self._answer(scope), scope, headers, send)
        else:
            await self.app(scope, receive, guarded(send, head=scope["method"] == "HEAD"))
            if scope["method"] not in SAFE:
                # Whoever changed something must see it at once.
                self._looked, self._urgent = float("-inf"), True

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
            return refused if refused is None or api or path.startswith(MACHINES) else to_login(path)
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
        if self._line.pressed:
            await asyncio.sleep(COURTESY)
        key = (scope["path"], scope["query_string"])
        await self._look()
        found, now = self.memory.get(key), time.monotonic()
        if found is not None:
            outdated = self._changes.outdated(self._topic(*key), found.state)
            age = now - found.made
            if outdated is None and age < self._settings.kept:
                self._counts.answers.labels("memory").inc()
                return found
            recent = outdated is None or now - outdated < self._settings.stale
            if recent and age < self._settings.kept + self._settings.stale:
                if key not in self._making:
                    self._start(key, scope, urgent=False)
                self._counts.answers.labels("outdated").inc()
                return found
        self._counts.answers.labels("made").inc()
        if key in self._making:
            task, turn = self._making[key]
            self._line.hurry(turn)
            return await asyncio.shield(task)
        return await asyncio.shield(self._start(key, scope, urgent=True))

    async def _look(self) -> None:
        """Look at the ledger, at most every `recheck` seconds; whoever comes while an urgent look is made waits for it."""
        now = time.monotonic()
        if now - self._looked >= self._settings.recheck:
            self._looked, urgent, self._urgent = now, self._urgent, False
            look = asyncio.ensure_future(run_in_threadpool(self._changes.look, urgent=urgent))
            self._looking = look if urgent else self._looking
            await look
        elif self._looking is not None and not self._looking.done():
            await asyncio.wait([self._looking])

    def _start(self, key: Key, scope: Scope, *, urgent: bool) -> asyncio.Task[Answer]:
        """Begin to make an answer; others who want the same one wait for it, too."""
        turn = Turn(urgent)
        task = asyncio.ensure_future(self._make(key, {**scope, "method": "GET"}, turn))
        self._making[key] = (task, turn)
        task.add_done_callback(lambda done: (self._making.pop(key, None), done.cancelled() or done.exception()))
        return task

    async def _make(self, key: Key, scope: Scope, turn: Turn) -> Answer:
        async with self._line.at_work(turn):
            state = self._changes.looks
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
    return Answer(status=303, headers=[(b"location", f"/login?next={quote(path)}".encode())], body=b"", state=0, made=0.0)


def int_of(text: str | None) -> int:
    """A header's number, or 0."""
    return int(text) if text and text.isascii() and text.isdigit() else 0
