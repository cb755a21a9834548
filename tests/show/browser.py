"""A real browser for tests: Debian's Chromium by Playwright, on a server of the test's own."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from hotseat.show.desk import Desk
from hotseat.show.serving.settings import Settings
from hotseat.show.web.app import create_app

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip


def require_chromium() -> None:
    """Skip where there is no browser, unless one is demanded."""
    if not CHROMIUM.exists():
        message = "no browser: install it with `apt-get install chromium`"
        if os.environ.get("HOTSEAT_REQUIRE_CHROMIUM"):
            pytest.fail(message)
        pytest.skip(message)


@contextmanager
def served(desk: Desk, settings: Settings | None = None) -> Iterator[str]:
    """The server on a free port; gives its address."""
    config = uvicorn.Config(create_app(desk, settings or Settings(rate=0)), port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, headless."""
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        try:
            yield found
        finally:
            found.close()
