"""The pages: a route each, which asks the desk and renders the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from hotseat.errors import MarketError, UnknownNameError
from hotseat.judge.reliability import FEW
from hotseat.ledger.pages import Wanted
from hotseat.ledger.view import Entry
from hotseat.records import Polarity, Stage, Tenure
from hotseat.records_market import OTHER, STAYS
from hotseat.show.charts import small
from hotseat.show.charts.calibration import calibration_plot, firmness_plot
from hotseat.show.charts.odds import odds_chart
from hotseat.show.desk import Desk
from hotseat.show.queries.answers import PostAnswer
from hotseat.show.queries.people import LOOKED, SHOWN
from hotseat.show.queries.stories import stories
from hotseat.show.records import cells
from hotseat.show.web.rendering import Look, Pages
from hotseat.show.web.words import web_address

LINES = 40  # posts or sources on one page
WHYS = 10

Number = Annotated[int, Query(ge=1, le=10_000)]


@dataclass(frozen=True, slots=True)
class Site:
    """The routes, on these templates and their desk."""

    pages: Pages
    desk: Desk

    def board(self, request: Request, page: Number = 1) -> Response:
        """The board."""
        look = self.pages.look(request)
        found = self.desk.board(look.as_of)
        first = (page - 1) * LINES
        lines = found.lines[first : first + LINES]
        return self.pages.page(
            "board.html", look, board=found, lines=lines, page=page, more=len(found.lines) > first + LINES,
            with_page=lambda n: look.with_(page=n),
        )  # fmt: skip

    def post(self, request: Request, name: str, shown: Annotated[int, Query(ge=1, le=LOOKED)] = SHOWN) -> Response:
        """The dossier of a post."""
        look = self.pages.look(request)
        return self.pages.page("post.html", look, **post_values(look, self.desk.post(name, look.as_of, shown), shown))

    def coach(self, request: Request, name: str, shown: Annotated[int, Query(ge=1, le=LOOKED)] = SHOWN) -> Response:
        """The dossier of a coach."""
        look = self.pages.look(request)
        found = self.desk.coach(name, look.as_of, shown)
        day = look.now.date()
        held = [t for t in found.tenures if t.covers(day)]
        return self.pages.page(
            "coach.html", look, coach=found, now_at=held[-1] if held else None, held_for=held_for(held, day),
            contract=contract_end(found.contracts), more=more(look, shown, found.total),
            career=self.desk.record(found.name, look.as_of) if found.name in self.desk.register.coaches else None, cells=cells,
            tenures_chart=small.tenures(found.tenures, day, f"Posts held by {found.name}", by_person=False),
        )  # fmt: skip

    def sources(self, request: Request, page: Number = 1) -> Response:
        """The sources, those who say most first."""
        look = self.pages.look(request)
        found = self.desk.sources(look.as_of)
        first = (page - 1) * LINES
        return self.pages.page(
            "sources.html", look, rows=found[first : first + LINES], page=page, more=len(found) > first + LINES,
            reliability=self.desk.reliability(look.as_of), few=FEW, with_page=lambda n: look.with_(page=n),
        )  # fmt: skip

    def source(self, request: Request, name: str, shown: Annotated[int, Query(ge=1, le=LOOKED)] = SHOWN) -> Response:
        """The score card of a source."""
        look = self.pages.look(request)
        found = self.desk.source(name, look.as_of, shown)
        total = found.roots + found.echoes
        plot = firmness_plot(
            found.standing.card.by_channel, f"Words of {found.name} that held, against what is usual for words as firm"
        )
        return self.pages.page("source.html", look, source=found, plot=plot, few=FEW, more=more(look, shown, total))

    def item(self, request: Request, key: str) -> Response:
        """An item's quotes with its claims."""
        look = self.pages.look(request)
        found = self.desk.item(key, look.as_of)
        url = web_address(found.version.url)
        return self.pages.page(
            "item.html", look, item=found, url=url, host=urlsplit(url).netloc if url else "", checks=self.desk.checks(key, look.as_of)
        )  # fmt: skip

    def latest(self, request: Request, before: Annotated[int | None, Query(ge=1, le=2**53)] = None) -> Response:
        """The latest claims of all posts."""
        look = self.pages.look(request)
        with self.desk.seeing(look.as_of) as sight:
            rows = sight.pages.claims(Wanted(moves=True), SHOWN + 1, before)
            shown = stories(sight, rows[:SHOWN][::-1])
        older = look.with_(before=rows[SHOWN - 1].seq) if len(rows) > SHOWN else None
        return self.pages.page("latest.html", look, stories=shown, next=older)

    def search(self, request: Request, q: Annotated[str, Query(max_length=200)] = "") -> Response:
        """Names and items."""
        look = self.pages.look(request)
        return self.pages.page("search.html", look, query=q.strip(), found=self.desk.search(q, as_of=look.as_of))

    def markets(self, request: Request) -> Response:
        """The open and the resolved markets."""
        look = self.pages.look(request)
        return self.pages.page(
            "markets.html", look, open=self.desk.markets(look.as_of)[:LINES], closed=self.desk.closed(look.as_of)[:LINES]
        )

    def market(self, request: Request, key: str) -> Response:
        """A market."""
        look = self.pages.look(request)
        found = self.desk.market(key, look.as_of)
        chart = odds_chart(found.history, f"Probability of each option at {found.market.post} over time")
        return self.pages.page("market.html", look, m=found, chart=chart)

    def calibration(self, request: Request) -> Response:
        """All forecasts against their outcomes."""
        look = self.pages.look(request)
        found = self.desk.calibration(look.as_of)
        plot = calibration_plot(found.score.bins, "Forecasts against outcomes") if found.score else None
        return self.pages.page("calibration.html", look, found=found, plot=plot)

    def dominoes(self, request: Request, given: Annotated[list[str] | None, Query(alias="if", max_length=6)] = None) -> Response:
        """What one appointment does to every other post."""
        look = self.pages.look(request)
        asked = [g for g in given or () if g.strip()]
        try:
            found, problem = self.desk.dominoes(asked, look.as_of), None
        except MarketError as error:
            found, problem = self.desk.dominoes((), look.as_of), str(error).removeprefix("--if ")
        return self.pages.page("dominoes.html", look, found=found, answer=found.answer, asked=asked, problem=problem)

    def compare(
        self, request: Request, a: Annotated[str, Query(max_length=100)] = "", b: Annotated[str, Query(max_length=100)] = ""
    ) -> Response:
        """Two coaches' records side by side."""
        look, careers, problem = self.pages.look(request), [], None
        try:
            careers = [self.desk.record(name.strip(), look.as_of) for name in (a, b) if name.strip()]
        except UnknownNameError as error:
            problem = f"No one coach of the name “{error.name}” in the register; write the full name."
        return self.pages.page("compare.html", look, careers=careers, asked=(a, b), problem=problem, cells=cells)

    def feeds(self, request: Request) -> Response:
        """Where the feeds are."""
        return self.pages.page("feeds.html", self.pages.look(request))

    def lists(self) -> Response:
        """Lists that the board stands for."""
        return RedirectResponse("/", 303)

    def routes(self) -> APIRouter:
        """Them, as a router."""
        router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
        for path, get in (
            ("/", self.board),
            ("/posts/{name:path}", self.post),
            ("/coaches/{name:path}", self.coach),
            ("/sources", self.sources),
            ("/sources/{name:path}", self.source),
            ("/items/{key:path}", self.item),
            ("/latest", self.latest),
            ("/search", self.search),
            ("/markets", self.markets),
            ("/markets/{key}", self.market),
            ("/calibration", self.calibration),
            ("/dominoes", self.dominoes),
            ("/compare", self.compare),
            ("/feeds", self.feeds),
            ("/posts", self.lists),
            ("/coaches", self.lists),
            ("/items", self.lists),
        ):
            router.add_api_route(path, get)
        return router


