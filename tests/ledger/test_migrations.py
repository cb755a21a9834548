from __future__ import annotations

import sqlalchemy as sa
from alembic import command

from hotseat.ledger import store
from hotseat.ledger.append import Writer
from hotseat.ledger.check import faults
from hotseat.ledger.search import search
from hotseat.ledger.view import View
from tests.ledger.made import ITEM, NOW, claim


def test_a_ledger_of_the_first_version_keeps_everything(url: str) -> None:
    engine = store.open_engine(url)
    with store.migrations(engine) as config:
        command.upgrade(config, "0001")
    c = claim()
    with store.writing(engine) as connection:
        connection.execute(sa.text(
            "INSERT INTO items VALUES ('i1', 'Harbour Wire', NULL, '2026-02-28T00:00:00Z', '2026-03-01T00:00:00Z', 'Vos sacked', '')"
        ))  # fmt: skip
        connection.execute(sa.text("INSERT INTO readings VALUES ('i1', 'r/1', '2026-03-01T00:00:00Z', 1)"))
        connection.execute(sa.text(
            "INSERT INTO claims (id, item, kind, person, org, stage, polarity, certainty, source_kind, source_name, details, quote,"
            ' start, "end", reader, recorded) VALUES (:id, \'i1\', \'departure\', \'Marten Vos\', \'Port Albany\', \'done\', \'affirmed\','
            " 'certain', 'outlet', 'Harbour Wire', '{\"manner\": \"sacked\"}', 'Vos sacked', 0, 10, 'r/1', '2026-03-01T00:00:00Z')"
        ), {"id": c.id_in("i1")})  # fmt: skip
    assert store.migrate(engine)[0] == "0001"
    with store.reading(engine) as connection:
        assert [e.claim for e in View(connection).entries()] == [c]
        assert list(faults(connection)) == []
        assert [f.item for f in search(connection, "sacked")] == ["i1"]
    assert Writer(engine).unread([ITEM], "r/1") == []
    Writer(engine).add(ITEM, "r/2", [claim("r/2")], NOW)
    with store.reading(engine) as connection:
        assert list(faults(connection)) == []
    engine.dispose()
