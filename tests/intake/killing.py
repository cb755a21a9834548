"""Gather runs in processes of their own, to be killed: forked from a server that has loaded the reader, so that each costs little.

The moment of a kill is counted in the child's own processor time, so that a busy machine does not shift it.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from hotseat.gather.collecting import Event
from hotseat.gather.fetching import Client, Manners
from hotseat.gather.sources import SourceSettings
from hotseat.intake.gathering import Gatherer
from hotseat.ledger import store
from hotseat.ledger.check import faults
from hotseat.ledger.tables import CLAIMS, COPIES, ITEMS, PROBLEMS, READINGS
from hotseat.read.reader import Engine, Reader, model_of
from tests.gather.web import VOS, Web, article, rss

NOW = datetime(2026, 2, 2, 12, tzinfo=UTC)
ARTICLES, FEEDS = 12, 2
BEGUN = b"begun\n"
KILLS_EACH = 4  # of one ledger, before it is gathered to the end
MANNERS = Manners(delay=0, timeout=60, deadline=600, backoff=0.01, allow_private=frozenset({"127.0.0.1"}))


@lru_cache(maxsize=1)
def loaded() -> Reader:
    """The reader, loaded once in the server that all children are forked from."""
    return Reader(model=model_of(Engine.LINEAR))


def site(web: Web) -> list[SourceSettings]:
    """Two feeds of six articles each, near-copies and a page that is not there among them."""
    sources = []
    clubs = ("Everton", "Aston Villa", "Real Sociedad", "Marseille")
    for feed in range(FEEDS):
        entries = []
        for number in range(feed, ARTICLES, FEEDS):
            club = clubs[number % len(clubs)]
            told = [text.replace("Port Albany", club).replace("Marten Vos", f"Marten Vos{'s' * (number // 4)}") for text in VOS]
            web.page(f"/{number}", article(f"{club} sack manager, part {number}", *told, f"Report number {number}."))
            entries.append((f"{club} {number}", f"{web.base}/{number}", "Sacked."))
        entries.append(("Gone", f"{web.base}/gone{feed}", "A page that is not there."))
        web.page(f"/feed{feed}", rss(*entries), "application/rss+xml", ETag=f'"{feed}"')
        sources.append(SourceSettings(name=f"feed{feed}", url=f"{web.base}/feed{feed}"))
    return sources


def gather(url: str, sources: list[SourceSettings], acknowledged: int) -> None:
    """The child: gather, and write the id of each stored item to a pipe as soon as it is stored."""

    def tell(event: Event) -> None:
        if event.item is not None:
            os.write(acknowledged, f"{event.item.id}\n".encode())

    os.write(acknowledged, BEGUN)
    engine = store.open_engine(url)
    with Client(MANNERS, random.Random(1)) as client:
        Gatherer(engine, loaded(), client, clock=lambda: NOW, threads=2, batch=3, on_event=tell).run(sources)
    engine.dispose()


def child(url: str, sources: list[SourceSettings], pipe: Any) -> None:
    """What the forked process runs."""
    gather(url, sources, pipe.fileno())


def processor_time(pid: int) -> float:
    """The seconds of processor time that a process has had, by Linux's own count; infinite when it is gone."""
    try:
        return sum(int((task / "schedstat").read_text().split()[0]) for task in Path(f"/proc/{pid}/task").iterdir()) / 1e9
    except (OSError, ValueError, IndexError):
        return float("inf")


@dataclass(slots=True)
class Outcome:
    """How a child ended: killed or not, the items that it said were stored, and the processor time that it took."""

    killed: bool
    acknowledged: set[str] = field(default_factory=set)
    seconds: float = 0.0


class Nursery:
    """Makes children from a server that has everything loaded."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["tests.intake.warm"])

    def run(self, url: str, sources: list[SourceSettings], kill_after: float | None) -> Outcome:
        """Run a child to its end, or kill it (SIGKILL) once it has had so much processor time since it began to gather."""
        ours, theirs = self.context.Pipe(duplex=False)
        process = self.context.Process(target=child, args=(url, sources, theirs))
        process.start()
        theirs.close()
        assert process.pid is not None
        while not ours.poll(0.01) and process.is_alive():
            pass  # it is still being made; what counts begins with the gathering
        start = processor_time(process.pid)
        last = 0.0
        while process.is_alive():
            had = processor_time(process.pid) - start
            last = max(last, had) if had != float("inf") else last
            if kill_after is not None and had >= kill_after:
                process.kill()
                break
            time.sleep(0.004)
        process.join()
        with open(ours.fileno(), "rb", closefd=False) as file:
            said = file.read().decode()
        ours.close()
        if process.exitcode not in {0, -9}:
            message = f"the child failed with {process.exitcode}"
            raise RuntimeError(message)
        # A kill in the middle of a line leaves a piece of one: that item was stored, its name is not whole.
        whole = said[: said.rfind("\n") + 1].split()
        return Outcome(process.exitcode == -9, set(whole[1:]), last)


def content(engine: sa.Engine) -> dict[str, list[tuple[Any, ...]]]:
    """What a ledger holds, row numbers and times of recording aside."""
    with store.reading(engine) as connection:
        assert list(faults(connection)) == []
        chosen = {
            "items": [ITEMS.c.id, ITEMS.c.version, ITEMS.c.title, ITEMS.c.content, ITEMS.c.told],
            "readings": [READINGS.c.item, READINGS.c.version, READINGS.c.reader, READINGS.c.claims],
            "claims": [CLAIMS.c.id, CLAIMS.c.item, CLAIMS.c.told, CLAIMS.c.quote],
            "problems": [PROBLEMS.c.source, PROBLEMS.c.place, PROBLEMS.c.problem],
        }
        found = {name: sorted(tuple(row) for row in connection.execute(sa.select(*cs))) for name, cs in chosen.items()}
        found["copied"] = [tuple(row) for row in connection.execute(sa.select(sa.func.count() > 0).select_from(COPIES))]
    return found


def kill_many(nursery: Nursery, fresh: Callable[[], str], sources: list[SourceSettings], kills: int, seed: int) -> dict[str, int]:
    """Kill gather runs at random moments, run again until one ends, and compare with a run that nobody disturbed.

    Args:
        nursery: makes the children.
        fresh: gives the URL of a new, empty ledger.
        sources: what to gather.
        kills: how many.
        seed: of the moments.

    Returns:
        How many runs were killed, how many ledgers they were killed over, and how many items were acknowledged before kills.
    """
    chance = random.Random(seed)
    url = fresh()
    whole = nursery.run(url, sources, None)
    expected = read(url)
    done = {"kills": 0, "ledgers": 0, "acknowledged": 0, "runs": 0}
    while done["kills"] < kills:
        url, acknowledged, killed, here = fresh(), set[str](), True, 0
        done["ledgers"] += 1
        while killed:
            more = done["kills"] < kills and here < KILLS_EACH
            moment = chance.uniform(0, whole.seconds) if more else None
            outcome = nursery.run(url, sources, moment)
            killed = outcome.killed
            done["kills"] += killed
            here += killed
            done["runs"] += 1
            acknowledged |= outcome.acknowledged
            done["acknowledged"] += len(outcome.acknowledged) if killed else 0
            there = {row[0] for row in read(url)["items"]}
            assert acknowledged <= there, "an item that was acknowledged is lost"
        assert read(url) == expected, "a run after kills does not end where an undisturbed one does"
    return done


def read(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """The content of a ledger by its URL."""
    engine = store.open_engine(url)
    try:
        return content(engine)
    finally:
        engine.dispose()
