from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import pytest
from benchmarks.score_details import asked, below, conditions_alike, dates_alike, shares


def test_times_are_alike_by_a_word_that_tells_something() -> None:
    assert dates_alike("on Friday", "by Friday night")
    assert dates_alike("this", "this")
    assert not dates_alike("in the summer", "in the winter")


def test_conditions_are_alike_by_half_the_words_of_the_shorter() -> None:
    assert conditions_alike("if Vos leaves", "especially if Vos leaves Port Albany")
    assert not conditions_alike("if Vos leaves", "if results do not improve")


def test_a_denied_move_is_asked_for_its_time_and_condition_alone() -> None:
    score = SimpleNamespace(same_person=lambda a, b: a == b)
    claim = {"kind": "arrival", "polarity": "affirmed", "when": None, "details": {"replaces": "Marten Vos"}}
    assert asked(claim, score)["replaces"][0] == "Marten Vos"  # type: ignore[arg-type]  # only `same_person` is asked
    assert asked({**claim, "polarity": "denied"}, score).keys() == {"when", "condition"}  # type: ignore[arg-type]


def test_shares_and_floors() -> None:
    report = {"short": {"until": shares(Counter(annotated=4, read=2, right=1))}}
    assert report["short"]["until"] == {"precision": 0.5, "recall": 0.25, "annotated": 4, "read": 2}
    floors = {"gold_sha256": "a", "details": {"short": {"until": {"precision": 0.5, "recall": 0.3}}}}
    assert below(report, floors, "a") == ["short: until recall 0.250, floor 0.300"]
    assert "other gold files" in below(report, floors, "b")[0]


@pytest.mark.parametrize("figure", ["precision", "recall"])
def test_nothing_read_is_no_division_by_nothing(figure: str) -> None:
    assert shares(Counter())[figure] == 0.0
