from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from hotseat.read.reader import Reader
from hotseat.records import Item
from hotseat.register.loading import embedded_rows, parse_rows
from hotseat.register.register import Register, build

# A property holds or not whatever else the machine is doing; the clock is no part of it.
settings.register_profile("hotseat", deadline=None)
settings.load_profile("hotseat")

pytest_plugins = ["tests.databases"]

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def register() -> Register:
    rows = parse_rows((EXAMPLES / "register.jsonl").read_text(encoding="utf-8").splitlines(), None, "register.jsonl")
    return build([*rows, *embedded_rows()])


@pytest.fixture(scope="session")
def reader(register: Register) -> Reader:
    return Reader(register)


def item(title: str, text: str = "", *, outlet: str = "Harbour Wire", day: str | None = "2026-02-20") -> Item:
    published = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return Item(id="t", title=title, text=text, outlet=outlet, published=published)
