"""What feeds and sitemaps list: a page's address with what the feed says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hotseat.gather.addresses import canonical, page_id
from hotseat.records import Item, fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An entry of a feed or a sitemap. `key` is what the feed itself calls it."""

    url: str | None
    key: str | None = None
    title: str = ""
    summary: str = ""
    author: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    language: str | None = None

    @property
    def state(self) -> str:
        """A hash that changes when the entry does."""
        return fingerprint(self.title, self.summary, self.published, self.updated)

    @property
    def id(self) -> str:
        """The id of its item: by its page, or else by the feed's own key."""
        return page_id(self.url) if self.url else fingerprint("entry", self.key, None if self.key else self.title)


def item_of_listing(listing: Listing, outlet: str | None) -> Item:
    """The item that the entry itself is: headline and standfirst."""
    return Item(
        id=listing.id, title=listing.title, text=listing.summary, outlet=outlet, url=canonical(listing.url) if listing.url else None,
        published=listing.published, author=listing.author, language=listing.language, updated=listing.updated,
    )  # fmt: skip
