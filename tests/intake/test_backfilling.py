from __future__ import annotations

import json
import multiprocessing
import os
import random
import threading
import time
from itertools import islice
from pathlib import Path

import fsspec
import pytest
from benchmarks.made_archive import made_pages, write
from typer.testing import CliRunner

from hotseat.errors import MissingError, RegisterError
from hotseat.intake.archive_jobs import DEATHS, Done, Job, Setup, work_on
from hotseat.intake.backfilling import Backfill, Workers, archives_of
from hotseat.intake.parts import read_part, write_part
from hotseat.intake.pools import Crew, read_with_pool
from hotseat.ledger import store
from hotseat.ledger.append import Reading
from hotseat.read.reader import Engine, model_of
from hotseat.show.cli import app
from tests.conftest import EXAMPLES
from tests.intake.killing import Nursery, read
from tests.ledger.made import ITEM, claim


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    pages = made_pages(None, 0.2, seed=3)
    for number in range(4):
        with (folder / f"{number}.warc.gz").open("wb") as stream:
            write(stream, islice(pages, 25))
    (folder / "broken.warc").write_bytes(b"no archive")
    return folder


def backfill(url: str, archive: Path, parts: Path, number: int = 1, workers: Workers = Workers.POOL) -> Backfill:
    Nursery()
    engine = store.open_engine(url)
    store.migrate(engine)
    rows = (EXAMPLES / "register.jsonl").read_text(encoding="utf-8")
    setup = Setup(model=Engine.LINEAR, rows=rows, place="register.jsonl")
    job = Backfill(engine, parts, version=model_of(Engine.LINEAR).name, setup=setup)
    job.run([str(archive)], number, workers)
    engine.dispose()
    return job


def test_a_folder_of_archives_is_read_once_and_its_errors_are_listed(url: str, archive: Path, tmp_path: Path) -> None:
    first = backfill(url, archive, tmp_path / "parts").report
    assert (first.files, first.known_files) == (5, 0)
    assert first.items > 5
    assert first.claims > 5
    assert ["broken.warc" in str(error) for error in first.errors] == [True, True]
    content = read(url)
    again = backfill(url, archive, tmp_path / "parts").report
    assert (again.files, again.known_files, again.items) == (0, 5, 0)
    assert read(url) == content
    assert list((tmp_path / "parts").iterdir()) == []


def test_workers_that_are_killed_lose_nothing(archive: Path, tmp_path: Path) -> None:
    whole, killed = (f"sqlite:///{tmp_path / name}.sqlite" for name in ("whole", "killed"))
    backfill(whole, archive, tmp_path / "parts")
    chance, stop, kills = random.Random(5), threading.Event(), [0]
    before = set(children())

    def kill() -> None:
        # Two workers lose their lives, each as soon as it is seen at work.
        while not stop.is_set() and kills[0] < 2:
            found = sorted(set(children()) - before)
            if found:
                os.kill(chance.choice(found), 9)
                kills[0] += 1
                before.update(found)
            time.sleep(0.01)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        backfill(killed, archive, tmp_path / "other", number=2)
    finally:
        stop.set()
        thread.join()
    assert kills[0] >= 1  # how many are seen in time depends on the machine
    assert read(killed) == read(whole)


def children() -> list[int]:
    """The processes that the pool runs; the fork server and its tracker are no children of `multiprocessing`'s."""
    return [process.pid for process in multiprocessing.active_children() if process.pid]


def test_what_a_worker_raises_is_raised_here_with_its_trace(archive: Path, tmp_path: Path) -> None:
    path = archives_of([str(archive / "0.warc.gz")])[0][0]
    job = Job(path=path, part=str(tmp_path / "0.parquet"), state="0")
    with pytest.raises(RegisterError, match=r"my\.jsonl") as raised:
        list(read_with_pool([job], Setup(model=Engine.LINEAR, rows="no row", place="my.jsonl"), 2))
    assert "parse_rows" in "".join(raised.value.__notes__)


def test_an_archive_that_kills_every_worker_is_given_up_and_the_others_are_read(archive: Path, tmp_path: Path) -> None:
    paths = [path for path, _ in archives_of([str(archive / "*.gz")])]
    jobs = [Job(path=path, part=str(tmp_path / f"{number}.parquet"), state=str(number)) for number, path in enumerate(paths)]
    before, killed = set(children()), set[int]()
    answers: list[Done] = []
    with Crew(Setup(model=Engine.LINEAR), 1) as crew:
        crew.take(jobs)
        while len(answers) < len(jobs):
            for pid in set(children()) - before - killed:
                if len(killed) < DEATHS:
                    os.kill(pid, 9)
                    killed.add(pid)
            answers += crew.hear()
    assert [done.job for done in answers] == jobs
    assert [bool(done.errors) for done in answers] == [True, False, False, False]
    assert "workers died" in str(answers[0].errors[0])


def test_a_part_comes_back_as_it_went_in(tmp_path: Path) -> None:
    readings = [Reading(item=ITEM, reader="r/1", claims=[claim()]), Reading(item=ITEM, reader=None, claims=[])]
    assert write_part(tmp_path / "a.parquet", readings) == 2
    assert list(read_part(tmp_path / "a.parquet")) == readings
    assert write_part(tmp_path / "b.parquet", []) == 0
    assert list(read_part(tmp_path / "b.parquet")) == []


def test_paths_that_lead_nowhere_are_named(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="no WARC file"):
        archives_of([str(tmp_path)])
    assert len(archives_of([str(archive / "*.gz"), str(archive / "0.warc.gz")])) == 4


def test_an_object_store_is_read_by_address(archive: Path, tmp_path: Path) -> None:
    store_of_memory = fsspec.filesystem("memory")
    for path in archive.glob("*.gz"):
        store_of_memory.pipe(f"/bucket/{path.name}", path.read_bytes())
    found = archives_of(["memory://bucket"])
    assert [path for path, _ in found] == [f"memory:///bucket/{number}.warc.gz" for number in range(4)]
    assert all(size > 1000 for _, size in found)
    rows = (EXAMPLES / "register.jsonl").read_text(encoding="utf-8")
    job = Job(path=found[0][0], part=str(tmp_path / "0.parquet"), state="0")
    done = work_on(job, Setup(model=Engine.LINEAR, rows=rows, place="register.jsonl"))
    assert done.errors == ()
    assert done.items == len(list(read_part(tmp_path / "0.parquet"))) > 0
    with pytest.raises(MissingError, match="nosuch"):
        archives_of(["nosuch://bucket"])


def test_the_command_reports_what_it_did(archive: Path, tmp_path: Path) -> None:
    words = [
        "backfill",
        str(archive / "0.warc.gz"),
        "--ledger",
        str(tmp_path / "l.sqlite"),
        "--parts",
        str(tmp_path / "p"),
        "--workers",
        "1",
        "--model",
        "linear",
    ]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    assert "1 archives read, 0 known already" in result.stdout
    assert "MB a worker" in result.stdout
    report = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)
    assert (report["files"], report["known_files"], report["archives"]) == (0, 1, [])
    assert "0 archives read, 1 known already" in CliRunner().invoke(app, words).stdout
