"""How fast the server answers 20 readers while a gather run writes: a ledger of 100,000 claims, 60 open markets, every kind of page.

python -m benchmarks.time_pages [--claims 100000] [--requests 20000] [--readers 20] [--write FILE]

The server is the command `hotseat serve` in its own process; a second process appends an item of five claims every second. The readers
are connections of this process that ask again as soon as they have their answer. Times are from the first byte sent to the last received.
The readers come when the server has made its first pages, as `warm_seconds` says; `load` is the machine's load average before they come.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from benchmarks.made_claims import CLAIMS_EACH, START, post, readings
from hotseat.ledger import chain, store
from hotseat.ledger.append import Reading, Writer
from hotseat.ledger.book import BookWriter
from hotseat.records_market import OTHER, STAYS, Belief, Market, Opening, Option

MARKETS, BELIEFS = 60, 40


def main() -> None:
    """Build, serve, ask, report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--append", metavar="LEDGER", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.append:
        keep_appending(args.append, args.claims)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/ledger.sqlite"
        engine = store.open_engine(path)
        store.migrate(engine)
        fill(engine, args.claims)
        engine.dispose()
        report = measure(path, args)
    print(json.dumps(report, indent=1))
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n")


def shifted(source: Iterator[Reading], claims: int) -> Iterator[Reading]:
    """The made readings, the last of them told now."""
    shift = datetime.now(UTC) - (START + timedelta(minutes=26) * (claims // CLAIMS_EACH))
    for reading in source:
        published = reading.item.published
        yield replace(reading, item=replace(reading.item, published=published + shift if published else None))


def fill(engine: sa.Engine, claims: int) -> None:
    """The ledger with claims, markets and beliefs."""
    source, writer = shifted(readings(claims), claims), Writer(engine)
    while batch := list(islice(source, 500)):
        writer.add_all(batch, datetime.now(UTC))
    chance, now = random.Random(1), datetime.now(UTC)  # noqa: S311 -- no secret
    for rank in range(MARKETS):
        market = Market(
            post=post(rank), opened=now - timedelta(days=20), deadline=now + timedelta(days=100), incumbent=None, opening=Opening.EXIT,
            rule="Who is the next permanent head coach?",
        )  # fmt: skip
        with chain.appending(engine, now) as batch_of_rows:
            book = BookWriter(batch_of_rows)
            book.add_markets([market])
            book.add_beliefs(belief(market, now - timedelta(hours=12 * step), rank, chance) for step in range(BELIEFS))


def belief(market: Market, moment: datetime, rank: int, chance: random.Random) -> Belief:
    """Odds drawn at random."""
    names = [*(f"Coach {(rank * 2 + i) % 2000}" for i in range(6)), STAYS, OTHER]
    raw = [chance.random() for _ in names]
    options = tuple(
        Option(name=n, probability=r / sum(raw), low=0.8 * r / sum(raw), high=min(1.0, 1.2 * r / sum(raw)), prior=1 / 8)
        for n, r in zip(names, raw, strict=True)
    )
    return Belief(market=market.id, post=market.post, moment=moment, options=options, contributions=(), weights="made")


def keep_appending(path: str, claims: int) -> None:
    """A gather run: an item every second for ten minutes at most."""
    writer = Writer(store.open_engine(path))
    for reading in islice(shifted(readings(3_000, seed=2, first=claims), claims), 600):
        writer.add_all([reading], datetime.now(UTC))
        time.sleep(1)


def addresses(chance: random.Random, claims: int) -> Iterator[tuple[str, str]]:
    """What readers ask for: the board and the busy posts most of all."""
    kinds: dict[str, tuple[float, Any]] = {
        "board": (20, lambda: "/"), "post": (25, lambda: f"/posts/{quote(post(min(int(chance.expovariate(0.03)), 999)))}"),
        "coach": (12, lambda: f"/coaches/{quote(f'Coach {min(int(chance.expovariate(0.03)), 1999)}')}"),
        "source": (6, lambda: f"/sources/{quote(f'Outlet {chance.randrange(60)}')}"), "sources": (3, lambda: "/sources"),
        "item": (12, lambda: f"/items/m{claims // CLAIMS_EACH - 1 - min(int(chance.expovariate(0.03)), 900)}"),
        "latest": (5, lambda: "/latest"), "markets": (4, lambda: "/markets"), "calibration": (2, lambda: "/calibration"),
        "dominoes": (2, lambda: "/dominoes"), "compare": (1, lambda: "/compare?a=Pep+Guardiola&b=Mikel+Arteta"),
        "search": (3, lambda: f"/search?q=Coach+{chance.randrange(30)}"),
        "as of": (3, lambda: f"/?as_of={datetime.now(UTC) - timedelta(days=chance.randrange(1, 4)):%Y-%m-%d}"),
        "api": (2, lambda: "/api/v1/claims?limit=50"),
    }  # fmt: skip
    names, weights = list(kinds), [w for w, _ in kinds.values()]
    while True:
        kind = chance.choices(names, weights)[0]
        yield kind, kinds[kind][1]()


async def ask(port: int, source: Iterator[tuple[str, str]], times: dict[str, list[float]], errors: list[str]) -> None:
    """One reader: a connection that is kept."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for kind, path in source:
        start = time.perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\nhost: x\r\naccept-encoding: gzip\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length:")[2].split("\r\n", 1)[0])
        await reader.readexactly(length)
        times[kind].append(1000 * (time.perf_counter() - start))
        if " 200 " not in head.split("\r\n", 1)[0]:
            errors.append(f"{path}: {head.splitlines()[0]}")
    writer.close()


def measure(path: str, args: argparse.Namespace) -> dict[str, Any]:
    """Serve the ledger and ask."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "hotseat", "serve", "--ledger", path, "--port", str(port), "--rate", "0"]
    append = [sys.executable, "-m", "benchmarks.time_pages", "--append", path, "--claims", str(args.claims)]
    times: dict[str, list[float]] = defaultdict(list)
    errors: list[str] = []
    with (
        subprocess.Popen(command, stdout=subprocess.DEVNULL) as server,  # noqa: S603 -- our own command
        subprocess.Popen(append) as gather,  # noqa: S603
    ):
        try:
            wait_for(port)
            warm_seconds, load = wait_until_warm(port), os.getloadavg()[0]
            chance = random.Random(3)  # noqa: S311 -- no secret
            # Results and compiled loops are loaded by whoever asks first.
            warm = [("x", p) for p in ("/dominoes", "/compare?a=Pep+Guardiola&b=Mikel+Arteta")]
            asyncio.run(ask(port, iter(warm), defaultdict(list), []))
            source = islice(addresses(chance, args.claims), args.requests)
            start = time.perf_counter()
            asyncio.run(crowd(port, source, args.readers, times, errors))
            seconds = time.perf_counter() - start
        finally:
            gather.terminate()
            server.terminate()
    kinds = {
        kind: {
            "requests": len(t),
            "median_ms": round(statistics.median(t), 1),
            "p99_ms": round(sorted(t)[int(0.99 * (len(t) - 1))], 1),
        }
        for kind, t in sorted(times.items())
    }
    every = sorted(t for found in times.values() for t in found)
    return {
        "claims": args.claims, "warm_seconds": warm_seconds, "load": round(load, 1), "readers": args.readers, "requests": len(every), "errors": len(errors), "first_errors": errors[:5],
        "requests_per_second": round(len(every) / seconds), "median_ms": round(statistics.median(every), 1),
        "p99_ms": round(every[int(0.99 * (len(every) - 1))], 1), "kinds": kinds,
    }  # fmt: skip


async def crowd(
    port: int, source: Iterator[tuple[str, str]], readers: int, times: dict[str, list[float]], errors: list[str]
) -> None:
    """Many readers who share what is to be asked."""
    await asyncio.gather(*(ask(port, source, times, errors) for _ in range(readers)))


def wait_for(port: int) -> None:
    """Wait until the server listens."""
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    msg = "the server does not listen"
    raise SystemExit(msg)


def wait_until_warm(port: int) -> float:
    """Wait until the server has made its first pages; gives the seconds."""
    start = time.monotonic()
    while time.monotonic() - start < 300:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            if b"hotseat_warm 1.0" in answer.read():
                return round(time.monotonic() - start, 1)
        time.sleep(0.5)
    msg = "the server makes its first pages for more than five minutes"
    raise SystemExit(msg)


if __name__ == "__main__":
    main()
