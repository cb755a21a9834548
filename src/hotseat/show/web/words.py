"""How templates write numbers, times and addresses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from urllib.parse import quote, urlsplit

from hotseat.show.details import detail_words
from hotseat.show.queries.answers import Story


def path(name: str) -> str:
    """A name as part of an address."""
    return quote(name, safe="")


def moment(value: datetime | str) -> datetime:
    """A time of a record or of the ledger's text."""
    return (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(UTC)


def day(value: datetime | str) -> str:
    """A day, as 9 Mar 2026."""
    if isinstance(value, str) and len(value) == 10:
        value += "T00:00:00+00:00"
    return f"{moment(value):%-d %b %Y}"


def minute(value: datetime | str) -> str:
    """A day with its time."""
    return f"{moment(value):%-d %b %Y %H:%M}"


def clock(value: datetime | str) -> str:
    """The time of a day."""
    return f"{moment(value):%H:%M}"


def ago(value: datetime | str, now: datetime) -> str:
    """How long ago, in one unit; beyond a month the day itself."""
    seconds = (now - moment(value)).total_seconds()
    if seconds < 3600:
        return f"{max(int(seconds // 60), 0)} min ago"
    if seconds < 48 * 3600:
        return f"{int(seconds // 3600)} h ago"
    return f"{int(seconds // 86400)} days ago" if seconds < 31 * 86400 else day(value)


def percent(p: float) -> str:
    """A probability in whole per cent; what is not none and not all stays visible as such."""
    if 0 < p < 0.005:
        return "<1%"
    if 0.995 < p < 1:
        return ">99%"
    return f"{100 * p:.0f}%"


def signed(value: float) -> str:
    """A contribution with its sign, in nats."""
    return f"{value:+.2f}".replace("-", "\N{MINUS SIGN}")


def hours(value: float) -> str:
    """A lead."""
    if value < 1:
        return f"{round(60 * value)} min"
    return f"{value:.0f} h" if value < 48 else f"{value / 24:.0f} days"


def spaced(text: str) -> str:
    """A name of a closed set as words."""
    return text.replace("_", " ")


def by_day(stories: Sequence[Story]) -> list[tuple[str, list[Story]]]:
    """A timeline, newest first, by the day on which it was told."""
    ordered = sorted(stories, key=lambda s: s.entry.told, reverse=True)
    return [(found, list(group)) for found, group in groupby(ordered, key=lambda s: s.entry.told[:10])]


def web_address(url: str | None) -> str | None:
    """An address that may be linked: items come from anywhere, and `javascript:` is an address, too."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


FILTERS = {
    "path": path, "day": day, "minute": minute, "clock": clock, "ago": ago, "percent": percent, "signed": signed,
    "hours": hours, "spaced": spaced, "by_day": by_day, "details": detail_words,
}  # fmt: skip
