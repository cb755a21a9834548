"""A page of items with their claims marked in the text: self-contained, no script, no request to anywhere."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from hotseat.records import Claim, Item
from hotseat.show.details import detail_words


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of this room, everything escaped."""
    found = Environment(loader=PackageLoader("hotseat.show", "templates"), autoescape=True, undefined=StrictUndefined)
    found.filters["details"] = detail_words
    return found


def pieces(item: Item, claims: Sequence[Claim]) -> list[tuple[str, list[int]]]:
    """The body cut where a quote begins or ends, each piece with the numbers of the claims that quote it."""
    body = item.body
    cuts = sorted({0, len(body), *(c.span.start for c in claims), *(c.span.end for c in claims)})
    return [
        (body[a:b], [n for n, c in enumerate(claims, 1) if c.span.start <= a and b <= c.span.end])
        for a, b in itertools.pairwise(cuts)
    ]


def reading_page(items: Iterable[tuple[Item, Sequence[Claim]]]) -> str:
    """The page as HTML."""
    shown = [{"item": item, "claims": list(enumerate(claims, 1)), "pieces": pieces(item, claims)} for item, claims in items]
    return environment().get_template("reading.html").render(readings=shown)
