from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from hotseat.errors import ReferenceDataError
from hotseat.reference.competitions import Tie, competitions
from hotseat.reference.matches import Match, Score, Status
from hotseat.reference.race import kernel
from hotseat.reference.race.finishes import CODES, Start, complete, race, start
from hotseat.reference.race.strengths import Strengths, fit, with_last_season
from hotseat.reference.results import Results, embedded
from hotseat.reference.tables import Row, ranked, table, tally

DAY = date(2025, 3, 31)
TEAMS = ("A", "B", "C", "D")


@pytest.fixture(scope="module")
def results() -> Results:
    return embedded()


def even(teams: tuple[str, ...], rho: float = 0.0, spread: float = 0.0) -> Strengths:
    size = 2 * len(teams) + 2
    mean = np.zeros(size)
    mean[-2:] = (0.2, 0.3)
    return Strengths(teams=teams, mean=mean, root=spread * np.eye(size), rho=rho)


def empty(ties: list[Tie]) -> Start:
    n = len(TEAMS)
    pairs = [(h, a) for h in range(n) for a in range(n) if h != a]
    return Start(
        teams=TEAMS, base=np.full(n, kernel.packed(0, 0, 0), dtype=np.int32), fixtures=np.array(pairs), home_goals=np.zeros((n, n), dtype=np.int8),
        away_goals=np.zeros((n, n), dtype=np.int8), ties=np.array([CODES[t] for t in ties]),
    )  # fmt: skip


def test_odds_sum_to_one_both_ways_and_repeat_with_the_seed(results: Results) -> None:
    found = race(results, "es.1", "2024-25", DAY, runs=3001, seed=3)
    assert found.remaining == 91
    assert np.allclose(found.finish.places.sum(axis=0), 1.0)
    assert np.allclose(found.finish.places.sum(axis=1), 1.0)
    assert np.array_equal(race(results, "es.1", "2024-25", DAY, runs=3001, seed=3).finish.places, found.finish.places)
    assert 0.75 < found.finish.best("Barcelona", 1) < 0.95
    assert found.finish.best("Real Madrid", 4) > 0.99
    assert found.finish.worst("Real Valladolid", 3) > 0.99
    assert found.finish.worst("Real Valladolid", 0) == 0.0


@pytest.mark.parametrize("league", ["es.1", "en.1", "de.1", "it.1", "fr.1", "pt.1"])
def test_a_season_at_its_end_has_the_order_of_its_table(results: Results, league: str) -> None:
    found = race(results, league, "2024-25", date(2025, 7, 30), runs=5)
    assert found.remaining == 0
    for row in found.table.rows:
        assert found.finish.best(row.team, row.place) == 1.0
        assert found.finish.points[found.finish.teams.index(row.team)] == row.points


@pytest.mark.parametrize("key", ["es.1", "en.1", "pt.1", "uefa.cl", "fr.1"])
def test_simulated_seasons_are_ranked_as_tables_are(key: str) -> None:
    ties = competitions()[key].ties
    begun, rng = empty(list(ties)), np.random.default_rng(5)
    for _ in range(60):
        goals = rng.integers(0, 3, (len(begun.fixtures), 2))
        matches = [
            Match(
                competition=key, season="2024-25", round="", day=DAY, home=TEAMS[h], away=TEAMS[a], status=Status.PLAYED,
                score=Score(final=(int(g[0]), int(g[1]))),
            )
            for (h, a), g in zip(begun.fixtures, goals, strict=True)
        ]  # fmt: skip
        rows = ranked([tally(t, matches, 0, 6) for t in TEAMS], matches, competitions()[key], "2024-25")
        standing = np.array(
            [[kernel.packed(r.points, r.difference, r.scored) for r in sorted(rows, key=lambda r: r.team)]], dtype=np.int32
        )
        places = np.zeros((4, 4), dtype=np.int64)
        home, away = (goals[:, i : i + 1].astype(np.int8) for i in (0, 1))
        kernel.rank(
            standing,
            begun.fixtures,
            home,
            away,
            begun.home_goals.copy(),
            begun.away_goals.copy(),
            begun.ties,
            np.uint64(1),
            places,
        )
        full = {r.team: tuple(separable(r.team, rows)) for r in rows}
        for row in rows:
            if list(full.values()).count(full[row.team]) == 1:  # not a matter of the lot
                assert places[TEAMS.index(row.team), row.place - 1] == 1


