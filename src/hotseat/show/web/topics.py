"""What the answer to an address rests on, and which answers are worth making before anybody asks."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import quote

from hotseat.ledger.pages import Wanted
from hotseat.records_market import OTHER, STAYS
from hotseat.show.desk import Desk
from hotseat.show.serving.changes import ANY, NEVER, WHOLE, Topic

DOSSIER = re.compile(r"/(?:api/v1/)?(posts|coaches|sources|items)/(.+)", re.DOTALL)
PAST = re.compile(rb"(?:^|&)as_of=(\d{4}-\d{2}-\d{2})")
ODDS = ("/markets", "/calibration", "/api/v1/markets", "/api/v1/calibration", "/api/v1/beliefs")
LATEST = 500  # claims, whose items are made


def topic_of(desk: Desk, path: str, query: bytes) -> Topic:
    """What an answer rests on.

    A post's dossier rests on what is said of the post, a page of a past day on nothing that is still to come.
    """
    past = PAST.search(query)
    if past and past.group(1).decode() < f"{desk.clock():%Y-%m-%d}":
        return NEVER
    found = DOSSIER.fullmatch(path)
    if found:
        kind, name = found.groups()
        register = desk.register
        if kind == "items":
            return "item", name
        known = {"posts": register.find_org, "coaches": register.find_coach, "sources": register.find_outlet}[kind](name)
        return {"posts": "post", "coaches": "coach", "sources": "source"}[kind], known.name if known else name
    if path.startswith(ODDS):
        return WHOLE
    return NEVER if path == "/compare" else ANY


def first_addresses(desk: Desk, most: int) -> list[str]:
    """The pages that readers are likely to open first: the lists, what the board shows, its candidates, the sources, new items."""
    board = desk.board()
    posts = [f"/posts/{quote(line.org, safe='')}" for line in board.lines]
    named = dict.fromkeys(
        n for line in board.lines for n in (line.leader.option if line.leader else None, *(c for c, _ in line.candidates))
    )
    coaches = [f"/coaches/{quote(name, safe='')}" for name in named if name and name not in (STAYS, OTHER)]
    sources = [f"/sources/{quote(s.name, safe='')}" for s in desk.sources()]
    with desk.seeing() as sight:
        entries = sight.pages.claims(Wanted(moves=True), LATEST)
    items = list(dict.fromkeys(f"/items/{quote(e.item, safe='')}" for e in entries))
    lists = ["/", "/markets", "/latest", "/sources", "/calibration", "/dominoes"]
    # A few of each sort in turn, so that no sort is left out where there are too many.
    rows = [iter(lists), iter(posts), iter(coaches), iter(items), iter(sources)]
    found: list[str] = []
    while rows and len(found) < most:
        taken = [list(islice(row, 10)) for row in rows]
        found += [address for some in taken for address in some]
        rows = [row for row, some in zip(rows, taken, strict=True) if some]
    return found[:most]
