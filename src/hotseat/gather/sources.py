"""`hotseat.toml`: the sources that a desk follows, and how to fetch them."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import tomlkit
from platformdirs import user_config_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from hotseat.errors import ConfigError, FormatError
from hotseat.gather.addresses import split
from hotseat.gather.fetching import AGENT, Manners

NAME = "hotseat.toml"
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
LEAST_INTERVAL = 30  # seconds
DEFAULT_INTERVAL = "15m"


class SourceType(StrEnum):
    """How a source is read."""

    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"
    GUARDIAN = "guardian"
    FILES = "files"


class SourceSettings(BaseModel):
    """One source.

    Args:
        name: what it is called here; each name once.
        url: the address of the feed, sitemap, page or API; a path or folder for `files`.
        type: how it is read.
        outlet: the outlet's name that items get; the source's name where none is given, for `files` what each file says.
        interval: how often it is visited: "10m", "2h", "1d".
        articles: whether the pages that a feed lists are fetched for their whole text.
        links: for a page: follow the links that match this pattern, instead of reading the page itself.
        filter: whether pages that are not about football and its coaches are passed over, by the cheap look at their bytes; for sitemaps and
            pages of sites with other news.
        language: what its items are in where neither feed nor page says.
        key_env: the environment variable that holds the API key.
        most: at most so many new pages a visit.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Annotated[str, Field(min_length=1, max_length=100)]
    url: Annotated[str, Field(min_length=1)]
    type: SourceType = SourceType.FEED
    outlet: str | None = None
    interval: str = DEFAULT_INTERVAL
    articles: bool = True
    links: str | None = None
    filter: bool = False
    language: str | None = None
    key_env: str = "GUARDIAN_API_KEY"
    most: Annotated[int, Field(ge=1, le=10_000)] = 200

    @property
    def seconds(self) -> int:
        """The interval in seconds."""
        return seconds_of(self.interval)

    @property
    def credit(self) -> str | None:
        """The outlet that its items get."""
        return self.outlet or (None if self.type is SourceType.FILES else self.name)

    @field_validator("interval")
    @classmethod
    def interval_is_a_time(cls, value: str) -> str:
        """Refuse what is no length of time, or too short to be polite."""
        if seconds_of(value) < LEAST_INTERVAL:
            msg = f"must be at least {LEAST_INTERVAL}s"
            raise ValueError(msg)
        return value

    @model_validator(mode="after")
    def address_fits(self) -> SourceSettings:
        """Refuse an address that is none, and a pattern that is none."""
        if self.type is not SourceType.FILES:
            try:
                split(self.url)
            except FormatError as error:
                raise ValueError(str(error)) from error
        if self.links is not None:
            try:
                re.compile(self.links)
            except re.error as error:
                msg = f"links: {self.links!r} is no pattern ({error})"
                raise ValueError(msg) from error
        return self


