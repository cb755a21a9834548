from __future__ import annotations

from collections.abc import Iterator

import pytest

from hotseat.gather.fetching import Client
from tests.gather.conftest import QUICK
from tests.gather.web import Web, serve


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as found:
        yield found


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(QUICK) as found:
        yield found
