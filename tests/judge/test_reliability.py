from __future__ import annotations

import pytest
from scipy import stats

from hotseat.judge.reliability import FEW, Beat, Grade, Lead, holds, lead_of, score_card, share, shares, usual_share
from hotseat.judge.reports import Channel, Tier
from hotseat.records_market import STAYS
from tests.judge.told import told


def grade(
    *, hit: bool, source: str = "Harbour Wire", denial: bool = False, worth: float | None = 0.5, beat: Beat = Beat.CLUB,
    channel: Channel = Channel.TALKS,
) -> Grade:  # fmt: skip
    return Grade(
        claim="c", source=source, tier=Tier.OUTLET, channel=channel, beat=beat, lead=Lead.WEEK, denial=denial, hit=hit, worth=worth
    )  # fmt: skip


@pytest.mark.parametrize(
    ("channel", "option", "winner", "held"),
    [
        (Channel.TALKS, "x", "x", True), (Channel.TALKS, "x", "y", False), (Channel.DENIED, "x", "y", True), (Channel.DENIED, "x", "x", False),
        (Channel.KEPT, STAYS, STAYS, True), (Channel.GONE, STAYS, STAYS, False), (Channel.LEAVING, STAYS, "x", True),
        (Channel.DOUBT, STAYS, "x", None), (Channel.LINKED, "x", "x", None), (Channel.ELSEWHERE, "x", "y", None),
    ],
)  # fmt: skip
def test_what_counts_as_held(channel: Channel, option: str, winner: str, held: bool | None) -> None:
    assert holds(told("a", option, 1.0, channel), winner) is held


def test_a_share_is_the_beta_posterior() -> None:
    found = share(6, 8, 0.5)
    assert found.mean == pytest.approx(8 / 12)
    assert found.low == pytest.approx(stats.beta.ppf(0.05, 8, 4))
    assert not found.few
    assert share(2, FEW - 1, 0.5).few


def test_a_new_source_starts_where_its_tier_stands() -> None:
    grades = [grade(hit=True, source=f"s{i}") for i in range(18)]
    assert usual_share(grades)[Tier.OUTLET] == pytest.approx(19 / 20)
    assert usual_share(grades)[Tier.OFFICIAL] == 0.5
    assert share(0, 0, 0.95).mean == pytest.approx(0.95)


def test_a_card_counts_denials_beats_and_worth() -> None:
    grades = [
        grade(hit=True),
        grade(hit=False, denial=True, worth=-0.2),
        grade(hit=True, beat=Beat.NATION, worth=None),
        grade(hit=True, source="b"),
    ]
    card = score_card("Harbour Wire", grades)
    assert (card.overall.n, card.overall.hits, card.denials.n) == (3, 2, 1)
    assert (card.by_beat[Beat.NATION].n, card.by_lead[Lead.WEEK].n) == (1, 3)
    assert Beat.WOMEN not in card.by_beat
    assert card.worth == pytest.approx(0.3)
    assert card.worth_each == pytest.approx(0.15)
    assert score_card("nobody", grades).overall.n == 0


def test_leads_have_their_classes() -> None:
    assert [lead_of(d) for d in (0.5, 1, 7)] == [Lead.DAY, Lead.WEEK, Lead.LONG]


def test_a_firm_word_is_held_against_what_is_usual_for_words_as_firm() -> None:
    grades = [grade(hit=i < 3, source="others", channel=Channel.DONE) for i in range(4)]
    grades += [grade(hit=True, channel=Channel.DONE), grade(hit=False, channel=Channel.INTEREST)]
    interest, done = score_card("Harbour Wire", grades).by_channel
    assert (interest.channel, interest.share.n) == (Channel.INTEREST, 1)
    assert (done.share.n, done.share.hits) == (1, 1)
    assert (interest.usual, done.usual) == pytest.approx((1 / 3, 5 / 7))
    assert done.share.mean == pytest.approx(share(1, 1, 5 / 7).mean)


def test_everybody_s_share_is_that_of_his_card() -> None:
    grades = [grade(hit=i % 3 > 0, source="ab"[i % 2]) for i in range(20)]
    found = shares(grades)
    assert found == {name: score_card(name, grades).overall for name in ("a", "b")}
