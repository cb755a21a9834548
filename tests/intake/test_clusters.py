"""Archives read by a real Ray of two workers on this machine; skipped where Ray is not installed."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from benchmarks.made_archive import made_pages, write

from hotseat.errors import ConfigError
from hotseat.intake.archive_jobs import Setup
from hotseat.intake.backfilling import Backfill, BackfillReport, Workers
from hotseat.ledger import store
from hotseat.read.reader import Engine, model_of
from tests.conftest import EXAMPLES
from tests.intake.killing import read

FILES = 6


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archives")
    pages = made_pages(None, 0.3, seed=4)
    for number in range(FILES):
        with (folder / f"{number}.warc.gz").open("wb") as stream:
            write(stream, islice(pages, 40))
    (folder / "broken.warc").write_bytes(b"no archive")
    return folder


@pytest.fixture
def ray() -> None:
    pytest.importorskip("ray", reason="Ray is not installed: pip install hotseat[ray]")


def backfill(ledger: Path, archives: Path, workers: Workers) -> BackfillReport:
    engine = store.open_engine(str(ledger))
    store.migrate(engine)
    rows = (EXAMPLES / "register.jsonl").read_text(encoding="utf-8")
    setup = Setup(model=Engine.LINEAR, rows=rows, place="register.jsonl")
    job = Backfill(engine, ledger.with_suffix(".parts"), version=model_of(Engine.LINEAR).name, setup=setup)
    job.run([str(archives)], 2, workers)
    engine.dispose()
    return job.report


def busy_workers() -> Iterator[int]:
    """Ray's workers below this process that are at an archive, by Linux's table of processes."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (place / "cmdline").read_bytes().startswith(b"ray::work_apart") and os.getpid() in ancestors(int(place.name)):
                yield int(place.name)
        except OSError:
            continue  # it has ended meanwhile


def ancestors(pid: int) -> Iterator[int]:
    while pid > 1:
        pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        yield pid


@pytest.mark.usefixtures("ray")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds Ray's workers in /proc")
@pytest.mark.filterwarnings("default")  # Ray's own, of its start and of the worker that is killed
def test_ray_with_a_worker_killed_ends_where_the_pool_ends(archives: Path, tmp_path: Path) -> None:
    stop, killed = threading.Event(), list[int]()

    def kill() -> None:
        while not stop.is_set() and not killed:
            for pid in islice(busy_workers(), 1):
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
            time.sleep(0.01)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        found = backfill(tmp_path / "ray.sqlite", archives, Workers.RAY)
    finally:
        stop.set()
        thread.join()
    assert len(killed) == 1
    assert found.files == FILES + 1
    assert found.claims > 10
    assert all("broken.warc" in str(error) for error in found.errors)
    assert found.peak_mb > 50
    assert list((tmp_path / "ray.parts").iterdir()) == []
    backfill(tmp_path / "pool.sqlite", archives, Workers.POOL)
    assert read(f"sqlite:///{tmp_path / 'ray.sqlite'}") == read(f"sqlite:///{tmp_path / 'pool.sqlite'}")


def test_without_ray_the_way_to_it_is_named(archives: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ConfigError, match=r"pip install hotseat\[ray\]"):
        backfill(tmp_path / "l.sqlite", archives, Workers.RAY)
