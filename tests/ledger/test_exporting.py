from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hotseat.errors import FormatError
from hotseat.ledger import chain, exporting, store
from hotseat.ledger.append import Reading, Writer
from hotseat.ledger.check import faults
from hotseat.ledger.identities import Identity, decide
from hotseat.ledger.linked import STATEMENT_KEYS, json_ld, statements
from hotseat.ledger.restoring import restore
from hotseat.ledger.tables import chained
from hotseat.ledger.view import View
from hotseat.ledger.visits import record_problems
from hotseat.records import STAGES, Certainty, Claim, Item, Kind, Polarity, Source, SourceKind, Span
from tests.ledger.made import DAY, ITEM, NOW, claim

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12)
times = st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1)).map(lambda t: t.replace(microsecond=0, tzinfo=NOW.tzinfo))  # noqa: DTZ001


@st.composite
def readings(draw: Any) -> Reading:
    item = Item(
        id=draw(st.sampled_from("abc")), title=draw(words), text=draw(words), outlet=draw(st.none() | words), url=draw(st.none() | words),
        published=draw(st.none() | times), author=draw(st.none() | words), language="en", updated=draw(st.none() | times),
    )  # fmt: skip
    reader = draw(st.sampled_from([None, "r/1", "r/2"]))
    return Reading(item=item, reader=reader, claims=draw(st.lists(claims(item, reader), max_size=3)) if reader else [])


def claims(item: Item, reader: str) -> st.SearchStrategy[Claim]:
    @st.composite
    def made(draw: Any) -> Claim:
        kind = draw(st.sampled_from(Kind))
        end = draw(st.integers(1, len(item.body)))
        return Claim(
            kind=kind, person=draw(st.none() | words), org=draw(st.none() | words), stage=draw(st.sampled_from(STAGES[kind])),
            polarity=draw(st.sampled_from(Polarity)), certainty=draw(st.sampled_from(Certainty)),
            source=Source(kind=draw(st.sampled_from(SourceKind)), name=draw(st.none() | words)), quote=item.body[:end],
            span=Span(start=0, end=end), reader=reader, condition=draw(st.none() | words), when=draw(st.none() | words),
            details=draw(st.dictionaries(words, st.integers() | words | st.booleans() | st.none(), max_size=2)),
        )  # fmt: skip

    return made()


def fresh(path: Path) -> sa.Engine:
    engine = store.open_engine(str(path))
    store.migrate(engine)
    return engine


def told(engine: sa.Engine, **how: Any) -> list[dict[str, Any]]:
    with store.reading(engine) as connection:
        assert list(faults(connection)) == []
        header, *lines = json.loads(json.dumps(list(exporting.lines(connection, **how))))
    return [{**header, "head": None}, *lines]


def take_back(engine: sa.Engine, lines: list[dict[str, Any]]) -> list[str]:
    found = restore(engine, ((f"x:{n}", line) for n, line in enumerate(lines, start=1)), NOW + 99 * DAY)
    return [str(error) for error in found.errors]


@settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(batches=st.lists(st.lists(readings(), max_size=4), max_size=4), texts=st.booleans(), reverts=st.booleans())
def test_an_export_comes_back_without_loss(tmp_path: Path, batches: list[list[Reading]], texts: bool, reverts: bool) -> None:
    empty = tmp_path / "empty.sqlite"
    if not empty.exists():
        fresh(empty).dispose()
    for name in ("a", "b"):
        for file in tmp_path.glob(f"{name}.sqlite*"):
            file.unlink()
        shutil.copy(empty, tmp_path / f"{name}.sqlite")
    first, second = (store.open_engine(str(tmp_path / f"{name}.sqlite")) for name in ("a", "b"))
    writer = Writer(first, reverts=reverts)
    for day, batch in enumerate(batches):
        writer.add_all(batch, NOW + day * DAY)
    lines = told(first, texts=texts)
    for _ in range(2):
        assert take_back(second, lines) == []
        assert told(second, texts=texts) == lines
    first.dispose()
    second.dispose()


