"""Sitemaps, those of news among them -> listings and further sitemaps."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from html import unescape

from hotseat.errors import FormatError
from hotseat.gather.addresses import absolute
from hotseat.gather.decoding import decode, inflate
from hotseat.gather.feeds import one_line, text_of
from hotseat.gather.listings import Listing
from hotseat.gather.moments import time_of

LARGEST = 50 * 1024 * 1024  # the protocol's own limit, uncompressed
MOST = 50_000  # likewise
# A sitemap is a flat list of few elements. Patterns read broken ones as well, and no entity is ever expanded.
ENTRY = re.compile(r"<(?:\w+:)?(url|sitemap)\b[^>]{0,500}>(.{0,20000}?)</(?:\w+:)?\1\s*>", re.IGNORECASE | re.DOTALL)
FIELDS = re.compile(
    r"<(?:\w+:)?(loc|lastmod|publication_date|title|language)\b[^>]{0,200}>(.{0,5000}?)</(?:\w+:)?\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """Pages, and the addresses of further sitemaps."""

    listings: tuple[Listing, ...]
    further: tuple[str, ...]


def parse_sitemap(data: bytes, url: str) -> Sitemap:
    """The sitemap in these bytes, gzip or not.

    Raises:
        FormatError: it is none.
    """
    if data[:2] == b"\x1f\x8b":
        try:
            data = inflate(data, LARGEST)
        except zlib.error as error:
            raise FormatError(url, f"is no whole gzip file ({error})") from error
    if len(data) > LARGEST:
        raise FormatError(url, f"is larger than {LARGEST:,} bytes; it was not read")
    text = decode(data)
    if not re.search(r"<(?:\w+:)?(urlset|sitemapindex)\b", text[:5000]):
        raise FormatError(url, "is no sitemap; it has neither urlset nor sitemapindex")
    listings: list[Listing] = []
    further: list[str] = []
    for match in ENTRY.finditer(text):
        fields = {name.lower(): unescape(CDATA.sub(r"\1", value)).strip() for name, value in FIELDS.findall(match.group(2))}
        address = absolute(fields.get("loc"), url)
        if address is None:
            continue
        if match.group(1).lower() == "sitemap":
            further.append(address)
        else:
            listings.append(listing_of(address, fields))
        if len(listings) + len(further) >= MOST:
            break
    return Sitemap(listings=tuple(listings), further=tuple(further))


def listing_of(address: str, fields: dict[str, str]) -> Listing:
    """One page."""
    return Listing(
        url=address, title=one_line(text_of(fields.get("title"))), published=time_of(fields.get("publication_date")),
        updated=time_of(fields.get("lastmod")), language=fields.get("language"),
    )  # fmt: skip
