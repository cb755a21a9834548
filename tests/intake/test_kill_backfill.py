from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest
from benchmarks.kill_backfill import command, disturb, members
from benchmarks.made_archive import made_pages, write

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts processes in /proc")
OPTIONS = ["--workers", "2", "--model", "linear"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archives")
    pages = made_pages(None, 0.2, seed=8)
    for number in range(6):
        with (folder / f"{number}.warc.gz").open("wb") as stream:
            write(stream, islice(pages, 40))
    return folder


def test_a_backfill_killed_three_times_ends_where_an_undisturbed_one_ends(folder: Path, tmp_path: Path) -> None:
    found = disturb(folder, tmp_path, kills=3, seed=2, options=OPTIONS)
    assert len(found.moments) == 3
    assert len(found.whole["claims"]) > 5
    assert found.killed == found.whole


def test_workers_end_when_their_run_is_killed(folder: Path, tmp_path: Path) -> None:
    words = command(folder, tmp_path, OPTIONS)
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        # The command, the tracker of its resources, the fork server, and at least one worker.
        while len(members(process.pid)) < 4:
            assert process.poll() is None
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
    patience = time.monotonic() + 120
    while members(process.pid) and time.monotonic() < patience:
        time.sleep(0.1)
    assert members(process.pid) == {}
