from __future__ import annotations

from collections.abc import Mapping

import pytest

from hotseat.errors import ReaderError
from hotseat.read.decision.staging import NAME, shipped, stage, terms
from hotseat.records import STAGES, Kind, Polarity, Stage

EVEN: Mapping[Stage, float] = dict.fromkeys(STAGES[Kind.ARRIVAL], 1 / 6)
LEAVING: Mapping[Stage, float] = dict.fromkeys(STAGES[Kind.DEPARTURE], 1 / 3)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("there has been no contact with Holloway", Stage.TALKS),
        ("Port Albany have not spoken to Dean Holloway", Stage.TALKS),
        ("Holloway is not interested in the job", Stage.INTEREST),
        ("Holloway has ruled himself out of the running", Stage.INTEREST),
        ("no agreement has been reached with Holloway", Stage.AGREED),
    ],
)
def test_a_denial_says_how_far_the_move_would_have_gone(words: str, told: Stage) -> None:
    assert stage(Kind.ARRIVAL, Polarity.DENIED, words, words, EVEN) is told


def test_a_sure_encoder_outweighs_the_words() -> None:
    sure = {**dict.fromkeys(EVEN, 1e-5), Stage.LINKED: 0.9999}
    assert stage(Kind.ARRIVAL, Polarity.DENIED, "not interested", "He is not interested.", sure) is Stage.LINKED


def test_the_words_of_an_affirmed_arrival_are_not_asked() -> None:
    likeliest = {**EVEN, Stage.PREFERRED: 0.2}
    assert stage(Kind.ARRIVAL, Polarity.AFFIRMED, "no contact", "There has been no contact.", likeliest) is Stage.PREFERRED


def test_the_words_of_a_departure_count() -> None:
    assert (
        stage(Kind.DEPARTURE, Polarity.AFFIRMED, "have sacked Holloway", "Port Albany have sacked Holloway.", LEAVING)
        is Stage.DONE
    )
    assert stage(Kind.DEPARTURE, Polarity.AFFIRMED, "is under pressure", "Holloway is under pressure.", LEAVING) is Stage.DOUBT


def test_a_run_of_names_is_one_word_and_the_start_of_a_sentence_none() -> None:
    found = terms("Talks with Dean Holloway’s agent", {"talks", "with", "agent"})
    assert {"talks", NAME, f"with {NAME}", f"{NAME} agent"} <= found
    assert not any("dean" in t or "holloway" in t for t in found)


def test_words_that_nobody_knows_leave_the_encoders_answer() -> None:
    likeliest = {**EVEN, Stage.INTEREST: 0.9}
    assert stage(Kind.ARRIVAL, Polarity.DENIED, "", "Zzyx qwv.", likeliest) is Stage.INTEREST


def test_broken_weights_name_their_file_and_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped.cache_clear()
    monkeypatch.setattr("hotseat.read.decision.staging.json.loads", lambda _: [])
    with pytest.raises(ReaderError, match=r"staging\.json.*fit_staging"):
        shipped()
    monkeypatch.undo()
    shipped.cache_clear()
    assert shipped()
