from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from benchmarks.made_claims import CLAIMS_EACH, START, readings

from hotseat.ledger import store
from hotseat.ledger.append import Writer
from hotseat.ledger.check import faults
from hotseat.ledger.view import View
from tests.gather.web import Web
from tests.intake.killing import Nursery, kill_many, site

KILLS = 8  # benchmarks/kill_gather.py makes 200
PROCESSES = {"sqlite": 2, "postgresql": 8}
CLAIMS = 400


@pytest.fixture
def fresh(url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives new ledgers: SQLite files, or databases copied from one that has the tables."""
    engine = store.open_engine(url)
    store.migrate(engine)
    engine.dispose()
    made: list[int] = []

    def make() -> str:
        made.append(len(made))
        if url.startswith("sqlite"):
            path = tmp_path / f"{len(made)}.sqlite"
            path.write_bytes(Path(sa.make_url(url).database or "").read_bytes())
            return f"sqlite:///{path}"
        template = sa.make_url(url).database
        admin = sa.create_engine(request.getfixturevalue("server"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with admin.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {template}_{len(made)} TEMPLATE {template}"))
        return sa.make_url(url).set(database=f"{template}_{len(made)}").render_as_string(hide_password=False)

    return make


@pytest.mark.skipif(sys.platform != "linux", reason="the moment of a kill is counted by Linux's processor time")
def test_gather_runs_killed_at_random_moments_lose_nothing_and_double_nothing(web: Web, fresh: Callable[[], str]) -> None:
    done = kill_many(Nursery(), fresh, site(web), KILLS, seed=4)
    assert done["kills"] == KILLS


def add_all(url: str, number: int, of: int, done: Any) -> None:
    """A process that adds claims, its own and some that others add as well."""
    engine = store.open_engine(url)
    writer = Writer(engine)
    found = list(readings(CLAIMS * of))
    step = CLAIMS // CLAIMS_EACH
    mine = found[number * step : (number + 1) * step] + found[: step // 2]
    source = iter(mine)
    while batch := list(islice(source, 7)):
        writer.add_all(batch, START + timedelta(days=9999))
    engine.dispose()
    done.put(number)


def test_processes_that_add_at_the_same_time_lose_nothing_and_double_nothing(url: str) -> None:
    engine = store.open_engine(url)
    store.migrate(engine)
    number = PROCESSES[engine.dialect.name]
    context = Nursery().context
    done = context.Queue()
    processes = [context.Process(target=add_all, args=(url, n, number, done)) for n in range(number)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * number
    with store.reading(engine) as connection:
        assert list(faults(connection)) == []
        counts = View(connection).counts()
    assert counts["claims"] == CLAIMS * number
    assert counts["items"] == CLAIMS * number // CLAIMS_EACH
    engine.dispose()


def test_processes_may_make_the_ledger_at_the_same_time(url: str) -> None:
    context = Nursery().context
    processes = [context.Process(target=make, args=(url,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 3


def make(url: str) -> None:
    """A process that makes the ledger if there is none."""
    engine = store.open_engine(url)
    store.migrate(engine)
    store.require_current(engine)
