"""Archives into the ledger, by several processes: each file becomes a part (Parquet), parts are loaded in the order of the files.

Exactly once: a part appears whole or not at all, a file's last transaction also records that it is loaded, and items that are there stay
as they are. A run that is stopped, or a worker that is killed, repeats at most the files that it was at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import BinaryIO, cast

import fsspec
import sqlalchemy as sa

from hotseat.errors import FormatError, InputError, MissingError
from hotseat.gather.archives import read_archive
from hotseat.gather.filtering import Filter
from hotseat.intake.parts import read_part, write_part
from hotseat.ledger import chain, store
from hotseat.ledger.append import Reading, Writer
from hotseat.ledger.visits import record_problems, remember, remembered
from hotseat.read.reader import Engine, Reader, model_of
from hotseat.records import Item, Visit, fingerprint
from hotseat.register.loading import embedded_rows, parse_rows
from hotseat.register.register import build, embedded
from hotseat.work import Clock, in_order, reading_of, utc_now

SOURCE = "backfill"
ENDINGS = (".warc", ".warc.gz")
BATCH = 500  # items in one transaction
DEATHS = 3  # workers that a file may cost before it is given up


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One archive: its address, the part that it becomes, and what makes them belong together."""

    path: str
    part: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a worker made of an archive."""

    job: Job
    items: int
    errors: tuple[InputError, ...]


@dataclass(slots=True)
class BackfillReport:
    """What a backfill did."""

    files: int = 0
    known_files: int = 0
    items: int = 0
    claims: int = 0
    known: int = 0
    errors: list[InputError] = field(default_factory=list)


def archives_of(paths: Sequence[str]) -> list[tuple[str, int]]:
    """The WARC files that paths, folders, patterns and object-store addresses name, with their sizes, in order.

    Raises:
        MissingError: a path leads to none.
    """
    found: dict[str, int] = {}
    for path in paths:
        system, place = fsspec.core.url_to_fs(path)
        if any(mark in place for mark in "*?["):
            names = system.glob(place)
        elif system.isdir(place):
            names = system.find(place)
        else:
            names = [place] if system.exists(place) else []
        chosen = sorted(name for name in names if str(name).endswith(ENDINGS))
        if not chosen:
            raise MissingError(path, "leads to no WARC file (.warc or .warc.gz)")
        found |= {system.unstrip_protocol(name): int(system.size(name) or 0) for name in chosen}
    return list(found.items())


@lru_cache(maxsize=2)
def worker_reader(register: str | None, model: Engine) -> tuple[Reader, Filter]:
    """A process's own reader, loaded once."""
    if register is None:
        return Reader(embedded(), model_of(model)), Filter()
    lines = Path(register).read_text(encoding="utf-8").splitlines()
    return Reader(build([*parse_rows(lines, None, register), *embedded_rows()]), model_of(model)), Filter()


def work_on(job: Job, register: str | None, model: Engine) -> Done:
    """Read one archive into its part: the stage that every engine runs."""
    part = Path(job.part)
    errors: list[InputError] = []
    if part.exists():
        return Done(job=job, items=-1, errors=())
    reader, wanted = worker_reader(register, model)
    try:
        with fsspec.open(job.path, "rb") as stream:
            items = write_part(part, readings_in(cast("BinaryIO", stream), job.path, reader, wanted, errors))
    except OSError as error:
        return Done(job=job, items=0, errors=(InputError(job.path, f"cannot be read ({error})"),))
    return Done(job=job, items=items, errors=tuple(errors))


def readings_in(stream: BinaryIO, path: str, reader: Reader, wanted: Filter, errors: list[InputError]) -> Iterator[Reading]:
    """The readings of an archive; errors are put aside."""
    for found in read_archive(stream, path, wanted):
        if isinstance(found, Item):
            yield reading_of(in_order(found, utc_now(), errors), reader)
        else:
            errors.append(found)


