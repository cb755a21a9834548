"""The application: pages, API and feeds behind the front."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from importlib.resources import as_file
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

import hotseat
from hotseat.bookkeeping.inquiry import judge_with
from hotseat.bookkeeping.renewing import Renewer
from hotseat.errors import HotseatError, InputError, MarketError, UnknownNameError
from hotseat.read.reader import Reader
from hotseat.reference.results import embedded
from hotseat.show.api.problems import KIND, problem_body
from hotseat.show.api.routes import Api, schemas
from hotseat.show.desk import Desk
from hotseat.show.feeds.routes import Feeds
from hotseat.show.serving.changes import Changes
from hotseat.show.serving.counting import Counts
from hotseat.show.serving.intake import Intake
from hotseat.show.serving.renewal import Renewal
from hotseat.show.serving.settings import Settings
from hotseat.show.web.access import Access
from hotseat.show.web.forms import Forms
from hotseat.show.web.front import Front
from hotseat.show.web.pages import Site
from hotseat.show.web.rendering import STATIC, Look, Pages
from hotseat.show.web.topics import first_addresses, topic_of

YEAR = "public, max-age=31536000, immutable"


class Static(StaticFiles):
    """Static files, which may be kept for a year: their addresses change with their content."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file with its lifetime."""
        response = await super().get_response(path, scope)
        if response.status_code == HTTPStatus.OK and scope.get("query_string"):
            response.headers["cache-control"] = YEAR
        return response


def create_app(desk: Desk, settings: Settings | None = None, reader: Callable[[], Reader] | None = None) -> Front:
    """The whole server as an ASGI application.

    Args:
        desk: what it shows.
        settings: how it behaves.
        reader: makes the reader of articles that are sent in; None makes the usual one.
    """
    chosen = settings or Settings()
    access, pages = Access(desk.engine), Pages(desk)
    counts = Counts()
    renewal = Renewal(Renewer(lambda: judge_with(desk.register, embedded()), desk.engine), desk.clock, counts, chosen.renew)
    intake = Intake(desk, reader or (lambda: Reader(desk.register)), renewal.wake, counts)
    app = FastAPI(title="hotseat", version=hotseat.__version__, docs_url=None, redoc_url=None, openapi_url=None)
    with as_file(STATIC) as folder:
        app.mount("/static", Static(directory=folder), name="static")
    app.include_router(Api(desk, intake).routes())
    app.include_router(Feeds(desk, chosen).routes())
    app.include_router(Forms(pages, access, intake, chosen).routes())
    app.include_router(Site(pages, desk).routes())
    app.add_api_route("/healthz", lambda: PlainTextResponse("ok"), include_in_schema=False)
    app.add_api_route("/metrics", lambda: measures(desk, counts), include_in_schema=False)
    describe(app, pages)
    handle_errors(app, pages)

    def first() -> list[str]:
        return first_addresses(desk, chosen.warm) if chosen.warm else []

    return Front(app, Changes(desk.engine), partial(topic_of, desk), access, chosen, counts, first)


def measures(desk: Desk, counts: Counts) -> Response:
    """What the server counts, and how much the ledger holds, for Prometheus."""
    status = desk.status()
    for table, rows in status.counts.items():
        counts.rows.labels(table).set(rows)
    if status.last:
        counts.recorded.set(status.last.timestamp())
    return Response(generate_latest(counts.registry), media_type=CONTENT_TYPE_LATEST)


def describe(app: FastAPI, pages: Pages) -> None:
    """Publish the OpenAPI document, and a page that lists its routes without any script."""
    document: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        if not document:
            text = "The book on managers' jobs: who says that whom is going where, with the quoted words for every claim."
            document.update(schemas(get_openapi(title=app.title, version=app.version, description=text, routes=app.routes)))
        return document

    def docs(request: Request) -> HTMLResponse:
        rows = [
            (method.upper(), path, operation)
            for path, operations in openapi()["paths"].items()
            for method, operation in operations.items()
        ]
        return pages.page("api.html", pages.look(request), rows=rows)

    app.openapi = openapi  # type: ignore[method-assign]
    app.add_api_route("/api/v1/openapi.json", openapi, include_in_schema=False)
    app.add_api_route("/api/v1/docs", docs, include_in_schema=False, response_class=HTMLResponse)


def handle_errors(app: FastAPI, pages: Pages) -> None:
    """Errors as pages for people and as problems for programs."""

    def answer(request: Request, status: int, title: str, detail: str, suggest: str | None = None) -> Response:
        if request.url.path.startswith(("/api/", "/feeds/")):
            return Response(problem_body(status, title, detail), status, media_type=KIND)
        try:
            look = pages.look(request)
        except InputError:
            now = pages.desk.clock()
            look = Look(request=request, as_of=None, now=now, range=None)
        return pages.page("error.html", look, status, title=title, detail=detail, suggest=suggest)

    def invalid(request: Request, error: Exception) -> Response:
        found = error.errors() if isinstance(error, RequestValidationError) else []
        text = "; ".join(f"{'.'.join(map(str, e['loc'][1:])) or e['loc'][0]}: {e['msg']}" for e in found)
        return answer(request, 422, "Bad input", text)

    def known(request: Request, error: Exception) -> Response:
        if isinstance(error, UnknownNameError):
            return answer(request, 404, "Not found", f"No {error.kind} of the name “{error.name}”.", error.name)
        status = 422 if isinstance(error, InputError | MarketError) else 503
        return answer(request, status, "Bad input" if status == 422 else "Not available", str(error))

    def other(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        title = HTTPStatus(status).phrase
        return answer(request, status, title, f"{request.method} {request.url.path}: {title.lower()}.")

    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HotseatError, known)
    app.add_exception_handler(HTTPException, other)
