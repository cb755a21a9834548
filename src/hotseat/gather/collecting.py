"""One visit to one source -> items, problems, and what to remember, in an order that loses nothing.

What is remembered of a feed comes after everything that the feed led to: whoever stores these events in order and is stopped
in the middle sees the feed as not visited, and comes again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hotseat.errors import FetchError, FormatError, InputError
from hotseat.gather import guardian
from hotseat.gather.addresses import canonical
from hotseat.gather.feeds import parse_feed
from hotseat.gather.fetching import Answer, Client
from hotseat.gather.files import read_paths
from hotseat.gather.filtering import Filter
from hotseat.gather.languages import language_of
from hotseat.gather.listings import Listing, item_of_listing
from hotseat.gather.moments import settled
from hotseat.gather.pages import links_on, parse_page
from hotseat.gather.sitemaps import parse_sitemap
from hotseat.gather.sources import SourceSettings, SourceType, api_key
from hotseat.records import Item, Visit

# How long after publication an article is looked at again for silent edits.
LOOKS = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72))
FIRST_BACKOFF = timedelta(minutes=10)
LAST_FAILURE = 8  # failures in a row after which a page is given up
MOST_SITEMAPS = 20
FEEDS = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
PAGES = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened: an item, a problem, or neither; with what to remember once it is stored."""

    source: str
    item: Item | None = None
    problem: InputError | None = None
    visit: Visit | None = None


