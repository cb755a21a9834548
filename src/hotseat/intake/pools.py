"""Archives read by processes of this machine, each with a pipe of its own.

No pool of the standard library's: where a worker is killed while the pool starts another or hands out work, its queues and locks can leave
the rest waiting for ever (Python before 3.12), and it does not say whose work was lost. Here nothing is shared between workers, so a death
is the end of one pipe, and what that worker had in hand is known.
"""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from hotseat.intake.archive_jobs import DEATHS, Done, Job, Setup, given_up, work_on

AHEAD = 2  # archives handed out for each worker: neither waits for the other, and parts do not pile up


def read_with_pool(jobs: Sequence[Job], setup: Setup, workers: int) -> Iterator[Done]:
    """What became of each archive, in their order; a worker's death costs the archive that it was at a new start, and no other."""
    with Crew(setup, min(workers, len(jobs))) as crew:
        todo = iter(jobs)
        done: dict[str, Done] = {}
        crew.take(islice(todo, workers * AHEAD))
        for job in jobs:
            while job.path not in done:
                done |= {answer.job.path: answer for answer in crew.hear()}
            crew.take(islice(todo, 1))
            yield done.pop(job.path)


class Worker:
    """A process, our end of its pipe, and the archives that it has in hand: the first it is at."""

    def __init__(self, setup: Setup) -> None:
        """Start it."""
        context = get_context("forkserver")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, setup), daemon=True)
        self.process.start()
        theirs.close()
        self.jobs: deque[Job] = deque()

    def take(self, job: Job) -> None:
        """Give it an archive."""
        self.jobs.append(job)
        with suppress(OSError):  # where it is dead, that is heard when its answer is waited for
            self.pipe.send(job)

    def end(self) -> None:
        """End it, at whatever it is."""
        self.pipe.close()
        self.process.terminate()
        self.process.join()


class Crew:
    """Workers; one that dies is replaced, and its archives are given out again."""

    def __init__(self, setup: Setup, number: int) -> None:
        """Start so many."""
        self._setup = setup
        self._workers = [Worker(setup) for _ in range(number)]
        self._deaths: Counter[str] = Counter()

    def __enter__(self) -> Self:
        """Use it in a `with` block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.end()

    def take(self, jobs: Iterable[Job]) -> None:
        """Give each archive to the worker that has the fewest in hand."""
        for job in jobs:
            min(self._workers, key=lambda worker: len(worker.jobs)).take(job)

    def hear(self) -> list[Done]:
        """Wait until at least one worker answers or dies.

        Returns:
            What is done, or given up after too many deaths; empty where a death is made good.

        Raises:
            Exception: what a worker's own code raised.
        """
        ready = wait([worker.pipe for worker in self._workers if worker.jobs])
        found: list[Done] = []
        for place, worker in enumerate(self._workers):
            if worker.pipe in ready:
                try:
                    answer = worker.pipe.recv()
                except (EOFError, OSError):
                    found += self._replace(place)
                    continue
                if isinstance(answer, Exception):
                    raise answer
                worker.jobs.popleft()
                found.append(answer)
        return found

    def _replace(self, place: int) -> list[Done]:
        """A new worker for a dead one, with what it had in hand; an archive that has cost too many lives is given up."""
        dead, new = self._workers[place], Worker(self._setup)
        self._workers[place] = new
        dead.end()
        self._deaths[dead.jobs[0].path] += 1
        lost = [job for job in dead.jobs if self._deaths[job.path] >= DEATHS]
        for job in dead.jobs:
            if job not in lost:
                new.take(job)
        return [given_up(job) for job in lost]


def serve(pipe: Connection, setup: Setup) -> None:
    """What a worker runs: read archives until no more can come."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses Ctrl-C means the run, which ends its workers
    end_with_parent()
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        answer: Done | Exception
        try:
            answer = work_on(job, setup)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the run is to raise it
            error.add_note(traceback.format_exc())
            answer = error
        pipe.send(answer)


def end_with_parent() -> None:
    """Have this worker end when the process that it works for is gone, even in the midst of an archive: a new run begins it anew."""
    parent = parent_process()

    def watch(process: BaseProcess) -> None:
        process.join()
        os._exit(1)

    if parent is not None:
        threading.Thread(target=watch, args=(parent,), daemon=True).start()