class Backfill:
    """A backfill of a ledger.

    Args:
        engine: the ledger, of the newest version.
        parts: the folder of the parts; kept until their file is loaded.
        register: a file of more register rows, for the workers.
        model: which model decides in the workers.
        version: the reader's version.
        clock: gives the time that is recorded.
        on_file: told of each file once it is loaded.
    """

    def __init__(
        self, engine: sa.Engine, parts: Path, *, version: str, model: Engine, register: str | None = None, clock: Clock = utc_now,
        on_file: Callable[[str], None] | None = None,
    ) -> None:  # fmt: skip
        """Check the ledger and make the folder.

        Raises:
            LedgerError: the ledger is missing or of another version.
        """
        store.require_current(engine)
        parts.mkdir(parents=True, exist_ok=True)
        self._engine, self._parts, self._version, self._clock = engine, parts, version, clock
        self._register, self._model, self._on_file = register, model, on_file
        self.report = BackfillReport()

    def run(self, paths: Sequence[str], workers: int) -> BackfillReport:
        """Read every archive that is not loaded yet, with so many processes, and load it.

        Raises:
            MissingError: a path leads to no archive.
        """
        jobs = self._jobs(paths)
        deaths: dict[str, int] = {}
        while jobs:
            jobs = self._round(jobs, workers, deaths)
        return self.report

    def _jobs(self, paths: Sequence[str]) -> list[Job]:
        """The files that are to be read: those whose state the ledger does not have as loaded."""
        with self._engine.connect() as connection:
            known = remembered(connection, SOURCE)
        jobs = []
        for path, size in archives_of(paths):
            state = fingerprint(path, size, self._version)
            if path in known and known[path].state == state:
                self.report.known_files += 1
            else:
                jobs.append(Job(path=path, part=str(self._parts / f"{state}.parquet"), state=state))
        return jobs

    def _round(self, jobs: list[Job], workers: int, deaths: dict[str, int]) -> list[Job]:
        """Read and load in order; gives the jobs that are left when a worker has died, none otherwise."""
        left = list(jobs)
        with ProcessPoolExecutor(workers, mp_context=get_context("forkserver")) as pool:
            waiting: dict[str, Future[Done]] = {}
            todo = iter(jobs)
            # A few files ahead of the one that is loaded, so that neither waits for the other nor parts pile up.
            try:
                for job in islice(todo, workers * 2):
                    waiting[job.path] = pool.submit(work_on, job, self._register, self._model)
                for job in jobs:
                    done = waiting.pop(job.path).result()
                    for ahead in islice(todo, 1):
                        waiting[ahead.path] = pool.submit(work_on, ahead, self._register, self._model)
                    self._load(done)
                    left.remove(job)
            except BrokenProcessPool:
                return self._survivors(left, deaths)
        return []

    def _survivors(self, left: list[Job], deaths: dict[str, int]) -> list[Job]:
        """The jobs to go on with after a worker died; the first is the likeliest to have killed it."""
        first = left[0]
        deaths[first.path] = deaths.get(first.path, 0) + 1
        if deaths[first.path] < DEATHS:
            return left
        self.report.errors.append(FormatError(first.path, f"{DEATHS} workers died over it; it was given up"))
        return left[1:]

    def _load(self, done: Done) -> None:
        """Load a part; the last transaction says that the file is done."""
        job, writer = done.job, Writer(self._engine)
        part = Path(job.part)
        readings = read_part(part) if part.exists() else iter(())
        batch = list(islice(readings, BATCH))
        while True:
            following = list(islice(readings, BATCH))
            with chain.appending(self._engine, self._clock()) as rows:
                added = writer.add_to(rows, batch)
                if not following:
                    record_problems(rows, [(SOURCE, error) for error in done.errors])
                    remember(rows.connection, [self._loaded(job)] if part.exists() else [])
            self.report.items += added.items + added.versions
            self.report.claims += added.claims
            self.report.known += added.known
            if not following:
                break
            batch = following
        self.report.files += 1
        self.report.errors += done.errors
        part.unlink(missing_ok=True)
        if self._on_file:
            self._on_file(job.path)

    def _loaded(self, job: Job) -> Visit:
        """What is remembered of a loaded file."""
        return Visit(url=job.path, source=SOURCE, fetched=self._clock(), status=200, state=job.state)
