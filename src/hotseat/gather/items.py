"""One JSON object -> one Item, with the errors that a hand-written or hostile line deserves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from hotseat.records import Item, fingerprint

LONGEST = 5_000_000  # characters of one item; longer is no article
OLDEST_YEAR = 1850


def item_of(row: Mapping[str, Any]) -> Item:
    """An item from a row with "title" and/or "text", and optionally id, outlet, author, language, url, date and updated (ISO 8601).

    Raises:
        ValueError: it says which field is wrong and what it must be.
    """
    texts = {}
    for key in ("title", "text", "outlet", "url", "id", "author", "language"):
        value = row.get(key)
        if value is not None and not isinstance(value, str | int):
            msg = f'"{key}" must be text, not {type(value).__name__}'
            raise ValueError(msg)
        texts[key] = clean("" if value is None else str(value))
    if not (texts["title"].strip() or texts["text"].strip()):
        msg = 'neither "title" nor "text" has any words'
        raise ValueError(msg)
    if len(texts["title"]) + len(texts["text"]) > LONGEST:
        msg = f"longer than {LONGEST:,} characters; split it into its articles"
        raise ValueError(msg)
    published = moment(row.get("date") or row.get("published"))
    key = texts["id"] or fingerprint(texts["outlet"], texts["url"], texts["title"], texts["text"])
    return Item(
        id=key, title=texts["title"], text=texts["text"], outlet=texts["outlet"] or None, url=texts["url"] or None,
        published=published, author=texts["author"] or None, language=texts["language"] or None, updated=moment(row.get("updated")),
    )  # fmt: skip


def clean(text: str) -> str:
    """The text without lone surrogates and NUL, which no database and no terminal takes."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def moment(value: object) -> datetime | None:
    """An aware UTC time from an ISO 8601 text; a time without a zone is taken as UTC.

    Raises:
        ValueError: the value is no such text.
    """
    if value is None or value == "":
        return None
    try:
        found = datetime.fromisoformat(str(value).strip())
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        msg = f'"date" {str(value)[:40]!r} is no ISO 8601 time such as 2026-02-28T12:00:00Z'
        raise ValueError(msg) from error
    if found.year < OLDEST_YEAR:
        msg = f'"date" {str(value)[:40]!r} lies before {OLDEST_YEAR}'
        raise ValueError(msg)
    return found
