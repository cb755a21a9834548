"""The alert rules of `hotseat.toml`, and which events they ask for. Pure but for the reading of the file.

[[alerts]]
name = "Madrid"
on = ["move", "candidate", "denial", "official"]
post = "Real Madrid"      # or coach = "...", source = "..."; none for all
points = 10               # of a move, within a day
webhook = "https://desk.example/hook"
secret_env = "HOOK_SECRET"
email = "desk@example.org"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from hotseat.errors import ConfigError


class What(StrEnum):
    """What may happen."""

    MOVE = "move"
    CANDIDATE = "candidate"
    DENIAL = "denial"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened. `key` is the same whenever the same thing is seen again; `points` is of a move."""

    key: str
    what: What
    post: str
    person: str | None
    source: str | None
    moment: str
    text: str
    url: str
    points: int = 0


class Rule(BaseModel):
    """Whom to tell of what. At least one of webhook and email."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Annotated[str, Field(min_length=1, max_length=100)]
    on: Annotated[tuple[What, ...], Field(min_length=1)]
    post: str | None = None
    coach: str | None = None
    source: str | None = None
    points: Annotated[int, Field(ge=1, le=100)] = 10
    webhook: Annotated[str, Field(pattern=r"^https?://[^\s]+$")] | None = None
    secret_env: str = "HOTSEAT_WEBHOOK_SECRET"  # noqa: S105 -- a variable's name
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")] | None = None

    @model_validator(mode="after")
    def leads_somewhere(self) -> Rule:
        """Refuse a rule that tells nobody."""
        if not (self.webhook or self.email):
            msg = "needs a webhook or an email"
            raise ValueError(msg)
        return self

    def asks_for(self, event: Event) -> bool:
        """Whether the event concerns this rule."""
        return (
            event.what in self.on
            and (self.post is None or same(self.post, event.post))
            and (self.coach is None or same(self.coach, event.person))
            and (self.source is None or same(self.source, event.source))
            and (event.what is not What.MOVE or abs(event.points) >= self.points)
        )


class Mail(BaseModel):
    """The mail server; the password comes from the environment."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    host: str = "localhost"
    port: Annotated[int, Field(ge=1, le=65535)] = 25
    sender: str = "hotseat@localhost"
    user: str | None = None
    password_env: str = "HOTSEAT_MAIL_PASSWORD"  # noqa: S105 -- a variable's name
    starttls: bool = False


class Alerting(BaseModel):
    """What the file says about alerts."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    alerts: tuple[Rule, ...] = ()
    mail: Mail = Mail()


def same(wanted: str, found: str | None) -> bool:
    """Names compared without case."""
    return found is not None and wanted.casefold() == found.casefold()


def load(path: Path) -> Alerting:
    """The rules of a file; none where there is no file.

    Raises:
        ConfigError: it cannot be read, or says what cannot be done.
    """
    try:
        return Alerting.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Alerting()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({error})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{path}: {where}: {first['msg'].removeprefix('Value error, ')}") from error


def wanted(rule: Rule, events: Iterable[Event]) -> list[Event]:
    """The events that a rule asks for, oldest first."""
    return sorted((e for e in events if rule.asks_for(e)), key=lambda e: (e.moment, e.key))
