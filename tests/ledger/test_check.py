from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from hotseat.ledger import chain, store
from hotseat.ledger.append import Reading, Writer
from hotseat.ledger.check import faults
from tests.ledger.made import DAY, ITEM, NOW, claim


def found(engine: sa.Engine, head: str | None = None) -> str:
    with store.reading(engine) as connection:
        return "\n".join(faults(connection, head))


def head(engine: sa.Engine) -> str:
    with store.reading(engine) as connection:
        return chain.head(connection)


def tamper(engine: sa.Engine, *statements: str) -> None:
    """Change rows as somebody would who owns the database: triggers and constraints off."""
    other = sa.create_engine(engine.url, poolclass=sa.NullPool)
    with other.connect() as connection:
        if engine.dialect.name == "sqlite":
            triggers = connection.execute(
                sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name <> 'items_search'")
            )
            for (name,) in triggers.all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()


@pytest.fixture
def filled(engine: sa.Engine) -> sa.Engine:
    writer = Writer(engine)
    for number in range(4):
        writer.add(replace(ITEM, id=f"i{number}"), "r/1", [claim(), claim(quote="Vos")], NOW + number * DAY)
    writer.add(replace(ITEM, text="Edited. É"), "r/2", [claim("r/2")], NOW + 5 * DAY)
    writer.add_all([Reading(item=replace(ITEM, id="w"), reader="r/1", claims=[claim()], content="withheld")], NOW + 6 * DAY)
    return engine


def test_a_sound_ledger_has_no_faults(filled: sa.Engine) -> None:
    assert found(filled, head(filled)) == ""


def test_an_empty_ledger_has_no_faults(engine: sa.Engine) -> None:
    assert found(engine) == ""


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE claims SET quote = 'Vos praised' WHERE item = 'i1'", "its quote is not in item i1"),
        ("UPDATE claims SET stage = 'expected' WHERE item = 'i1'", "its id is not that of its content"),
        ("UPDATE claims SET stage = 'nonsense' WHERE item = 'i1'", "cannot be read"),
        ("UPDATE claims SET told = '2020-01-01T00:00:00Z' WHERE item = 'i2'", "its rows are not as they were recorded"),
        ("UPDATE claims SET edition = 5 WHERE item = 'i2'", "its edition 5"),
        ("UPDATE readings SET edition = 1000009 WHERE item = 'i2'", "edition 1000009 is not that of reader r/1"),
        ("UPDATE items SET title = 'Vos sacked!' WHERE id = 'i3'", "not what its hash was made of"),
        ("UPDATE items SET recorded = '2020-01-01T00:00:00Z' WHERE id = 'i3'", "its rows are not as they were recorded"),
        ("DELETE FROM claims WHERE item = 'i1'", "reader r/1 recorded 2 claims, 0 are there"),
        ("DELETE FROM items WHERE id = 'i1' AND version = 1", "a version is missing"),
        ("DELETE FROM items WHERE id = 'i0'", "readings: i0 1 is not in items"),
        ("DELETE FROM blocks WHERE seq = 2", "block 2: missing"),
        ("UPDATE blocks SET hash = 'f' WHERE seq = 3", "does not follow the block before it"),
        ("UPDATE blocks SET recorded = '2020-01-01T00:00:00Z' WHERE seq = 3", "its rows are not as they were recorded"),
        ("UPDATE identities SET block = 99", ""),
        ("INSERT INTO identities (name, person, recorded, block) VALUES ('A', 'B', 'x', 3)", "1 rows"),
        ("INSERT INTO identities (name, person, recorded, block) VALUES ('A', 'B', 'x', 0)", "no block accounts for"),
        ("INSERT INTO identities (name, person, recorded, block) VALUES ('A', 'B', 'x', 99)", "no block accounts for"),
    ],
)  # fmt: skip
def test_what_was_changed_behind_the_ledgers_back_is_found(filled: sa.Engine, statement: str, says: str) -> None:
    tamper(filled, statement)
    if says == "1 rows":
        assert "rows were recorded" in found(filled)
    elif says:
        assert says in found(filled)
    else:
        assert found(filled) == ""


def test_a_past_that_was_rewritten_whole_is_found_by_a_head_noted_before(filled: sa.Engine) -> None:
    noted = head(filled)
    with store.reading(filled) as connection:
        last = connection.execute(sa.text("SELECT max(seq) FROM blocks")).scalar()
    places = ("claims WHERE block", "readings WHERE block", "items WHERE block", "blocks WHERE seq")
    tamper(filled, *(f"DELETE FROM {place} = {last}" for place in places))  # noqa: S608 -- the test's own words
    assert found(filled) == ""
    assert "was the head once" in found(filled, noted)
