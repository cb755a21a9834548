from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from hotseat.errors import LedgerError
from hotseat.ledger import store
from hotseat.ledger.append import Added, Reading, Writer
from hotseat.ledger.chain import COPY_FROM
from hotseat.ledger.check import faults
from hotseat.ledger.search import ACCENTED, PLAIN, search
from hotseat.ledger.tables import BLOCKS, ITEMS, METADATA
from hotseat.ledger.view import BINDING, FIRM, Entry, View
from hotseat.records import Item, Kind, Polarity, Stage
from tests.ledger.made import DAY, ITEM, NOW, claim


def entries(engine: sa.Engine, **wanted: object) -> list[Entry]:
    with store.reading(engine) as connection:
        return View(connection).entries(**wanted)  # type: ignore[arg-type]


def counts(engine: sa.Engine) -> dict[str, int]:
    with store.reading(engine) as connection:
        return {name: n for name, n in View(connection).counts().items() if n}


def test_a_claim_comes_back_as_it_went_in(engine: sa.Engine) -> None:
    assert Writer(engine).add(ITEM, "r/1", [claim()], NOW) == 1
    (entry,) = entries(engine, org="Port Albany", person="Marten Vos")
    assert entry.claim == claim()
    assert (entry.published, entry.told, entry.recorded) == (
        "2026-02-28T00:00:00Z",
        "2026-02-28T00:00:00Z",
        "2026-03-01T00:00:00Z",
    )


def test_adding_twice_adds_once(engine: sa.Engine) -> None:
    writer = Writer(engine)
    assert [writer.add(ITEM, "r/1", [claim(), claim()], NOW) for _ in range(2)] == [1, 0]
    assert counts(engine) == {"readers": 1, "items": 1, "readings": 1, "claims": 1}
    assert writer.unread([ITEM], "r/1") == []
    assert writer.unread([ITEM], "r/2") == [ITEM]
    with store.reading(engine) as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(BLOCKS)).scalar() == 1


def test_an_item_twice_in_a_batch_is_in_once(engine: sa.Engine) -> None:
    reading = Reading(item=ITEM, reader="r/1", claims=[claim()])
    assert Writer(engine).add_all([reading, reading], NOW) == Added(items=1, readings=1, claims=1, known=1)


def test_a_batch_large_enough_for_a_bulk_load_goes_in_unchanged(engine: sa.Engine) -> None:
    odd = ["tab\tand\nline", "back\\slash \\N", "", "“quotes”, 100%", "żółć \U0001f3df"]
    batch = [
        Reading(item=replace(ITEM, id=f"i{n}", title=f"Vos sacked {odd[n % 5]}".strip()), reader="r/1", claims=[claim()])
        for n in range(COPY_FROM + 50)
    ]
    assert Writer(engine).add_all(batch, NOW) == Added(items=len(batch), readings=len(batch), claims=len(batch), known=0)
    assert {e.item: e.title for e in entries(engine)} == {r.item.id: r.item.title for r in batch}
    assert all(e.claim == claim() for e in entries(engine))
    with store.reading(engine) as connection:
        assert list(faults(connection)) == []


def test_a_newer_reader_adds_and_the_older_view_stays(engine: sa.Engine) -> None:
    writer = Writer(engine)
    writer.add(ITEM, "r/9", [claim("r/9", Stage.DOUBT)], NOW)
    writer.add(ITEM, "r/10", [claim("r/10")], NOW + 5 * DAY)
    writer.add(replace(ITEM, id="i2"), "r/9", [claim("r/9")], NOW + 6 * DAY)
    with store.reading(engine) as connection:
        assert [e.claim.stage for e in View(connection).entries(item="i1")] == [Stage.DONE]
        assert [e.claim.stage for e in View(connection, NOW + DAY).entries()] == [Stage.DOUBT]
        assert View(connection, NOW - 9 * DAY).entries() == []


def test_a_changed_text_is_a_new_version_and_the_old_one_is_still_known(engine: sa.Engine) -> None:
    writer, edited = Writer(engine), replace(ITEM, title="Vos to stay", updated=NOW)
    writer.add(ITEM, "r/1", [claim(stage=Stage.DOUBT, quote="Vos")], NOW - DAY)
    added = writer.add_all([Reading(item=edited, reader="r/1", claims=[])], NOW + DAY)
    assert added == Added(versions=1, readings=1)
    with store.reading(engine) as connection:
        assert View(connection).entries() == []
        assert [e.title for e in View(connection, NOW).entries()] == ["Vos sacked"]
        versions = connection.execute(sa.select(ITEMS.c.version, ITEMS.c.told).order_by(ITEMS.c.version)).all()
    assert [tuple(v) for v in versions] == [(1, "2026-02-28T00:00:00Z"), (2, "2026-03-01T00:00:00Z")]


