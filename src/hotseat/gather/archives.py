"""WARC files -> items: the pages that the cheap filter wants. A damaged record costs itself, not the rest of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from hotseat.errors import FormatError, InputError
from hotseat.gather import pages
from hotseat.gather.addresses import split
from hotseat.gather.filtering import Filter
from hotseat.gather.listings import Listing
from hotseat.gather.moments import time_of
from hotseat.records import Item

LARGEST = pages.LARGEST
SCAN = 1024 * 1024  # bytes looked through at a time for the next record
BEGINNINGS = re.compile(rb"\x1f\x8b\x08|WARC/1\.[01]\r\n")
HTML = ("text/html", "application/xhtml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it was archived."""

    url: str
    body: bytes
    charset: str | None
    listing: Listing


def read_archive(stream: BinaryIO, place: str, wanted: Filter | None = None) -> Iterator[Item | InputError]:
    """The football items of a WARC stream that can seek; `place` names it in errors."""
    chosen = wanted or Filter()
    for page in archived_pages(stream, place, chosen):
        if isinstance(page, InputError):
            yield page
            continue
        try:
            yield pages.parse_page(page.body, page.url, charset=page.charset, listing=page.listing)
        except FormatError:
            # Front pages, galleries and scores pass the filter and hold no article: that is no fault of the archive.
            continue


def archived_pages(stream: BinaryIO, place: str, wanted: Filter) -> Iterator[Page | InputError]:
    """The HTML pages that the filter wants, and an error for each stretch that cannot be read."""
    start: int | None = 0
    found = False
    while start is not None:
        position = start
        stream.seek(start)
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="all"):
                position, found = start + record.stream_pos, True
                page = page_of(record, place, position, wanted)
                if page is not None:
                    yield page
            start = None
        except (OSError, ValueError, RuntimeError) as error:
            yield FormatError(f"{place} at byte {position}", f"a record cannot be read ({error}); it was passed over")
            start = next_record(stream, position + 1)
    if not found:
        yield FormatError(place, "holds no archived page; is it a WARC file?")


def page_of(record: WarcRecord, place: str, position: int, wanted: Filter) -> Page | InputError | None:
    """The page of a record; None where it is none, or not wanted."""
    headers = record.http_headers if record.is_http_parsed else None
    if headers is None or headers.status_code != 200 or not (record.http_content_type or "").startswith(HTML):
        return None
    body = record.reader.read(LARGEST + 1)
    if len(body) > LARGEST or not wanted.wants(body):
        return (
            FormatError(f"{place} at byte {position}", f"a page is larger than {LARGEST:,} bytes")
            if len(body) > LARGEST
            else None
        )
    url = record.headers.get("WARC-Target-URI") or ""
    try:
        split(url.strip("<>"))
    except FormatError as error:
        return FormatError(f"{place} at byte {position}", f"its address {error.problem}")
    # A page that gives no date was published by the time it was archived at the latest; that is better than no date.
    archived = time_of(record.headers.get("WARC-Date"))
    # One that gives no date of change has at that moment the words that it has here, whenever the archive is loaded.
    listing = Listing(url=url.strip("<>"), published=archived, updated=archived)
    return Page(url=url.strip("<>"), body=body, charset=record.http_charset, listing=listing)


def next_record(stream: BinaryIO, position: int) -> int | None:
    """Where the next gzip member or plain record begins, at or after a position; None where none does."""
    stream.seek(position)
    tail, base = b"", position
    while chunk := stream.read(SCAN):
        window = tail + chunk
        match = BEGINNINGS.search(window)
        if match:
            return base + match.start()
        keep = min(len(window), 16)
        tail, base = window[-keep:], base + len(window) - keep
    return None
