from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hotseat.records import Certainty, Claim, Kind, Polarity, Source, SourceKind, Span, Stage
from hotseat.reference.checks.checking import check, check_all, world_of
from hotseat.reference.checks.findings import Finding, Verdict, World
from hotseat.reference.checks.meetings import round_key, spoken_days
from hotseat.reference.frames import from_frame, to_frame
from hotseat.reference.matches import Score
from hotseat.reference.results import Results, embedded
from hotseat.register.register import embedded as embedded_register


@pytest.fixture(scope="module")
def world() -> World:
    return world_of(embedded(), embedded_register())


def fact(stage: str, quote: str = "so", person: str | None = None, org: str | None = None, **details: Any) -> Claim:
    return Claim(
        kind=Kind.FACT, person=person, org=org or details.get("team"), stage=Stage(stage), polarity=Polarity.AFFIRMED,
        certainty=Certainty.CERTAIN, source=Source(kind=SourceKind.OUTLET, name="x"), quote=quote, span=Span(start=0, end=len(quote)),
        reader="t", details=details,
    )  # fmt: skip


def verdict(world: World, day: str, claim: Claim) -> tuple[str, str]:
    finding = check(claim, date.fromisoformat(day), world)
    if finding.verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED):
        assert finding.rows
        assert finding.value
    else:
        assert finding.reason
    return finding.verdict.value, finding.value or finding.reason or ""


GAP: dict[str, Any] = {"team": "Real Madrid", "rival": "Barcelona", "competition": "LaLiga", "points_behind": 3, "games_left": 9}


def test_a_gap_holds_on_its_day_and_not_a_week_later(world: World) -> None:
    assert verdict(world, "2025-03-31", fact("standing", **GAP)) == ("supported", "3 points behind Barcelona, 9 games left")
    assert verdict(world, "2025-04-06", fact("standing", **GAP)) == ("contradicted", "4 points behind Barcelona, 8 games left")


def test_a_round_is_put_right(world: World) -> None:
    claim = fact("fixture", team="Real Madrid", opponent="Arsenal", competition="Champions League", round="semi-finals")
    assert verdict(world, "2025-03-31", claim) == ("contradicted", "quarter-finals, 2025-04-08")