def post_values(look: Look, found: PostAnswer, shown: int) -> dict[str, Any]:
    """What the page of a post shows beside the answer itself."""
    day = look.now.date()
    market = found.market
    held = [t for t in found.tenures if t.covers(day)]
    gone = market is not None and market.market.vacant is not None and market.outcome is None
    holder = None if gone or not held else held[-1]
    end = market.outcome.moment if market and market.outcome else look.now
    chart = odds_chart(market.history, f"Probability of each option at {found.org} over time", end) if market else None
    why = found.why[:WHYS]
    options = [o.name for o in market.belief.options if o.name not in (STAYS, OTHER)] if market and market.belief else []
    return {
        "post": found, "holder": holder, "held_for": held_for([holder], day) if holder else "", "why": why, "chart": chart,
        "contract": contract_end([e for e in found.contracts if holder and e.claim.person == holder.person]),
        "largest": max((abs(w.share.delta) for w in why), default=0.0), "more": more(look, shown, found.total),
        "moved": {m.option: m for m in market.moves} if market else {},
        "whatif": options[:8] if market and not market.outcome else [],
        "tenures_chart": small.tenures(found.tenures, day, f"Who held the post of {found.org}", by_person=True),
    }  # fmt: skip


def held_for(held: list[Tenure], day: date) -> str:
    """How long the post has been held."""
    return f"for {small.span_words(held[-1].start, None, day)}" if held and held[-1].start else ""


def more(look: Look, shown: int, total: int) -> str | None:
    """The address with more of a timeline."""
    return look.with_(shown=min(shown * 4, LOOKED)) if shown < min(total, LOOKED) else None


def contract_end(claims: tuple[Entry, ...] | list[Entry]) -> str | None:
    """Until when the last contract claim says that it runs, in its own words."""
    for entry in reversed(claims):
        c = entry.claim
        until = c.details.get("until")
        if c.stage is Stage.IN_FORCE and c.polarity is Polarity.AFFIRMED and isinstance(until, str):
            return until
    return None