def test_an_unchanged_claim_of_a_later_version_keeps_its_time(engine: sa.Engine) -> None:
    writer = Writer(engine)
    writer.add(ITEM, "r/1", [claim()], NOW)
    writer.add(replace(ITEM, text="More."), "r/1", [claim(), claim(stage=Stage.DOUBT, quote="Vos")], NOW + DAY)
    assert [(e.claim.stage, e.told, e.version) for e in entries(engine)] == [
        (Stage.DONE, "2026-02-28T00:00:00Z", 2),
        (Stage.DOUBT, "2026-03-02T00:00:00Z", 2),
    ]


@pytest.mark.parametrize(("reverts", "versions"), [(True, 3), (False, 2)])
def test_a_live_source_may_go_back_to_an_old_text_and_an_old_file_may_not(
    engine: sa.Engine, reverts: bool, versions: int
) -> None:
    writer = Writer(engine, reverts=reverts)
    for title in ("Vos sacked", "Vos to stay", "Vos sacked"):
        writer.add(replace(ITEM, title=title), "r/1", [], NOW)
    assert counts(engine)["items"] == versions


def test_an_item_in_another_language_is_kept_and_not_read(engine: sa.Engine) -> None:
    added = Writer(engine).add_all([Reading(item=replace(ITEM, language="de"), reader=None)], NOW)
    assert (added.items, added.readings) == (1, 0)
    assert counts(engine) == {"items": 1}


def test_what_is_read_afterwards_is_known_then_only_in_hindsight(engine: sa.Engine) -> None:
    writer = Writer(engine)
    writer.add(replace(ITEM, published=NOW - 90 * DAY), "r/1", [claim()], NOW)
    writer.add(replace(ITEM, text="Edited.", updated=NOW - 50 * DAY), "r/1", [], NOW)
    with store.reading(engine) as connection:
        then = NOW - 60 * DAY
        assert View(connection, then).entries() == []
        assert len(View(connection, then, hindsight=True).entries()) == 1
        assert View(connection, then + 20 * DAY, hindsight=True).entries() == []


def test_entries_are_by_time_and_may_be_limited_to_the_latest(engine: sa.Engine) -> None:
    writer = Writer(engine)
    for day in (3, 1, 2):
        writer.add(replace(ITEM, id=f"d{day}", published=NOW - day * DAY), "r/1", [claim()], NOW)
    assert [e.item for e in entries(engine)] == ["d3", "d2", "d1"]
    assert [e.item for e in entries(engine, org="Port Albany", limit=2)] == ["d2", "d1"]
    assert [e.item for e in entries(engine, since=NOW - 2 * DAY)] == ["d2", "d1"]
    assert [e.item for e in entries(engine, before=NOW - DAY)] == ["d3", "d2"]


def test_firm_entries_are_those_that_change_who_holds_a_post(engine: sa.Engine) -> None:
    gone, doubt = claim(stage=Stage.DONE), claim(stage=Stage.DOUBT)
    agreed, named = replace(gone, kind=Kind.ARRIVAL, stage=Stage.AGREED), replace(gone, kind=Kind.ARRIVAL, stage=Stage.LINKED)
    caretaker, denied = replace(gone, kind=Kind.TENURE, stage=Stage.CARETAKER), replace(gone, polarity=Polarity.DENIED)
    Writer(engine).add(ITEM, "r/1", [gone, doubt, named, agreed, caretaker, denied], NOW)
    found = {(e.claim.kind, e.claim.stage, e.claim.polarity) for e in entries(engine, only=FIRM)}
    assert found == {(c.kind, c.stage, Polarity.AFFIRMED) for c in (gone, agreed, caretaker)}
    binding = [(e.claim.kind, e.claim.stage, e.claim.polarity) for e in entries(engine, only=BINDING)]
    assert sorted(binding) == sorted((c.kind, c.stage, c.polarity) for c in (agreed, denied))


def test_posts_and_people_are_counted(engine: sa.Engine) -> None:
    Writer(engine).add(ITEM, "r/1", [claim(), claim(org="Dynamo Lindau")], NOW)
    Writer(engine).add(replace(ITEM, id="i2"), "r/1", [claim()], NOW + DAY)
    with store.reading(engine) as connection:
        view = View(connection)
        assert [(m.name, m.claims) for m in view.posts()] == [("Port Albany", 2), ("Dynamo Lindau", 1)]
        assert [m.name for m in view.posts(["Dynamo Lindau", "Atlantis"])] == ["Dynamo Lindau"]
        assert view.posts([]) == []
        assert view.names()[0] == {"Dynamo Lindau", "Port Albany"}
        assert [(m.name, m.claims) for m in View(connection, NOW).people()] == [("Marten Vos", 2)]
        assert View(connection, NOW + DAY, hindsight=True).people()[0].claims == 3


def test_an_item_goes_in_whole_or_not_at_all(engine: sa.Engine) -> None:
    unfit = replace(claim(), quote=None)  # type: ignore[arg-type]
    mixed = [
        Reading(item=ITEM, reader="r/1", claims=[claim()]),
        Reading(item=replace(ITEM, id="i2"), reader="r/1", claims=[unfit]),
    ]
    with pytest.raises(sa.exc.IntegrityError):
        Writer(engine).add_all(mixed, NOW)
    assert counts(engine) == {}


