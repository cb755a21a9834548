"""The stage that every engine runs: one archive is read into its part, with a process's own reader."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast

import fsspec

from hotseat.errors import FormatError, InputError
from hotseat.gather.archives import read_archive
from hotseat.gather.filtering import Filter
from hotseat.intake.parts import write_part
from hotseat.ledger.append import Reading
from hotseat.read.reader import Engine, Reader, model_of
from hotseat.records import Item
from hotseat.register.loading import embedded_rows, parse_rows
from hotseat.register.register import build, embedded
from hotseat.work import in_order, reading_of, utc_now

DEATHS = 3  # workers that an archive may cost before it is given up


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One archive: its address, the part that it becomes, and what makes them belong together."""

    path: str
    part: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What a worker needs to make its reader; it holds no path of the machine that hands out the work.

    Args:
        model: which model decides.
        rows: more register rows, JSON lines.
        place: where they come from, for errors.
    """

    model: Engine
    rows: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a worker made of an archive.

    Args:
        job: the archive.
        items: their number; -1 where the part was there already.
        errors: what could not be read.
        seconds: the time it took.
        processor: the worker's processor time, in seconds.
        peak_mb: the largest memory that the worker has had so far, in MB.
    """

    job: Job
    items: int = 0
    errors: tuple[InputError, ...] = ()
    seconds: float = 0.0
    processor: float = 0.0
    peak_mb: int = 0


@lru_cache(maxsize=2)
def worker_reader(setup: Setup) -> tuple[Reader, Filter]:
    """A process's own reader, loaded once."""
    if setup.rows is None:
        return Reader(embedded(), model_of(setup.model)), Filter()
    rows = parse_rows(setup.rows.splitlines(), None, setup.place)
    return Reader(build([*rows, *embedded_rows()]), model_of(setup.model)), Filter()


def work_on(job: Job, setup: Setup) -> Done:
    """Read one archive into its part; one that cannot be opened becomes an error and no part."""
    part = Path(job.part)
    errors: list[InputError] = []
    if part.exists():
        return Done(job=job, items=-1)
    start, used = time.perf_counter(), time.process_time()
    reader, wanted = worker_reader(setup)
    items = 0
    try:
        with fsspec.open(job.path, "rb") as stream:
            items = write_part(part, readings_in(cast("BinaryIO", stream), job.path, reader, wanted, errors))
    except OSError as error:
        errors = [InputError(job.path, f"cannot be read ({error})")]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Done(
        job=job, items=items, errors=tuple(errors), seconds=time.perf_counter() - start, processor=time.process_time() - used,
        peak_mb=peak,
    )  # fmt: skip


def readings_in(stream: BinaryIO, path: str, reader: Reader, wanted: Filter, errors: list[InputError]) -> Iterator[Reading]:
    """The readings of an archive; errors are put aside."""
    for found in read_archive(stream, path, wanted):
        if isinstance(found, Item):
            yield reading_of(in_order(found, utc_now(), errors), reader)
        else:
            errors.append(found)


def given_up(job: Job) -> Done:
    """What stands for an archive over which too many workers died."""
    return Done(job=job, errors=(FormatError(job.path, f"{DEATHS} workers died over it; it was given up"),))
