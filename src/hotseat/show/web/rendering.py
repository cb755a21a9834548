"""Templates: escaped by default, an unknown name is an error, static files carry the hash of their content in their address."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from urllib.parse import urlencode

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

import hotseat
from hotseat.show.charts import small
from hotseat.show.desk import Desk
from hotseat.show.serving.moments import Slider, as_of_of, day_of, slider
from hotseat.show.web import words

STATIC = files("hotseat.show.web").joinpath("static")


def environment() -> jinja2.Environment:
    """The templates."""
    found = jinja2.Environment(
        loader=jinja2.PackageLoader("hotseat.show.web"), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        auto_reload=False, extensions=[],
    )  # fmt: skip
    found.filters.update(words.FILTERS)
    found.globals.update(
        version=hotseat.__version__, spark=small.spark, meter=small.meter, push=small.push, static=static, query="",
        range=None, as_of=None, today_url="/", here="",
    )  # fmt: skip
    return found


@cache
def static(name: str) -> str:
    """The address of a static file."""
    return f"/static/{name}?{hashlib.blake2b(STATIC.joinpath(name).read_bytes(), digest_size=6).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Look:
    """What a page knows of its request: the moment, the slider, and links that keep the moment."""

    request: Request
    as_of: datetime | None
    now: datetime
    range: Slider | None

    def keep(self, path: str) -> str:
        """An address that stays at the moment."""
        if self.as_of is None:
            return path
        return f"{path}?{urlencode({'as_of': f'{self.as_of:%Y-%m-%d}' if self.is_day else self.as_of.isoformat()})}"

    @property
    def is_day(self) -> bool:
        """Whether the moment is the end of a day."""
        return self.as_of is not None and f"{self.as_of:%H:%M:%S}" == "23:59:59"

    def with_(self, **changed: object) -> str:
        """This page's address with some parameters changed."""
        values = {k: v for k, v in self.request.query_params.items() if k != "day"}
        values |= {k: str(v) for k, v in changed.items()}
        return f"{self.request.url.path}?{urlencode(values)}"


@dataclass(slots=True)
class Pages:
    """Renders templates for requests."""

    desk: Desk
    templates: jinja2.Environment = field(default_factory=environment)

    def look(self, request: Request) -> Look:
        """The moment that a request asks for.

        Raises:
            InputError: the moment is none.
        """
        now, asked = self.desk.clock(), request.query_params
        with self.desk.seeing() as sight:
            found = sight.pages.span()
        span = (words.moment(found[0]), words.moment(found[1])) if found else None
        as_of = as_of_of(asked.get("as_of") or day_of(asked.get("day"), span, now), now)
        others = [(k, v) for k, v in asked.items() if k not in {"as_of", "day", "page"}]
        return Look(request=request, as_of=as_of, now=as_of or now, range=slider(span, as_of, now, others))

    def page(self, name: str, look: Look, status: int = 200, **values: object) -> HTMLResponse:
        """A page."""
        path = look.request.url.path
        html = self.templates.get_template(name).render(
            look=look, keep=look.keep, as_of=look.as_of, now=look.now, range=look.range, here=path, today_url=path, **values
        )
        return HTMLResponse(html, status)