@pytest.mark.parametrize(
    ("day", "claim", "expected", "value"),
    [
        ("2025-03-31", fact("standing", team="Real Madrid", position=2), "supported", "place 2"),
        ("2025-03-31", fact("standing", team="Real Madrid", position=-1), "contradicted", "place 2"),
        ("2025-03-31", fact("standing", team="Real Madrid", points=63, games=29), "supported", "63 points"),
        ("2025-03-31", fact("standing", team="Barcelona", points_ahead=3), "supported", "ahead of Real Madrid"),
        ("2025-08-01", fact("standing", "finished 15th", team="Manchester United", position=15, points=42), "supported", "42 points"),
        ("2025-10-10", fact("standing", "15th last season", team="Manchester United", position=15), "supported", "place 15"),
        ("2023-04-28", fact("standing", team="Everton", position=-2, points_from_safety=2), "supported", "points behind"),
        ("2022-10-21", fact("standing", "outside the relegation zone", team="Aston Villa", zone="relegation zone"), "supported", "place 17"),
        ("2022-04-04", fact("standing", "moved into the top four", team="Tottenham Hotspur", zone="top four"), "supported", "place 4"),
        ("2023-03-15", fact("standing", team="Crystal Palace", points_above_relegation=3), "supported", "points above"),
        ("2025-03-31", fact("standing", team="Real Madrid", rival="Nobody FC", points_behind=3), "not checkable", "cannot tell"),
        ("2025-03-31", fact("standing", team="Norwich City", competition="Championship", position=3), "not checkable", "Championship"),
        ("2025-03-31", fact("standing", team="Real Madrid", competition="Serie A", position=3), "not checkable", "Serie A"),
        ("2025-01-30", fact("standing", team="Liverpool", competition="Champions League", position=1), "supported", "place 1"),
        ("2025-01-30", fact("standing", team="Everton", competition="Champions League", position=1), "not checkable", "no results"),
        ("2025-03-31", fact("standing", team="Nobody FC", position=3), "not checkable", "no results"),
        ("2025-03-31", fact("standing", team="Real Madrid", colour="white"), "not checkable", "nothing in it"),
        ("2020-09-18", fact("standing", person="David Moyes", team="Manchester United", position=7), "not checkable", "was over"),
        ("2026-09-20", fact("standing", team="Real Madrid", position=1), "not checkable", "has not begun"),
        ("2025-10-24", fact("fixture", team="Real Madrid", rival="Barcelona", day="on sunday"), "supported", "Sunday"),
        ("2025-10-24", fact("fixture", team="Real Madrid", rival="Barcelona", day="this weekend"), "supported", "Sunday"),
        ("2025-10-24", fact("fixture", team="Real Madrid", rival="Barcelona", day="on saturday"), "contradicted", "Sunday"),
        ("2025-10-24", fact("fixture", team="Real Madrid", rival="Barcelona", competition="LaLiga"), "supported", "Matchday 10"),
        ("2025-10-24", fact("fixture", team="Real Madrid", rival="Barcelona", competition="Champions League"), "contradicted", "LaLiga"),
        ("2025-10-24", fact("fixture", team="Real Madrid", rival="Getafe", competition="Champions League"), "contradicted", "play"),
        ("2025-10-24", fact("fixture", team="Real Madrid", rival="Getafe"), "not checkable", "may be in a competition"),
        ("2025-10-24", fact("fixture", team="Real Madrid", rival="Lazio", competition="Tea Cup"), "not checkable", "Tea Cup"),
        ("2025-10-24", fact("fixture", team="Real Madrid"), "not checkable", "opponent"),
        ("2027-10-24", fact("fixture", team="Real Madrid", rival="Getafe", competition="LaLiga"), "not checkable", "after 2027"),
        ("2024-10-27", fact("result", team="Real Madrid", rival="Barcelona", score="0-4", outcome="loss"), "supported", "0-4"),
        ("2024-10-27", fact("result", team="Real Madrid", rival="Barcelona", score="4-0", outcome="defeat"), "supported", "0-4"),
        ("2024-10-27", fact("result", team="Real Madrid", rival="Barcelona", score="0-3", venue="home"), "contradicted", "0-4"),
        ("2024-10-27", fact("result", team="Real Madrid", rival="Barcelona", venue="away"), "supported", "1-2"),
        ("2024-10-27", fact("result", team="Real Madrid", rival="Barcelona", outcome="win", venue="home"), "supported", "3-2"),
        ("2025-03-14", fact("result", team="Atletico Madrid", rival="Real Madrid", outcome="loss", venue="home"), "supported", "pens"),
        ("2025-07-01", fact("result", team="Manchester United", competition="Europa League", round="final", outcome="loss"), "supported", "1-0"),
        ("2025-07-01", fact("result", team="Manchester United", competition="FA Cup", round="final", outcome="loss"), "not checkable", "no such"),
        ("2025-07-01", fact("result", team="Manchester United", competition="FA Cup", outcome="loss"), "not checkable", "opponent"),
        ("2025-07-01", fact("result", team="Manchester United", rival="Flamengo", outcome="loss"), "not checkable", "no meeting"),
        ("2025-07-01", fact("result", team="Real Madrid", rival="Barcelona", outcome="draw"), "not checkable", "may not be the one meant"),
        ("2025-08-01", fact("result", team="A", rival="B", competition="Tea Cup"), "not checkable", "Tea Cup"),
        ("2025-03-31", fact("honour", person="Carlo Ancelotti", team="Real Madrid", competition="all", titles=14), "not checkable", "15"),
        ("2025-03-31", fact("honour", person="Carlo Ancelotti", team="Real Madrid", competition="all", titles=15), "supported", "15"),
        ("2025-03-31", fact("honour", person="Carlo Ancelotti", team="Real Madrid", competition="all", titles=19), "contradicted", "15"),
        ("2025-03-31", fact("honour", person="Carlo Ancelotti", team="Real Madrid", competition="LaLiga", titles=2), "supported", "2"),
        ("2025-03-31", fact("honour", person="Carlo Ancelotti", team="Real Madrid", competition="LaLiga", titles=3), "contradicted", "2"),
        ("2025-03-31", fact("honour", person="Frank Schmidt", team="FC Heidenheim", titles=3), "not checkable", "no list"),
        ("2026-07-31", fact("honour", person="Pep Guardiola", competition="all", titles=99), "not checkable", "at least"),
        ("2025-03-31", fact("honour", titles=3), "not checkable", "coach is not named"),
        ("2025-08-31", fact("honour", team="Crystal Palace", competition="FA Cup", honour="winner"), "supported", "2024-25"),
        ("2025-08-31", fact("honour", team="Arsenal", competition="FA Cup", year="2025"), "contradicted", "Crystal Palace"),
        ("2025-08-31", fact("honour", team="Everton", competition="FA Cup"), "not checkable", "have not won"),
        ("2005-08-31", fact("honour", team="Everton", competition="FA Cup"), "not checkable", "no winner"),
        ("2008-08-31", fact("honour", person="José Mourinho", team="Chelsea", competition="FA Cup"), "supported", "2006-07"),
        ("2025-08-31", fact("honour", team="Everton", competition="Tea Cup"), "not checkable", "Tea Cup"),
        ("2026-01-05", fact("record", person="Ruben Amorim", team="Manchester United", months_in_charge=14), "supported", "months"),
        ("2026-01-05", fact("record", person="Ruben Amorim", team="Manchester United", months_in_charge=20), "contradicted", "13.8"),
        ("2023-04-02", fact("record", person="Graham Potter", team="Chelsea", months_in_charge=7, bound="under"), "supported", "6.8"),
        ("2023-04-02", fact("record", person="Graham Potter", team="Chelsea", months_in_charge=5, bound="over"), "supported", "6.8"),
        ("2023-04-03", fact("record", person="Graham Potter", team="Chelsea", games_in_charge=31), "supported", "31"),
        ("2023-04-03", fact("record", person="Graham Potter", team="Chelsea", games_in_charge=12), "contradicted", "31"),
        ("2023-04-03", fact("record", person="Nobody", team="Chelsea", games_in_charge=12), "not checkable", "no tenure"),
        ("2023-04-03", fact("record", person="Nobody", team="Chelsea", days_in_charge=12), "not checkable", "no tenure"),
        ("2023-04-03", fact("record", team="Chelsea", years_since=12), "not checkable", "no number"),
        ("2023-04-03", fact("record"), "not checkable", "no team"),
        ("2022-08-27", fact("record", person="Mikel Arteta", team="Arsenal", competition="Premier League", wins=4, games=4), "supported", "4 wins"),
        ("2022-08-27", fact("record", person="Mikel Arteta", team="Arsenal", scope="league", wins=1, games=4), "contradicted", "4 wins"),
        ("2025-09-19", fact("record", "lost four of their first five league games", team="West Ham United", scope="league", defeats=4, games=5), "not checkable", "fewer than 5"),
        ("2022-08-30", fact("record", "won their first four", person="Mikel Arteta", team="Arsenal", scope="league", wins=4, games=4), "supported", "first of the season"),
        ("2025-11-28", fact("record", team="Liverpool", competition="Premier League", defeats=6, games=7), "supported", "6 defeats"),
        ("2023-03-17", fact("record", team="Crystal Palace", games_without_win=12), "supported", "12"),
        ("2023-03-17", fact("record", team="Crystal Palace", games_without_win=4, scope="league"), "contradicted", "11"),
        ("2023-03-17", fact("record", team="Nobody FC", games_without_win=4, scope="league"), "not checkable", "no results"),
        ("2023-03-17", fact("record", team="Nobody FC", wins=1, games=4), "not checkable", "fewer than"),
        ("2023-03-17", fact("record", team="Crystal Palace", consecutive_wins=4, scope="home league"), "contradicted", "0"),
    ],
)  # fmt: skip
def test_statements_get_their_verdict(world: World, day: str, claim: Claim, expected: str, value: str) -> None:
    found = verdict(world, day, claim)
    assert found[0] == expected, found
    assert value in found[1]


