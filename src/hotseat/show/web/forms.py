"""The pages that change something: sign in and out, and add an article. Each form carries a key that no other site can know."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from hotseat.errors import InputError
from hotseat.ledger.tokens import Scope
from hotseat.show.serving.intake import Intake
from hotseat.show.serving.settings import Settings
from hotseat.show.web.access import COOKIE, KEY_COOKIE, Access, same_origin
from hotseat.show.web.rendering import Pages
from hotseat.show.web.words import path

Text = Annotated[str, Form(max_length=2_000_000)]
FORGED = "The form is not one of ours or too old; please send it again."


@dataclass(frozen=True, slots=True)
class Forms:
    """The routes."""

    pages: Pages
    access: Access
    intake: Intake
    settings: Settings

    def show(self, name: str, request: Request, status: int = 200, **values: object) -> Response:
        """A page with a form, its key, and the visitor's cookie that the key is bound to."""
        visitor = request.cookies.get(KEY_COOKIE) or secrets.token_urlsafe(24)
        response = self.pages.page(name, self.pages.look(request), status, csrf=self.access.form_key(visitor), **values)
        response.set_cookie(KEY_COOKIE, visitor, httponly=True, samesite="strict", secure=self.settings.secure)
        response.headers["cache-control"] = "no-store"
        return response

    def is_own(self, request: Request, key: str) -> bool:
        """Whether a form was sent from one of our pages."""
        return same_origin(request.headers) and self.access.form_is_own(request.cookies.get(KEY_COOKIE), key)

    def login(self, request: Request, next: str = "/") -> Response:  # noqa: A002 -- the parameter's usual name
        """The form for a token."""
        return self.show("login.html", request, problem=None, next=inside(next))

    def sign_in(self, request: Request, token: Text = "", csrf: Text = "", next: Text = "/") -> Response:  # noqa: A002
        """Keep the token in a cookie."""
        if not self.is_own(request, csrf):
            return self.show("login.html", request, 403, problem=FORGED, next=inside(next))
        if self.access.token(token.strip()) is None:
            return self.show("login.html", request, 401, problem="That token is unknown or revoked.", next=inside(next))
        response = RedirectResponse(inside(next), 303)
        response.set_cookie(
            COOKIE, token.strip(), httponly=True, samesite="strict", secure=self.settings.secure, max_age=30 * 86400
        )
        return response

    def sign_out(self, request: Request, csrf: Text = "") -> Response:
        """Forget it."""
        response = RedirectResponse("/", 303)
        if self.is_own(request, csrf):
            response.delete_cookie(COOKIE)
        return response

    def add(self, request: Request) -> Response:
        """The form for an article."""
        if not self.access.allows(request.cookies.get(COOKIE), Scope.WRITE):
            return RedirectResponse("/login?next=/add", 303)
        return self.show("add.html", request, problem=None, form={})

    def keep(
        self,
        request: Request,
        csrf: Text = "",
        title: Text = "",
        text: Text = "",
        outlet: Text = "",
        url: Text = "",
        date: Text = "",
    ) -> Response:
        """Read the article and keep it."""
        form = {"title": title, "text": text, "outlet": outlet, "url": url, "date": date}
        if not self.access.allows(request.cookies.get(COOKIE), Scope.WRITE):
            return self.show("login.html", request, 401, problem="Sign in first.", next="/add")
        if not self.is_own(request, csrf):
            return self.show("add.html", request, 403, problem=FORGED, form=form)
        try:
            kept = self.intake.take({k: v for k, v in form.items() if v.strip()})
        except InputError as error:
            return self.show("add.html", request, 422, problem=error.problem, form=form)
        return RedirectResponse(f"/items/{path(kept.item)}", 303)

    def routes(self) -> APIRouter:
        """Them, as a router."""
        router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
        for place, get in (
            ("/login", self.login),
            ("/add", self.add),
        ):
            router.add_api_route(place, get)
        for place, post in (
            ("/login", self.sign_in),
            ("/logout", self.sign_out),
            ("/add", self.keep),
        ):
            router.add_api_route(place, post, methods=["POST"])
        return router


def inside(target: str) -> str:
    """An address within this server: a sign-in page must not send anybody elsewhere."""
    parts = urlsplit(target)
    fits = target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.netloc and target.isprintable()
    return target if fits else "/"
