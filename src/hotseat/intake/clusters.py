"""Archives read by the workers of a Ray cluster, or of a Ray on this machine: the same stage, one task an archive.

Tasks, not Ray Data: a data set would be cut into blocks of rows, while what is resumed and loaded here is the whole archive. The part
comes back through Ray's object store, so that no folder need be shared with the cluster; archives must be readable from its nodes.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from hotseat.errors import ConfigError
from hotseat.intake.archive_jobs import DEATHS, Done, Job, Setup, given_up, work_on
from hotseat.intake.parts import keep_part

AHEAD = 2  # archives handed out for each worker


def work_apart(job: Job, setup: Setup) -> tuple[Done, bytes | None]:
    """The stage on a node that shares no folder with us: what was done, and the part."""
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / Path(job.part).name
        done = work_on(replace(job, part=str(part)), setup)
        return replace(done, job=job), part.read_bytes() if part.exists() else None


def read_with_ray(jobs: Sequence[Job], setup: Setup, workers: int) -> Iterator[Done]:
    """What became of each archive, in their order; Ray gives an archive whose worker died to another one.

    Args:
        jobs: the archives.
        setup: what makes a worker's reader.
        workers: of a Ray that is started here; a cluster (RAY_ADDRESS) has its own number.

    Raises:
        ConfigError: Ray is not installed.
    """
    with session(workers) as (ray, processors):
        task = ray.remote(max_retries=DEATHS - 1, num_cpus=1)(work_apart)
        shared = ray.put(setup)
        todo = iter(jobs)

        def hand_out(number: int) -> dict[str, Any]:
            return {job.path: None if Path(job.part).exists() else task.remote(job, shared) for job in islice(todo, number)}

        waiting = hand_out(processors * AHEAD)
        for job in jobs:
            ticket = waiting.pop(job.path)
            try:
                done, part = (Done(job=job, items=-1), None) if ticket is None else ray.get(ticket)
            except (ray.exceptions.WorkerCrashedError, ray.exceptions.OutOfMemoryError):
                done, part = given_up(job), None
            waiting |= hand_out(1)
            if part is not None:
                keep_part(Path(job.part), part)
            yield done


@contextmanager
def session(workers: int) -> Iterator[tuple[Any, int]]:
    """Ray and its number of processors: one that is running already, the cluster of RAY_ADDRESS, or a new one that ends with us."""
    # No usage report over the network; and tasks without accelerators leave the environment's view of them alone.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        ray: Any = import_module("ray")  # heavy and optional
    except ImportError as error:
        msg = "Ray is not installed: `pip install hotseat[ray]`, or go on with --engine pool"
        raise ConfigError(msg) from error
    ours = not ray.is_initialized()
    if ours and os.environ.get("RAY_ADDRESS"):
        ray.init(log_to_driver=False)
    elif ours:
        ray.init("local", num_cpus=workers, include_dashboard=False, log_to_driver=False)
    try:
        yield ray, max(1, int(ray.cluster_resources().get("CPU", workers)))
    finally:
        if ours:
            ray.shutdown()
