from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hotseat.errors import MarketError
from hotseat.judge.dominoes.asking import Names, admitted
from hotseat.judge.dominoes.book import Book, PostOdds
from hotseat.judge.dominoes.intake import Quote, book_of, quote_of
from hotseat.judge.dominoes.joint import Event, joint_of
from hotseat.records_market import OTHER, STAYS, Belief, Exit, Market, Opening, Option, Outcome, Resolution
from hotseat.register.register import Register

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ODDS = {"Iker Zaldua": 0.5, STAYS: 0.3, OTHER: 0.2}


def market(post: str = "Port Albany", **changes: object) -> Market:
    fields: dict[str, object] = {
        "post": post, "opened": NOW - timedelta(days=9), "deadline": NOW + timedelta(days=50), "incumbent": "Marten Vos",
        "opening": Opening.DOUBT, "rule": "who is next",
    }  # fmt: skip
    return Market(**{**fields, **changes})  # type: ignore[arg-type]


def belief(of: Market) -> Belief:
    options = tuple(Option(name=n, probability=p, low=p, high=p, prior=p) for n, p in ODDS.items())
    return Belief(market=of.id, post=of.post, moment=NOW, options=options, contributions=(), exits={Exit.SACKED: 0.1})


def test_a_market_with_its_belief_becomes_a_post() -> None:
    asked = market()
    post = book_of([quote_of(asked, belief(asked))], NOW).posts[0]
    assert (post.incumbent, post.vacant, post.weeks, post.options, post.exits) == (
        "Marten Vos",
        False,
        8,
        ODDS,
        {Exit.SACKED: 0.1},
    )
    gone = market(vacant=NOW - timedelta(days=1))
    assert book_of([quote_of(gone, belief(gone))], NOW).posts[0].vacant


@pytest.mark.parametrize(
    ("resolution", "winner", "holder"),
    [
        (Resolution.APPOINTED, "Iker Zaldua", "Iker Zaldua"),
        (Resolution.STAYED, STAYS, "Marten Vos"),
        (Resolution.VOID, None, None),
    ],
)
def test_a_closed_market_says_who_holds_the_post_and_asks_nothing(
    resolution: Resolution, winner: str | None, holder: str | None
) -> None:
    asked = market()
    outcome = Outcome(market=asked.id, resolution=resolution, winner=winner, moment=NOW - timedelta(days=1), evidence=())
    other = Quote(post="Real Cartera", options={"Iker Zaldua": 0.2, OTHER: 0.8}, vacant=NOW)
    book = book_of([quote_of(asked, belief(asked), outcome), other], NOW, holders={"Someone Before": "Port Albany"})
    assert [p.post for p in book.posts] == ["Real Cartera"]
    assert book.holders == ({holder: "Port Albany"} if holder else {})
    with pytest.raises(MarketError, match="closed on 2026-02-28"):
        Names(book, Register({}, {}, {}, {}, {}, {}, {}, {}, {})).post("Port Albany")


def test_a_market_that_was_opened_again_counts() -> None:
    first, again = market(opened=NOW - timedelta(days=80), deadline=NOW + timedelta(days=1)), market()
    outcome = Outcome(market=first.id, resolution=Resolution.STAYED, winner=STAYS, moment=NOW - timedelta(days=20), evidence=())
    book = book_of([quote_of(again, belief(again)), quote_of(first, belief(first), outcome)], NOW)
    assert len(book.posts) == 1
    assert book.refused == {}


def test_what_cannot_be_used_is_left_out_with_a_note() -> None:
    late, bare = market(deadline=NOW - timedelta(days=1)), market("Real Cartera")
    double = [
        Quote(post="Aston Regis", options={"A": 0.9, OTHER: 0.1}),
        Quote(post="Aston Regis", options={OTHER: 1.0}, opened=NOW),
    ]
    book = book_of([quote_of(late, belief(late)), quote_of(bare, None), *double], NOW)
    assert [p.options for p in book.posts] == [{OTHER: 1.0}]
    assert [n.split(":")[0] for n in book.notes] == ["Real Cartera", "Aston Regis", "Port Albany"] or len(book.notes) == 3
    assert "Port Albany" in book.refused


def test_the_odds_of_the_retired_go_to_someone_else() -> None:
    book = book_of([Quote(post="Port Albany", options=ODDS)], NOW, retired={"Iker Zaldua"})
    assert book.posts[0].options == {STAYS: 0.3, OTHER: pytest.approx(0.7)}
    assert "retired" in book.notes[0]


@pytest.fixture
def names(register: Register) -> Names:
    posts = (
        PostOdds(post="Port Albany", incumbent="Marten Vos", options=ODDS),
        PostOdds(post="Chelsea", options={OTHER: 1.0}), PostOdds(post="Chelsea Women", options={OTHER: 1.0}),
    )  # fmt: skip
    return Names(Book(posts=posts, refused={"Old Hand": "Old Hand has retired"}), register)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Iker Zaldua=Port Albany", "Iker Zaldua=Port Albany"), (" zaldua = albany ", "Iker Zaldua=Port Albany"),
        ("Zaldua!=Port Albany", "Iker Zaldua!=Port Albany"), ("stays=Port Albany", "Marten Vos=Port Albany"),
        ("other=Port Albany", "someone else=Port Albany"), ("Berta Linares=Chelsea", "Berta Linares=Chelsea"),
        ("Berta Linares=Chelsea Women", "Berta Linares=Chelsea Women"), ("Vos=Real Madrid", "Marten Vos=Real Madrid"),
    ],
)  # fmt: skip
def test_names_are_found_as_people_write_them(names: Names, text: str, event: str) -> None:
    assert str(names.event(text)) == event


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Zaldua", "PERSON=POST"), ("=Port Albany", "PERSON=POST"), ("Zaldua=Atlantis Rovers", "no post"),
        ("Qwxzy Nobody=Chelsea", "no person"), ("Old Hand=Chelsea", "retired"),
    ],
)  # fmt: skip
def test_names_that_nobody_has_are_refused(names: Names, text: str, problem: str) -> None:
    with pytest.raises(MarketError, match=problem):
        names.event(text)


def test_one_who_is_not_listed_is_let_in_to_be_asked_for() -> None:
    book = Book(
        posts=(PostOdds(post="Port Albany", incumbent="Marten Vos", options=ODDS),), holders={"Berta Linares": "Real Cartera"}
    )
    event = Event(person="Berta Linares", post="Port Albany")
    given = joint_of(admitted(book, [event], {})).when([event]).odds()
    assert given["Port Albany"]["Berta Linares"] == pytest.approx(1.0)
    assert given["Real Cartera"][OTHER] == pytest.approx(1.0)


def test_a_post_without_a_market_is_taken_as_open_when_asked_for() -> None:
    book = Book(posts=(PostOdds(post="Port Albany", incumbent="Marten Vos", options=ODDS),))
    event = Event(person="Marten Vos", post="Northmark")
    wider = admitted(book, [event, Event(person=OTHER, post="Port Albany")], {"Northmark": "Osk Lindqvist"})
    given = joint_of(wider).when([event]).odds()
    assert given["Port Albany"]["Marten Vos"] == 0.0
    assert given["Northmark"]["Osk Lindqvist"] == 0.0
