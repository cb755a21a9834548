from __future__ import annotations

from datetime import UTC, datetime

from hotseat.records_market import OTHER, STAYS, Belief, Market, Opening, Option, Resolution

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def belief(**odds: float) -> Belief:
    options = tuple(Option(name=n, probability=p, low=p, high=p, prior=p) for n, p in odds.items())
    return Belief(market="m", post="Port Albany", moment=NOW, options=options, contributions=())


def test_an_option_that_is_not_listed_yet_has_the_probability_of_someone_else() -> None:
    found = belief(**{"Iker Zaldua": 0.6, OTHER: 0.3, STAYS: 0.1})
    assert [found.probability(n) for n in ("Iker Zaldua", "Nobody Yet", STAYS)] == [0.6, 0.3, 0.1]


def test_only_candidates_are_persons() -> None:
    assert [o.person for o in belief(**{"Iker Zaldua": 0.6, OTHER: 0.4}).options] == ["Iker Zaldua", None]


def test_the_same_question_has_the_same_id_and_another_opening_another() -> None:
    def market(opening: Opening) -> Market:
        return Market(post="Port Albany", opened=NOW, deadline=NOW, incumbent=None, opening=opening, rule="who is next")

    assert market(Opening.EXIT).id == market(Opening.EXIT).id
    assert market(Opening.EXIT).id != market(Opening.HAND).id


def test_lapsed_and_void_markets_are_not_scored() -> None:
    assert {r for r in Resolution if not r.scored} == {Resolution.LAPSED, Resolution.VOID}
