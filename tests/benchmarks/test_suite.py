from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.made_claims import post, readings
from benchmarks.suite import growth, plots, quality, writing
from benchmarks.suite.figures import Wanted, in_turn, rate, span
from benchmarks.suite.ledgers import Plain, rows_of
from benchmarks.time_ledger import append

from hotseat.ledger import store
from hotseat.ledger.view import View

STEPS = [growth.Step(items=n, claims=n // 3, processor=0.002 * n, real=0.003 * n, megabytes=n // 300) for n in (10, 100, 1000)]


def test_both_take_turns_after_a_run_each_that_does_not_count() -> None:
    calls: list[str] = []
    ticks = itertools.count()
    ours, theirs = in_turn(lambda: calls.append("ours"), lambda: calls.append("theirs"), 2, lambda: float(next(ticks)))
    assert calls == ["ours", "theirs"] * 3
    assert (ours, theirs) == (1.0, 1.0)


def test_a_ratio_over_one_means_that_ours_is_better() -> None:
    found = rate("filter", "automaton", (2.0, 6.0), amount=12, unit="MB/s")
    assert (found.ours, found.theirs, found.ratio) == (6.0, 2.0, 3.0)
    found = span("fit", "crowd-kit", (0.5, 0.1))
    assert (found.ours, found.theirs) == (500.0, 100.0)
    assert found.ratio == pytest.approx(0.2)


def test_linear_cost_has_the_exponent_one() -> None:
    assert growth.exponent(STEPS) == pytest.approx(1.0)
    report = growth.report_of(STEPS)
    assert (report["exponent"], report["last_exponent"]) == (1.0, 1.0)


def test_a_bound_is_kept_from_its_own_side() -> None:
    assert Wanted(name="memory", value=800, bound=900, at_most=True, source="x").reached
    assert not Wanted(name="speed-up", value=1.6, bound=1.7, at_most=False, source="x").reached


def test_plain_sqlite_holds_what_the_ledger_holds(tmp_path: Path) -> None:
    engine = store.open_engine(str(tmp_path / "ledger.sqlite"))
    store.migrate(engine)
    append(engine, readings(2000))
    plain = Plain(tmp_path / "plain.sqlite")
    plain.append(rows_of(engine, 0))
    with store.reading(engine) as connection:
        ours = {entry.id for entry in View(connection).entries(org=post(3))}
    assert {row[1] for row in plain.dossier(post(3))} == ours
    assert len(ours) > 10
    plain.close()
    engine.dispose()


def test_the_report_names_every_figure_and_what_is_not_kept(tmp_path: Path) -> None:
    figures = [
        rate("filter", "automaton", (2.0, 6.0), amount=12, unit="MB/s", note="cheap"),
        span("fit", "crowd-kit", (0.5, 0.1)),
    ]
    wanted = [Wanted(name="speed-up", value=1.6, bound=1.7, at_most=False, source="x")]
    job = {"megabytes": 20, "seconds": {"one process": 10.0}, "peak_mb_a_worker": {"one process": 250}}
    report = {
        "machine": "2 processors",
        "unmeasured": ["two processes against one"],
        "parts": {"filter": {"scale": "quick", "figures": []}},
        "growth": {**growth.report_of(STEPS), "source": "x"},
        "archive_job": job,
    }
    text = writing.whole(report, figures, wanted, quality.qualities())
    assert "| filter | 6 MB/s | automaton | 2 MB/s | **3.00** | cheap |" in text
    assert "| speed-up | 1.6 | at least 1.7 | **no** | x |" in text
    assert "exponent **1.000**" in text
    assert "Not measured: two processes against one." in text
    assert any("million items" in name for name in quality.unmeasured({}))
    assert "by the quick suite: filter." in text
    assert "| one process | 10 | 2.0 | 250 |" in text
    assert "reader, short aside, moves" in text
    plots.ratios(figures, tmp_path / "a.svg")
    plots.ratios(figures, tmp_path / "b.svg")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


@pytest.mark.parametrize("floors", [quality.reader_floors, quality.detail_floors])
def test_every_score_of_the_shipped_reader_keeps_its_floor(floors: Callable[[], list[quality.Quality]]) -> None:
    found = floors()
    assert len(found) > 10
    assert [q.name for q in found if not q.better] == []
