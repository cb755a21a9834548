"""The routes of /api/v1. Lists go on by cursor; every answer has an ETag; `as_of` asks what was known then; errors are problems."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from fastapi.security import HTTPBearer

from hotseat.errors import InputError, UnknownNameError
from hotseat.ledger.pages import Wanted
from hotseat.records import Kind, Polarity
from hotseat.show.api import shapes as s
from hotseat.show.api import shaping
from hotseat.show.api.problems import KIND, Problem
from hotseat.show.api.shapes_scores import CalibrationShape, Shape
from hotseat.show.desk import Desk
from hotseat.show.serving.intake import Intake
from hotseat.show.serving.moments import as_of_of

MOST = 200
NAME = {"max_length": 300, "min_length": 1}
# NUL is no character of a name, and PostgreSQL takes it for an error.
PLAIN = r"^[^\x00]*$"

Route = tuple[str, Callable[..., Any], type[Shape]]
AsOf = Annotated[str | None, Query(description="What was known then: an ISO 8601 day or time.", max_length=40, pattern=PLAIN)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows of a page.")]
Cursor = Annotated[str | None, Query(description="`next` of the page before.", max_length=40, pattern=PLAIN)]
Name = Annotated[str, Path(max_length=300, min_length=1)]
Text = Annotated[str | None, Query(max_length=300, pattern=PLAIN)]
Words = Annotated[str, Query(max_length=200, pattern=PLAIN)]


def problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    """The documentation of errors."""
    texts = {401: "No valid token", 403: "The token may not", 404: "Nobody and nothing of that name", 413: "Too large", 422: "Bad input", 429: "Too many requests"}  # fmt: skip
    content = {KIND: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {code: {"description": texts[code], "content": content, "model": None} for code in codes}


READ = problems(401, 403, 422, 429)
ONE = problems(401, 403, 404, 422, 429)
WRITE = problems(401, 403, 413, 422, 429)


def encoded(number: int | None) -> str | None:
    """A cursor: opaque, so that nobody builds one."""
    return None if number is None else base64.urlsafe_b64encode(f"v1:{number}".encode()).decode().rstrip("=")


def decoded(text: str | None) -> int | None:
    """The number of a cursor.

    Raises:
        InputError: it is none of ours.
    """
    if text is None:
        return None
    try:
        plain = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
        version, _, number = plain.partition(":")
        if version == "v1" and number.isascii() and number.isdigit() and len(number) < 16:
            return int(number)
    except (binascii.Error, ValueError):
        pass
    raise InputError("cursor", "it is none of ours; give the `next` of the page before, or none for the first page")


@dataclass(frozen=True, slots=True)
class Api:
    """The routes, on this desk."""

    desk: Desk
    intake: Intake
    more: tuple[Route, ...] = ()

    def moment(self, text: str | None) -> datetime | None:
        """The moment of an as-of parameter."""
        return as_of_of(text, self.desk.clock())

    def status(self, as_of: AsOf = None) -> s.StatusShape:
        """How much the ledger holds."""
        return s.StatusShape.model_validate(self.desk.status(self.moment(as_of)))

    def board(self, as_of: AsOf = None, days: Annotated[int, Query(ge=1, le=366)] = 30) -> s.BoardShape:
        """Every hot seat, those that moved most first."""
        return shaping.board(self.desk.board(self.moment(as_of), days))

    def claims(
        self, org: Text = None, person: Text = None, source: Text = None, kind: Kind | None = None, polarity: Polarity | None = None,
        since: Annotated[str | None, Query(description="Told at that time or later.", max_length=40, pattern=PLAIN)] = None,
        limit: Limit = 50, cursor: Cursor = None, as_of: AsOf = None,
    ) -> s.ListOf[s.ClaimShape]:  # fmt: skip
        """Claims, newest in the ledger first."""
        start = as_of_of(since, datetime.max.replace(tzinfo=self.desk.clock().tzinfo))
        wanted = Wanted(
            org=org, person=person, source=source, kind=kind.value if kind else None,
            polarity=polarity.value if polarity else None, since=f"{start:%Y-%m-%dT%H:%M:%SZ}" if start else None,
        )  # fmt: skip
        page = self.desk.claims(wanted, limit, decoded(cursor), self.moment(as_of))
        return s.ListOf[s.ClaimShape](data=[shaping.claim(e) for e in page.rows], next=encoded(page.next))

    def items(self, limit: Limit = 50, cursor: Cursor = None, as_of: AsOf = None) -> s.ListOf[s.ItemShape]:
        """Items, newest in the ledger first."""
        page = self.desk.items(limit, decoded(cursor), self.moment(as_of))
        return s.ListOf[s.ItemShape](data=[shaping.item(v) for v in page.rows], next=encoded(page.next))

    def item(self, key: Name, as_of: AsOf = None) -> s.ItemWhole:
        """An item with its claims."""
        return shaping.item_whole(self.desk.item(key, self.moment(as_of)))

    def add_item(self, article: s.ItemIn) -> s.ItemKept:
        """Read an article at once and keep it for good; needs a token that may write."""
        kept = self.intake.take({k: v for k, v in article.model_dump().items() if v})
        return s.ItemKept(item=kept.item, new=kept.new, claims=kept.claims)

    def _names(self, rows: list[Any], limit: int, cursor: str | None) -> s.ListOf[s.NameShape]:
        start = decoded(cursor) or 0
        shown = [s.NameShape(name=r.name, claims=r.claims, latest=r.latest) for r in rows[start : start + limit]]
        return s.ListOf[s.NameShape](data=shown, next=encoded(start + limit) if len(rows) > start + limit else None)

    def posts(self, limit: Limit = 50, cursor: Cursor = None, as_of: AsOf = None) -> s.ListOf[s.NameShape]:
        """The posts that claims are about, the most talked of first."""
        return self._names(self.desk.posts(self.moment(as_of)), limit, cursor)

    def post(self, name: Name, as_of: AsOf = None) -> s.PostShape:
        """The dossier of a post."""
        return shaping.post(self.desk.post(name, self.moment(as_of)))

    def coaches(self, limit: Limit = 50, cursor: Cursor = None, as_of: AsOf = None) -> s.ListOf[s.NameShape]:
        """The coaches whom claims name, the most talked of first."""
        return self._names(self.desk.coaches(self.moment(as_of)), limit, cursor)

    def coach(self, name: Name, as_of: AsOf = None) -> s.CoachShape:
        """The dossier of a coach."""
        return shaping.coach(self.desk.coach(name, self.moment(as_of)))

    def sources(self, limit: Limit = 50, cursor: Cursor = None, as_of: AsOf = None) -> s.ListOf[s.NameShape]:
        """The named sources, those who say most first."""
        return self._names(self.desk.sources(self.moment(as_of)), limit, cursor)

    def source(self, name: Name, as_of: AsOf = None) -> s.SourceShape:
        """What a source has said."""
        return shaping.source(self.desk.source(name, self.moment(as_of)))

    def markets(
        self, limit: Limit = 50, cursor: Cursor = None, as_of: AsOf = None, resolved: bool = False
    ) -> s.ListOf[s.MarketShape]:  # fmt: skip
        """The open markets, those that moved most first; or the resolved ones, the last first."""
        rows = self.desk.closed(self.moment(as_of)) if resolved else self.desk.markets(self.moment(as_of))
        start = decoded(cursor) or 0
        shown = [shaping.market(m) for m in rows[start : start + limit]]
        return s.ListOf[s.MarketShape](data=shown, next=encoded(start + limit) if len(rows) > start + limit else None)

    def market(self, key: Name, as_of: AsOf = None) -> s.MarketWhole:
        """A market with its latest belief and its history."""
        return shaping.market_whole(self.desk.market(key, self.moment(as_of)))

    def beliefs(
        self, market: Annotated[str, Query(max_length=100, min_length=1, pattern=PLAIN)], limit: Limit = 50, cursor: Cursor = None,
        as_of: AsOf = None,
    ) -> s.ListOf[s.BeliefShape]:  # fmt: skip
        """Every belief that was issued on a market, the last first; none is ever rewritten."""
        with self.desk.seeing(self.moment(as_of)) as sight:
            if not any(m.id == market for m in sight.book.markets()):
                raise UnknownNameError("market", market)
            rows = sight.book.beliefs(market)[::-1]
        start = decoded(cursor) or 0
        shown = [shaping.belief(b) for b in rows[start : start + limit]]
        return s.ListOf[s.BeliefShape](data=shown, next=encoded(start + limit) if len(rows) > start + limit else None)

    def calibration(self, as_of: AsOf = None) -> CalibrationShape:
        """All issued forecasts of resolved markets against their outcomes."""
        return shaping.calibration(self.desk.calibration(self.moment(as_of)))

    def dominoes(
        self, given: Annotated[list[Words] | None, Query(alias="if", max_length=6, description="PERSON=POST or PERSON!=POST")] = None,
        as_of: AsOf = None,
    ) -> s.DominoesShape:  # fmt: skip
        """The joint odds over all open posts; `if` takes moves as given."""
        return shaping.dominoes(self.desk.dominoes(given or (), self.moment(as_of)))

    def checks(
        self, item: Annotated[str, Query(max_length=500, min_length=1, pattern=PLAIN)], as_of: AsOf = None
    ) -> s.ListOf[s.CheckShape]:  # fmt: skip
        """The checkable statements of an item, as of its day, with their verdicts."""
        return s.ListOf[s.CheckShape](data=[shaping.check(c) for c in self.desk.checks(item, self.moment(as_of))], next=None)

    def search(self, q: Words, limit: Limit = 40, as_of: AsOf = None) -> s.SearchShape:
        """Posts, coaches and sources by name, and items by their words."""
        return s.SearchShape.model_validate(self.desk.search(q, limit, self.moment(as_of)))

    def routes(self) -> APIRouter:
        """Them, as a router."""
        router = APIRouter(prefix="/api/v1", dependencies=[Depends(HTTPBearer(auto_error=False))])
        lists: tuple[Route, ...] = (
            ("/status", self.status, s.StatusShape), ("/board", self.board, s.BoardShape),
            ("/claims", self.claims, s.ListOf[s.ClaimShape]), ("/items", self.items, s.ListOf[s.ItemShape]),
            ("/posts", self.posts, s.ListOf[s.NameShape]), ("/coaches", self.coaches, s.ListOf[s.NameShape]),
            ("/sources", self.sources, s.ListOf[s.NameShape]), ("/markets", self.markets, s.ListOf[s.MarketShape]),
            ("/calibration", self.calibration, CalibrationShape), ("/search", self.search, s.SearchShape),
        )  # fmt: skip
        single: tuple[Route, ...] = (
            ("/items/{key:path}", self.item, s.ItemWhole), ("/posts/{name:path}", self.post, s.PostShape),
            ("/coaches/{name:path}", self.coach, s.CoachShape), ("/sources/{name:path}", self.source, s.SourceShape),
            ("/markets/{key}", self.market, s.MarketWhole), ("/beliefs", self.beliefs, s.ListOf[s.BeliefShape]),
            ("/checks", self.checks, s.ListOf[s.CheckShape]), ("/dominoes", self.dominoes, s.DominoesShape),
        )  # fmt: skip
        for path, endpoint, shape in lists:
            router.add_api_route(path, endpoint, response_model=shape, responses=READ, tags=["read"])
        for path, endpoint, shape in (*single, *self.more):
            router.add_api_route(path, endpoint, response_model=shape, responses=ONE, tags=["read"])
        router.add_api_route(
            "/items", self.add_item, methods=["POST"], response_model=s.ItemKept, responses=WRITE, tags=["write"]
        )  # fmt: skip
        return router


def schemas(document: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI document with the problem's schema, and problems instead of the framework's own error shape."""
    parts = document.setdefault("components", {}).setdefault("schemas", {})
    parts["Problem"] = Problem.model_json_schema()
    for name in ("HTTPValidationError", "ValidationError"):
        parts.pop(name, None)
    return document
