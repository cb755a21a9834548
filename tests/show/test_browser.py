from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from hotseat.show.desk import Desk
from tests.show import browser as real

WALK = [
    "/", "/?as_of=2026-02-25", "/posts/Port%20Albany", "/coaches/Iker%20Zaldua", "/sources", "/sources/Harbour%20Wire", "/items/s20",
    "/items/s13", "/latest", "/search?q=Ebbing", "/markets", "/calibration", "/dominoes", "/compare?a=Iker%20Zaldua&b=Jonas%20Ebbing",
    "/feeds", "/api/v1/docs", "/login",
]  # fmt: skip
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    real.require_chromium()
    with real.served(desk) as found:
        yield found


@pytest.fixture(scope="module")
def chromium(address: str) -> Iterator[Browser]:
    assert address
    with real.browser() as found:
        yield found


def visit(page: Page, address: str, path: str) -> None:
    """Open a page; it must ask nobody else, say nothing on the console, fit its width, and not shift."""
    foreign: list[str] = []
    said: list[str] = []
    page.on("request", lambda r: foreign.append(r.url) if not r.url.startswith((address, "data:")) else None)
    page.on("console", lambda m: said.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda e: said.append(str(e)))
    answer = page.goto(address + path)
    assert answer is not None
    assert answer.status == 200
    assert foreign == []
    assert said == []
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{path} is wider than its window by {width}"


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_every_page_is_accessible_and_holds_its_place(chromium: Browser, address: str, size: str, scheme: Any) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True)
    found: list[str] = []
    for path in WALK:
        page = context.new_page()
        page.add_init_script(
            "window.shift = 0; new PerformanceObserver(l => { for (const e of l.getEntries()) window.shift += e.value })"
            ".observe({type: 'layout-shift', buffered: true})"
        )
        visit(page, address, path)
        assert page.evaluate("window.shift") < 0.02, path
        page.evaluate(AXE)
        report = page.evaluate("rules => axe.run(document, rules)", RULES)
        found += [f"{path}: {v['id']} {v['nodes'][0]['html'][:160]}" for v in report["violations"]]
        page.close()
    context.close()
    assert found == []


@pytest.mark.parametrize("size", SIZES)
def test_every_page_works_without_javascript(chromium: Browser, address: str, size: str) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, java_script_enabled=False)
    page = context.new_page()
    for path in WALK:
        answer = page.goto(address + path)
        assert answer is not None
        assert answer.status == 200
        assert page.locator("h1").count() == 1, path
    page.goto(address)
    page.get_by_role("button", name="Go").click()
    assert "day=" in page.url
    page.goto(address)
    page.get_by_role("link", name="Port Albany").first.click()
    assert page.locator("h1").inner_text() == "Port Albany"
    page.get_by_text("The same as a table").first.click()
    assert page.locator("#odds").is_visible()
    context.close()


def test_small_things_work_with_javascript(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = context.new_page()
    visit(page, address, "/posts/Port%20Albany")
    page.locator(".chart svg.wide").hover(position={"x": 300, "y": 100})
    assert page.locator(".tip").is_visible()
    assert "Iker Zaldua" in page.locator(".tip").inner_text()
    page.keyboard.press("Tab")
    page.locator("[data-theme-switch]").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.locator("main").click(position={"x": 2, "y": 2})
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("Ebbing")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Ebbing")
    page.goto(address)
    page.locator("#asof").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**as_of=2026-03-11**")
    context.close()


def test_the_keyboard_reaches_the_content(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    visit(page, address, "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    context.close()
