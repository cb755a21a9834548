"""A polite and careful HTTP client: robots.txt, one request at a time per host with a pause, conditional requests, retries.

It keeps no cookies, follows redirects itself so that each step is checked, and takes no more bytes or time than it was allowed.
"""

from __future__ import annotations

import random
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpcore
from protego import Protego

from hotseat.errors import FetchError, FormatError
from hotseat.gather.addresses import absolute, split
from hotseat.gather.connecting import Deadline, GuardedBackend

AGENT = "hotseat/0.1 (+https://github.com/hotseat/hotseat; reads football news)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 5
ROBOTS_LARGEST = 512 * 1024  # bytes; RFC 9309 asks for at least 500 KiB
ROBOTS_FRESH = 24 * 3600.0  # seconds; RFC 9309
LONGEST_PAUSE = timedelta(days=1)  # however long a server asks to be left alone
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How to behave: times in seconds, sizes in bytes.

    Args:
        agent: the User-Agent that is sent; its first word is looked for in robots.txt.
        delay: the least pause between two requests to a host; a longer Crawl-delay counts more.
        longest_delay: the most of a Crawl-delay that is obeyed; a host that asks for more is asked rarely by its interval.
        timeout: the most that one step (connecting, waiting for bytes) may take.
        deadline: the most that a whole exchange may take.
        largest: the most bytes of an answer, after decompression.
        attempts: tries before a passing failure counts.
        backoff: the pause before the second try; doubled, with jitter, before each further one.
        allow_private: hosts that may have private addresses.
    """

    agent: str = AGENT
    delay: float = 1.0
    longest_delay: float = 30.0
    timeout: float = 15.0
    deadline: float = 60.0
    largest: int = 16 * 1024 * 1024
    attempts: int = 3
    backoff: float = 1.0
    allow_private: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said. `body` is decompressed; `not_modified` means that it is as it was."""

    url: str
    status: int
    body: bytes
    charset: str | None
    kind: str
    etag: str | None
    modified: str | None

    @property
    def not_modified(self) -> bool:
        """Whether the validators of the last visit still hold."""
        return self.status == 304


@dataclass(slots=True)
class Host:
    """One host: its connections, the lock that makes requests take turns, and when the next may go out."""

    deadline: Deadline
    pool: httpcore.ConnectionPool
    lock: threading.Lock = field(default_factory=threading.Lock)
    free: float = 0.0
    robots: Protego | None = None
    robots_read: float | None = None
    robots_refuse: str | None = None


