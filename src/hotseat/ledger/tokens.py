"""Access tokens: made once, shown once, kept as a hash, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from hotseat.errors import LedgerError
from hotseat.ledger.chain import stamp
from hotseat.ledger.store import writing
from hotseat.ledger.tables_serving import TOKENS

PREFIX = "hs_"
FORM = re.compile(r"hs_([0-9a-f]{8})_[\w-]{43}", re.ASCII)
NO_HASH = "0" * 64


class Scope(StrEnum):
    """What a token allows; writing includes reading."""

    READ = "read"
    WRITE = "write"

    def allows(self, needed: Scope) -> bool:
        """Whether this scope is enough."""
        return self is Scope.WRITE or needed is Scope.READ


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token as lists show it: never the secret itself."""

    id: str
    name: str
    scope: Scope
    created: str
    revoked: str | None


def digest(secret: str) -> str:
    """What is kept of a token. It holds 256 random bits, so that a plain hash cannot be searched through."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def create(engine: sa.Engine, name: str, scope: Scope, now: datetime) -> str:
    """Make a token; gives the secret, which is kept nowhere."""
    key = secrets.token_hex(4)
    secret = f"{PREFIX}{key}_{secrets.token_urlsafe(32)}"
    values = {"id": key, "name": name, "scope": scope.value, "hash": digest(secret), "created": stamp(now)}
    with writing(engine) as connection:
        connection.execute(sa.insert(TOKENS).values(values))
    return secret


def find(connection: sa.Connection, secret: str) -> Token | None:
    """The token of a secret, if it is one of ours and not revoked."""
    parts = FORM.fullmatch(secret)
    key = parts.group(1) if parts else ""
    row = connection.execute(sa.select(TOKENS).where(TOKENS.c.id == key)).first()
    # Compared also where there is no such token: the time taken must not tell which it was.
    right = hmac.compare_digest(row.hash if row else NO_HASH, digest(secret))
    return token_of(row) if row and right and row.revoked is None else None


def every(connection: sa.Connection) -> list[Token]:
    """All tokens, oldest first, revoked ones among them."""
    return [token_of(row) for row in connection.execute(sa.select(TOKENS).order_by(TOKENS.c.created, TOKENS.c.id))]


def revoke(engine: sa.Engine, key: str, now: datetime) -> None:
    """Take a token's rights away for good.

    Raises:
        LedgerError: there is no such token.
    """
    with writing(engine) as connection:
        query = sa.update(TOKENS).where(TOKENS.c.id == key, TOKENS.c.revoked.is_(None)).values(revoked=stamp(now))
        if not connection.execute(query).rowcount:
            msg = f"{key}: no valid token of that id; `hotseat token list` shows them"
            raise LedgerError(msg)


def token_of(row: sa.Row[tuple[object, ...]]) -> Token:
    """A token of its row."""
    return Token(id=row.id, name=row.name, scope=Scope(row.scope), created=row.created, revoked=row.revoked)
