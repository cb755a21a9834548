from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from hotseat.errors import LedgerError
from hotseat.ledger import store
from hotseat.ledger.append import Writer
from hotseat.ledger.tables import CLAIMS, METADATA
from hotseat.ledger.view import View
from hotseat.records import Certainty, Claim, Item, Kind, Polarity, Source, SourceKind, Span, Stage

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ITEM = Item(id="i1", title="Vos sacked", text="", outlet="Harbour Wire", published=NOW - timedelta(days=1))


def claim(reader: str = "r/1", stage: Stage = Stage.DONE) -> Claim:
    return Claim(
        kind=Kind.DEPARTURE, person="Marten Vos", org="Port Albany", stage=stage, polarity=Polarity.AFFIRMED,
        certainty=Certainty.CERTAIN, source=Source(kind=SourceKind.OUTLET, name="Harbour Wire"), quote="Vos sacked",
        span=Span(start=0, end=10), reader=reader, details={"manner": "sacked"},
    )  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = store.open_engine(str(tmp_path / "deep" / "ledger.sqlite"))
    store.migrate(engine)
    yield engine
    engine.dispose()


def test_a_claim_comes_back_as_it_went_in(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        assert Writer(connection).add(ITEM, "r/1", [claim()], NOW) == 1
        (entry,) = View(connection).entries(org="Port Albany", person="Marten Vos")
    assert entry.claim == claim()
    assert entry.published == "2026-02-28T00:00:00Z"


def test_adding_twice_adds_once(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        writer = Writer(connection)
        assert [writer.add(ITEM, "r/1", [claim(), claim()], NOW) for _ in range(2)] == [1, 0]
        assert View(connection).counts() == {"items": 1, "readings": 1, "claims": 1}


def test_a_newer_reader_adds_and_the_older_view_stays(engine: sa.Engine) -> None:
    later = NOW + timedelta(days=5)
    with engine.connect() as connection:
        writer = Writer(connection)
        writer.add(ITEM, "r/1", [claim(stage=Stage.DOUBT)], NOW)
        writer.add(ITEM, "r/2", [claim("r/2")], later)
        assert [e.claim.stage for e in View(connection).entries()] == [Stage.DONE]
        assert [e.claim.stage for e in View(connection, NOW + timedelta(days=1)).entries()] == [Stage.DOUBT]
        assert View(connection, NOW - timedelta(days=9)).entries() == []


def test_an_item_goes_in_whole_or_not_at_all(engine: sa.Engine) -> None:
    def broken() -> Iterator[Claim]:
        yield claim()
        msg = "the reader failed"
        raise RuntimeError(msg)

    with engine.connect() as connection:
        with pytest.raises(RuntimeError, match="reader failed"):
            Writer(connection).add(ITEM, "r/1", broken(), NOW)
        assert View(connection).counts() == {"items": 0, "readings": 0, "claims": 0}


def test_check_finds_a_quote_that_is_not_in_its_item_and_a_claim_that_is_gone(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        Writer(connection).add(ITEM, "r/1", [claim()], NOW)
        assert View(connection).faults() == []
        connection.rollback()
        with connection.begin():
            connection.execute(sa.update(CLAIMS).values(quote="Vos praised"))
        assert "quote is not in item" in View(connection).faults()[0]
        connection.rollback()
        with connection.begin():
            connection.execute(sa.delete(CLAIMS))
        assert "not all are there" in View(connection).faults()[0]


def test_migrating_twice_changes_nothing(engine: sa.Engine) -> None:
    assert store.migrate(engine) == ("0001", "0001")


def test_the_migrations_make_the_tables_that_the_code_uses(engine: sa.Engine) -> None:
    inspector = sa.inspect(engine)
    for table in METADATA.sorted_tables:
        assert {c["name"] for c in inspector.get_columns(table.name)} == set(table.columns.keys())
        assert {i["name"] for i in inspector.get_indexes(table.name)} == {i.name for i in table.indexes}


def test_a_ledger_that_is_not_there_or_no_ledger_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="ledger init"):
        store.require_current(store.open_engine(str(tmp_path / "none.sqlite")))
    (tmp_path / "text.sqlite").write_text("this is no database at all, not a single page of one" * 50)
    with pytest.raises(LedgerError, match="cannot be opened"):
        store.versions(store.open_engine(str(tmp_path / "text.sqlite")))


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://x/y", "://"])
def test_a_url_that_is_no_sqlite_file_is_refused(url: str) -> None:
    with pytest.raises(LedgerError):
        store.url_of(url)