class Collector:
    """Visits one source.

    Args:
        source: its settings.
        client: fetches.
        remembered: the visits that this source led to before, by canonical address.
        now: the present time.
    """

    def __init__(self, source: SourceSettings, client: Client, remembered: Mapping[str, Visit], now: datetime) -> None:
        """Visit nothing yet."""
        self._source, self._client, self._remembered, self._now = source, client, remembered, now
        self._left = source.most
        self._filter = Filter() if source.filter else None
        self._seen: set[str] = set()

    def events(self) -> Iterator[Event]:
        """Everything that the visit gives, ending with what to remember of the source itself."""
        match self._source.type:
            case SourceType.FILES:
                yield from (self._event(found) for found in read_paths([self._source.url]))
            case SourceType.GUARDIAN:
                yield from self._guardian()
            case _:
                yield from self._listed(self._source.url)
        yield from self._looks()

    def _event(self, found: Item | InputError, visit: Visit | None = None) -> Event:
        """An item with its language and times in order, or a problem."""
        if isinstance(found, InputError):
            return Event(source=self._source.name, problem=found, visit=visit)
        item, wrong = settled(found, self._now)
        language = language_of(item.body, item.language or self._source.language)
        place = item.url or self._source.url
        problem = FormatError(place, wrong) if wrong else None
        return Event(source=self._source.name, item=replace(item, language=language), problem=problem, visit=visit)

    def _listed(self, url: str, depth: int = 0) -> Iterator[Event]:
        """A feed, sitemap or page at an address, and what it leads to."""
        known = self._remembered.get(url)
        if known and known.due and known.failures and known.due > self._now:
            return
        try:
            answer = self._client.get(
                url, etag=known.etag if known else None, modified=known.modified if known else None,
                accept=PAGES if self._source.type is SourceType.PAGE else FEEDS,
            )  # fmt: skip
        except FetchError as error:
            yield self._event(error, self._failed(url, error))
            return
        if answer.not_modified and known:
            yield Event(source=self._source.name, visit=replace(known, fetched=self._now, failures=0, due=None, status=304))
            return
        try:
            yield from self._contents(answer, depth)
        except FormatError as error:
            yield self._event(error, Visit(url=url, source=self._source.name, fetched=self._now, status=answer.status))
            return
        visit = Visit(url=url, source=self._source.name, fetched=self._now, status=answer.status)
        # With pages left over the feed must give them again, though it has not changed.
        yield Event(
            source=self._source.name, visit=replace(visit, etag=answer.etag, modified=answer.modified) if self._left else visit
        )

    def _contents(self, answer: Answer, depth: int) -> Iterator[Event]:
        """What an answer lists."""
        match self._source.type:
            case SourceType.FEED:
                feed = parse_feed(answer.body, answer.url, answer.charset)
                yield from self._pages(replace(found, language=found.language or feed.language) for found in feed.listings)
            case SourceType.SITEMAP:
                found = parse_sitemap(answer.body, answer.url)
                latest = sorted(found.listings, key=lambda s: str(s.published or s.updated or ""), reverse=True)
                yield from self._pages(latest)
                for further in found.further[:MOST_SITEMAPS] if depth == 0 else ():
                    yield from self._listed(further, depth + 1)
            case SourceType.PAGE if self._source.links:
                yield from self._pages(links_on(answer.body, answer.url, self._source.links, answer.charset))
            case _:
                page = parse_page(answer.body, answer.url, charset=answer.charset, outlet=self._source.credit)
                yield self._event(page)

    def _pages(self, listings: Iterable[Listing]) -> Iterator[Event]:
        """The items of listings: their pages where those are wanted, else what the listing says."""
        for listing in listings:
            if listing.url is None or not (self._source.articles or not (listing.title or listing.summary)):
                yield self._event(item_of_listing(listing, self._source.credit))
                continue
            url = canonical(listing.url)
            known = self._remembered.get(url)
            if url in self._seen or (known and self._is_done(known, listing)):
                continue
            if not self._left:
                return
            yield from self._page(url, listing, known)

    def _is_done(self, known: Visit, listing: Listing) -> bool:
        """Whether a page needs no visit: as it was when it was fetched, or failed and not to be tried yet."""
        if known.failures:
            return known.failures >= LAST_FAILURE or (known.due is not None and known.due > self._now)
        return known.state == listing.state

    def _page(self, url: str, listing: Listing | None, known: Visit | None) -> Iterator[Event]:
        """One page: its item; or else what the listing says, so that nothing is lost."""
        self._seen.add(url)
        self._left -= 1
        state = listing.state if listing else known.state if known else None
        address = listing.url if listing and listing.url else url
        problem: InputError
        try:
            answer = self._client.get(
                address, accept=PAGES, etag=known.etag if known else None, modified=known.modified if known else None
            )
            visit = Visit(
                url=url, source=self._source.name, fetched=self._now, etag=answer.etag, modified=answer.modified,
                status=answer.status, due=self._next_look(listing.published if listing else None, known), state=state,
            )  # fmt: skip
            if answer.not_modified and known:
                yield Event(source=self._source.name, visit=replace(visit, etag=known.etag, modified=known.modified))
                return
            if self._filter and not self._filter.wants(answer.body):
                yield Event(source=self._source.name, visit=replace(visit, due=None))
                return
            item = parse_page(
                answer.body, answer.url, charset=answer.charset, listing=listing or Listing(url=url), outlet=self._source.credit
            )
        except FetchError as error:
            visit, problem = replace(self._failed(url, error), state=state), InputError(error.place, error.problem)
        except FormatError as error:
            problem = error
        else:
            yield self._event(item, replace(visit, due=self._next_look(item.published, known)))
            return
        if listing and listing.title and (known is None or known.state != state):
            yield self._event(item_of_listing(listing, self._source.credit))
        yield self._event(problem, visit)

    def _failed(self, url: str, error: FetchError) -> Visit:
        """What to remember of a visit that failed: longer pauses, validators kept."""
        known = self._remembered.get(url) or Visit(url=url, source=self._source.name, fetched=self._now)
        failures = known.failures + 1
        pause = FIRST_BACKOFF * 2 ** min(failures - 1, 7)
        due = error.due or (self._now + pause if error.passing or url != self._source.url else None)
        return replace(known, fetched=self._now, failures=failures, due=due, status=error.status)

    def _next_look(self, published: datetime | None, known: Visit | None) -> datetime | None:
        """When a page should be looked at for edits; None after the last time."""
        start = min(published, self._now) if published else known.fetched if known else self._now
        return next((start + age for age in LOOKS if start + age > self._now), None)

    def _looks(self) -> Iterator[Event]:
        """Pages of earlier visits that are due: to be looked at for edits, or to be tried again."""
        for url, known in self._remembered.items():
            due = known.due is not None and known.due <= self._now and known.failures < LAST_FAILURE
            if due and url not in self._seen and url != self._source.url and known.state and self._left:
                yield from self._page(url, None, known)

    def _guardian(self) -> Iterator[Event]:
        """The pages of the Guardian's API, until they hold nothing new."""
        key, name = api_key(self._source), self._source.name
        known = self._remembered.get(self._source.url)
        since = known.fetched - timedelta(days=1) if known and not known.failures else None
        page, pages = 1, 1
        while page <= pages and (page - 1) * guardian.PAGE_SIZE < self._source.most:
            try:
                answer = self._client.get(guardian.question(self._source.url, key, page, since), private_query=True)
                results = guardian.parse_results(answer.body, f"{self._source.url} page {page}", self._source.outlet)
            except FetchError as error:
                yield self._event(error, self._failed(self._source.url, error))
                return
            except FormatError as error:
                yield self._event(error)
                return
            yield from (self._event(found) for found in results.found)
            page, pages = page + 1, results.pages
        yield Event(source=name, visit=Visit(url=self._source.url, source=name, fetched=self._now, status=200))
