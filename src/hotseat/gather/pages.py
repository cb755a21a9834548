"""An HTML page -> the item on it, with what the page says of itself rather than what a feed says of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from hotseat.errors import FormatError
from hotseat.gather.addresses import absolute, canonical, page_id, same_site, site
from hotseat.gather.decoding import decode
from hotseat.gather.feeds import one_line, text_of
from hotseat.gather.items import clean
from hotseat.gather.languages import code
from hotseat.gather.listings import Listing
from hotseat.gather.moments import time_of
from hotseat.records import Item, fingerprint

LARGEST = 8 * 1024 * 1024  # bytes of a page
MOST_ELEMENTS = 60_000  # an article's page has some thousands; extraction grows faster than the page
LEAST = 40  # characters of an article's text
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a page says of itself, in its head and its JSON-LD."""

    title: str | None = None
    heading: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    published: datetime | None = None
    updated: datetime | None = None


def parse_page(
    data: bytes, url: str, *, charset: str | None = None, listing: Listing | None = None, outlet: str | None = None
) -> Item:
    """The article on a page.

    Args:
        data: the page.
        url: where it was found, after redirects.
        charset: what the server said.
        listing: what a feed says of it; the page's own word goes before.
        outlet: the name to keep; else the page's own.

    Raises:
        FormatError: the page is too large, or holds no article.
    """
    if len(data) > LARGEST:
        raise FormatError(url, f"{len(data):,} bytes are too many for an article's page (at most {LARGEST:,})")
    if data.count(b"<") > MOST_ELEMENTS:
        raise FormatError(url, f"has more than {MOST_ELEMENTS:,} elements; that is no article's page")
    html = decode(data, charset)
    found = extract(html, url)
    about = about_page(html, url)
    said = listing or Listing(url=url)
    link = about.url or url
    # A file without an address is known by its words.
    text = without_headline(clean(found.text or ""), (about.heading, about.title, found.title, said.title))
    key = page_id(link) if link.startswith("http") else fingerprint(outlet, link, about.title, text)
    return Item(
        id=key, title=about.title or one_line(clean(found.title or "")) or said.title,
        text=text, outlet=outlet or about.outlet or site(link) or None, url=canonical(link) if link.startswith("http") else None,
        published=about.published or said.published or time_of(found.date), author=about.author or said.author,
        language=about.language or said.language, updated=about.updated or said.updated,
    )  # fmt: skip


def without_headline(text: str, titles: Iterable[str | None]) -> str:
    """The text without the headline that extraction may have left in front of it."""
    first, _, rest = text.partition("\n")
    return rest if rest and one_line(first).casefold() in {one_line(t).casefold() for t in titles if t} else text


def extract(html: str, url: str) -> Any:  # noqa: ANN401 -- trafilatura's document, whose type is a union
    """The article's text by trafilatura, precision before recall.

    Raises:
        FormatError: there is none.
    """
    try:
        found = trafilatura.bare_extraction(html, url=url, favor_precision=True, with_metadata=True, include_comments=False)
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError, IndexError, KeyError) as error:
        # lxml and its users are strict about characters that real pages hold.
        raise FormatError(url, f"its article cannot be found ({type(error).__name__}: {error})") from error
    if found is None or isinstance(found, dict) or len(found.text or "") < LEAST:
        raise FormatError(url, "holds no article; give the article's own page, or its text")
    return found


def about_page(html: str, url: str) -> About:
    """What the page says of itself; JSON-LD before meta elements, since publishers keep it for search engines."""
    tree = LexborHTMLParser(html)
    meta: dict[str, str] = {}
    for node in tree.css("meta"):
        name = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop")
        content = node.attributes.get("content")
        if name and content:
            meta.setdefault(name.lower(), content)
    found = article_ld(tree)
    root = tree.css_first("html")
    link = tree.css_first('link[rel="canonical"]')
    own = absolute((link.attributes.get("href") if link else None) or meta.get("og:url"), url)
    heading = tree.css_first("h1")
    return About(
        heading=one_line(clean(heading.text())) if heading else None,
        title=one_line(text_of(found.get("headline"))) or one_line(text_of(meta.get("og:title"))) or None,
        outlet=one_line(text_of(name_of(found.get("publisher")))) or one_line(text_of(meta.get("og:site_name"))) or None,
        author=one_line(text_of(name_of(found.get("author"))))[:200] or author_of(meta),
        url=own if own and is_own(own, url) else None,
        language=code((root.attributes.get("lang") if root else None) or meta.get("og:locale")),
        published=time_of(found.get("datePublished")) or time_of(meta.get("article:published_time") or meta.get("datepublished")),
        updated=time_of(found.get("dateModified")) or time_of(meta.get("article:modified_time") or meta.get("datemodified")),
    )


def author_of(meta: Mapping[str, str]) -> str | None:
    """The author's name in the meta elements; some put an address there."""
    name = one_line(text_of(meta.get("author") or meta.get("article:author")))[:200]
    return name if name and not name.startswith("http") else None


def is_own(link: str, url: str) -> bool:
    """Whether a canonical address can be this page's: some sites give their front page, or another's."""
    if not url.startswith("http"):
        return True
    return same_site(link, url) and not (re.fullmatch(r"https?://[^/]+/?", link) and not re.fullmatch(r"https?://[^/]+/?", url))


def article_ld(tree: LexborHTMLParser) -> Mapping[str, Any]:
    """The page's schema.org article, an empty one where there is none."""
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            value = json.loads(node.text(), strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in things(value):
            kinds = thing.get("@type")
            if any(
                "Article" in str(kind) or "BlogPosting" in str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return thing
    return {}


def things(value: object) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON-LD document, those of its graph among them."""
    for thing in value if isinstance(value, list) else [value]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            yield from (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()


def name_of(value: object) -> str:
    """The names in a schema.org person or organisation, or a list of them."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(name_of, value[:10])))
    found = value.get("name") if isinstance(value, dict) else value
    return found if isinstance(found, str) and not found.startswith("http") else ""


def feeds_on(data: bytes, url: str, charset: str | None = None) -> list[tuple[str, str]]:
    """The feeds that a page names, as (address, title)."""
    found: dict[str, str] = {}
    for node in LexborHTMLParser(decode(data, charset)).css("link[rel~=alternate]"):
        kind = (node.attributes.get("type") or "").lower().partition(";")[0].strip()
        address = absolute(node.attributes.get("href"), url)
        if address and kind in FEED_TYPES:
            found.setdefault(address, one_line(node.attributes.get("title") or ""))
    return list(found.items())


def links_on(data: bytes, url: str, pattern: str, charset: str | None = None) -> list[Listing]:
    """The links of a page whose address matches a pattern, each once."""
    wanted = re.compile(pattern)
    found: dict[str, Listing] = {}
    for node in LexborHTMLParser(decode(data, charset)).css("a[href]"):
        address = absolute(node.attributes.get("href"), url)
        if address and same_site(address, url) and wanted.search(address):
            found.setdefault(page_id(address), Listing(url=address, title=one_line(clean(node.text()))))
    return list(found.values())