@pytest.fixture
def filled(engine: sa.Engine) -> sa.Engine:
    writer = Writer(engine, reverts=True)
    for day, title in enumerate(("Vos sacked", "Vos to stay", "Vos sacked")):
        writer.add(replace(ITEM, title=title), "r/2", [claim("r/2", quote="Vos")], NOW + day * DAY)
    writer.add_all([Reading(item=replace(ITEM, id="b"), reader="r/1", claims=[claim()])], NOW + 5 * DAY)
    writer.add_all([Reading(item=replace(ITEM, id="c", language="de"), reader=None)], NOW + 6 * DAY)
    decide(engine, [Identity(name="M. Vos", person="Marten Vos")], NOW + 6 * DAY)
    with chain.appending(engine, NOW + 7 * DAY) as batch:
        record_problems(batch, [("Wire", FormatError("https://w.example", "is broken"))])
    return engine


def test_every_version_reader_and_decision_comes_back_on_either_database(filled: sa.Engine, tmp_path: Path) -> None:
    lines = told(filled)
    other = fresh(tmp_path / "other.sqlite")
    assert take_back(other, lines) == []
    assert told(other) == lines
    with store.reading(filled) as a, store.reading(other) as b:
        for then in (NOW, NOW + DAY, NOW + 9 * DAY):
            left, right = View(a, then).entries(), View(b, then).entries()
            assert [replace(e, seq=0) for e in left] == [replace(e, seq=0) for e in right]
            assert left
    assert take_back(filled, lines) == []
    other.dispose()


def test_texts_stay_at_home_unless_asked_for(filled: sa.Engine) -> None:
    Writer(filled).add(replace(ITEM, id="long", text="A whole paragraph that belongs to its publisher."), "r/1", [claim()], NOW)
    assert "belongs to its publisher" not in json.dumps(told(filled))
    assert "belongs to its publisher" in json.dumps(told(filled, texts=True))


def test_an_export_as_of_a_moment_holds_what_was_recorded_by_then(filled: sa.Engine) -> None:
    lines = told(filled, as_of=NOW + timedelta(hours=30))
    assert [len(line["versions"]) for line in lines if line["type"] == "item"] == [2]


def test_lines_that_cannot_be_taken_are_named_and_the_rest_is(engine: sa.Engine, filled: sa.Engine) -> None:
    lines = told(filled)
    bad: list[dict[str, Any]] = [
        {"type": "item", "id": "x"}, {"type": "row", "table": "nonsense", "row": {}}, {"type": "row", "table": "problems", "row": {"source": "a"}},
        {"type": "what"}, {"type": "item", "id": "y", "versions": [{"version": 1, "title": "t", "published": "noon"}]},
    ]  # fmt: skip
    errors = take_back(engine, [*lines, *bad])
    assert len(errors) == 5
    assert errors[0].startswith(f"x:{len(lines) + 1}: ")
    with store.reading(engine) as connection:
        assert list(faults(connection)) == []
    for header in ({}, {"type": "hotseat-export", "format": 99}):
        with pytest.raises(FormatError, match="no export of format"):
            take_back(engine, [header])
    with pytest.raises(FormatError):
        take_back(engine, [])


def test_every_chained_table_is_told(filled: sa.Engine) -> None:
    seen = {line.get("table", line["type"]) for line in told(filled)}
    assert {"item", "identities", "problems"} <= seen
    assert {t.name for t in chained()} >= exporting.WHOLE


def test_claims_are_linked_data(filled: sa.Engine) -> None:
    with store.reading(filled) as connection:
        entries = View(connection).entries()
    found = json_ld(entries[-1])
    assert found["@type"] == "Claim"
    assert {"@type": "Person", "name": "Marten Vos"} in found["about"]
    assert found["firstAppearance"]["@type"] == "NewsArticle"
    assert {"@type": "PropertyValue", "name": "manner", "value": "sacked"} in found["additionalProperty"]
    assert None not in found.values()


def test_claims_are_statements_that_hang_together(filled: sa.Engine) -> None:
    with store.reading(filled) as connection:
        rows = list(statements(View(connection).entries()))
    assert all(tuple(row) == STATEMENT_KEYS for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)
    entities = {row["entity_id"] for row in rows}
    assert {row["value"] for row in rows if row["prop_type"] == "entity"} <= entities
    assert {row["schema"] for row in rows} == {"Article", "Person", "Organization", "Employment"}
