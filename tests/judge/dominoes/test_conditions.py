from __future__ import annotations

import pytest

from hotseat.judge.dominoes.book import Book, PostOdds
from hotseat.judge.dominoes.conditions import event_of
from hotseat.records_market import OTHER, STAYS

BOOK = Book(
    posts=(
        PostOdds(post="Real Madrid", incumbent="Xabi Alonso", options={STAYS: 0.4, "José Mourinho": 0.4, OTHER: 0.2}),
        PostOdds(post="Benfica", incumbent="José Mourinho", options={STAYS: 0.5, "Marco Silva": 0.3, OTHER: 0.2}),
        PostOdds(post="Manchester United", incumbent="Ruben Amorim", options={STAYS: 0.5, "Oliver Glasner": 0.3, OTHER: 0.2}),
        PostOdds(post="Brazil", vacant=True, options={"Carlo Ancelotti": 0.5, OTHER: 0.5}),
    )
)
FORMS = {"Manchester United": ["Man Utd", "United"], "Real Madrid": ["Madrid"]}


@pytest.mark.parametrize(
    ("words", "claimed", "event"),
    [
        ("if Real Madrid bring Jose Mourinho back", "Marco Silva", "José Mourinho=Real Madrid"),
        ("should Mourinho return to Madrid", "Marco Silva", "José Mourinho=Real Madrid"),
        ("if Mourinho leaves for Madrid", "Marco Silva", "José Mourinho=Real Madrid"),
        ("if Mourinho leaves", "Marco Silva", "José Mourinho!=Benfica"),
        ("unless Mourinho goes", "Marco Silva", "José Mourinho=Benfica"),
        ("if Mourinho does not join Real Madrid", "Marco Silva", "José Mourinho!=Real Madrid"),
        ("if they sack Amorim", "Oliver Glasner", "Ruben Amorim!=Manchester United"),
        ("if United sack their manager", "Oliver Glasner", "Ruben Amorim!=Manchester United"),
        ("if Ancelotti says yes", "Marco Silva", "Carlo Ancelotti=Brazil"),
        ("if talks progress", "Marco Silva", None),
        ("if Benfica win the title", "Marco Silva", None),
        ("if Silva leaves Fulham", "Marco Silva", None),
        ("if Mourinho or Amorim leaves", "Marco Silva", None),
        ("", "Marco Silva", None),
    ],
)
def test_the_words_of_a_condition_mean_an_event_or_nothing(words: str, claimed: str, event: str | None) -> None:
    found = event_of(words, claimed, BOOK, lambda post: FORMS.get(post, []))
    assert (str(found) if found else None) == event