class HttpSettings(BaseModel):
    """How to behave towards servers; times in seconds, sizes in megabytes."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    agent: Annotated[str, Field(min_length=3)] = AGENT
    delay: Annotated[float, Field(ge=0, le=600)] = 1.0
    timeout: Annotated[float, Field(gt=0, le=600)] = 15.0
    deadline: Annotated[float, Field(gt=0, le=3600)] = 60.0
    largest_mb: Annotated[float, Field(gt=0, le=1000)] = 16.0
    attempts: Annotated[int, Field(ge=1, le=10)] = 3
    backoff: Annotated[float, Field(ge=0, le=600)] = 1.0
    threads: Annotated[int, Field(ge=1, le=64)] = 8
    allow_private: tuple[str, ...] = ()

    @property
    def manners(self) -> Manners:
        """The same for the client."""
        return Manners(
            agent=self.agent, delay=self.delay, timeout=self.timeout, deadline=self.deadline,
            largest=int(self.largest_mb * 1024 * 1024), attempts=self.attempts, backoff=self.backoff,
            allow_private=frozenset(host.lower() for host in self.allow_private),
        )  # fmt: skip


class Settings(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    http: HttpSettings = HttpSettings()
    sources: tuple[SourceSettings, ...] = ()

    @field_validator("sources")
    @classmethod
    def each_name_once(cls, value: tuple[SourceSettings, ...]) -> tuple[SourceSettings, ...]:
        """Refuse two sources of one name."""
        names = [source.name.casefold() for source in value]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            msg = f"more than one source is called {', '.join(twice)}"
            raise ValueError(msg)
        return value


def made_source(*, name: str, url: str, type: SourceType, interval: str) -> SourceSettings:  # noqa: A002 -- the file's own word
    """A source from what somebody typed.

    Raises:
        ConfigError: it says what cannot be done.
    """
    try:
        return SourceSettings(name=name, url=url, type=type, interval=interval)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "url"
        msg = f"{where}: {first['msg'].removeprefix('Value error, ')}"
        raise ConfigError(msg) from error


def seconds_of(interval: str) -> int:
    """The seconds of "10m", "2h" or "1d".

    Raises:
        ValueError: it is no such length of time.
    """
    match = re.fullmatch(r"\s*(\d{1,6})\s*([smhd])\s*", interval)
    if not match:
        msg = f"{interval!r} is no length of time such as 90s, 10m, 2h or 1d"
        raise ValueError(msg)
    return int(match.group(1)) * UNITS[match.group(2)]


def find_config(given: Path | None = None) -> Path:
    """The file that counts: the one given, the working folder's, or else the user's."""
    if given is not None:
        return given
    here = Path(NAME)
    return here if here.exists() else user_config_path("hotseat") / NAME


def load(path: Path) -> Settings:
    """The settings of a file; those of an empty one where there is none.

    Raises:
        ConfigError: it cannot be read, or says what cannot be done; the message names the place.
    """
    try:
        return parse(path.read_bytes(), str(path))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror})"
        raise ConfigError(msg) from error


def parse(data: bytes, place: str) -> Settings:
    """The settings in these bytes.

    Raises:
        ConfigError: they are no TOML, or say what cannot be done.
    """
    try:
        return Settings.model_validate(tomllib.loads(data.decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{place}: is no TOML ({error})"
        raise ConfigError(msg) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        msg = f"{place}: {where}: {first['msg'].removeprefix('Value error, ')}"
        raise ConfigError(msg) from error


def starter() -> tuple[SourceSettings, ...]:
    """The sources that hotseat ships to begin with."""
    return parse(files("hotseat.gather").joinpath("starter.toml").read_bytes(), "starter.toml").sources


def add_sources(path: Path, sources: Sequence[SourceSettings]) -> None:
    """Write sources to the end of the file; comments and order of what is there stay.

    Raises:
        ConfigError: the file would not be valid with them; it is left as it was.
    """
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        document = tomlkit.parse(text)
    except (OSError, ValueError) as error:
        msg = f"{path}: cannot be changed ({error})"
        raise ConfigError(msg) from error
    tables = document.get("sources")
    if tables is None:
        tables = tomlkit.aot()
        document["sources"] = tables
    for source in sources:
        tables.append(table_of(source))
    written = tomlkit.dumps(document)
    parse(written.encode(), str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    # In one step, so that a stop in the middle leaves the old file.
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(written, encoding="utf-8")
    beside.replace(path)


def table_of(source: SourceSettings) -> Any:  # noqa: ANN401 -- tomlkit's table
    """A source as a table of the file: what differs from the defaults."""
    table = tomlkit.table()
    for key, value in source.model_dump(mode="json", exclude_defaults=True).items():
        table[key] = value
    return table


def api_key(source: SourceSettings, environment: Mapping[str, str] = os.environ) -> str:
    """The key of a source's API.

    Raises:
        ConfigError: the variable is not set.
    """
    key = environment.get(source.key_env, "").strip()
    if not key:
        msg = f"{source.name}: set {source.key_env} to your key (free at open-platform.theguardian.com)"
        raise ConfigError(msg)
    return key
