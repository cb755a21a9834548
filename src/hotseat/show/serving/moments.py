"""The as-of moment of a request, and the slider that chooses it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from hotseat.errors import InputError

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WINDOW = 400  # days that a slider covers at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Slider:
    """A range of days from `first`; `value` is the chosen one, `others` the request's other parameters."""

    first: date
    days: int
    value: int
    others: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The chosen day."""
        return (self.first + timedelta(days=self.value)).isoformat()


def as_of_of(text: str | None, now: datetime) -> datetime | None:
    """The moment that a parameter means; a day means its end, and anything not in the past means now.

    Raises:
        InputError: it is no time.
    """
    if not text:
        return None
    try:
        if DAY.fullmatch(text):
            found = datetime.combine(date.fromisoformat(text), time(23, 59, 59), UTC)
        else:
            found = datetime.fromisoformat(text)
            found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InputError("as_of", f"{text[:40]!r} is no ISO 8601 day or time such as 2026-02-28") from error
    return None if found >= now else found


def slider(
    span: tuple[datetime, datetime] | None, as_of: datetime | None, now: datetime, others: Iterable[tuple[str, str]] = ()
) -> Slider | None:
    """The slider over the ledger's life; None where that is shorter than a day."""
    if span is None:
        return None
    last = now.date()
    first = max(span[0].date(), last - timedelta(days=WINDOW))
    days = (last - first).days
    if days < 1:
        return None
    chosen = min(max(((as_of or now).date() - first).days, 0), days)
    return Slider(first=first, days=days, value=chosen, others=tuple(others))


def day_of(number: str | None, span: tuple[datetime, datetime] | None, now: datetime) -> str | None:
    """The day that a slider sent without JavaScript means."""
    found = slider(span, None, now)
    if number is None or found is None or not (number.isascii() and number.isdigit() and len(number) < 6):
        return None
    return (found.first + timedelta(days=min(int(number), found.days))).isoformat()
