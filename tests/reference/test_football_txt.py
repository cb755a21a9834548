from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotseat.errors import FormatError
from hotseat.reference.matches import Status
from hotseat.reference.sources.football_txt import parse

CUP = """= Harbour Cup 2024/25

# Date       Tue Dec 10 2024 - Sat Feb 1 2025 (53d)
# Teams      4
# Matches    4

▪ Semifinals
  Tue Dec 10 2024
    18.45  Port Albany (ENG)       v Dynamo Lindau (GER)      3-4 pen. 1-1 a.e.t. (1-1, 0-1)
    20:30  Real Cartera            v Port Albany              2-1 a.e.t. (1-1)
  Wed Jan/8
           Aston Regis             v Port Albany              0-3 [awarded]

▪ Final
[Sat Feb/1]
  20.00  Real Cartera             2-0 (1-0)  Dynamo Lindau
  (Zaldua 12' Ebbing 90+2')
"""


def test_extra_time_and_shoot_outs_are_kept_apart() -> None:
    first, second, third, final = parse(CUP, "cup.txt", "x.cup").matches
    assert first.score is not None
    assert (first.score.final, first.score.regular, first.score.half, first.score.penalties) == ((1, 1), (1, 1), (0, 1), (3, 4))
    assert first.winner() == "Dynamo Lindau"
    assert second.score is not None
    assert (second.score.final, second.score.regular, second.score.penalties) == ((2, 1), (1, 1), None)
    assert third.status is Status.AWARDED
    assert third.points("Port Albany") == 3
    assert final.day == date(2025, 2, 1)
    assert (final.home, final.away, final.kick_off, final.round) == ("Real Cartera", "Dynamo Lindau", "20:00", "Final")


def test_the_year_of_a_day_follows_from_the_seasons_span() -> None:
    days = [m.day for m in parse(CUP, "cup.txt").matches]
    assert days == [date(2024, 12, 10), date(2024, 12, 10), date(2025, 1, 8), date(2025, 2, 1)]


def test_a_match_without_score_is_scheduled() -> None:
    season = parse(
        "= A League 2026/27\n# Date Sun Aug 16 2026 - Sun May 30 2027\n▪ Matchday 1\n Sun Aug 16\n  One FC  v Two FC\n", "x"
    )
    assert [m.status for m in season.matches] == [Status.SCHEDULED]
    assert season.season == "2026-27"


def test_remarks_between_two_sides_are_read() -> None:
    text = (
        "= C 2020/21\n▪ Round 1\nTue Sep 22 2020\n  20:30  One FC   3-0  Two FC         [awarded]\n  Three  v Four  [cancelled]\n"
    )
    assert [m.status for m in parse(text, "x").matches] == [Status.AWARDED, Status.CANCELLED]


def test_places_that_are_not_drawn_yet_count_and_are_no_match() -> None:
    season = parse("= C 2025/26\n# Matches 2\n▪ Final\n Sat May 23 2026\n  N.N.   v N.N.\n  One FC  v Two FC\n", "x")
    assert (season.undrawn, len(season.matches)) == (1, 1)


def test_a_shoot_out_after_ninety_minutes_keeps_the_score() -> None:
    match = parse("= C 2020/21\nRound 1\nTue Sep 22 2020\n  One FC  v Two FC  4-3 pen. (1-1, 0-1)\n", "x").matches[0]
    assert match.score is not None
    assert (match.score.final, match.score.half, match.score.regular) == ((1, 1), (0, 1), None)


@pytest.mark.parametrize(
    ("old", "new", "place", "problem"),
    [
        ("# Matches    4", "# Matches    5", "cup.txt:5", "says 5 matches, the file has 4"),
        ("# Teams      4", "# Teams      9", "cup.txt:4", "says 9 teams"),
        ("Wed Jan/8", "Thu Jan/8", "cup.txt:11", "no Thu in"),
        ("Wed Jan/8", "Jul/8", "cup.txt:11", "outside the season"),
        ("Wed Jan/8", "Feb/31", "cup.txt:11", "no day of the calendar"),
        ("= Harbour Cup 2024/25", "= Harbour Cup", "cup.txt:1", "names no season"),
        ("= Harbour Cup 2024/25", "", "cup.txt:1", "no title"),
        ("2-0 (1-0)  Dynamo", "2-0 (3-0)  Dynamo", "cup.txt:16", "fewer goals"),
        ("3-4 pen.", "4-4 pen.", "cup.txt:9", "without a winner"),
        ("Real Cartera            v Port Albany", "Port Albany  v Port Albany", "cup.txt:10", "against itself"),
        ("▪ Final", "▲ Final", "cup.txt:14", "no round, day or match"),
        ("0-3 [awarded]", "0-3 [hm]", "cup.txt:12", "no known remark"),
        ("▪ Final", "= Another 2024/25", "cup.txt:14", "one title"),
        ("# Date       Tue Dec 10 2024", "# Date       Tue Dec 10", "cup.txt:3", "no day with a year"),
    ],
)
def test_an_error_names_its_line(old: str, new: str, place: str, problem: str) -> None:
    with pytest.raises(FormatError) as caught:
        parse(CUP.replace(old, new, 1), "cup.txt")
    assert caught.value.place == place
    assert problem in caught.value.problem


def test_a_match_before_any_day_is_an_error() -> None:
    with pytest.raises(FormatError, match="before the first day"):
        parse("= C 2020/21\nRound 1\n  One FC  v Two FC  1-0\n", "x")
    with pytest.raises(FormatError, match="tells the year"):
        parse("= C 2020/21\nRound 1\nTue Sep 22\n  One FC  v Two FC  1-0\n", "x")


@given(st.integers(0, len(CUP) - 1), st.characters(codec="utf-8"))
def test_a_damaged_file_is_read_or_refused_with_a_line(position: int, character: str) -> None:
    damaged = CUP[:position] + character + CUP[position + 1 :]
    try:
        season = parse(damaged, "cup.txt")
    except FormatError as error:
        name, _, line = error.place.rpartition(":")
        assert name == "cup.txt"
        assert 1 <= int(line) <= len(damaged.splitlines())
    else:
        assert len(season.matches) == 4


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(FormatError):
        parse(text, "x.txt")


@given(st.integers(0, len(CUP.splitlines()) - 1))
def test_a_lost_line_never_passes_for_a_whole_file(number: int) -> None:
    lines = CUP.splitlines()
    whole = parse(CUP, "cup.txt").matches
    try:
        rest = parse("\n".join(lines[:number] + lines[number + 1 :]), "cup.txt").matches
    except FormatError:
        return
    assert len(rest) == len(whole) or "Matches" in lines[number]
