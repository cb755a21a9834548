"""The Guardian's content API: addresses to ask, and answers -> items."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from hotseat.errors import FormatError, InputError
from hotseat.gather.addresses import absolute, canonical, page_id
from hotseat.gather.decoding import decode
from hotseat.gather.feeds import one_line, text_of, text_or_none
from hotseat.gather.moments import time_of
from hotseat.records import Item

PAGE_SIZE = 50
FIELDS = "headline,trailText,body,byline,lastModified"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """One page of results."""

    found: tuple[Item | InputError, ...]
    pages: int


def question(base: str, key: str, page: int, since: datetime | None = None) -> str:
    """The address that asks for a page of results, the newest first."""
    parts = urlsplit(base)
    asked = {"section": "football", **dict(parse_qsl(parts.query))}
    asked |= {"show-fields": FIELDS, "order-by": "newest", "page-size": str(PAGE_SIZE), "page": str(page), "api-key": key}
    if since:
        asked["from-date"] = since.strftime("%Y-%m-%dT%H:%M:%SZ")
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(asked), ""))


def parse_results(data: bytes, place: str, outlet: str | None = None) -> ResultPage:
    """The items of an answer; an article that cannot be read is an error in its place.

    Raises:
        FormatError: the answer is none of the API's.
    """
    try:
        response = json.loads(decode(data))["response"]
        results, pages = response["results"], int(response.get("pages", 1))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise FormatError(place, f"is no answer of the content API ({type(error).__name__}: {error})") from error
    if not isinstance(results, list):
        raise FormatError(place, "is no answer of the content API (its results are no list)")
    return ResultPage(found=tuple(items_of(results, place, outlet)), pages=pages)


def items_of(results: list[Any], place: str, outlet: str | None) -> Iterator[Item | InputError]:
    """Each result as an item."""
    for number, result in enumerate(results, start=1):
        url = absolute(text_or_none(result.get("webUrl")), place) if isinstance(result, dict) else None
        if url is None:
            yield FormatError(f"{place} result {number}", "has no webUrl")
            continue
        yield article(result, url, outlet)


def article(result: Mapping[str, Any], url: str, outlet: str | None) -> Item:
    """One article: headline, standfirst and body."""
    given = result.get("fields")
    fields: Mapping[str, Any] = given if isinstance(given, dict) else {}
    title = one_line(text_of(fields.get("headline")) or text_of(result.get("webTitle")))
    pieces = [one_line(text_of(fields.get("trailText"))), text_of(fields.get("body"))]
    return Item(
        id=page_id(url), title=title, text="\n\n".join(p for p in pieces if p), outlet=outlet or "The Guardian", url=canonical(url),
        published=time_of(result.get("webPublicationDate")), author=one_line(text_of(fields.get("byline"))) or None,
        language="en", updated=time_of(fields.get("lastModified")),
    )  # fmt: skip
