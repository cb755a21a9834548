"""Connections for fetching: only to addresses that may be visited, and never beyond a deadline.

The address that was checked is the address that is connected to, so that a name server cannot answer twice differently;
and the deadline counts for the whole exchange, so that a server that sends a byte a second cannot hold it open.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Collection, Iterable
from typing import Any

import httpcore

from hotseat.gather.addresses import resolve


class Deadline:
    """The moment at which the present exchange must be over; one a connection pool."""

    def __init__(self) -> None:
        """Start without one."""
        self._end = float("inf")

    def start(self, seconds: float) -> None:
        """Begin an exchange that may take so long."""
        self._end = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """How many seconds one step may take.

        Raises:
            httpcore.ReadTimeout: none are left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            msg = "the whole exchange took too long"
            raise httpcore.ReadTimeout(msg)
        return left if timeout is None else min(left, timeout)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses, with the deadline on every step."""

    def __init__(self, deadline: Deadline, allowed: Collection[str]) -> None:
        """Take the deadline, and the hosts that may be private."""
        self._deadline, self._allowed, self._inner = deadline, allowed, httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """Resolve, check, and connect to what was checked.

        Raises:
            PermissionError: the host is private.
            httpcore.ConnectError: it is not known, or does not answer.
        """
        try:
            address = resolve(host, port, self._allowed)
        except PermissionError:
            raise
        except (OSError, UnicodeError) as error:
            msg = f"host {host} is not known ({error})"
            raise httpcore.ConnectError(msg) from error
        stream = self._inner.connect_tcp(address, port, self._deadline.left(timeout), local_address, socket_options)
        return GuardedStream(stream, self._deadline)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self._inner.sleep(seconds)


class GuardedStream(httpcore.NetworkStream):
    """A stream whose every step ends by the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        """Wrap a stream."""
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes."""
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes."""
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Close it."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt it; the certificate is verified against the host's name, not its address."""
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return GuardedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 -- httpcore's own signature
        """What the inner stream knows of itself."""
        return self._inner.get_extra_info(info)
