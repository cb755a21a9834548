from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from hotseat.gather.fetching import Client, Manners
from tests.gather.web import Web, serve

QUICK = Manners(
    delay=0, timeout=5, deadline=20, backoff=0.01, largest=1_000_000, allow_private=frozenset({"127.0.0.1", "localhost"})
)


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as found:
        yield found


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(QUICK, random.Random(1)) as found:
        yield found
