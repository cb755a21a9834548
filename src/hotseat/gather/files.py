"""Paths -> items: files of text, HTML, JSON lines, feeds, WARC and mbox, folders of them, and standard input.

A file that cannot be read gives an error, not a stop.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from hotseat.errors import FormatError, InputError, MissingError
from hotseat.gather.archives import read_archive
from hotseat.gather.feeds import parse_feed
from hotseat.gather.items import item_of, moment
from hotseat.gather.languages import code
from hotseat.gather.listings import item_of_listing
from hotseat.gather.mailboxes import messages
from hotseat.gather.pages import parse_page
from hotseat.records import Item

LARGEST = 64 * 1024 * 1024  # bytes of a file that is one item
LONGEST_LINE = 16 * 1024 * 1024  # bytes of one JSON line
JSON_FEED_HEAD = 1000  # bytes in which a JSON Feed gives its version
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
    """The items of one path; of a folder, those of every file in it whose kind is known by its name.

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
        known = sorted(inner for inner in file.rglob("*") if inner.is_file() and kind_of(inner) is not None)
        if not known:
            raise FormatError(path, "is a folder without any file of text, HTML, JSON lines, feeds, WARC or mbox")
        yield from read_paths(map(str, known))
        return
    yield from read_file(file, path, kind_of(file) or Kind.TEXT)


class Kind(StrEnum):
    """What a file holds, by the end of its name."""

    TEXT = "text"
    HTML = "html"
    JSON_LINES = "json lines"
    FEED = "feed"
    WARC = "warc"
    MBOX = "mbox"


ENDINGS = {
    ".txt": Kind.TEXT, ".md": Kind.TEXT, ".html": Kind.HTML, ".htm": Kind.HTML, ".xhtml": Kind.HTML, ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES, ".json": Kind.JSON_LINES, ".xml": Kind.FEED, ".rss": Kind.FEED, ".atom": Kind.FEED,
    ".rdf": Kind.FEED, ".warc": Kind.WARC, ".warc.gz": Kind.WARC, ".mbox": Kind.MBOX,
}  # fmt: skip


def kind_of(file: Path) -> Kind | None:
    """The kind by the name's end, None where it tells nothing."""
    name = file.name.casefold()
    return next((kind for ending, kind in ENDINGS.items() if name.endswith(ending)), None)


def read_file(file: Path, path: str, kind: Kind) -> Iterator[Item | InputError]:
    """The items of one file of a kind.

    Raises:
        FormatError: it is too large for one text, or of no use.
    """
    if kind in {Kind.JSON_LINES, Kind.WARC, Kind.MBOX}:
        with file.open("rb") as stream:
            if kind is Kind.WARC:
                yield from read_archive(stream, path)
            elif kind is Kind.MBOX:
                yield from messages(stream, path)
            elif b"jsonfeed.org/version" in stream.read(JSON_FEED_HEAD):
                yield from feed_items(file.read_bytes(), path)
            else:
                stream.seek(0)
                yield from json_lines(stream, path)
        return
    size = file.stat().st_size
    if size > LARGEST:
        raise FormatError(path, f"{size:,} bytes are too many for one article (at most {LARGEST:,}); split it, or use JSON lines")
    data = file.read_bytes()
    yield from feed_items(data, path) if kind is Kind.FEED else one_text(data, path, is_html=kind is Kind.HTML)


def feed_items(data: bytes, path: str) -> Iterator[Item]:
    """The entries of a feed that lies in a file; their outlet is the feed's title."""
    feed = parse_feed(data, path)
    for listing in feed.listings:
        yield item_of_listing(replace(listing, language=listing.language or code(feed.language)), feed.title)


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
        yield parse_page(data, place)
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
