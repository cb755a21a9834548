"""A PostgreSQL server of the tests' own, from Debian's package: in a temporary folder, on a socket there, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

# As root, the server runs as the user that Debian's package makes: PostgreSQL refuses to be root.
USER = "postgres"


def programs() -> Path | None:
    """The folder of the newest server's programs, or None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def server(binaries: Path) -> Iterator[str]:
    """Run a server; gives the URL of its database `postgres`."""
    folder = Path(tempfile.mkdtemp(prefix="hs-pg-", dir="/tmp"))
    prefix: list[str] = []
    if os.geteuid() == 0:
        account = pwd.getpwnam(USER)
        os.chown(folder, account.pw_uid, account.pw_gid)
        prefix = ["setpriv", f"--reuid={USER}", f"--regid={account.pw_gid}", "--clear-groups"]
    data = folder / "data"
    make = [*prefix, str(binaries / "initdb"), "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run(make, check=True, capture_output=True, cwd=folder)
    # fsync off: the tests kill hotseat, not the server.
    run = [str(binaries / "postgres"), "-D", str(data), "-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off",
           "-c", "max_connections=60"]  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*prefix, *run], stdout=log, stderr=log, cwd=folder)
        try:
            url = f"postgresql+psycopg://{USER}@/postgres?host={folder}"
            wait(url, process, folder / "log")
            yield url
        finally:
            process.terminate()
            process.wait()
            shutil.rmtree(folder, ignore_errors=True)


def wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers; as long as it lives it is only slow."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    while process.poll() is None:
        try:
            with engine.connect():
                return
        except sa.exc.OperationalError:
            time.sleep(0.1)
    raise RuntimeError(log.read_text())