def test_search_finds_words_and_phrases_whatever_their_case_and_accents(engine: sa.Engine) -> None:
    writer = Writer(engine)
    writer.add(replace(ITEM, text="José Mourinho is the Port Albany board's first choice."), "r/1", [], NOW)
    writer.add(replace(ITEM, id="i2", title="Board of Albany meets in port"), "r/1", [], NOW + DAY)
    with store.reading(engine) as connection:
        assert [f.item for f in search(connection, "JOSE mourinho")] == ["i1"]
        assert {f.item for f in search(connection, "port albany")} == {"i1", "i2"}
        assert [f.item for f in search(connection, '"port albany" Vos')] == ["i1"]
        assert [f.item for f in search(connection, "port", as_of=NOW)] == ["i1"]
        assert len(search(connection, "port", limit=1)) == 1
        for hostile in ("", '"', "'; DROP TABLE items; --", "NEAR( OR *", "nothing-of_this", "port AND (" * 50):
            assert isinstance(search(connection, hostile), list)
    assert len(ACCENTED) == len(PLAIN)


def test_a_text_of_five_million_characters_goes_in(engine: sa.Engine) -> None:
    words = " ".join(f"{n:x}é" for n in range(700_000))
    Writer(engine).add(replace(ITEM, text=words), "r/1", [claim()], NOW)
    assert len(entries(engine)) == 1


@pytest.mark.parametrize(
    "change", ["UPDATE claims SET quote = 'x'", "DELETE FROM claims", "UPDATE items SET title = 'x'", "DELETE FROM blocks"]
)
def test_the_database_refuses_to_change_what_is_recorded(engine: sa.Engine, change: str) -> None:
    Writer(engine).add(ITEM, "r/1", [claim()], NOW)
    with pytest.raises(sa.exc.DatabaseError, match="append-only"), store.writing(engine) as connection:
        connection.execute(sa.text(change))


def test_the_recorded_time_never_goes_back(engine: sa.Engine) -> None:
    Writer(engine).add(ITEM, "r/1", [claim()], NOW)
    Writer(engine).add(replace(ITEM, id="i2"), "r/1", [claim()], NOW - timedelta(hours=3))
    assert {e.recorded for e in entries(engine)} == {"2026-03-01T00:00:00Z"}


def test_migrating_twice_changes_nothing(engine: sa.Engine) -> None:
    before, after = store.migrate(engine)
    assert before == after
    assert before is not None


def test_the_migrations_make_the_tables_that_the_code_uses(engine: sa.Engine) -> None:
    inspector = sa.inspect(engine)
    for table in METADATA.sorted_tables:
        columns = {c["name"]: c["nullable"] for c in inspector.get_columns(table.name) if c["name"] != "search"}
        assert columns == {c.name: c.nullable for c in table.columns}
        indexes = {i["name"] for i in inspector.get_indexes(table.name) if not i.get("duplicates_constraint")}
        assert indexes - {"ix_items_search"} == {i.name for i in table.indexes}
        assert set(inspector.get_pk_constraint(table.name)["constrained_columns"]) == {c.name for c in table.primary_key}
        keys = {tuple(k["constrained_columns"]) for k in inspector.get_foreign_keys(table.name)}
        assert keys == {tuple(k.column_keys) for k in table.foreign_key_constraints}


def test_a_ledger_that_is_not_there_is_refused(url: str) -> None:
    engine = store.open_engine(url)
    with pytest.raises(LedgerError, match="ledger init"):
        store.require_current(engine)
    engine.dispose()


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.sqlite").write_text("this is no database at all, not a single page of one" * 50)
    with pytest.raises(LedgerError, match="cannot be opened"):
        store.versions(store.open_engine(str(tmp_path / "text.sqlite")))
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerError, match="folder cannot be made"):
        store.open_engine(str(tmp_path / "file" / "ledger.sqlite"))


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    engine = store.open_engine("postgresql://me:secret@127.0.0.1:1/book")
    with pytest.raises(LedgerError, match="me:\\*\\*\\*@127") as caught:
        store.versions(engine)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["mysql://x/y", "://", "postgresql://host:port/x"])
def test_a_url_of_no_known_database_is_refused(url: str) -> None:
    with pytest.raises(LedgerError):
        store.url_of(url)


def test_items_have_no_text_where_only_its_hash_is_known(engine: sa.Engine) -> None:
    Writer(engine).add_all(
        [Reading(item=Item(id="x", title="Vos sacked", text=""), reader="r/1", claims=[claim()], content="abc")], NOW
    )
    with store.reading(engine) as connection:
        assert connection.execute(sa.select(ITEMS.c.text, ITEMS.c.content)).all() == [(None, "abc")]
