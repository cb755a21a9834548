"""Times as feeds and pages write them -> aware UTC times; what lies in the future is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from hotseat.gather.items import moment
from hotseat.records import Item

SKEW = timedelta(hours=1)  # publishers' clocks and time zones are wrong by as much


def time_of(text: object) -> datetime | None:
    """A time in ISO 8601 or in the form of mails and HTTP; None where it is neither."""
    plain = str(text).strip() if text else ""
    if not plain:
        return None
    try:
        return moment(plain)
    except ValueError:
        pass
    try:
        found = parsedate_to_datetime(plain)
        return moment(found.isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def refused(time: datetime | None, now: datetime) -> bool:
    """Whether a time cannot be that of a publication, since it has not come yet."""
    return time is not None and time > now + SKEW


def whole(time: datetime | None) -> datetime | None:
    """The time in UTC to the second, as the ledger keeps it."""
    return time.astimezone(UTC).replace(microsecond=0) if time else None


def settled(item: Item, now: datetime) -> tuple[Item, str | None]:
    """The item with its times in order: what lies in the future is refused, with a sentence that says so."""
    wrong = [name for name in ("published", "updated") if refused(getattr(item, name), now)]
    problem = f"{' and '.join(wrong)} in the future ({getattr(item, wrong[0]).isoformat()}); refused" if wrong else None
    kept = replace(
        item,
        published=None if "published" in wrong else whole(item.published),
        updated=None if "updated" in wrong else whole(item.updated),
    )
    return kept, problem
