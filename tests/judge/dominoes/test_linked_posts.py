"""Causes, chains and weeks on small books whose answers can be worked out by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotseat.errors import MarketError
from hotseat.judge.dominoes.answer import answer_to
from hotseat.judge.dominoes.book import Book, Condition, PostOdds
from hotseat.judge.dominoes.causes import REHIRED, exits_of
from hotseat.judge.dominoes.chains import Move, chains_of
from hotseat.judge.dominoes.joint import Event, joint_of
from hotseat.judge.dominoes.weeks import VACANT, timeline
from hotseat.records_market import OTHER, STAYS, Exit
from tests.judge.dominoes.made import book

RISK = {Exit.SACKED: 0.2, Exit.ENDED: 0.1, Exit.POACHED: 0.1}


def merry_go_round() -> Book:
    """Brazil is vacant; Carlo sits in Madrid, Xabi in Leverkusen, which has no market."""
    return Book(
        posts=(
            PostOdds(post="Brazil", vacant=True, options={"Carlo": 0.6, "Dorival": 0.2, OTHER: 0.2}, weeks=20),
            PostOdds(
                post="Madrid", incumbent="Carlo", options={STAYS: 0.3, "Xabi": 0.4, OTHER: 0.3}, exits=RISK, weeks=26
            ),
        ),
        holders={"Xabi": "Leverkusen"},
    )  # fmt: skip


def given_carlo() -> Event:
    return Event(person="Carlo", post="Brazil")


def test_an_appointment_opens_the_post_that_the_coach_leaves() -> None:
    joint = joint_of(merry_go_round())
    conditioned = joint.when([given_carlo()])
    odds = conditioned.odds()
    assert odds["Brazil"]["Carlo"] == pytest.approx(1.0)
    assert odds["Madrid"]["Carlo"] == 0.0
    assert odds["Madrid"]["Xabi"] == pytest.approx(0.4 / 0.7, abs=1e-6)
    assert odds["Leverkusen"]["Xabi"] == pytest.approx(1 - 0.4 / 0.7, abs=1e-6)
    assert np.exp(conditioned.log_given) == pytest.approx(0.6, abs=1e-6)


def test_what_cannot_be_together_is_refused() -> None:
    joint = joint_of(merry_go_round())
    with pytest.raises(MarketError, match="together with Carlo=Brazil"):
        joint.when([given_carlo(), Event(person="Carlo", post="Madrid")])
    with pytest.raises(MarketError, match="no option of Madrid"):
        joint.when([Event(person="Dorival", post="Madrid")])
    with pytest.raises(MarketError, match="no post of the book"):
        joint.when([Event(person="Carlo", post="Lens")])


def test_someone_else_can_be_asked_for_too() -> None:
    joint = joint_of(merry_go_round())
    anyone = joint.when([Event(person=OTHER, post="Brazil")])
    assert anyone.odds()["Brazil"][OTHER] == pytest.approx(1.0)
    nobody = joint.when([Event(person=OTHER, post="Brazil", happens=False)])
    assert nobody.odds()["Brazil"][OTHER] == 0.0
    assert joint.chance_of([Event(person=OTHER, post="Brazil", happens=False)]) == pytest.approx(0.8, abs=1e-6)


def test_poaching_opens_a_post_only_together_with_the_arrival_that_causes_it() -> None:
    joint = joint_of(merry_go_round())
    exits = exits_of(joint)
    share = 1 - REHIRED * 0.3 / 0.6
    madrid = exits["Madrid"]
    assert madrid.causes[Exit.POACHED] == pytest.approx(0.6 * share, abs=1e-6)
    assert madrid.causes[Exit.SACKED] == pytest.approx(2 * madrid.causes[Exit.ENDED], abs=1e-9)
    assert madrid.stays + sum(madrid.causes.values()) == pytest.approx(1.0)
    assert madrid.to == {"Brazil": pytest.approx(0.6, abs=1e-6)}
    assert exits["Leverkusen"].causes[Exit.POACHED] == pytest.approx(1 - exits["Leverkusen"].stays)
    without = exits_of(joint.when([Event(person="Carlo", post="Brazil", happens=False)]))
    assert without["Madrid"].causes[Exit.POACHED] == 0.0
    assert "Brazil" not in exits


def test_chains_follow_the_coaches_and_have_their_exact_probabilities() -> None:
    joint = joint_of(merry_go_round())
    chains = chains_of(joint, np.random.default_rng(0))
    by_moves = {c.moves: c.probability for c in chains}
    full = (
        Move(person="Carlo", origin="Madrid", to="Brazil"), Move(person="Xabi", origin="Leverkusen", to="Madrid"),
        Move(person=OTHER, origin=None, to="Leverkusen"),
    )  # fmt: skip
    assert by_moves[full] == pytest.approx(0.6 * 0.4 / 0.7, abs=1e-5)
    assert [c.probability for c in chains] == sorted(by_moves.values(), reverse=True)
    assert all(len(c.moves) > 1 for c in chains)


def test_two_clubs_that_exchange_their_coaches_are_one_chain() -> None:
    posts = tuple(
        PostOdds(post=p, incumbent=own, options={STAYS: 0.3, other: 0.7}) for p, own, other in (("A", "Ann", "Bea"), ("B", "Bea", "Ann"))
    )  # fmt: skip
    chains = chains_of(joint_of(Book(posts=posts)), np.random.default_rng(0))
    assert {(m.person, m.to) for m in chains[0].moves} == {("Ann", "B"), ("Bea", "A")}
    assert chains[0].probability == pytest.approx(0.7, abs=1e-4)


def test_the_odds_by_date_start_from_today_and_end_at_the_joint_odds() -> None:
    joint = joint_of(merry_go_round())
    found = timeline(joint, 60, np.random.default_rng(1), worlds=4000)
    first, last = found.at(0), found.at(26)
    assert first["Brazil"] == {OTHER: 0.0, VACANT: 1.0}
    assert first["Madrid"]["Carlo"] == 1.0
    assert last["Madrid"]["Xabi"] == pytest.approx(0.36, abs=0.04)  # some of 40 % have lost it again
    assert last["Madrid"]["Carlo"] == pytest.approx(0.3, abs=0.03)
    for week in found.weeks:
        for odds in week.values():
            assert sum(odds.values()) == pytest.approx(1.0)
    seated = [week["Madrid"]["Carlo"] for week in found.weeks]
    assert all(b <= a for a, b in pairwise(seated))
    assert found.at(60)["Madrid"].get("Carlo", 0.0) < last["Madrid"]["Carlo"]  # his risk goes on after the deadline
    assert found.at(500) == found.weeks[-1]


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_by_the_last_deadline_every_assignment_has_come_about(seed: int) -> None:
    generator = np.random.default_rng(seed)
    joint = joint_of(book(generator, int(generator.integers(1, 6)), 8, 4))
    week = timeline(joint, 26, np.random.default_rng(seed), worlds=500).at(26)
    for odds in week.values():
        assert odds[VACANT] < 0.2  # second vacancies only


def test_a_condition_of_a_claim_links_posts_that_share_nobody() -> None:
    posts = tuple(PostOdds(post=p, vacant=True, options={who: 0.4, OTHER: 0.6}) for p, who in (("A", "Ann"), ("B", "Bea")))
    tied = Condition(person="Ann", post="A", on_person="Bea", on_post="B", delta=1.5)
    joint = joint_of(Book(posts=posts, conditions=(tied,)))
    assert joint.odds()["A"]["Ann"] == pytest.approx(0.4, abs=1e-6)  # the markets' odds stay
    assert joint.when([Event(person="Bea", post="B")]).odds()["A"]["Ann"] > 0.55
    assert joint.when([Event(person="Bea", post="B", happens=False)]).odds()["A"]["Ann"] < 0.3


def test_a_condition_that_it_does_not_happen_pulls_the_other_way() -> None:
    posts = (
        PostOdds(post="A", incumbent="Ann", options={STAYS: 0.5, OTHER: 0.5}),
        PostOdds(post="B", vacant=True, options={"Bea": 0.4, OTHER: 0.6}),
    )
    gone = Condition(person="Bea", post="B", on_person="Ann", on_post="A", delta=1.5, happens=False)
    joint = joint_of(Book(posts=posts, conditions=(gone,)))
    assert joint.when([Event(person="Ann", post="A", happens=False)]).odds()["B"]["Bea"] > 0.5


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        (Condition(person="Xabi", post="Madrid", on_person="Carlo", on_post="Madrid", delta=1.0, happens=False), "by itself"),
        (Condition(person="Xabi", post="Lens", on_person="Carlo", on_post="Brazil", delta=1.0), "left out"),
    ],
)
def test_a_condition_without_effect_is_noted(condition: Condition, why: str) -> None:
    answer = answer_to(merry_go_round().with_conditions([condition]))
    assert any(why in note for note in answer.notes)


def test_a_condition_of_no_finite_weight_is_refused() -> None:
    with pytest.raises(MarketError, match="finite"):
        joint_of(
            merry_go_round().with_conditions(
                [Condition(person="Xabi", post="Madrid", on_person="Carlo", on_post="Brazil", delta=np.inf)]
            )
        )


def test_an_answer_has_the_odds_before_and_after() -> None:
    answer = answer_to(merry_go_round(), [given_carlo()])
    assert answer.before["Madrid"]["Carlo"] == pytest.approx(0.3, abs=1e-3)
    assert answer.posts["Madrid"]["Carlo"] == 0.0
    assert answer.vacancy["Madrid"] == pytest.approx(1.0)
    assert answer.given_probability == pytest.approx(0.6, abs=1e-3)
    by = answer_to(merry_go_round(), [given_carlo()], weeks=4)
    assert by.posts["Brazil"][VACANT] > 0
    assert by.before["Brazil"]["Carlo"] < by.posts["Brazil"]["Carlo"] < 1.0
