"""A ledger with the invented story in it, and the server on top."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from hotseat.ledger import store
from hotseat.read.reader import Reader
from hotseat.show.desk import Desk
from hotseat.show.serving.settings import Settings
from hotseat.show.web.app import create_app
from tests.show import story


@pytest.fixture(scope="session")
def story_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story's ledger, made once; tests that write take a copy."""
    path = tmp_path_factory.mktemp("story") / "story.sqlite"
    engine = store.open_engine(str(path))
    store.migrate(engine)
    story.fill(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def desk(story_file: Path) -> Iterator[Desk]:
    """A desk that only reads."""
    with Desk(str(story_file), story.register(), lambda: story.NOW) as found:
        yield found


@pytest.fixture(scope="session")
def client(desk: Desk) -> TestClient:
    """A client of the server; nothing is remembered beyond a change."""
    return TestClient(create_app(desk, Settings(rate=0, stale=0, recheck=0)))


@pytest.fixture(scope="session")
def seasoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk on the story with what was said of the markets that have resolved."""
    engine = store.open_engine(str(tmp_path_factory.mktemp("seasoned") / "story.sqlite"))
    store.migrate(engine)
    story.fill(engine, story.past_reports())
    yield Desk(engine, story.register(), lambda: story.NOW)
    engine.dispose()


@pytest.fixture
def own(story_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a ledger of the test's own."""
    path = tmp_path / "own.sqlite"
    shutil.copy(story_file, path)
    with Desk(str(path), story.register(), lambda: story.NOW) as found:
        yield found


@pytest.fixture
def writer(own: Desk, reader: Reader) -> TestClient:
    """A client of a server that reads what is sent to it."""
    return TestClient(create_app(own, Settings(rate=0, stale=0, recheck=0, renew=None), lambda: reader))
