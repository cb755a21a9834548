"""Answers that are remembered: by address, with what was known of the ledger when they were made, least used ones dropped first."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field

LEAST_PACKED = 600  # bytes below which packing gains nothing


@dataclass(slots=True)
class Answer:
    """A finished answer. `state` counts the looks at the ledger when it was made, `made` is a monotonic time in seconds."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    state: int
    made: float
    etag: bytes = b""
    packed: bytes | None = None

    def __post_init__(self) -> None:
        """Name the content by its hash, and pack it once for all who take it packed."""
        self.etag = b'W/"' + hashlib.blake2b(self.body, digest_size=12).hexdigest().encode() + b'"'
        kind = dict(self.headers).get(b"content-type", b"")
        if len(self.body) >= LEAST_PACKED and not kind.startswith((b"font/", b"image/png")):
            self.packed = gzip.compress(self.body, 5, mtime=0)

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.body) + len(self.packed or b"") + 500


@dataclass(slots=True)
class Memory:
    """At most `most` bytes of answers."""

    most: int
    size: int = 0
    _answers: OrderedDict[object, Answer] = field(default_factory=OrderedDict)

    def get(self, key: object) -> Answer | None:
        """The answer of a key, which is now the one used last."""
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def put(self, key: object, answer: Answer) -> None:
        """Remember an answer in place of the older one."""
        old = self._answers.pop(key, None)
        self.size += answer.size - (old.size if old else 0)
        self._answers[key] = answer
        while self.size > self.most and self._answers:
            self.size -= self._answers.popitem(last=False)[1].size

    def clear(self) -> None:
        """Forget everything."""
        self._answers.clear()
        self.size = 0
