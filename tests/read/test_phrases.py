from __future__ import annotations

import pytest

from hotseat.read.phrases import certainty, first_rule


@pytest.mark.parametrize(
    ("words", "move", "stage"),
    [
        ("PP has been linked with a return to OO", "arrival+", "linked"),
        ("there is nothing in the links between PP and OO", "arrival-", "linked"),
        ("PP has ruled himself out of the running at OO", "arrival-", "interest"),
        ("PP could be interested in the OO job", "arrival+", "interest"),
        ("the owners of OO wont sack PP", "departure-", "doubt"),
        ("PP could leave OO", "departure+", "doubt"),
        ("OO have sacked manager PP", "departure+", "done"),
        ("OO appoint striker hero PP as manager", "arrival+", "done"),
    ],
)
def test_a_phrase_carries_its_move(words: str, move: str, stage: str) -> None:
    rule = first_rule(words)
    assert rule is not None
    assert (rule.move, rule.stage) == (move, stage)


def test_words_without_a_phrase_carry_none() -> None:
    assert first_rule("PP watched OO win at home") is None


def test_hedges_make_a_claim_possible() -> None:
    assert [certainty(w) for w in ("PP could go", "PP is likely to go", "PP goes")] == ["possible", "probable", "certain"]
