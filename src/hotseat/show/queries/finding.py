"""Finding: an item whole, names and words, lists."""

from __future__ import annotations

from hotseat.ledger.pages import Speaker, Version, Wanted
from hotseat.ledger.search import search as full_text
from hotseat.ledger.view import Entry
from hotseat.register.folding import fold
from hotseat.show.queries.answers import Hit, ItemAnswer, Page, SearchAnswer, page_of
from hotseat.show.queries.naming import Named
from hotseat.show.queries.passages import passages
from hotseat.show.queries.sight import Sight

NAMES = 12  # found by name at most


def item(sight: Sight, key: str) -> ItemAnswer | None:
    """An item with its claims; None where the ledger has none of that id."""
    versions = sight.pages.versions(key)
    if not versions:
        return None
    newest = versions[-1]
    claims = tuple(sorted(sight.pages.entries(item=key), key=lambda e: (e.claim.span.start, e.claim.span.end)))
    body = newest.body
    fits = body is not None and all(c.claim.span.of(body) == c.claim.quote for c in claims)
    copies = tuple(
        (c.original if c.item == key else c.item, c.similarity) for c in sight.pages.copies(item=key)
    )  # fmt: skip
    return ItemAnswer(
        version=newest, versions=tuple(versions), claims=claims, copies=copies,
        passages=tuple(passages(body, [c.claim.span for c in claims])) if body is not None and fits else (),
    )  # fmt: skip


def search(sight: Sight, query: str, known: Named, limit: int = 40) -> SearchAnswer:
    """Posts, coaches and sources by name, and items by their words.

    Args:
        sight: the moment.
        query: names or words.
        known: the names that claims use.
        limit: items at most.
    """
    words = query.strip()
    if not words:
        return SearchAnswer(query=query, names=(), items=())
    return SearchAnswer(
        query=query, names=tuple(names(sight, words, known.like(words))),
        items=tuple(full_text(sight.connection, words, limit=limit, as_of=sight.as_of)),
    )  # fmt: skip


def names(sight: Sight, words: str, near: Named) -> list[Hit]:
    """What is called so: by the register's names and by those that claims use."""
    found: dict[tuple[str, str], Hit] = {}
    register = sight.register
    if org := register.find_org(words):
        found["post", org.name] = Hit(kind="post", name=org.name, note=", ".join(x for x in (org.league, org.country) if x))
    if person := register.find_coach(words):
        found["coach", person.name] = Hit(kind="coach", name=person.name, note=person.nationality or "")
    if outlet := register.find_outlet(words):
        found["source", outlet.name] = Hit(kind="source", name=outlet.name, note=outlet.kind)
    for kind, mentioned in (("post", sight.pages.posts(near.posts)), ("coach", sight.pages.people(near.people))):
        for m in mentioned[:NAMES]:
            found.setdefault((kind, m.name), Hit(kind=kind, name=m.name, note=claims_words(m.claims)))
    for s in sight.pages.speakers(near.sources)[:NAMES]:
        found.setdefault(("source", s.name), Hit(kind="source", name=s.name, note=claims_words(s.claims)))
    exact = fold(words)
    return sorted(found.values(), key=lambda h: fold(h.name) != exact)[: 2 * NAMES]


def claims_words(number: int) -> str:
    """How many claims, in words."""
    return f"{number} claim{'s' * (number != 1)}"


def claims(sight: Sight, wanted: Wanted, limit: int, before: int | None) -> Page[Entry]:
    """A page of claims, newest in the ledger first."""
    rows = sight.pages.claims(wanted, limit + 1, before)
    return page_of(rows, limit, [e.seq for e in rows])


def items(sight: Sight, limit: int, before: int | None) -> Page[Version]:
    """A page of items, newest in the ledger first."""
    rows = sight.pages.items(limit + 1, before)
    return page_of(rows, limit, [v.seq for v in rows])


def offset_page(rows: list[Speaker], limit: int, before: int | None) -> Page[Speaker]:
    """A page of a ranked list; the cursor is the place in it."""
    start = before or 0
    more = len(rows) > start + limit
    return Page(rows=tuple(rows[start : start + limit]), next=start + limit if more else None)
