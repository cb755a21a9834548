"""Who may do what: bearer tokens for programs, a cookie with the token for browsers, and form keys against forged requests."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import sqlalchemy as sa

from hotseat.ledger import store
from hotseat.ledger.tokens import Scope, Token, find

COOKIE = "hotseat_token"
KEY_COOKIE = "hotseat_form"
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


@dataclass(slots=True)
class Access:
    """Looks tokens up in the ledger.

    Args:
        engine: the ledger.
        key: signs form keys; a new one with every start makes old forms invalid, and no more.
    """

    engine: sa.Engine
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def token(self, secret: str | None) -> Token | None:
        """The token of a secret, if it holds."""
        if not secret or len(secret) > 200:
            return None
        with store.reading(self.engine) as connection:
            return find(connection, secret)

    def allows(self, secret: str | None, scope: Scope) -> bool:
        """Whether the secret's token allows that much."""
        token = self.token(secret)
        return token is not None and token.scope.allows(scope)

    def form_key(self, visitor: str) -> str:
        """What a form must send back: bound to the visitor's own cookie, so that no other site can know it."""
        return hmac.new(self.key, visitor.encode(), hashlib.sha256).hexdigest()

    def form_is_own(self, visitor: str | None, given: str) -> bool:
        """Whether a form came from one of our pages, shown to this visitor."""
        return bool(visitor) and hmac.compare_digest(self.form_key(visitor or "").encode(), given.encode("utf-8", "replace"))


def bearer(headers: Mapping[str, str]) -> str | None:
    """The secret of an Authorization header."""
    scheme, _, secret = headers.get("authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" and secret.strip() else None


def same_origin(headers: Mapping[str, str]) -> bool:
    """Whether a browser says that the request comes from our own pages; programs say nothing, and have no cookies to misuse."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")
