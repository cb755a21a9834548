from __future__ import annotations

from datetime import date

import pytest

from hotseat.records import Tenure
from hotseat.reference.coaching import Tally, bounds, spells
from hotseat.reference.honours import Honours, cup_winner, curated, winners
from hotseat.reference.matches import Match
from hotseat.reference.results import Results, embedded
from hotseat.register.loading import parse_rows
from hotseat.register.register import Register, build
from hotseat.register.register import embedded as embedded_register

DAY = date(2026, 7, 31)


@pytest.fixture(scope="module")
def results() -> Results:
    return embedded()


@pytest.fixture(scope="module")
def register() -> Register:
    return embedded_register()


@pytest.mark.parametrize(
    ("person", "league", "numbers"),
    [
        ("Xabi Alonso", ("Bayer Leverkusen", "de.1"), (94, 60, 24, 10)),
        ("Carlo Ancelotti", ("Real Madrid", "es.1"), (228, 162, 36, 30)),
    ],
)
def test_a_league_record_is_as_the_league_counts_it(
    results: Results, register: Register, person: str, league: tuple[str, str], numbers: tuple[int, ...]
) -> None:
    org, key = league
    found = [s for s in spells(person, results, register, DAY) if s.tenure.org == org]
    lines = [x.tally for s in found for x in s.lines if (x.competition, x.season) == (key, None)]
    assert tuple(sum(getattr(t, f) for t in lines) for f in ("played", "won", "drawn", "lost")) == numbers
    for spell in found:
        by_season = [x.tally for x in spell.lines if x.season]
        assert sum(t.played for t in by_season) == spell.total.played == len(spell.matches)


def test_a_record_ends_on_the_day_it_is_asked_for(results: Results, register: Register) -> None:
    found = spells("Xabi Alonso", results, register, date(2023, 1, 1))
    assert [s.tenure.org for s in found] == ["Bayer Leverkusen"]
    assert all(m.day and m.day <= date(2023, 1, 1) for m in found[0].matches)
    assert "Conference League" not in " ".join(found[0].missing)


def test_strength_is_measured_against_what_others_took(results: Results, register: Register) -> None:
    alonso = next(s for s in spells("Xabi Alonso", results, register, DAY) if s.tenure.org == "Bayer Leverkusen")
    champions = next(x.tally for x in alonso.lines if (x.competition, x.season) == ("de.1", "2023-24"))
    assert champions.adjusted == 34
    assert champions.above_expectation is not None
    assert 1.2 < champions.above_expectation < 1.6
    assert Tally().above_expectation is None
    assert Tally().points_per_game == 0


def test_months_known_only_as_such_do_not_take_matches_from_a_predecessor() -> None:
    rows = [
        '{"type": "club", "name": "Port"}',
        '{"type": "coach", "name": "A B", "tenures": [{"org": "Port", "from": "2010-05", "to": "2013-06"}]}',
        '{"type": "coach", "name": "C D", "tenures": [{"org": "Port", "from": "2013-06", "to": "2015-03"}]}',
        '{"type": "coach", "name": "E F", "tenures": [{"org": "Port", "from": "2015-03-09"}]}',
    ]
    register = build(parse_rows(rows, None, "rows"))
    second = register.coaches["C D"].tenures[0]
    assert bounds(second, register) == (date(2013, 7, 1), date(2015, 3, 8))
    assert bounds(Tenure(person="X", org="Nowhere", start=None, end=None), register) == (date.min, date.max)


def test_titles_derived_and_curated_agree_where_both_are_known(results: Results) -> None:
    won = {(k, s): team for (k, s), (team, _) in winners(results).items()}
    names = {
        "LaLiga": "es.1",
        "Premier League": "en.1",
        "Bundesliga": "de.1",
        "Serie A": "it.1",
        "Champions League": "uefa.cl",
        "FA Cup": "en.facup",
    }
    compared = [t for t in curated() if (names.get(t.competition), t.season) in won]
    assert len(compared) > 40
    assert [t for t in compared if won[names[t.competition], t.season] != t.org] == []


def test_a_coachs_titles_are_told_once_with_their_source(results: Results, register: Register) -> None:
    honours = Honours(results, register)
    madrid = honours.of("Carlo Ancelotti", date(2025, 3, 31), "Real Madrid")
    assert len(madrid) == 15
    assert len({(t.competition, t.season) for t in madrid}) == 15
    assert {t.source for t in madrid if t.competition == "Champions League"} == {"results"}
    assert honours.whole("Carlo Ancelotti")
    assert not honours.whole("Frank Schmidt")
    assert [t.competition for t in honours.of("Oliver Glasner", date(2025, 6, 1), "Crystal Palace")] == ["FA Cup"]


def test_a_season_broken_off_has_no_champion(results: Results) -> None:
    won = winners(results)
    assert ("nl.1", "2019-20") not in won
    assert ("fr.1", "2019-20") not in won
    assert won["uefa.cl", "2019-20"] == ("Bayern Munich", date(2020, 8, 23))
    assert cup_winner([Match(competition="x", season="s", round="Final", day=DAY, home="A", away="B")]) is None
