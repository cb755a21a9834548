from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotseat.reference.competitions import Tie, competitions, deducted, named
from hotseat.reference.matches import Match, Score, Status
from hotseat.reference.results import Results, embedded, filled
from hotseat.reference.tables import Row, separated, table, tally


def played(home: str, away: str, goals: tuple[int, int], day: date = date(2025, 1, 1)) -> Match:
    return Match(
        competition="x", season="s", round="", day=day, home=home, away=away, score=Score(final=goals), status=Status.PLAYED
    )


@pytest.fixture(scope="module")
def results() -> Results:
    return embedded()


def test_the_table_counts_what_was_played_by_the_day(results: Results) -> None:
    before = table(results, "es.1", "2024-25", date(2025, 3, 31))
    assert [(r.team, r.points, r.left) for r in before.rows[:2]] == [("Barcelona", 66, 9), ("Real Madrid", 63, 9)]
    after = table(results, "es.1", "2024-25", date(2025, 4, 6))
    assert [(r.team, r.points) for r in after.rows[:2]] == [("Barcelona", 67), ("Real Madrid", 63)]


def test_deductions_stand_from_their_day_on(results: Results) -> None:
    everton = [
        table(results, "en.1", "2023-24", d).row("Everton") for d in (date(2023, 11, 16), date(2023, 11, 17), date(2024, 5, 30))
    ]
    assert [r.deducted for r in everton if r] == [0, 10, 8]
    final = table(results, "en.1", "2023-24", date(2024, 5, 30))
    assert {d.team for d in final.deductions} == {"Everton", "Nottingham Forest"}
    assert (r := final.row("Everton")) is not None
    assert r.points == 40
    assert deducted("it.1", "2022-23", "Juventus", date(2023, 5, 1)) is not None
    juventus = table(results, "it.1", "2022-23", date(2023, 6, 30)).row("Juventus")
    assert juventus is not None
    assert (juventus.points, juventus.place) == (62, 7)


@pytest.mark.parametrize(
    ("competition", "season", "above", "below"),
    [
        ("es.1", "2013-14", "Barcelona", "Real Madrid"),  # level on 87, Barcelona won both meetings
        ("it.1", "2023-24", "Atalanta", "Roma"),
        ("en.1", "2011-12", "Manchester City", "Manchester United"),  # level on 89, goal difference
        ("de.1", "2022-23", "Bayern Munich", "Borussia Dortmund"),  # level on 71, goal difference
    ],
)
def test_each_league_separates_by_its_own_rule(results: Results, competition: str, season: str, above: str, below: str) -> None:
    final = table(results, competition, season, date(int(season[:4]) + 1, 7, 30))
    assert (one := final.row(above)) is not None
    assert (two := final.row(below)) is not None
    assert one.place < two.place


def test_the_league_phase_of_the_champions_league_is_a_table(results: Results) -> None:
    rows = table(results, "uefa.cl", "2024-25", date(2025, 1, 30)).rows
    assert (rows[0].team, rows[0].points, rows[0].played, len(rows)) == ("Liverpool", 21, 8, 36)


def test_mutual_matches_count_only_when_all_are_played() -> None:
    level = [Row(team="A", played=2, won=1, scored=1, conceded=1), Row(team="B", played=2, won=1, scored=5, conceded=2)]
    ties = (Tie.MUTUAL_POINTS, Tie.DIFFERENCE)
    first = [played("A", "B", (1, 0))]
    assert [r.team for r in separated(level, first, ties)] == ["B", "A"]
    assert [r.team for r in separated(level, [*first, played("B", "A", (0, 0))], ties)] == ["A", "B"]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=12, max_size=12), st.randoms())
def test_the_order_does_not_depend_on_the_order_of_the_matches(goals: list[tuple[int, int]], random: object) -> None:
    teams = ["A", "B", "C", "D"]
    pairs = [(a, b) for a in teams for b in teams if a != b]
    matches = [played(a, b, g) for (a, b), g in zip(pairs, goals, strict=True)]
    mixed = list(matches)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    for key in ("es.1", "en.1", "pt.1", "uefa.cl"):
        ties = competitions()[key].ties
        rows = [tally(t, matches, 0, 6) for t in teams]
        assert separated(rows, matches, ties) == separated(rows[::-1], mixed, ties)
    assert sum(r.won for r in rows) == sum(r.lost for r in rows)
    assert sum(r.difference for r in rows) == 0


def test_a_second_source_fills_gaps_and_scores_of_a_league_only() -> None:
    open_one = Match(competition="es.1", season="s", round="Matchday 1", day=date(2026, 5, 1), home="A", away="B")
    void = Match(competition="es.1", season="s", round="", day=None, home="C", away="D", status=Status.CANCELLED)
    second = (played("A", "B", (2, 0)), played("B", "A", (1, 1)), played("C", "D", (1, 0)))
    found = {(m.home, m.away): m.counted for m in filled("es.1", [(open_one, void), second])}
    assert found == {("A", "B"): Score(final=(2, 0)), ("C", "D"): None, ("B", "A"): Score(final=(1, 1))}
    assert list(filled("es.cup", [(open_one,), second])) == [open_one]


def test_competitions_are_found_by_name_alias_and_key() -> None:
    assert {named(n).key for n in ("LaLiga", "es.1", "la liga")} == {"es.1"}  # type: ignore[union-attr]
    assert (c := named("Bundesliga")) is not None
    assert c.key == "de.1"
    assert named("Quidditch") is None


def test_seasons_and_leagues_are_found_by_day(results: Results) -> None:
    assert results.season_at("es.1", date(2025, 3, 31)) == "2024-25"
    assert results.league_of("Bayer Leverkusen", date(2023, 3, 31)) == ("de.1", "2022-23")
    assert results.league_of("Nobody", date(2023, 3, 31)) is None
    assert results.league_of("Real Madrid", date(2025, 7, 20)) == ("es.1", "2024-25")
