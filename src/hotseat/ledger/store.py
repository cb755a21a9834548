"""Opening a ledger: its engine, its schema's version, the upgrade to the newest, and connections to read and to write."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from platformdirs import user_data_path

from hotseat.errors import LedgerError

# One writer at a time holds this PostgreSQL advisory lock, for the length of a transaction.
WRITER_LOCK = 0x686F7473
# Milliseconds that an SQLite writer waits for another; batches take well under one second, a loaded machine may stall.
PATIENCE = 120_000


def default_url() -> str:
    """An SQLite file in the user's data folder."""
    return f"sqlite:///{user_data_path('hotseat') / 'ledger.sqlite'}"


def url_of(name: str | None) -> sa.URL:
    """A database URL; a plain path is an SQLite file.

    Raises:
        LedgerError: neither SQLite nor PostgreSQL.
    """
    text = name or default_url()
    if "://" not in text:
        text = f"sqlite:///{text}"
    try:
        url = sa.make_url(text)
        backend = url.get_backend_name()
    except (sa.exc.ArgumentError, ValueError) as error:
        msg = f"{text}: no database URL; write a path, sqlite:///FILE or postgresql://USER@HOST/DATABASE"
        raise LedgerError(msg) from error
    if backend in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        msg = f"{backend}: the ledger is kept in SQLite or PostgreSQL; write a path or postgresql://USER@HOST/DATABASE"
        raise LedgerError(msg)
    return url


def name_of(engine: sa.Engine) -> str:
    """The ledger's name for messages: the file, or the URL without its password."""
    url = engine.url
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def open_engine(name: str | None) -> sa.Engine:
    """An engine on the ledger; an SQLite file's folder is made.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    url = url_of(name)
    if url.get_backend_name() == "postgresql":
        return sa.create_engine(url, pool_pre_ping=True)
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            msg = f"{url.database}: its folder cannot be made ({error.strerror}); choose another with --ledger"
            raise LedgerError(msg) from error
    engine = sa.create_engine(url)
    sa.event.listen(engine, "connect", prepare_sqlite)
    sa.event.listen(engine, "begin", begin_sqlite)
    return engine


def prepare_sqlite(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
    """Set up a new SQLite connection: WAL, foreign keys, every commit on disk, transactions begun by us alone."""
    connection.isolation_level = None
    cursor = connection.cursor()
    # recursive_triggers: without it INSERT OR REPLACE would delete rows behind the triggers' back.
    for pragma in (
        f"busy_timeout={PATIENCE}",
        "foreign_keys=ON",
        "synchronous=FULL",
        "cache_size=-65536",
        "recursive_triggers=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    with contextlib.suppress(sqlite3.OperationalError):
        # Another process may be setting it at this moment; the mode belongs to the file, so either of us will do.
        cursor.execute("PRAGMA journal_mode=WAL")
    cursor.close()


def begin_sqlite(connection: sa.Connection) -> None:
    """Begin the transaction; a writer takes the lock at once, since one that reads first could not get it later."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that is the only writer's; it commits at the end, or rolls back."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITER_LOCK)))
        yield connection


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection whose queries all see the ledger at one moment."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        yield connection


@contextmanager
def migrations(engine: sa.Engine) -> Iterator[Config]:
    """Alembic's configuration for the shipped migrations."""
    with as_file(files("hotseat.ledger").joinpath("migrations")) as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["engine"] = engine
        yield config


def versions(engine: sa.Engine) -> tuple[str | None, str | None]:
    """The ledger's schema version (None where it has none) and the newest.

    Raises:
        LedgerError: the file is no database, or the server does not answer.
    """
    with migrations(engine) as config:
        newest = ScriptDirectory.from_config(config).get_current_head()
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision(), newest
    except sa.exc.DatabaseError as error:
        reason = " ".join(str(error.orig).split())
        msg = f"{name_of(engine)}: cannot be opened as a ledger ({reason}); choose another with --ledger"
        raise LedgerError(msg) from error


def migrate(engine: sa.Engine) -> tuple[str | None, str | None]:
    """Bring the schema to the newest version, one process at a time; gives the old and the new.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    before, newest = versions(engine)
    if before != newest:
        with migrations(engine) as config:
            command.upgrade(config, "head")
    return before, newest


def require_current(engine: sa.Engine) -> None:
    """Refuse a ledger that is missing or of another version.

    Raises:
        LedgerError: it says which command mends it.
    """
    found, newest = versions(engine)
    if found is None:
        msg = f"{name_of(engine)}: no ledger there yet; make one with `hotseat ledger init`"
        raise LedgerError(msg)
    if found != newest:
        msg = f"{name_of(engine)}: ledger is of version {found}, this hotseat needs {newest}; run `hotseat ledger migrate`"
        raise LedgerError(msg)
