"""Pictures of every page for `docs/pages.md`: `python -m tests.show.pictures docs/pages [PAGE ...]`.

Each shows the invented season of `story.py`: to the left a wide light window, to the right a phone in the dark.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image  # comes with matplotlib
from playwright.sync_api import Browser

from hotseat.ledger import store, tokens
from hotseat.ledger.tokens import Scope
from hotseat.show.desk import Desk
from hotseat.show.web.access import COOKIE
from tests.show import browser as real
from tests.show import story
from tests.show.pages import WALK

WIDE, PHONE = (1200, 500), (390, 500)
TALLEST = 1500  # pixels of a page that a picture shows
GAP = 24
COLOURS = 192
SHOWN = WALK | {"search": ["/search?q=Ebbing"], "compare": ["/compare?a=Iker%20Zaldua&b=Jonas%20Ebbing"], "item": ["/items/s13"]}


def shot(browser: Browser, address: str, secret: str, size: tuple[int, int], *, dark: bool) -> Image.Image:
    """One window."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    context.add_cookies([{"name": COOKIE, "value": secret, "url": address}])
    context.set_default_timeout(600_000)
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.fonts.ready")
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    page.set_viewport_size({"width": size[0], "height": max(height, 500)})
    found = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    return found.convert("RGB")


def beside(left: Image.Image, right: Image.Image) -> Image.Image:
    """Two windows as one picture with few colours, as high as the wide one."""
    both = Image.new("RGB", (left.width + GAP + right.width, left.height), (226, 223, 216))
    both.paste(left, (0, 0))
    both.paste(right, (left.width + GAP, 0))
    return both.quantize(COLOURS, dither=Image.Dither.NONE)


def main() -> None:
    """Take them."""
    folder, wanted = Path(sys.argv[1]), set(sys.argv[2:])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        engine = store.open_engine(f"{temporary}/story.sqlite")
        store.migrate(engine)
        story.fill(engine, story.past_reports())
        secret = tokens.create(engine, "pictures", Scope.WRITE, story.NOW)
        desk = Desk(engine, story.register(), lambda: story.NOW)
        with real.served(desk) as address, real.browser() as browser:
            for name, paths in SHOWN.items():
                if not wanted or name in wanted:
                    wide = shot(browser, address + paths[0], secret, WIDE, dark=False)
                    phone = shot(browser, address + paths[0], secret, PHONE, dark=True)
                    beside(wide, phone).save(folder / f"{name}.png", optimize=True)
        engine.dispose()


if __name__ == "__main__":
    main()
