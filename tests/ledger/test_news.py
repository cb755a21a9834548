from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from hotseat.ledger import chain, store
from hotseat.ledger.append import Reading, Writer
from hotseat.ledger.book import BookWriter
from hotseat.ledger.identities import Identity, decide
from hotseat.ledger.news import Mark, News, heard_until, mark, named_since, news
from hotseat.records_market import Descent, Echo
from tests.ledger.made import DAY, ITEM, NOW, claim


def stand(engine: sa.Engine) -> Mark:
    with store.reading(engine) as connection:
        return mark(connection)


def since(engine: sa.Engine, then: Mark) -> News | None:
    with store.reading(engine) as connection:
        return news(connection, then)


def test_new_items_touch_their_posts_people_and_sources_and_nothing_else(engine: sa.Engine) -> None:
    start = stand(engine)
    Writer(engine).add(ITEM, "r/1", [claim()], NOW)
    first = since(engine, start)
    assert first is not None
    assert first.whole  # the reader is new, too
    then = stand(engine)
    assert since(engine, then) is None
    Writer(engine).add(replace(ITEM, id="i2"), "r/1", [claim(person="Iker Zaldua", org="Real Cartera")], NOW + DAY)
    found = since(engine, then)
    assert found is not None
    assert not found.whole
    assert [sorted(s) for s in (found.items, found.posts, found.people, found.sources)] == [
        ["i2"], ["Real Cartera"], ["Iker Zaldua"], ["Harbour Wire"],
    ]  # fmt: skip
    assert found.mark == stand(engine)


def test_whoever_is_meant_is_touched_by_claims_under_another_name(engine: sa.Engine) -> None:
    Writer(engine).add(ITEM, "r/1", [claim()], NOW)
    then = stand(engine)
    decide(engine, [Identity(name="M. Vos", person="Marten Vos")], NOW + DAY)
    merged = since(engine, then)
    assert merged is not None
    assert merged.whole
    Writer(engine).add(replace(ITEM, id="i2"), "r/1", [claim(person="M. Vos")], NOW + DAY)
    found = since(engine, merged.mark)
    assert found is not None
    assert found.people == {"M. Vos", "Marten Vos"}


def test_a_second_reading_of_an_old_item_may_have_changed_anything(engine: sa.Engine) -> None:
    Writer(engine).add(ITEM, "r/1", [claim()], NOW)
    Writer(engine).add(replace(ITEM, id="i2"), "r/2", [claim(reader="r/2")], NOW)
    then = stand(engine)
    Writer(engine).add_all([Reading(item=ITEM, reader="r/2", claims=[])], NOW + DAY)
    found = since(engine, then)
    assert found is not None
    assert found.whole


def test_what_was_heard_is_known_and_what_came_after_is_named(engine: sa.Engine) -> None:
    first = claim()
    Writer(engine).add(ITEM, "r/1", [first], NOW)
    with store.reading(engine) as connection:
        assert heard_until(connection) == 0
    with chain.appending(engine, NOW) as batch:
        BookWriter(batch).add_echoes([Echo(claim=first.id_in("i1"), descent=Descent.ROOT, probability=0.0)])
    Writer(engine).add(replace(ITEM, id="i2"), "r/1", [claim(person="Iker Zaldua", org="Real Cartera")], NOW + DAY)
    with store.reading(engine) as connection:
        heard = heard_until(connection)
        assert heard > 0
        assert named_since(connection, heard) == ({"Real Cartera"}, {"Iker Zaldua"})
        assert named_since(connection, heard + 1) == (set(), set())
