"""Opening a ledger: its engine, its schema's version, and the upgrade to the newest."""

from __future__ import annotations

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


def default_url() -> str:
    """An SQLite file in the user's data folder."""
    return f"sqlite:///{user_data_path('hotseat') / 'ledger.sqlite'}"


def url_of(name: str | None) -> sa.URL:
    """A database URL; a plain path is an SQLite file.

    Raises:
        LedgerError: neither.
    """
    text = name or default_url()
    if "://" not in text:
        text = f"sqlite:///{text}"
    try:
        url = sa.make_url(text)
    except sa.exc.ArgumentError as error:
        msg = f"{text}: no database URL; write sqlite:///FILE or a path"
        raise LedgerError(msg) from error
    if url.get_backend_name() != "sqlite":
        msg = f"{url.get_backend_name()}: this version keeps its ledger in SQLite; write sqlite:///FILE or a path"
        raise LedgerError(msg)
    return url


def open_engine(name: str | None) -> sa.Engine:
    """An engine on the ledger, SQLite in WAL mode with foreign keys; the file's folder is made.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    url = url_of(name)
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            msg = f"{url.database}: its folder cannot be made ({error.strerror}); choose another with --ledger"
            raise LedgerError(msg) from error
    engine = sa.create_engine(url)

    def prepare(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", "busy_timeout=10000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    sa.event.listen(engine, "connect", prepare)
    return engine


@contextmanager
def migrations(engine: sa.Engine) -> Iterator[Config]:
    """Alembic's configuration for the shipped migrations."""
    with as_file(files("hotseat.ledger").joinpath("migrations")) as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["engine"] = engine
        yield config


def versions(engine: sa.Engine) -> tuple[str | None, str | None]:
    """The ledger's schema version (None where it has none) and the newest.

    Raises:
        LedgerError: the file is no database.
    """
    with migrations(engine) as config:
        newest = ScriptDirectory.from_config(config).get_current_head()
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision(), newest
    except sa.exc.DatabaseError as error:
        msg = f"{engine.url.database}: cannot be opened as a ledger ({error.orig}); choose another with --ledger"
        raise LedgerError(msg) from error


def migrate(engine: sa.Engine) -> tuple[str | None, str | None]:
    """Bring the schema to the newest version; gives the old and the new."""
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
        msg = f"{engine.url.database}: no ledger there yet; make one with `hotseat ledger init`"
        raise LedgerError(msg)
    if found != newest:
        msg = f"{engine.url.database}: ledger is of version {found}, this hotseat needs {newest}; run `hotseat ledger migrate`"
        raise LedgerError(msg)
