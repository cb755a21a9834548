"""Gather runs killed (SIGKILL) at random moments and run again: nothing acknowledged lost, nothing doubled, on each database.

python -m benchmarks.kill_gather [--kills 200] [--databases sqlite postgresql] [--seed 1] [--write FILE]

The same test as in tests/intake/test_killing.py, in full length. It needs Linux, and for PostgreSQL Debian's server package.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import sqlalchemy as sa
from tests import postgres
from tests.gather.web import serve
from tests.intake.killing import Nursery, kill_many, site

from hotseat.ledger import store


def main() -> None:
    """Kill as many runs as asked for on each database."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    report: dict[str, object] = {"seed": args.seed}
    nursery = Nursery()
    for database in args.databases:
        with ExitStack() as stack:
            web = stack.enter_context(serve())
            fresh = sqlite(stack) if database == "sqlite" else postgresql(stack)
            start = time.monotonic()
            done = kill_many(nursery, fresh, site(web), args.kills, args.seed)
            report[database] = {**done, "lost": 0, "doubled": 0, "seconds": round(time.monotonic() - start)}
        print(database, report[database], flush=True)
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n")


def sqlite(stack: ExitStack) -> Callable[[], str]:
    """New SQLite ledgers."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    engine = store.open_engine(str(folder / "empty.sqlite"))
    store.migrate(engine)
    engine.dispose()
    empty, numbers = (folder / "empty.sqlite").read_bytes(), count()

    def fresh() -> str:
        path = folder / f"{next(numbers)}.sqlite"
        path.write_bytes(empty)
        return f"sqlite:///{path}"

    return fresh


def postgresql(stack: ExitStack) -> Callable[[], str]:
    """New PostgreSQL ledgers, copied from one that has the tables."""
    binaries = postgres.programs()
    if binaries is None:
        msg = "no PostgreSQL server: install it with `apt-get install postgresql`"
        raise SystemExit(msg)
    base = stack.enter_context(postgres.server(binaries))
    admin, numbers = sa.create_engine(base, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool), count()

    def url(name: str) -> str:
        return sa.make_url(base).set(database=name).render_as_string(hide_password=False)

    def fresh() -> str:
        name = f"killed_{next(numbers)}"
        with admin.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE empty"))
        return url(name)

    with admin.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE empty"))
    engine = store.open_engine(url("empty"))
    store.migrate(engine)
    engine.dispose()
    return fresh


if __name__ == "__main__":
    main()
