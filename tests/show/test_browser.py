"""Every page in a real browser: desktop and phone, light and dark, with JavaScript and without, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from hotseat.ledger import tokens
from hotseat.ledger.tokens import Scope
from hotseat.show.desk import Desk
from hotseat.show.web.access import COOKIE
from tests.show import browser as real
from tests.show.pages import EVERY, STATUS, WALK, templates
from tests.show.story import NOW

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
PATIENCE = 240_000  # milliseconds: whoever asks first loads results and compiled loops, on a machine that may be busy
SHIFT = 0.05  # half of what counts as good; a table whose letters arrive late may settle by less
WATCH_SHIFT = """
window.shift = 0;
window.shifted = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    window.shift += entry.value;
    for (const source of entry.sources) {
      const {x, y, width, height} = source.previousRect, now = source.currentRect;
      const words = source.node ? (source.node.outerHTML || source.node.textContent).slice(0, 80) : '?';
      window.shifted.push(`${words}: ${x},${y} ${width}x${height} -> ${now.x},${now.y} ${now.width}x${now.height}`);
    }
  }
}).observe({type: 'layout-shift', buffered: true});
"""
# Whatever has the keyboard's focus: what it is, whether it had it before (a date has parts), whether a ring is drawn around it, and
# whether any of it can be seen.
FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e), box = e.getBoundingClientRect(), walked = !!e.dataset.walked;
  e.dataset.walked = '1';
  const left = Math.max(1, box.left + 1), right = Math.min(document.documentElement.clientWidth - 1, box.right - 1);
  const top = Math.max(1, box.top + 1), bottom = Math.min(innerHeight - 1, box.bottom - 1);
  const seen = [0, 0.25, 0.5, 0.75, 1].some(share => {
    const found = document.elementFromPoint(left + share * (right - left), top + share * (bottom - top));
    return found && (e.contains(found) || found.contains(e) && found !== document.documentElement);
  });
  return {
    name: e.tagName + ' ' + (e.getAttribute('href') || e.id || e.className || '').toString().slice(0, 60), walked, seen,
    skip: e.classList.contains('skip'), ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
  };
}"""
REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter(e => !e.disabled && e.type !== 'hidden' && !e.hidden && e.checkVisibility({visibilityProperty: true})
    && !e.closest('details:not([open]) > :not(summary)')).length"""


@pytest.fixture(scope="module")
def address(seasoned: Desk) -> Iterator[str]:
    real.require_chromium()
    with real.served(seasoned) as found:
        yield found


@pytest.fixture(scope="module")
def chromium(address: str) -> Iterator[Browser]:
    assert address
    with real.browser() as found:
        yield found


@pytest.fixture(scope="module")
def secret(seasoned: Desk) -> str:
    return tokens.create(seasoned.engine, "browser", Scope.WRITE, NOW)


def opened(chromium: Browser, address: str, secret: str, size: str, **options: Any) -> BrowserContext:
    """A window whose reader has signed in."""
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, **options)
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": COOKIE, "value": secret, "url": address}])
    return context


def visit(page: Page, address: str, path: str) -> None:
    """Open a page; it must ask nobody else, say nothing on the console, and fit its width."""
    foreign: list[str] = []
    said: list[str] = []
    page.on("request", lambda r: foreign.append(r.url) if not r.url.startswith((address, "data:")) else None)
    page.on("console", lambda m: said.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda e: said.append(str(e)))
    answer = page.goto(address + path)
    assert answer is not None
    assert answer.status == STATUS.get(path, 200), path
    assert page.url == address + path, f"{path} leads to {page.url}"
    assert foreign == []
    assert said == [] or path in STATUS, f"{path}: {said}"
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{path} is wider than its window by {width}"


def test_every_page_is_walked(seasoned: Desk) -> None:
    assert templates(seasoned) == set(WALK)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_holds_its_place(
    chromium: Browser, address: str, secret: str, size: str, scheme: Any
) -> None:  # fmt: skip
    context = opened(chromium, address, secret, size, color_scheme=scheme, bypass_csp=True)
    found: list[str] = []
    for path in EVERY:
        page = context.new_page()
        page.add_init_script(WATCH_SHIFT)
        visit(page, address, path)
        page.mouse.wheel(0, 20_000)
        page.wait_for_timeout(60)
        assert page.evaluate("window.shift") < SHIFT, f"{path}: {page.evaluate('window.shifted')}"
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        page.evaluate(AXE)
        report = page.evaluate("rules => axe.run(document, rules)", RULES)
        found += [f"{path}: {v['id']} {v['nodes'][0]['html'][:160]}" for v in report["violations"]]
        page.close()
    context.close()
    assert found == []


@pytest.mark.parametrize("size", SIZES)
def test_every_page_works_without_javascript(chromium: Browser, address: str, secret: str, size: str) -> None:
    context = opened(chromium, address, secret, size, java_script_enabled=False)
    page = context.new_page()
    for path in EVERY:
        answer = page.goto(address + path)
        assert answer is not None
        assert answer.status == STATUS.get(path, 200)
        assert page.locator("h1").count() == 1, path
    page.goto(address)
    page.get_by_role("link", name="Port Albany").first.click()
    assert page.locator("h1").inner_text() == "Port Albany"
    page.get_by_text("The same as a table").first.click()
    assert page.locator("#odds").is_visible()
    context.close()


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_walked_by_keyboard_and_shows_where_one_is(
    chromium: Browser, address: str, secret: str, size: str
) -> None:  # fmt: skip
    context = opened(chromium, address, secret, size, reduced_motion="reduce")
    page = context.new_page()
    for path in [addresses[0] for addresses in WALK.values()]:
        visit(page, address, path)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content", path
        assert page.evaluate(FOCUS)["seen"], path
        number = 1
        for _ in range(500):
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            if focus is None or focus["skip"]:
                break
            number += not focus["walked"]
            if not focus["seen"]:
                page.wait_for_timeout(200)  # it is on its way into sight
                focus = page.evaluate(FOCUS)
            assert focus["ring"], f"{path}: no ring around {focus['name']}"
            assert focus["seen"], f"{path}: {focus['name']} has the focus and is not seen"
        assert number >= page.evaluate(REACHABLE), f"{path}: only {number} reached"
    context.close()


def test_the_skip_link_leads_to_the_content(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    visit(page, address, "/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    context.close()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("path", ["/", "/posts/Port%20Albany", "/sources/Harbour%20Wire"])
def test_the_slider_goes_back_in_time(chromium: Browser, address: str, path: str, *, script: bool) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=script)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address + path)
    today = page.locator("main").inner_text()
    slider = page.locator("#asof")
    if script:
        slider.focus()
        page.keyboard.press("PageDown")
        assert page.locator("form.asof output").inner_text() < "2026-03-12"
        page.wait_for_url("**as_of=20**")
    else:
        for _ in range(10):
            slider.press("ArrowLeft")
        page.get_by_role("button", name="Go").click()
        page.wait_for_url(re.compile(r"day=\d+"))
    then = page.locator("main").inner_text()
    assert "As it was known on" in then
    assert then != today
    links = page.locator("main a[href^='/posts/']:not(.past a)").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert all("as_of=" in link for link in links)
    page.get_by_role("link", name="Back to now").click()
    page.wait_for_url(address + path)
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
    context.close()


def test_the_chart_is_read_by_keyboard(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    visit(page, address, "/posts/Port%20Albany")
    page.locator("[data-chart]").focus()
    page.keyboard.press("End")
    last = page.locator(".tip b").inner_text()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".tip b").inner_text() != last
    page.keyboard.press("Escape")
    assert page.locator(".tip").is_hidden()
    context.close()