class Client:
    """Fetches pages for as long as it is open; safe to use from several threads.

    Args:
        manners: how to behave.
        chance: makes the jitter of pauses.
    """

    def __init__(self, manners: Manners | None = None, chance: random.Random | None = None) -> None:
        """Connect to nobody yet."""
        self.manners = manners or Manners()
        self._chance = chance or random.Random()  # noqa: S311 -- jitter is no secret
        self._hosts: dict[str, Host] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Close every connection."""
        for host in self._hosts.values():
            host.pool.close()

    def get(
        self, url: str, *, etag: str | None = None, modified: str | None = None, accept: str = "*/*",
        largest: int | None = None, private_query: bool = False,
    ) -> Answer:  # fmt: skip
        """Fetch one address, following redirects.

        Args:
            url: the address.
            etag: the ETag of the last visit.
            modified: its Last-Modified.
            accept: the kinds of content that are wanted.
            largest: another limit of bytes.
            private_query: the query holds a key, which errors must not show.

        Raises:
            FetchError: robots.txt, the server, the network or a limit said no; `due` says when to come again, if the server did.
        """
        place = url.partition("?")[0] if private_query else url
        headers = {"If-None-Match": etag, "If-Modified-Since": modified, "Accept": accept}
        sent = {name: value for name, value in headers.items() if value}
        here = url
        for _ in range(MOST_REDIRECTS + 1):
            answer, onward = self._step(here, sent, largest or self.manners.largest, place)
            if onward is None:
                return answer
            following = absolute(onward, here)
            if following is None:
                raise FetchError(place, f"redirects to {onward[:200]!r}, which is no web address")
            here = following
        raise FetchError(place, f"redirects more than {MOST_REDIRECTS} times")

    def _step(self, url: str, headers: Mapping[str, str], largest: int, place: str) -> tuple[Answer, str | None]:
        """One address, with retries; gives the answer and where it redirects to."""
        try:
            parts = split(url)
        except FormatError as error:
            raise FetchError(place, error.problem) from error
        host = self._host(f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}")
        with host.lock:
            self._obey_robots(host, url, place)
            return self._retried(host, url, headers, largest, place)

    def _host(self, origin: str) -> Host:
        with self._lock:
            if origin not in self._hosts:
                deadline = Deadline()
                backend = GuardedBackend(deadline, self.manners.allow_private)
                pool = httpcore.ConnectionPool(max_connections=1, keepalive_expiry=30, network_backend=backend)
                self._hosts[origin] = Host(deadline, pool)
            return self._hosts[origin]

    def _retried(self, host: Host, url: str, headers: Mapping[str, str], largest: int, place: str) -> tuple[Answer, str | None]:
        for attempt in range(1, self.manners.attempts + 1):
            try:
                return self._exchange(host, url, headers, largest, place)
            except FetchError as error:
                if not error.passing or error.due or attempt == self.manners.attempts:
                    raise
                time.sleep(self.manners.backoff * 2 ** (attempt - 1) * (0.5 + self._chance.random()))
        raise AssertionError  # the loop returns or raises

    def _exchange(self, host: Host, url: str, headers: Mapping[str, str], largest: int, place: str) -> tuple[Answer, str | None]:
        """One request and its answer, after the host's pause."""
        time.sleep(max(0.0, host.free - time.monotonic()))
        host.deadline.start(self.manners.deadline)
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), self.manners.timeout)
        sent: dict[bytes | str, bytes | str] = {"User-Agent": self.manners.agent, "Accept-Encoding": "gzip, deflate"}
        sent.update(headers.items())
        try:
            with host.pool.stream("GET", target_of(url), headers=sent, extensions={"timeout": timeout}) as response:
                return self._answer(response, url, largest, place)
        except httpcore.TimeoutException as error:
            raise FetchError(place, f"did not answer in time ({error or type(error).__name__})", passing=True) from error
        except PermissionError as error:
            raise FetchError(place, str(error)) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise FetchError(place, f"cannot be reached ({error or type(error).__name__})", passing=True) from error
        finally:
            host.free = time.monotonic() + self._pause(host)

    def _pause(self, host: Host) -> float:
        asked = host.robots.crawl_delay(self.manners.agent) if host.robots else None
        return max(self.manners.delay, min(float(asked or 0), self.manners.longest_delay))

    def _answer(self, response: httpcore.Response, url: str, largest: int, place: str) -> tuple[Answer, str | None]:
        """Read an answer within its limits, or say why not."""
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        status = response.status
        if status in REDIRECTS and headers.get("location"):
            return Answer(url=url, status=status, body=b"", charset=None, kind="", etag=None, modified=None), headers["location"]
        if status in {429, 503}:
            due = retry_after(headers.get("retry-after"), datetime.now(UTC))
            raise FetchError(place, f"is asked too often or busy (status {status})", passing=True, due=due, status=status)
        if status >= 500 or status == 408:
            raise FetchError(place, f"failed (status {status})", passing=True, status=status)
        if status >= 400 or (status != 304 and not 200 <= status < 300):
            raise FetchError(place, f"was refused (status {status})", status=status)
        body = b"" if status == 304 else read_body(response, headers, largest, place)
        kind, _, parameters = headers.get("content-type", "").partition(";")
        charset = parameters.partition("charset=")[2].partition(";")[0].strip("\"' ") or None
        found = Answer(
            url=url, status=status, body=body, charset=charset, kind=kind.strip().lower(), etag=headers.get("etag"),
            modified=headers.get("last-modified"),
        )  # fmt: skip
        return found, None

    def _obey_robots(self, host: Host, url: str, place: str) -> None:
        """Read the host's robots.txt if it is not fresh, and refuse what it refuses.

        Raises:
            FetchError: it says no, or cannot be had, which means no for now (RFC 9309).
        """
        if host.robots_read is None or time.monotonic() - host.robots_read > ROBOTS_FRESH:
            self._read_robots(host, urljoin(url, "/robots.txt"))
        if host.robots_refuse:
            host.robots_read = None  # ask again next time
            raise FetchError(place, host.robots_refuse, passing=True)
        if host.robots and not host.robots.can_fetch(url, self.manners.agent):
            raise FetchError(place, "is closed to us by the site's robots.txt")

    def _read_robots(self, host: Host, url: str) -> None:
        host.robots_read, host.robots_refuse = time.monotonic(), None
        try:
            answer, onward = self._retried(host, url, {}, ROBOTS_LARGEST, url)
        except FetchError as error:
            host.robots = None
            if error.status is None or error.status >= 429:
                host.robots_refuse = f"its robots.txt cannot be read: {error.problem}"
            return
        # A robots.txt that redirects elsewhere would need that host's permission; few do, and it counts as none.
        host.robots = None if onward else Protego.parse(answer.body.decode("utf-8", "replace"))


