"""Lists of feeds as OPML. Read leniently: the lists in the wild hold bare ampersands, which no XML parser takes."""

from __future__ import annotations

from html.parser import HTMLParser

from hotseat.errors import FormatError


class _Outlines(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = False
        self.feeds: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.root = self.root or tag == "opml"
        if tag == "outline" and values.get("xmlurl"):
            self.feeds.append((values.get("title") or values.get("text") or "", str(values["xmlurl"])))


def parse(text: str, place: str) -> list[tuple[str, str]]:
    """Title and address of each feed.

    Raises:
        FormatError: the text is no OPML.
    """
    reader = _Outlines()
    reader.feed(text)
    if not reader.root:
        raise FormatError(f"{place}:1", "no OPML: there is no <opml> element")
    return reader.feeds