def separable(team: str, rows: list[Row]) -> list[int]:
    """Points and everything that a rule may look at: teams alike in all of it may be settled by lot."""
    row = next(r for r in rows if r.team == team)
    return [row.points, row.difference, row.scored, row.won, row.away_goals]


@pytest.mark.parametrize("rho", [-0.15, 0.0, 0.1])
def test_scores_have_the_distribution_of_dixon_and_coles(rho: float) -> None:
    runs, one, two = 400_000, 1.5, 1.1
    ones = np.ones((2, runs), dtype=np.float32)
    attack = np.stack([np.full(runs, one, dtype=np.float32), np.full(runs, two, dtype=np.float32)])
    bits = np.random.default_rng(1).integers(0, 1 << 32, (2, 1, runs), dtype=np.uint32)
    home, away, standing = (
        np.zeros((1, runs), dtype=np.int8),
        np.zeros((1, runs), dtype=np.int8),
        np.zeros((2, runs), dtype=np.int32),
    )
    fixtures = np.array([[0, 1]])
    kernel.play(attack, ones, ones[0], ones[0], np.float32(rho), fixtures, bits, standing, home, away)
    kernel.tail(attack, ones, ones[0], ones[0], fixtures, bits, standing, home, away)
    table_of = np.array([[np.mean((home[0] == x) & (away[0] == y)) for y in range(3)] for x in range(3)])
    x, y = np.indices((3, 3))
    factorial = np.array([1.0, 1.0, 2.0])
    wanted = np.exp(-one - two) * one**x * two**y / factorial[x] / factorial[y]
    wanted[0, 0] *= 1 - one * two * rho
    wanted[0, 1] *= 1 + one * rho
    wanted[1, 0] *= 1 + two * rho
    wanted[1, 1] *= 1 - rho
    assert np.abs(table_of - wanted).max() < 0.0035
    assert abs(home.mean() - one) < 0.01
    assert home.max() > 7
    assert np.array_equal(standing[0] & 511, home[0])
    assert np.array_equal((standing[0] >> 9) & 511, (home[0].astype(int) - away[0]) & 511)


def test_even_teams_share_the_places_evenly_and_uncertainty_widens_the_points() -> None:
    begun = empty([Tie.DIFFERENCE, Tie.GOALS])
    finish = complete(begun, even(TEAMS), 20_000, 1)
    assert np.abs(finish.places - 0.25).max() < 0.02
    assert complete(begun, even(TEAMS, spread=0.4), 20_000, 1).spread.mean() > 1.05 * finish.spread.mean()


def test_the_fit_finds_the_strong_and_pulls_the_unknown_to_last_season(results: Results) -> None:
    strengths = with_last_season(results, "es.1", "2024-25", DAY)
    best, worst = strengths.value("Barcelona"), strengths.value("Real Valladolid")
    assert best is not None
    assert worst is not None
    assert best[0] > worst[0] + 0.5
    assert strengths.value("Nobody") is None
    before = fit(results.season("es.1", "2023-24"), sorted(results.teams("es.1", "2023-24")), date(2024, 6, 1))
    fresh = fit([], sorted(results.teams("es.1", "2024-25")), date(2024, 8, 1), before)
    old, new = before.value("Real Madrid"), fresh.value("Real Madrid")
    assert old is not None
    assert new is not None
    assert new[0] == pytest.approx(0.8 * old[0])
    promoted = fresh.value("Leganes")
    assert promoted == pytest.approx((-0.22, -0.22))


def test_what_is_no_league_or_no_season_is_refused(results: Results) -> None:
    with pytest.raises(ReferenceDataError, match="no league"):
        race(results, "es.cup", "2024-25", DAY)
    with pytest.raises(ReferenceDataError, match="not in the data"):
        race(results, "es.1", "1950-51", DAY)
    begun = start(table(results, "es.1", "2026-27", date(2026, 8, 1)), results.season("es.1", "2026-27"))
    assert len(begun.fixtures) == 380