def test_a_source_that_would_say_the_opposite_is_not_hidden(world: World) -> None:
    told = from_frame(
        world.results.frame.filter((world.results.frame["competition"] == "es.1") & (world.results.frame["season"] == "2024-25"))
    )
    turned = []
    for one in told:
        match = one.match
        if (
            one.origin == "football-datasets"
            and {match.home, match.away} == {"Barcelona", "Real Betis"}
            and match.home == "Barcelona"
        ):
            match = replace(match, score=Score(final=(3, 0)))
        turned.append(replace(one, match=match))
    other = World(Results(to_frame(turned)), world.register, world.honours)
    finding = check(fact("standing", team="Barcelona", points=67), date(2025, 4, 6), other)
    assert finding.verdict is Verdict.DISAGREE
    assert finding.reason == "football-datasets has 69 points"


def test_what_no_data_can_tell_is_said_to_be_so(world: World) -> None:
    claim = fact("standing", **GAP)
    assert check(claim, None, world).reason == "the item has no date; give one with --as-of"
    denied = Claim(**{f: getattr(claim, f) for f in claim.__dataclass_fields__} | {"polarity": Polarity.DENIED})
    assert check(denied, date(2025, 3, 31), world).verdict is Verdict.NOT_CHECKABLE
    women = fact("honour", team="Chelsea Women", org="Chelsea Women", competition="WSL", titles=1)
    assert "women" in str(check(women, date(2025, 3, 31), world).reason)
    move = Claim(**{f: getattr(claim, f) for f in claim.__dataclass_fields__} | {"kind": Kind.TENURE, "stage": Stage.CURRENT})
    assert check(move, date(2025, 3, 31), world).verdict is Verdict.NOT_CHECKABLE
    assert check_all([move, claim], date(2025, 3, 31), world)[0].finding == Finding(
        verdict=Verdict.SUPPORTED, value="3 points behind Barcelona, 9 games left",
        rows=check(claim, date(2025, 3, 31), world).rows,
    )  # fmt: skip


def test_rounds_and_days_are_understood_in_the_words_of_reporters_and_sources() -> None:
    assert round_key("Finals, Quarterfinals") == round_key("last eight") == "quarter-finals"
    assert round_key("Finals, Final") == round_key("final") == "final"
    assert round_key("League, Matchday 1") == "league phase"
    assert round_key("opener") is None
    friday = date(2025, 10, 24)
    assert spoken_days("tomorrow", friday) == {date(2025, 10, 25), date(2025, 10, 26)}
    assert spoken_days("tonight", friday) == {friday, date(2025, 10, 25)}
    assert spoken_days("next sunday", friday) == {date(2025, 10, 26), date(2025, 11, 2)}
    assert spoken_days("soon", friday) == set()
