"""The addresses of every page, for the tests that walk them."""

from __future__ import annotations

from hotseat.show.desk import Desk
from tests.show.story import OPEN

MARKET = OPEN[0][0].id
# Page -> addresses; a page with an empty state has one for it, too.
WALK: dict[str, list[str]] = {
    "board": ["/", "/?as_of=2026-02-25", "/?as_of=2024-01-01"],
    "post": ["/posts/Port%20Albany", "/posts/Bodvik%2FGrim", "/posts/Aston%20Regis?as_of=2026-02-25"],
    "coach": ["/coaches/Iker%20Zaldua", "/coaches/Tom%20Ashworth"],
    "sources": ["/sources"],
    "source": ["/sources/Harbour%20Wire", "/sources/Radio%20Est"],
    "item": ["/items/s20", "/items/s13"],
    "latest": ["/latest"],
    "search": ["/search", "/search?q=Ebbing", "/search?q=xyzzy"],
    "markets": ["/markets"],
    "market": [f"/markets/{MARKET}"],
    "calibration": ["/calibration", "/calibration?as_of=2025-01-01"],
    "dominoes": ["/dominoes", "/dominoes?if=Iker+Zaldua%3DPort+Albany", "/dominoes?if=Nobody%3DNowhere"],
    "compare": ["/compare", "/compare?a=Iker%20Zaldua&b=Jonas%20Ebbing", "/compare?a=Nobody&b="],
    "feeds": ["/feeds"],
    "api": ["/api/v1/docs"],
    "login": ["/login"],
    "add": ["/add"],
    "error": ["/posts/Atlantis"],
}
STATUS = {"/posts/Atlantis": 404}
EVERY = [address for addresses in WALK.values() for address in addresses]


def templates(desk: Desk) -> set[str]:
    """The names of the pages' templates."""
    from hotseat.show.web.rendering import environment  # noqa: PLC0415 -- the framework is slow to import

    assert desk
    return {name.removesuffix(".html") for name in environment().list_templates()} - {"base", "parts"}
