"""From an address that somebody pastes -> the source that it is: a feed, a sitemap, a site with a feed, a folder."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin, urlsplit

from hotseat.errors import FetchError, FormatError
from hotseat.gather.addresses import site
from hotseat.gather.feeds import one_line, parse_feed
from hotseat.gather.fetching import Answer, Client
from hotseat.gather.pages import about_page, feeds_on
from hotseat.gather.sitemaps import parse_sitemap
from hotseat.gather.sources import DEFAULT_INTERVAL, SourceSettings, SourceType, made_source

# Where sites keep a feed that their pages do not name.
USUAL = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/feed.json", "/index.xml", "/news-sitemap.xml", "/sitemap.xml")
GUARDIAN_HOST = "content.guardianapis.com"


def discover(
    address: str, client: Client, kind: SourceType | None = None, name: str | None = None, interval: str | None = None
) -> SourceSettings:
    """The source at an address; its feed where the address is a site's.

    Args:
        address: an address with or without https://, or a path.
        client: fetches.
        kind: how to read it; found out where None.
        name: what to call it; its own title where None.
        interval: how often to visit it.

    Raises:
        InputError: nothing there can be followed.
        ConfigError: the name or the interval cannot be used.
    """
    every = interval or DEFAULT_INTERVAL
    if kind is SourceType.FILES or (kind is None and "://" not in address and Path(address).exists()):
        return SourceSettings(
            name=name or Path(address).name, url=str(Path(address).absolute()), type=SourceType.FILES, interval=every
        )
    url = address if "://" in address else f"https://{address}"
    if kind is None and urlsplit(url).hostname == GUARDIAN_HOST:
        kind = SourceType.GUARDIAN
    if kind is not None:
        return made_source(name=name or site(url), url=url, type=kind, interval=every)
    answer = client.get(url)
    found = readable(answer) or from_page(answer, client) or from_usual(answer.url, client)
    if found is None:
        raise FormatError(url, "is no feed and names none; give the feed's own address, or --type page")
    where, type_, title = found
    return made_source(name=(name or title or site(where))[:100], url=where, type=type_, interval=every)


def readable(answer: Answer) -> tuple[str, SourceType, str | None] | None:
    """The address, type and title of a feed or sitemap; None where the answer is neither."""
    try:
        feed = parse_feed(answer.body, answer.url, answer.charset)
    except FormatError:
        pass
    else:
        if feed.listings or feed.title:
            return answer.url, SourceType.FEED, one_line(feed.title or "") or None
    try:
        parse_sitemap(answer.body, answer.url)
    except FormatError:
        return None
    return answer.url, SourceType.SITEMAP, None


def from_page(answer: Answer, client: Client) -> tuple[str, SourceType, str | None] | None:
    """The first feed that a page names and that can be read."""
    for address, title in feeds_on(answer.body, answer.url, answer.charset):
        found = fetched(address, client)
        if found:
            return found[0], found[1], found[2] or title or about_page(answer.body.decode("utf-8", "replace"), answer.url).outlet
    return None


def from_usual(url: str, client: Client) -> tuple[str, SourceType, str | None] | None:
    """A feed or sitemap in one of the usual places."""
    found = (fetched(urljoin(url, place), client) for place in USUAL)
    return next((one for one in found if one), None)


def fetched(url: str, client: Client) -> tuple[str, SourceType, str | None] | None:
    """What is at an address, None where nothing can be read there."""
    try:
        return readable(client.get(url))
    except FetchError:
        return None
