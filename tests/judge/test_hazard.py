from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from hotseat.errors import WeightsError
from hotseat.judge.form import Played, form_of
from hotseat.judge.hazard import (
    COLUMNS,
    PRIOR,
    Risk,
    Seat,
    Spell,
    Standing,
    contract_counts,
    describe,
    fit,
    from_json,
    shipped,
    to_json,
    untrained,
)
from hotseat.records_market import Exit

DAY = date(2025, 10, 1)
SEAT = Seat(day=DAY, since=DAY - timedelta(days=400))
FIRED = Risk(
    rows=tuple(tuple(row) for row in (PRIOR + np.eye(3, len(COLUMNS), COLUMNS.index("points short")) * 2).tolist()), basis={}
)


def test_the_chances_to_go_grow_with_time_and_stay_below_one() -> None:
    risk = untrained()
    totals = [sum(risk.exits(SEAT, DAY + timedelta(days=d)).values()) for d in (0, 7, 30, 200, 4000)]
    assert totals[0] == 0
    assert totals == sorted(totals)
    assert totals[-1] < 1


def test_bad_results_raise_the_risk_and_their_weight_fades() -> None:
    bad = Seat(day=DAY, since=SEAT.since, standing=Standing(short=1.0))
    assert FIRED.weekly(bad)[Exit.SACKED] > 3 * FIRED.weekly(SEAT)[Exit.SACKED]
    month, year = (
        sum(FIRED.exits(bad, DAY + timedelta(days=d)).values()) / sum(FIRED.exits(SEAT, DAY + timedelta(days=d)).values())
        for d in (28, 364)
    )
    assert month > year > 1


def test_a_contract_that_runs_out_is_left_more_often() -> None:
    ending = Seat(day=DAY, since=SEAT.since, contract_end=DAY + timedelta(days=20))
    later = Seat(day=DAY, since=SEAT.since, contract_end=DAY + timedelta(days=600))
    assert untrained().weekly(ending)[Exit.ENDED] == pytest.approx(5 * untrained().weekly(later)[Exit.ENDED], rel=0.02)


def test_it_is_known_when_a_contract_bears_on_the_chances() -> None:
    assert not contract_counts(SEAT, DAY + timedelta(days=900))
    ending = replace(SEAT, contract_end=DAY + timedelta(days=100))
    assert contract_counts(ending, DAY + timedelta(days=60))
    assert not contract_counts(ending, DAY + timedelta(days=30))
    assert not contract_counts(replace(SEAT, contract_end=DAY - timedelta(days=60)), DAY + timedelta(days=30))


def test_what_is_not_known_is_told_apart_from_what_is_average() -> None:
    columns = dict(zip(COLUMNS, describe(SEAT), strict=True))
    assert (columns["form known"], columns["contract known"]) == (0, 0)
    known = dict(zip(COLUMNS, describe(Seat(day=DAY, since=None, standing=Standing(short=-0.5, drop=True))), strict=True))
    assert (known["form known"], known["points above"], known["points short"], known["drop zone"]) == (1, 0.5, 0, 1)


def test_the_fit_finds_the_causes_and_what_drives_them() -> None:
    rng, spells = np.random.default_rng(0), []
    for _ in range(400):
        standing = Standing(short=float(rng.uniform(-1, 1)))
        seats, cause = [], None
        for week in range(60):
            seats.append(Seat(day=DAY + timedelta(days=7 * week), since=DAY, standing=standing))
            if rng.random() < 0.01 * np.exp(2 * standing.short):
                cause = Exit.SACKED
                break
        spells.append(Spell(seats=seats, cause=cause))
    found = fit(spells, {"made": True})
    row = dict(zip(COLUMNS, found.rows[0], strict=True))
    assert 1.2 < row["points short"] < 2.8
    assert -2.8 < row["points above"] < -1.0
    assert found.basis["exits"] == {"sacked": sum(s.cause is not None for s in spells), "ended": 0, "poached": 0}


def test_half_a_weight_counts_half() -> None:
    seats = [Seat(day=DAY + timedelta(days=7 * w), since=DAY) for w in range(30)]
    whole = fit([Spell(seats=seats, cause=Exit.SACKED)], {})
    halves = fit([Spell(seats=seats, cause=Exit.SACKED, weight=0.5)] * 2, {})
    assert whole.weekly(seats[-1]) == pytest.approx(halves.weekly(seats[-1]), rel=1e-3, abs=1e-4)
    assert whole.basis == halves.basis


def test_the_coefficients_come_back_from_their_json() -> None:
    assert np.allclose(from_json(to_json(untrained())).rows, untrained().rows, atol=1e-4)
    assert len(shipped().rows) == 3
    with pytest.raises(WeightsError, match="make learn"):
        from_json({"coefficients": {}})


def league(rounds: int = 6) -> list[Played]:
    """Eight sides; Good always wins, Bad always loses, the rest draw."""
    sides = ["Good", "Bad", *(f"Side {i}" for i in range(6))]
    games = []
    for n in range(rounds):
        day = DAY + timedelta(days=7 * n)
        for home, away in zip(sides[::2], sides[1::2], strict=True):
            goals = (2, 0) if home == "Good" else (1, 1)
            games.append(
                Played(league="x", season="2025-26", day=day, home=home, away=away, home_goals=goals[0], away_goals=goals[1])
            )
    return games


def test_form_is_points_against_what_strength_promised() -> None:
    form, after = form_of(league()), DAY + timedelta(days=40)
    good, bad = form.standing("Good", after), form.standing("Bad", after)
    assert good is not None
    assert bad is not None
    assert good.short < 0 < bad.short
    assert bad.drop
    assert not good.drop


def test_form_knows_nothing_of_the_day_itself_of_long_ago_or_of_a_predecessor() -> None:
    form = form_of(league(1))
    assert form.standing("Good", DAY) is None
    assert form.standing("Good", DAY + timedelta(days=1)) is not None
    assert form.standing("Good", DAY + timedelta(days=300)) is None
    assert form.standing("Good", DAY + timedelta(days=5), since=DAY + timedelta(days=2)) is None
    assert form.standing("Nobody", DAY) is None
