from __future__ import annotations

from datetime import timedelta

import pytest

from hotseat.errors import UnknownNameError
from hotseat.ledger.pages import Wanted
from hotseat.show.desk import Desk
from tests.show.story import NOW, REPORTS


def test_the_board_shows_what_moved_first(desk: Desk) -> None:
    lines = desk.board().lines
    points = [abs(x.moved.points) if x.moved else 0 for x in lines]
    assert points == sorted(points, reverse=True)
    assert {x.org: x.word for x in lines}["Port Albany"] == "vacated"
    assert {x.org: x.word for x in lines}["Vale of Orrin"] == "in doubt, denied"


def test_a_post_without_a_permanent_holder_shows_none(desk: Desk) -> None:
    line = desk.post("port albany").line
    assert line is not None
    assert line.holder is None


def test_echoes_are_folded_under_their_root(desk: Desk) -> None:
    post = desk.post("Port Albany")
    folded = {s.entry.item: [e.entry.item for e in s.echoes] for s in post.timeline if s.echoes}
    assert folded == {"s0": ["s1"], "s6": ["s7", "s8"], "s11": ["s12"]}
    assert post.total == 14


def test_a_quote_stands_within_its_words(desk: Desk) -> None:
    story = next(s for s in desk.post("Port Albany").timeline if s.entry.item == "s9")
    assert story.entry.claim.quote.startswith("Dean Holloway")
    assert story.after.strip() == "and stays at Aston Regis."


def test_the_past_is_as_it_was_known(desk: Desk) -> None:
    then = NOW - timedelta(days=20)
    post = desk.post("Port Albany", then)
    assert (post.market is None) is True  # the markets of the story are recorded at its end
    assert {s.entry.item for s in post.timeline} == {"s0", "s1", "s2", "s3"}  # descent was judged later
    assert desk.board(then - timedelta(days=365)).lines == ()


def test_why_is_in_falling_order_with_its_claims(desk: Desk) -> None:
    why = desk.post("Port Albany").why
    sizes = [abs(w.share.delta) for w in why]
    assert sizes == sorted(sizes, reverse=True)
    assert all(w.entry is not None and w.entry.id == w.share.claim for w in why)


def test_a_coach_is_named_for_posts_with_his_chance(desk: Desk) -> None:
    found = {p.org: p for p in desk.coach("Jonas Ebbing").prospects}
    assert found["Port Albany"].word == "interest denied"
    assert found["Union Sankt Veit"].probability == pytest.approx(0.31, abs=0.01)
    assert desk.coach("Marten Vos").tenures[0].org == "Vale of Orrin"


def test_a_source_has_first_credits_with_the_hours_that_it_led(desk: Desk) -> None:
    source = desk.source("Harbour Wire")
    assert source.echoes == 3  # others citing it speak in its name
    hours = [h for _, h in source.firsts]
    assert hours == sorted(hours, reverse=True)
    assert hours[0] == pytest.approx(12, abs=0.1)


def test_an_item_is_shown_by_its_quotes(desk: Desk) -> None:
    item = desk.item("s13")
    quoted = [p.text for p in item.passages if p and p.claims]
    assert quoted == [item.claims[0].claim.quote]


def test_claims_go_on_without_gap_or_double(desk: Desk) -> None:
    seen, cursor = [], None
    while True:
        page = desk.claims(limit=5, before=cursor)
        seen += [e.item for e in page.rows]
        cursor = page.next
        if cursor is None:
            break
    assert sorted(seen) == sorted(f"s{n}" for n in range(len(REPORTS)))
    denied = desk.claims(Wanted(polarity="denied")).rows
    assert len(denied) == sum(t.denied for t in REPORTS)
    assert {e.claim.person for e in desk.claims(Wanted(person="callum reid")).rows} == {"Callum Reid"}


def test_items_go_on_by_cursor(desk: Desk) -> None:
    first = desk.items(limit=20)
    rest = desk.items(limit=20, before=first.next)
    assert len({v.id for v in (*first.rows, *rest.rows)}) == len(REPORTS)
    assert rest.next is None


def test_search_finds_names_and_words(desk: Desk) -> None:
    found = desk.search("ebbing")
    assert ("coach", "Jonas Ebbing") in {(h.kind, h.name) for h in found.names}
    assert "s3" in {i.item for i in found.items}
    assert desk.search("  ").items == ()


def test_calibration_scores_what_was_issued_before_the_outcome(desk: Desk) -> None:
    found = desk.calibration()
    assert found.score is not None
    assert len(found.forecasts) == 14
    assert 0 < found.score.log_loss < 2
    assert desk.calibration(NOW - timedelta(days=700)).score is None


def test_markets_are_open_or_closed(desk: Desk) -> None:
    assert len(desk.markets()) == 5
    assert len(desk.closed()) == 14
    market = desk.market(desk.markets()[0].market.id)
    assert market.belief is not None
    assert sum(market.history[-1].odds.values()) == pytest.approx(1)


@pytest.mark.parametrize("ask", ["post", "coach", "source", "item", "market"])
def test_what_nobody_knows_is_said_to_be_unknown(desk: Desk, ask: str) -> None:
    with pytest.raises(UnknownNameError, match="Atlantis"):
        getattr(desk, ask)("Atlantis")


def test_the_status_counts(desk: Desk) -> None:
    status = desk.status()
    assert status.claims == len(REPORTS)
    assert status.first is not None
    assert len(status.head) == 64
