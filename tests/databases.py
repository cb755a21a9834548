"""Fixtures: every test that takes `url` or `engine` runs on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from hotseat.ledger import store
from tests import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    binaries = postgres.programs()
    if binaries is None:
        message = "no PostgreSQL server: install it with `apt-get install postgresql`"
        if os.environ.get("HOTSEAT_REQUIRE_POSTGRES"):
            pytest.fail(message)
        pytest.skip(message)
    with postgres.server(binaries) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new database, without a ledger in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'deep' / 'ledger.sqlite'}"
        return
    base = request.getfixturevalue("server")
    name = f"t{uuid.uuid4().hex}"
    admin = sa.create_engine(base, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield sa.make_url(base).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    """A new ledger."""
    engine = store.open_engine(url)
    store.migrate(engine)
    yield engine
    engine.dispose()
