"""Archives read by processes of this machine."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess

from hotseat.intake.archive_jobs import DEATHS, Done, Job, Setup, given_up, work_on

AHEAD = 2  # archives handed out for each worker: neither waits for the other, and parts do not pile up


def read_with_pool(jobs: Sequence[Job], setup: Setup, workers: int) -> Iterator[Done]:
    """What became of each archive, in their order; a worker's death costs the work that was under way, and no archive."""
    left = list(jobs)
    deaths: dict[str, int] = {}
    while left:
        try:
            for done in one_round(left, setup, workers):
                left = left[1:]
                yield done
        except BrokenProcessPool:
            # The pool does not say whose worker died; the first that is not done is the likeliest.
            first = left[0]
            deaths[first.path] = deaths.get(first.path, 0) + 1
            if deaths[first.path] >= DEATHS:
                left = left[1:]
                yield given_up(first)


def end_with_parent() -> None:
    """Have this worker end when the process that it works for is gone; else it would wait for work for ever."""
    parent = parent_process()

    def watch(process: BaseProcess) -> None:
        process.join()
        os._exit(1)

    if parent is not None:
        threading.Thread(target=watch, args=(parent,), daemon=True).start()


def one_round(jobs: Sequence[Job], setup: Setup, workers: int) -> Iterator[Done]:
    """The same with one pool, which breaks when a worker dies."""
    context = get_context("forkserver")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=end_with_parent) as pool:
        todo = iter(jobs)
        waiting: dict[str, Future[Done]] = {job.path: pool.submit(work_on, job, setup) for job in islice(todo, workers * AHEAD)}
        for job in jobs:
            done = waiting.pop(job.path).result()
            for ahead in islice(todo, 1):
                waiting[ahead.path] = pool.submit(work_on, ahead, setup)
            yield done
