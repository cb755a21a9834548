"""The routes of the feeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import Response

from hotseat.ledger.pages import Wanted
from hotseat.records import Kind
from hotseat.show.desk import Desk
from hotseat.show.feeds.calendars import calendar
from hotseat.show.feeds.entries import Feed, FeedEntry, of_board, of_stories
from hotseat.show.feeds.followed import followed
from hotseat.show.feeds.formats import atom, json_feed, opml
from hotseat.show.serving.settings import Settings

MOST = 60
FORMATS: dict[str, tuple[Callable[[Feed], bytes], str]] = {
    "atom": (atom, "application/atom+xml"),
    "json": (json_feed, "application/feed+json"),
}


@dataclass(frozen=True, slots=True)
class Feeds:
    """The routes, on this desk."""

    desk: Desk
    settings: Settings

    def _feed(self, title: str, where: str, form: str, entries: list[FeedEntry]) -> Response:
        write, kind = FORMATS[form]
        base = self.settings.base_url
        feed = Feed(
            title=f"hotseat: {title}", url=f"{base}/feeds{where}.{form}", page=f"{base}{page_of(where)}", entries=entries[:MOST]
        )
        return Response(write(feed), media_type=kind)

    def board(self, form: str) -> Response:
        """The posts of the board."""
        return self._feed("board", "/board", form, of_board(self.desk.board(), self.settings.base_url))

    def post(self, name: str, form: str) -> Response:
        """A post's timeline."""
        found = self.desk.post(name)
        return self._feed(
            found.org, f"/posts/{quote(found.org, safe='')}", form, of_stories(found.timeline, self.settings.base_url)
        )

    def coach(self, name: str, form: str) -> Response:
        """A coach's timeline."""
        found = self.desk.coach(name)
        where = f"/coaches/{quote(found.name, safe='')}"
        return self._feed(found.name, where, form, of_stories(found.timeline, self.settings.base_url))

    def source(self, name: str, form: str) -> Response:
        """What a source said."""
        found = self.desk.source(name)
        where = f"/sources/{quote(found.name, safe='')}"
        return self._feed(found.name, where, form, of_stories(found.timeline, self.settings.base_url))

    def deadlines(self) -> Response:
        """Deadlines and contract ends."""
        with self.desk.seeing() as sight:
            contracts = sight.pages.claims(Wanted(kind=Kind.CONTRACT.value), 2000)
            markets = [a.market for a in self.desk.markets()]
            text = calendar(
                markets, contracts, sight.now.replace(hour=0, minute=0, second=0, microsecond=0), self.settings.base_url
            )
        return Response(text, media_type="text/calendar; charset=utf-8")

    def sources(self) -> Response:
        """The followed sources."""
        return Response(
            opml("hotseat: followed sources", followed(self.settings.config)), media_type="text/x-opml; charset=utf-8"
        )

    def routes(self) -> APIRouter:
        """Them, as a router."""
        router = APIRouter(prefix="/feeds", include_in_schema=False)
        router.add_api_route("/deadlines.ics", self.deadlines)
        router.add_api_route("/sources.opml", self.sources)
        for form in FORMATS:
            for path, give in (
                (f"/board.{form}", self.board), (f"/posts/{{name:path}}.{form}", self.post),
                (f"/coaches/{{name:path}}.{form}", self.coach), (f"/sources/{{name:path}}.{form}", self.source),
            ):  # fmt: skip
                router.add_api_route(path, bound(give, form, named="{name" in path))
        return router


def bound(give: Callable[..., Response], form: str, *, named: bool) -> Callable[..., Response]:
    """A route's function for one format."""

    def of_name(name: str) -> Response:
        return give(name, form)

    def of_all() -> Response:
        return give(form)

    return of_name if named else of_all


def page_of(where: str) -> str:
    """The page that a feed follows."""
    return "/" if where == "/board" else where
