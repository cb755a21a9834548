"""Paths -> items: text, HTML and JSON-lines files, and standard input. A file that cannot be read gives an error, not a stop."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import trafilatura

from hotseat.errors import FormatError, InputError, MissingError
from hotseat.gather.items import item_of, moment
from hotseat.records import Item

LARGEST = 64 * 1024 * 1024  # bytes of a file that is one item
LONGEST_LINE = 16 * 1024 * 1024  # bytes of one JSON line
ARTICLE_LIMIT = 5_000_000  # characters
CONTROL_SHARE = 0.02  # a text with more control characters than this is a binary file


def read_paths(paths: Iterable[str], stdin: BinaryIO | None = None) -> Iterator[Item | InputError]:
    """The items of every path in turn ("-" is standard input), and an error for each file or line that gives none."""
    for path in paths:
        try:
            yield from read_path(path, stdin)
        except InputError as error:
            yield error
        except OSError as error:
            yield InputError(path, f"cannot be read ({error.strerror or error}); check the file and its permissions")


def read_path(path: str, stdin: BinaryIO | None = None) -> Iterator[Item | InputError]:
    """The items of one path.

    Raises:
        MissingError, FormatError: the whole file is of no use.
    """
    if path == "-":
        yield from read_stream(stdin or sys.stdin.buffer)
        return
    file = Path(path)
    if not file.exists():
        raise MissingError(path, "no such file; check the spelling")
    if file.is_dir():
        raise FormatError(path, "is a folder; name the files in it, for example with a * after it")
    if file.suffix.casefold() in {".jsonl", ".ndjson", ".json"}:
        with file.open("rb") as stream:
            yield from json_lines(stream, path)
        return
    size = file.stat().st_size
    if size > LARGEST:
        raise FormatError(path, f"{size:,} bytes are too many for one article (at most {LARGEST:,}); split it, or use JSON lines")
    yield from one_text(file.read_bytes(), path, is_html=file.suffix.casefold() in {".html", ".htm", ".xhtml"})


def read_stream(stream: BinaryIO) -> Iterator[Item | InputError]:
    """Standard input: JSON lines if it begins with a brace, one text otherwise."""
    head = stream.read(1)
    while head.isspace():
        head = stream.read(1)
    if head == b"{":
        yield from json_lines(Prefixed(head, stream), "standard input")
        return
    data = head + stream.read(LARGEST)
    yield from one_text(data, "standard input", is_html=data[:200].lstrip().lower().startswith((b"<!doctype", b"<html")))


class Prefixed:
    """A byte stream with a piece put back in front; iterates over lines."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        """Keep both."""
        self._head, self._stream = head, stream

    def readline(self, size: int = -1) -> bytes:
        """The next line, at most `size` bytes of it."""
        head, self._head = self._head, b""
        return head + self._stream.readline(size)


def json_lines(stream: BinaryIO | Prefixed, place: str) -> Iterator[Item | InputError]:
    """One item a line; a bad line gives an error that names it, and the rest is read."""
    number = found = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        where = f"{place}:{number}"
        if len(line) > LONGEST_LINE:
            yield FormatError(where, f"line is longer than {LONGEST_LINE:,} bytes; it was passed over")
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
            continue
        if not line.strip():
            continue
        found += 1
        try:
            row = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
            if not isinstance(row, dict):
                yield FormatError(where, f"must be a JSON object, not {type(row).__name__}")
                continue
            yield item_of(row)
        except UnicodeDecodeError as error:
            yield FormatError(where, f"is not UTF-8 (byte {error.start}); save it as UTF-8")
        except json.JSONDecodeError as error:
            yield FormatError(where, f"is not JSON ({error.msg} at column {error.colno}); it was passed over")
        except (ValueError, RecursionError) as error:
            yield FormatError(where, f"{error}; it was passed over")
    if not found:
        raise FormatError(place, "is empty; nothing to read")


def one_text(data: bytes, place: str, *, is_html: bool) -> Iterator[Item]:
    """A file that is one article; a text file's first line is its headline if a blank line follows.

    Raises:
        FormatError: empty, binary, not UTF-8, or a page without an article.
    """
    if not data.strip():
        raise FormatError(place, "is empty; nothing to read")
    if is_html:
        yield page(data, place)
        return
    if b"\x00" in data[:4096]:
        raise FormatError(place, "is a binary file; give text, HTML or JSON lines")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(place, f"is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    sample = text[:4096]
    if sum(c < " " and c not in "\t\n\r\f" for c in sample) > CONTROL_SHARE * len(sample):
        raise FormatError(place, "is a binary file; give text, HTML or JSON lines")
    head, _, rest = text.strip().partition("\n")
    title, body = (head.strip(), rest.strip()) if rest.startswith(("\n", "\r\n")) else ("", text.strip())
    yield checked({"title": title, "text": body}, place)


def page(data: bytes, place: str) -> Item:
    """The article of an HTML page, with what the page says of itself."""
    found = trafilatura.bare_extraction(data, favor_precision=True, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict) or not found.text:
        raise FormatError(place, "holds no article; give the article's own page, or its text")
    return checked(
        {"title": found.title or "", "text": found.text, "outlet": found.sitename, "url": found.url, "date": found.date}, place
    )


def checked(row: dict[str, object], place: str) -> Item:
    """An item, or an error that names the place."""
    try:
        moment(row.get("date"))
    except ValueError:
        row = {**row, "date": None}  # a page's own date is often broken; the article is worth more
    try:
        return item_of(row)
    except ValueError as error:
        raise FormatError(place, str(error)) from error
