"""A feed as Atom (RFC 4287) and as JSON Feed 1.1; a list of sources as OPML 2.0."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from hotseat.show.feeds.entries import Feed

ATOM = "http://www.w3.org/2005/Atom"


def clean(text: str) -> str:
    """Text without the control characters that XML does not have."""
    return "".join(c if c in "\t\n" or (c.isprintable() and not 0xD800 <= ord(c) < 0xE000) else "\ufffd" for c in text)


def stamp(moment: datetime) -> str:
    """RFC 3339 in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed")

    def add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
        child = ET.SubElement(parent, f"{{{ATOM}}}{tag}", {k: clean(v) for k, v in attributes.items()})
        child.text = clean(text) if text is not None else None
        return child

    add(root, "title", feed.title)
    add(root, "id", feed.url)
    add(root, "updated", stamp(feed.updated))
    add(root, "link", rel="self", type="application/atom+xml", href=feed.url)
    add(root, "link", rel="alternate", type="text/html", href=feed.page)
    add(root, "generator", "hotseat")
    for entry in feed.entries:
        node = add(root, "entry")
        add(node, "id", entry.id)
        add(node, "title", entry.title)
        add(node, "link", rel="alternate", type="text/html", href=entry.url)
        add(add(node, "author"), "name", entry.author)
        add(node, "published", stamp(entry.published))
        add(node, "updated", stamp(entry.updated))
        add(node, "summary", entry.text, type="text")
        if entry.external and entry.external.startswith(("http://", "https://")):
            add(node, "link", rel="via", href=entry.external)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed."""
    items = [
        {
            "id": e.id, "url": e.url, "title": e.title, "content_text": e.text, "date_published": stamp(e.published),
            "date_modified": stamp(e.updated), "authors": [{"name": e.author}],
            **({"external_url": e.external} if e.external and e.external.startswith(("http://", "https://")) else {}),
        }
        for e in feed.entries
    ]  # fmt: skip
    value = {
        "version": "https://jsonfeed.org/version/1.1", "title": feed.title, "home_page_url": feed.page, "feed_url": feed.url,
        "items": items,
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def opml(title: str, sources: Iterable[tuple[str, str, str | None]]) -> bytes:
    """Followed sources (name, address of the feed, address of the site or None) as OPML."""
    root = ET.Element("opml", version="2.0")
    head, body = ET.SubElement(root, "head"), ET.SubElement(root, "body")
    ET.SubElement(head, "title").text = clean(title)
    for name, feed, site in sources:
        more = {"htmlUrl": clean(site)} if site else {}
        ET.SubElement(body, "outline", {"type": "rss", "text": clean(name), "title": clean(name), "xmlUrl": clean(feed), **more})
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
