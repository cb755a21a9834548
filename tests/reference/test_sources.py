from __future__ import annotations

import json
from datetime import date

import pytest

from hotseat.errors import FormatError
from hotseat.reference.files import Sort, parse_file, second_source
from hotseat.reference.matches import Status
from hotseat.reference.sources import league_lists
from tests.conftest import ROOT

LEAGUES = """= Harbourland =   ## a country
2   2004/05-    Division 1 =>  Harbour Championship
                                | $$Tea$$ Championship [en] | har.2
1   -1991/92    First League | Old First
cup             Harbour Cup
__END__
nonsense below the end
"""
TABLE = "competition,season,round,date,home,away,home_goals,away_goals,penalties,aet,raw_score,source\n"


def test_league_lists_give_names_years_and_aliases() -> None:
    second, first, cup = league_lists.parse(LEAGUES, "leagues.txt")
    assert (second.before, second.name, second.first, second.last) == ("Division 1", "Harbour Championship", "2004/05", None)
    assert second.aliases == (("Tea Championship", "en"), ("har.2", None))
    assert (first.last, first.aliases) == ("1991/92", (("Old First", None),))
    assert cup.country == "Harbourland"


@pytest.mark.parametrize(
    ("text", "place"), [("| alias", "x:1"), ("1  League", "x:1"), ("= A =\n1  League\n!!", "x:3"), ("= A =\n1  -", "x:2")]
)
def test_a_bad_line_of_a_league_list_is_named(text: str, place: str) -> None:
    with pytest.raises(FormatError) as caught:
        league_lists.parse(text, "x")
    assert caught.value.place == place


def test_a_season_as_json_has_extra_time_and_shoot_outs() -> None:
    row = {
        "round": "Final",
        "date": "2026-07-19",
        "team1": "Spain",
        "team2": "Peru (PER)",
        "score": {"ft": [0, 0], "et": [1, 1], "p": [4, 2]},
    }
    text = json.dumps({"name": "x", "matches": [row, {**row, "score": [2, 1]}, {**row, "score": {}}]})
    parsed = parse_file("worldcup.json/2026/worldcup.json", text)
    first, second, third = parsed.matches
    assert first.score is not None
    assert (first.score.final, first.score.regular, first.winner(), first.away) == ((1, 1), (0, 0), "Spain", "Peru")
    assert second.score is not None
    assert second.score.final == (2, 1)
    assert third.status is Status.SCHEDULED


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "1"), ("[]", "1"), ('{"matches": [{}]}', "#1"), ('{"matches": [3]}', "#1"),
        ('{"matches": [{"round": "F", "date": "2026-01-01", "team1": "A", "team2": "B", "score": {"ft": [1, -1]}}]}', "#1"),
    ],
)  # fmt: skip
def test_a_bad_season_as_json_is_refused(text: str, place: str) -> None:
    with pytest.raises(FormatError) as caught:
        parse_file("football.json/2024-25/es.1.json", text)
    assert caught.value.place.endswith(place)


def test_the_table_of_openfootball_is_repaired_where_remarks_are_glued_to_names() -> None:
    text = TABLE + (
        "de.1,2024-25,Matchday 14,2024-12-14,1. FC Union Berlin      v VfL Bochum 1848,[awarded],0,2,,,0-2,d.txt\n"
        "it.cup,2020-21,Round 2,2020-09-30,Brescia Calcio,Trapani Calcio           [awarded],3,0,,,3-0,i.txt\n"
        'de.cup,2018-19,Round 1,2018-08-20,Cottbus,SC Freiburg,2,2,3-5,1,"3-5 pen. 2-2 a.e.t. (1-1, 0-0)",c.txt\n'
        "en.eflcup,2019-20,Sheffield Wednesday     v Bury FC                  [cancelled],2019-08-13,Port Vale,Burton,,,,,,e.txt\n"
    )
    union, brescia, cottbus, vale = parse_file("openfootball_matches.csv", text).matches
    assert (union.home, union.away, union.status) == ("1. FC Union Berlin", "VfL Bochum 1848", Status.AWARDED)
    assert (brescia.away, brescia.status) == ("Trapani Calcio", Status.AWARDED)
    assert cottbus.score is not None
    assert (cottbus.score.regular, cottbus.winner()) == ((1, 1), "SC Freiburg")
    assert (vale.round, vale.status) == ("", Status.SCHEDULED)


