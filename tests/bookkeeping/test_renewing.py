from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from hotseat.bookkeeping.inquiry import judge_with
from hotseat.bookkeeping.judging import Judge
from hotseat.bookkeeping.refreshing import refresh
from hotseat.bookkeeping.renewing import Renewer
from hotseat.judge.weights import untrained
from hotseat.ledger import chain, store
from hotseat.ledger.append import Reading, Writer
from hotseat.ledger.book import BookView
from hotseat.records import Kind, Source, SourceKind, Stage
from hotseat.records_market import Belief
from hotseat.register.register import Register
from tests.bookkeeping.season import claim, read
from tests.bookkeeping.test_book import DAY, at, tell


@pytest.fixture
def judge(register: Register) -> Judge:
    return judge_with(register, None, untrained())


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = store.open_engine(str(tmp_path / "book.sqlite"))
    store.migrate(engine)
    yield engine
    engine.dispose()


def beliefs(engine: sa.Engine) -> dict[str, Belief]:
    with engine.connect() as connection:
        return {b.post: b for b in BookView(connection).latest_beliefs().values()}


def test_it_concludes_what_a_refresh_concludes(engine: sa.Engine, judge: Judge, tmp_path: Path) -> None:
    other = store.open_engine(str(tmp_path / "other.sqlite"))
    store.migrate(other)
    renewer = Renewer(lambda: judge, engine)
    for day in (4.9, 6.9, 9.9):
        tell(engine, day)
        tell(other, day)
        renewer.renew(at(day))
        refresh(judge, other, at(day))
    mine, theirs = beliefs(engine)["Port Albany"], beliefs(other)["Port Albany"]
    assert [o.name for o in mine.options] == [o.name for o in theirs.options]
    assert [o.probability for o in mine.options] == pytest.approx([o.probability for o in theirs.options], abs=0.02)
    with engine.connect() as connection, other.connect() as second:
        assert BookView(connection).echoes().keys() == BookView(second).echoes().keys()
        assert list(chain.broken(connection)) == []
    other.dispose()


def test_without_news_nothing_is_done_and_an_old_belief_is_issued_anew(engine: sa.Engine, judge: Judge) -> None:
    tell(engine, 9.9)
    renewer = Renewer(lambda: judge, engine)
    first = renewer.renew(at(10))
    assert first is not None
    assert (first.markets, first.beliefs) == (1, 1)
    assert renewer.renew(at(10.1)) is None
    aged = renewer.renew(at(18))
    assert aged is not None
    assert aged.beliefs == 1


def test_another_one_goes_on_where_the_last_claim_was_heard(engine: sa.Engine, judge: Judge) -> None:
    tell(engine, 9.9)
    refresh(judge, engine, at(10))
    made: list[Judge] = []

    def judged() -> Judge:
        made.append(judge)
        return judge

    assert Renewer(judged, engine).renew(at(10.1)) is None
    assert made == []  # a judge takes seconds to load


def test_a_word_about_a_candidate_elsewhere_moves_the_post_that_he_is_named_for(engine: sa.Engine, judge: Judge) -> None:
    tell(engine, 9.9)
    renewer = Renewer(lambda: judge, engine)
    renewer.renew(at(10))
    before = beliefs(engine)["Port Albany"]
    club = Source(kind=SourceKind.OFFICIAL, name="Dynamo Lindau")
    item, claims = read(
        "Harbour Wire", DAY + timedelta(days=10), claim(Kind.ARRIVAL, "Iker Zaldua", "Dynamo Lindau", Stage.DONE, source=club)
    )
    Writer(engine).add_all([Reading(item=item, reader="made/1", claims=claims)], at(10.5))
    done = renewer.renew(at(10.6))
    assert done is not None
    after = beliefs(engine)["Port Albany"]
    assert after.probability("Iker Zaldua") < before.probability("Iker Zaldua")
