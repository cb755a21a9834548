"""Fixtures: every test that takes `url` or `engine` runs on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from hotseat.ledger import store
from tests import postgres

MakeDatabase = Callable[[str], AbstractContextManager[str]]


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


@pytest.fixture(scope="session")
def make_database(server: str) -> MakeDatabase:
    """Makes a database on the server as a copy of another, and drops it at the end."""
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)

    @contextmanager
    def make(template: str) -> Iterator[str]:
        name = f"t{uuid.uuid4().hex}"
        with admin.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
        with admin.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))

    return make


def migrated(url: str) -> None:
    """Make the ledger's tables."""
    engine = store.open_engine(url)
    store.migrate(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite ledger without rows."""
    path = tmp_path_factory.mktemp("empty") / "ledger.sqlite"
    migrated(str(path))
    return path


@pytest.fixture(scope="session")
def empty_database(make_database: MakeDatabase) -> Iterator[str]:
    """The name of a PostgreSQL ledger without rows."""
    with make_database("template1") as url:
        migrated(url)
        yield str(sa.make_url(url).database)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new database, without a ledger in it."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path / 'deep' / 'ledger.sqlite'}"
        return
    with request.getfixturevalue("make_database")("template1") as found:
        yield found


@pytest.fixture
def engine(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """A new ledger: migrations are run once, and the result copied."""
    if database == "sqlite":
        path = tmp_path / "ledger.sqlite"
        shutil.copy(request.getfixturevalue("empty_file"), path)
        engine = store.open_engine(str(path))
        yield engine
        engine.dispose()
        return
    with request.getfixturevalue("make_database")(request.getfixturevalue("empty_database")) as found:
        engine = store.open_engine(found)
        yield engine
        engine.dispose()
