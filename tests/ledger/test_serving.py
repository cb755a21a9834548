from __future__ import annotations

import pytest
import sqlalchemy as sa

from hotseat.errors import LedgerError
from hotseat.ledger import deliveries, store, tokens
from hotseat.ledger.append import Writer
from hotseat.ledger.check import faults
from hotseat.ledger.deliveries import Delivery, State
from hotseat.ledger.pages import Pages, Wanted
from hotseat.ledger.tokens import Scope
from tests.ledger.made import DAY, ITEM, NOW, claim


def test_a_token_holds_until_it_is_revoked(engine: sa.Engine) -> None:
    secret = tokens.create(engine, "desk", Scope.READ, NOW)
    with store.reading(engine) as connection:
        token = tokens.find(connection, secret)
        assert token is not None
        assert not token.scope.allows(Scope.WRITE)
        for wrong in (secret[:-1], secret + "x", "hs_", "", "hs_" + "\ud800"):
            assert tokens.find(connection, wrong) is None
        rows = str(connection.execute(sa.text("SELECT * FROM tokens")).all())
    assert secret.split("_", 2)[2] not in rows
    tokens.revoke(engine, token.id, NOW)
    with store.reading(engine) as connection:
        assert tokens.find(connection, secret) is None
        assert [t.revoked is not None for t in tokens.every(connection)] == [True]
    with pytest.raises(LedgerError, match="no valid token"):
        tokens.revoke(engine, token.id, NOW)


def delivery(key: str) -> Delivery:
    return Delivery(
        id=key, rule="r", channel="webhook", target="http://x", body="{}", state=State.WAITING, attempts=0,
        created="2026-03-01T00:00:00Z", due="2026-03-01T00:00:00Z",
    )  # fmt: skip


def test_a_delivery_is_queued_once_tried_and_revived(engine: sa.Engine) -> None:
    assert deliveries.queue(engine, [delivery("a"), delivery("b")], {"r": "1"}) == 2
    assert deliveries.queue(engine, [delivery("a")], {"r": "2"}) == 0
    with store.reading(engine) as connection:
        assert deliveries.marks(connection) == {"r": "2"}
        assert [d.id for d in deliveries.due(connection, NOW)] == ["a", "b"]
    deliveries.record(engine, "a", State.DEAD, NOW, "refused")
    deliveries.record(engine, "b", State.WAITING, NOW + DAY, "slow")
    with store.reading(engine) as connection:
        assert deliveries.due(connection, NOW) == []
        assert [(d.id, d.attempts, d.problem) for d in deliveries.listed(connection, State.DEAD)] == [("a", 1, "refused")]
    assert deliveries.revive(engine, NOW, "a") == 1
    assert deliveries.revive(engine, NOW) == 0
    with store.reading(engine) as connection:
        assert [d.id for d in deliveries.due(connection, NOW)] == ["a"]


def test_lists_show_newest_versions_and_only_what_was_known(engine: sa.Engine) -> None:
    Writer(engine).add(ITEM, "r/1", [claim()], NOW)
    with store.reading(engine) as connection:
        pages = Pages(connection)
        assert [e.item for e in pages.claims(Wanted(source="Harbour Wire"), 5)] == ["i1"]
        assert pages.claims(Wanted(kind="arrival"), 5) == []
        assert [v.id for v in pages.items(5)] == ["i1"]
        assert pages.versions("i1")[0].body == "Vos sacked\n"
        assert [(s.name, s.claims, s.denials) for s in pages.speakers()[:1]] == [("Harbour Wire", 1, 0)]
        assert [s.claims for s in pages.speakers(["Harbour Wire"])] == [1]
        assert pages.speakers(["Harbour"]) == []
        assert pages.head()[0] == 1
        assert pages.followers(["x"]) == {}
        before = Pages(connection, NOW - DAY)
        assert before.items(5) == []
        assert before.versions("i1") == []
        assert before.speakers() == []
        assert list(faults(connection)) == []
