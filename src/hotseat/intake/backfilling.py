"""Archives into the ledger, by several processes: each file becomes a part (Parquet), parts are loaded in the order of the files.

Exactly once: a part appears whole or not at all, a file's last transaction also records that it is loaded, and items that are there stay
as they are. A run that is stopped, or a worker that is killed, repeats at most the files that it was at.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path

import fsspec
import sqlalchemy as sa

from hotseat.errors import InputError, MissingError
from hotseat.intake.archive_jobs import Done, Job, Setup
from hotseat.intake.clusters import read_with_ray
from hotseat.intake.parts import read_part
from hotseat.intake.pools import read_with_pool
from hotseat.ledger import chain, store
from hotseat.ledger.append import Added, Writer
from hotseat.ledger.visits import record_problems, remember, remembered
from hotseat.records import Visit, fingerprint
from hotseat.work import Clock, utc_now

SOURCE = "backfill"
ENDINGS = (".warc", ".warc.gz")
BATCH = 500  # items in one transaction


class Workers(StrEnum):
    """What runs the workers: processes of this machine, or Ray."""

    POOL = "pool"
    RAY = "ray"

    def read(self, jobs: Sequence[Job], setup: Setup, number: int) -> Iterator[Done]:
        """What became of each archive, in their order, with so many workers at once."""
        return (read_with_ray if self is Workers.RAY else read_with_pool)(jobs, setup, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What became of one archive: its items and claims that were new, its errors, and what its worker took (0 where its part was there)."""

    path: str
    items: int
    claims: int
    known: int
    errors: tuple[InputError, ...]
    seconds: float
    processor: float
    peak_mb: int


@dataclass(slots=True)
class BackfillReport:
    """What a backfill did, in all and archive by archive."""

    known_files: int = 0
    archives: list[Archive] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def files(self) -> int:
        """The archives that were read."""
        return len(self.archives)

    @property
    def items(self) -> int:
        """The new items and versions."""
        return sum(archive.items for archive in self.archives)

    @property
    def claims(self) -> int:
        """The new claims."""
        return sum(archive.claims for archive in self.archives)

    @property
    def known(self) -> int:
        """The items that the ledger had."""
        return sum(archive.known for archive in self.archives)

    @property
    def errors(self) -> list[InputError]:
        """What could not be read."""
        return [error for archive in self.archives for error in archive.errors]

    @property
    def peak_mb(self) -> int:
        """The largest peak of a worker's memory, in MB."""
        return max((archive.peak_mb for archive in self.archives), default=0)


def archives_of(paths: Sequence[str]) -> list[tuple[str, int]]:
    """The WARC files that paths, folders, patterns and object-store addresses name, with their sizes, in order.

    Raises:
        MissingError: a path leads to none, or to a store that cannot be spoken to here.
    """
    found: dict[str, int] = {}
    for path in paths:
        try:
            system, place = fsspec.core.url_to_fs(path)
        except (ImportError, ValueError) as error:
            # Each store has a package of its own, which fsspec names.
            raise MissingError(path, f"cannot be opened ({error})") from error
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


class Backfill:
    """A backfill of a ledger.

    Args:
        engine: the ledger, of the newest version.
        parts: the folder of the parts; kept until their file is loaded.
        version: the reader's version.
        setup: what makes a worker's reader.
        clock: gives the time that is recorded.
        on_file: told of each file once it is loaded.
    """

    def __init__(
        self, engine: sa.Engine, parts: Path, *, version: str, setup: Setup, clock: Clock = utc_now,
        on_file: Callable[[str], None] | None = None,
    ) -> None:  # fmt: skip
        """Check the ledger and make the folder.

        Raises:
            LedgerError: the ledger is missing or of another version.
        """
        store.require_current(engine)
        parts.mkdir(parents=True, exist_ok=True)
        self._engine, self._parts, self._version, self._clock = engine, parts, version, clock
        self._setup, self._on_file = setup, on_file
        self.report = BackfillReport()

    def run(self, paths: Sequence[str], number: int, workers: Workers = Workers.POOL) -> BackfillReport:
        """Read every archive that is not loaded yet, with so many workers, and load it.

        Raises:
            MissingError: a path leads to no archive.
            ConfigError: Ray is asked for and not installed.
        """
        start = time.perf_counter()
        if jobs := self._jobs(paths):
            for done in workers.read(jobs, self._setup, number):
                self._load(done)
        self.report.seconds = time.perf_counter() - start
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

    def _load(self, done: Done) -> None:
        """Load a part in bulk; the last transaction says that the file is done."""
        job, writer = done.job, Writer(self._engine)
        part = Path(job.part)
        readings = read_part(part) if part.exists() else iter(())
        batch = list(islice(readings, BATCH))
        whole = Added()
        while True:
            following = list(islice(readings, BATCH))
            with chain.appending(self._engine, self._clock()) as rows:
                added = writer.add_to(rows, batch)
                if not following:
                    record_problems(rows, [(SOURCE, error) for error in done.errors])
                    remember(rows.connection, [self._loaded(job)] if part.exists() else [])
            whole.items += added.items + added.versions
            whole.claims += added.claims
            whole.known += added.known
            if not following:
                break
            batch = following
        part.unlink(missing_ok=True)
        self.report.archives.append(
            Archive(
                path=job.path, items=whole.items, claims=whole.claims, known=whole.known, errors=done.errors,
                seconds=round(done.seconds, 2), processor=round(done.processor, 2), peak_mb=done.peak_mb,
            )
        )  # fmt: skip
        if self._on_file:
            self._on_file(job.path)

    def _loaded(self, job: Job) -> Visit:
        """What is remembered of a loaded file."""
        return Visit(url=job.path, source=SOURCE, fetched=self._clock(), status=200, state=job.state)