def test_football_datasets_and_internationals_are_told_by_their_columns() -> None:
    second = parse_file(
        "la-liga/season-2425.csv", "Date,HomeTeam,AwayTeam,FTHG,FTAG,HTHG,HTAG\n2024-08-15,Ath Bilbao,Getafe,1,1,1,0\n"
    )
    assert (second.sort, second.matches[0].competition, second.matches[0].season) == (Sort.SECOND, "es.1", "2024-25")
    text = "date,home_team,away_team,home_score,away_score,tournament,city,country,neutral\n"
    text += "2026-07-19,Spain,Argentina,1,0,FIFA World Cup,X,USA,TRUE\n2026-09-01,A,B,NA,NA,Some Cup,X,Y,FALSE\n"
    final, other = parse_file("international_results/results.csv", text).matches
    assert (final.competition, final.neutral, final.day) == ("world", True, date(2026, 7, 19))
    assert (other.competition, other.score) == ("other:Some Cup", None)
    winners = parse_file("shootouts.csv", "date,home_team,away_team,winner,first_shooter\n1967-08-22,India,Taiwan,Taiwan,\n")
    assert winners.shootouts == {("1967-08-22", "India", "Taiwan"): "Taiwan"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("x\n", "m.csv:1"), ("a,a\n1,2\n", "m.csv:1"), ("a,b\n1,2\n1\n", "m.csv:3"), ('a,b\n"1"x,2\n', "m.csv:2"),
        (TABLE + "es.1,2024-25,M,2024-02-31,A,B,1,0,,,,s\n", "m.csv:2"), (TABLE + "es.1,2024-25,M,2024-02-01,A,B,-1,0,,,,s\n", "m.csv:2"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named(text: str, place: str) -> None:
    with pytest.raises(FormatError) as caught:
        parse_file("m.csv", text)
    assert caught.value.place == place


def test_other_files_of_the_sources_are_read() -> None:
    opml = '<opml><body><outline title="A & B" xmlUrl="https://example.org/feed"/><outline text="folder"/></body></opml>'
    assert parse_file("rss/x.opml", opml).count == 1
    assert parse_file("LICENSE.md", "CC0").sort is Sort.NOTICE
    assert parse_file("clubs.json", '[{"name": "A", "aliases": []}]').sort is Sort.CLUBS
    assert parse_file("lines.json", '{"a": 1}\n{"a": 2}\n').count == 2
    assert parse_file("leagues/x.leagues.txt", LEAGUES).count == 3


@pytest.mark.parametrize(("path", "text"), [("x.opml", "<html>"), ("x.bin", ""), ("lines.json", '{"a": 1}\nx\n')])
def test_a_file_of_no_known_sort_is_refused(path: str, text: str) -> None:
    with pytest.raises(FormatError):
        parse_file(path, text)


def test_only_season_files_of_known_leagues_are_second_sources() -> None:
    assert second_source("x/bundesliga/season-9899.csv") == ("de.1", "1998-99")
    assert second_source("bundesliga/readme.csv") is None
    assert second_source("mls/season-2425.csv") is None


def test_every_open_file_parses_with_as_many_matches_as_its_header_says() -> None:
    folder = ROOT / "../shared/data/football/cc0"
    if not folder.is_dir():
        pytest.skip("../shared/data/football is not beside this checkout")
    counted = 0
    for file in sorted(p for p in folder.rglob("*") if p.is_file() and p.stat().st_size < 1_000_000):
        parsed = parse_file(file.relative_to(folder).as_posix(), file.read_text(encoding="utf-8"))
        assert parsed.count > 0
        if parsed.expected is not None:
            assert parsed.count == parsed.expected == len(parsed.matches)
            counted += 1
    assert counted >= 11
