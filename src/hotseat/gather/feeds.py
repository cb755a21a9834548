"""RSS, Atom, RDF and JSON Feed -> listings. Broken feeds give what can be read of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

import feedparser

from hotseat.errors import FormatError
from hotseat.gather.addresses import absolute
from hotseat.gather.decoding import decode
from hotseat.gather.items import clean
from hotseat.gather.listings import Listing
from hotseat.gather.moments import time_of

LARGEST = 8 * 1024 * 1024  # bytes of a feed
MOST = 2000  # entries of a feed
LONGEST = 100_000  # characters of a title or a summary
# Entities and element declarations have no place in a feed; expanding them can cost gigabytes.
DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]{0,1000}(\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
DECLARATIONS = re.compile(rb"<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)
TAG = re.compile(r"<[^<>]{0,2000}>")
BREAK = re.compile(r"</(p|div|li|h[1-6]|tr|blockquote)\s*>|<br\s*/?>", re.IGNORECASE)
HIDDEN = re.compile(r"<(script|style)\b[^<>]{0,2000}>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
DEEPEST = 200_000  # elements; more is no feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed's title and language with its entries."""

    title: str | None
    language: str | None
    listings: tuple[Listing, ...]


def parse_feed(data: bytes, url: str, charset: str | None = None) -> Feed:
    """The feed in these bytes.

    Raises:
        FormatError: it is none, or holds nothing that can be read.
    """
    if len(data) > LARGEST:
        raise FormatError(url, f"{len(data):,} bytes are too many for a feed (at most {LARGEST:,})")
    head = data.lstrip()[:1]
    if not head:
        raise FormatError(url, "is empty")
    try:
        return json_feed(data, url) if head == b"{" else xml_feed(data, url, charset)
    except (RecursionError, OverflowError) as error:
        raise FormatError(url, f"cannot be read as a feed ({error})") from error


def xml_feed(data: bytes, url: str, charset: str | None) -> Feed:
    """RSS, Atom or RDF."""
    if data.count(b"<") > DEEPEST:
        raise FormatError(url, f"has more than {DEEPEST:,} elements; it is no feed")
    plain = DOCTYPE.sub(b"", data, count=1)
    if DECLARATIONS.search(plain):
        raise FormatError(url, "declares entities of its own, which no feed does; it was not read")
    try:
        # Entities and bytes are the publisher's; relative links are resolved here, and the markup goes anyway.
        found = feedparser.parse(plain, resolve_relative_uris=False, sanitize_html=False, response_headers=headers(url, charset))
    except (ValueError, TypeError, AttributeError, LookupError, AssertionError, KeyError) as error:
        # feedparser is written for real feeds; made-up ones reach corners of it.
        raise FormatError(url, f"cannot be read as a feed ({type(error).__name__}: {error})") from error
    listings = tuple(listing for entry in found.entries[:MOST] if (listing := xml_listing(entry, url)))
    if not listings and not found.get("version"):
        raise FormatError(url, "is no feed; give the address of an RSS, Atom or JSON feed")
    if not listings and found.get("bozo"):
        raise FormatError(url, f"is broken, no entry can be read ({found.get('bozo_exception')})")
    return Feed(title=text_of(found.feed.get("title")) or None, language=found.feed.get("language"), listings=listings)


def headers(url: str, charset: str | None) -> dict[str, str]:
    """What feedparser takes from HTTP."""
    kind = f"application/xml; charset={charset}" if charset else "application/xml"
    return {"content-location": url, "content-type": kind}


def xml_listing(entry: dict[str, Any], base: str) -> Listing | None:
    """One entry; None where it has neither words nor an address."""
    contents = [text_of(c.get("value")) for c in entry.get("content") or () if isinstance(c, Mapping)]
    summary = max([text_of(entry.get("summary")), *contents], key=len)
    url = absolute(text_or_none(entry.get("link")), base) or permalink(entry, base)
    listing = Listing(
        url=url, key=text_or_none(entry.get("id")), title=one_line(text_of(entry.get("title"))), summary=summary,
        author=one_line(text_of(entry.get("author"))) or None, published=time_of(entry.get("published")),
        updated=time_of(dict.get(entry, "updated")), language=text_or_none(entry.get("language")),
    )  # fmt: skip
    return listing if listing.title or listing.summary else None


def permalink(entry: Mapping[str, Any], base: str) -> str | None:
    """The entry's guid, if that is an address."""
    key = text_or_none(entry.get("id"))
    return absolute(key, base) if key and key.startswith(("http://", "https://")) else None


def json_feed(data: bytes, url: str) -> Feed:
    """A JSON Feed, version 1 or 1.1."""
    try:
        found = json.loads(decode(data))
    except ValueError as error:
        raise FormatError(url, f"is not JSON ({error})") from error
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise FormatError(url, 'is no JSON Feed; it has no "items"')
    listings = tuple(
        listing for entry in found["items"][:MOST] if isinstance(entry, dict) for listing in json_listing(entry, url)
    )
    return Feed(title=text_or_none(found.get("title")), language=text_or_none(found.get("language")), listings=listings)


def json_listing(entry: Mapping[str, Any], base: str) -> Iterator[Listing]:
    """One entry, or none where it has no words."""
    authors = entry.get("authors") if isinstance(entry.get("authors"), list) else [entry.get("author")]
    names = [str(a["name"]) for a in authors or () if isinstance(a, dict) and a.get("name")]
    texts = [text_of(entry.get(key)) for key in ("content_text", "content_html", "summary")]
    listing = Listing(
        url=absolute(text_or_none(entry.get("url")), base), key=text_or_none(entry.get("id")),
        title=one_line(text_of(entry.get("title"))), summary=max(texts, key=len), author=", ".join(names)[:500] or None,
        published=time_of(entry.get("date_published")), updated=time_of(entry.get("date_modified")),
        language=text_or_none(entry.get("language")),
    )  # fmt: skip
    if listing.title or listing.summary:
        yield listing


def text_or_none(value: object) -> str | None:
    """A short text as it stands, cleaned; None for anything else."""
    return clean(str(value)).strip()[:LONGEST] or None if isinstance(value, str | int) else None


def text_of(value: object) -> str:
    """The words of a piece of HTML."""
    if not isinstance(value, str):
        return ""
    plain = value[:LONGEST]
    if "<" in plain:
        plain = TAG.sub(" ", BREAK.sub("\n", HIDDEN.sub(" ", plain)))
    lines = (" ".join(line.split()) for line in unescape(plain).replace("\xa0", " ").split("\n"))
    return clean("\n".join(line for line in lines if line))


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