def target_of(url: str) -> str:
    """The address as it is sent: international host names and paths in ASCII, no fragment, no user."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode("ascii") if not (parts.hostname or "").isascii() else parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{quoted(parts.path or '/')}{'?' + quoted(parts.query) if parts.query else ''}"


def quoted(text: str) -> str:
    """Text with everything but visible ASCII percent-encoded."""
    return "".join(c if "!" <= c <= "~" else "".join(f"%{byte:02X}" for byte in c.encode("utf-8", "replace")) for c in text)


def retry_after(value: str | None, now: datetime) -> datetime | None:
    """When a server wants to be asked again: seconds or a date, a day from now at the most."""
    if not value:
        return None
    try:
        due = now + timedelta(seconds=min(float(value), LONGEST_PAUSE.total_seconds()))
    except ValueError:
        try:
            due = parsedate_to_datetime(value)
        except (ValueError, TypeError):
            return None
        due = due.replace(tzinfo=UTC) if due.tzinfo is None else due
    except OverflowError:
        return None
    return min(max(due, now), now + LONGEST_PAUSE)


def read_body(response: httpcore.Response, headers: Mapping[str, str], largest: int, place: str) -> bytes:
    """The body, decompressed piece by piece, so that a bomb is noticed before it goes off.

    Raises:
        FetchError: it is larger than allowed, or compressed in a way that was not asked for.
    """
    size = headers.get("content-length", "")
    if size.isdigit() and int(size) > largest:
        raise FetchError(place, f"is of {int(size):,} bytes, more than the {largest:,} allowed")
    expand = expander(headers.get("content-encoding", "").strip().lower(), place)
    body = bytearray()
    try:
        for chunk in response.iter_stream():
            body += expand(chunk, largest + 1 - len(body))
            if len(body) > largest:
                raise FetchError(place, f"is larger than the {largest:,} bytes allowed")
    except zlib.error as error:
        raise FetchError(place, f"is not compressed as it says ({error})") from error
    return bytes(body)


def expander(encoding: str, place: str) -> Callable[[bytes, int], bytes]:
    """A function that decompresses the next piece, at most so many bytes of it.

    Raises:
        FetchError: the encoding is none that was asked for.
    """
    if encoding in {"", "identity"}:
        return lambda chunk, _: chunk
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchError(place, f"is compressed with {encoding[:40]!r}, which was not asked for")
    stream = zlib.decompressobj(wbits=47)  # gzip or zlib, by its first bytes

    def expand(chunk: bytes, most: int) -> bytes:
        nonlocal stream
        if encoding == "deflate" and not stream.unused_data and chunk[:1] and chunk[0] & 0x0F != 8 and not started:
            stream = zlib.decompressobj(wbits=-15)  # some servers send deflate without its wrapper
        started.append(1)
        return stream.decompress(chunk, max(most, 1))

    started: list[int] = []
    return expand
