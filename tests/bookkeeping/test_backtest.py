from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from hotseat.bookkeeping.backtest import HOTSEAT, backtest, fitting
from hotseat.bookkeeping.hearing import Ear, hear_all
from hotseat.bookkeeping.questions import Question, read_questions
from hotseat.bookkeeping.replay import Replay, archive, predecessors
from hotseat.errors import FormatError, MissingError
from hotseat.judge.baselines import METHODS
from hotseat.judge.weights import untrained
from hotseat.records import Kind, Stage
from hotseat.records_market import OTHER, STAYS
from hotseat.register.register import Register
from tests.bookkeeping.season import FIRST, Read, claim, read, season


def run(register: Register, readings: list[Read], questions: list[Question]) -> dict[str, list[tuple[str, dict[str, float]]]]:
    found = backtest(archive(hear_all(readings, Ear(register))), questions, untrained())
    return {m: [(x.market, dict(x.odds)) for x in looks] for m, looks in found.looks.items()}


def test_every_method_is_scored_on_the_same_days_and_hotseat_learns_whom_to_trust(register: Register) -> None:
    readings, questions = season()
    found = backtest(archive(hear_all(readings, Ear(register))), questions, untrained())
    assert set(found.scores) == {HOTSEAT, *METHODS}
    assert {s.looks for s in found.scores.values()} == {14 * 5}
    assert found.talked_of == 14
    assert found.scores[HOTSEAT].log_loss < min(found.scores[m].log_loss for m in METHODS)
    assert all(low > 0 for low, _ in found.bootstrap.values())


def test_nothing_that_comes_later_changes_what_was_believed(register: Register) -> None:
    readings, questions = season()
    cut = FIRST + timedelta(days=9 * 7)
    early = [r for r in readings if r[0].day and r[0].day < cut]
    before = run(register, early, [q for q in questions if q.filled < cut])
    after = run(register, readings, questions)
    for method, looks in before.items():
        assert after[method][: len(looks)] == looks


def test_markets_that_opened_before_the_weights_were_learned_start_untrained(register: Register) -> None:
    readings, questions = season()
    told = archive(hear_all(readings, Ear(register)))
    until = questions[7].opened
    bold = replace(untrained(), temperature=0.2, until=until, name="bold")
    plain, mixed = (backtest(told, questions, start, refit=False) for start in (untrained(), bold))
    same = {
        a.market
        for a, b in zip(plain.looks[HOTSEAT], mixed.looks[HOTSEAT], strict=True)
        if a.odds == b.odds and a.winner != OTHER
    }
    assert same == {q.id for q in questions[:8]}
    assert mixed.weights == f"bold (untrained for 8 markets that opened by {until})"
    assert fitting(bold, questions) == questions[8:]


def test_a_market_starts_with_its_opening_or_else_with_the_first_report_among_its_items(register: Register) -> None:
    readings, (question, *_) = season(1)
    replay = Replay(archive(hear_all(readings, Ear(register))))
    assert replay.start(question) == question.opened
    unopened = replace(question, opened=None, items=frozenset([readings[1][0].id]))
    assert replay.start(unopened) == FIRST + timedelta(days=1)
    assert replay.start(replace(unopened, items=frozenset())) is None


def test_a_winner_who_is_not_named_yet_is_someone_else_and_an_incumbent_who_stays_is_that(register: Register) -> None:
    readings, (question, *_) = season(1)
    replay = Replay(archive(hear_all(readings, Ear(register))))
    assert [d.winner for d in replay.days(question)] == [OTHER, *["Winner 0 Right"] * 4]
    assert question.answer(["winner 0 right"]) == "winner 0 right"
    assert replace(question, previous="Winner 0 Right").answer([]) == STAYS


def test_talk_of_an_earlier_vacancy_of_the_post_is_left_out() -> None:
    _, (question, *_) = season(1)
    later = replace(question, id="m9", opened=question.filled + timedelta(days=20), filled=question.filled + timedelta(days=30))
    assert predecessors([later, question]) == {"m9": question.filled}
    assert predecessors([later, replace(question, interim=True)]) == {}


def test_a_firm_post_elsewhere_counts_against_a_candidate(register: Register) -> None:
    readings, questions = season(1)
    taken = read("Harbour Wire", FIRST + timedelta(days=3), claim(Kind.ARRIVAL, "Other 0 Wrong", "Club 99", Stage.DONE))
    free, gone = run(register, readings, questions), run(register, [*readings, taken], questions)
    assert gone[HOTSEAT][-1][1]["Other 0 Wrong"] < free[HOTSEAT][-1][1]["Other 0 Wrong"]


def test_without_a_day_to_score_it_says_so(register: Register) -> None:
    _, questions = season(1)
    with pytest.raises(ValueError, match="overnight"):
        backtest(archive([]), [replace(questions[0], filled=FIRST)], untrained())
    del register


def test_markets_are_read_from_their_file(register: Register, tmp_path: Path) -> None:
    row = {
        "market": "m",
        "post": "Man Utd",
        "opened": None,
        "previous": None,
        "filled": "2025-03-01",
        "winner": "Xavi",
        "items": ["i"],
    }
    file = tmp_path / "m.jsonl"
    file.write_text(
        "\n".join(json.dumps(r) for r in (row, {**row, "winner": None}, {**row, "filled": None})) + "\n", encoding="utf-8"
    )
    (question,) = read_questions(file, register)
    assert (question.post, question.filled, question.items) == ("Manchester United", date(2025, 3, 1), frozenset({"i"}))
    assert question.known_from.date() == date(2025, 3, 2)


@pytest.mark.parametrize(
    "line", ["{oops", "[]", '{"market": "m"}', '{"market": "m", "post": "x", "filled": "soon", "winner": "y"}']
)
def test_a_line_that_is_no_market_is_named(register: Register, tmp_path: Path, line: str) -> None:
    file = tmp_path / "m.jsonl"
    file.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"m\.jsonl:2"):
        read_questions(file, register)


def test_a_file_that_is_not_there_or_no_text_is_refused(register: Register, tmp_path: Path) -> None:
    with pytest.raises(MissingError):
        read_questions(tmp_path / "none.jsonl", register)
    (tmp_path / "b.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FormatError, match="UTF-8"):
        read_questions(tmp_path / "b.jsonl", register)
