from __future__ import annotations

import itertools
from typing import Any

import pytest
from training.gold import corpus

from hotseat.gather.items import item_of
from hotseat.read.facts.rows import by_cue, cues_in, patterns, rows_for
from hotseat.read.facts.statements import facts
from hotseat.read.facts.values import lowered, mask, oriented
from hotseat.read.reader import Reader
from hotseat.records import Certainty, Claim, Item, Kind, Polarity, Source, SourceKind, Span, Stage
from hotseat.register.loading import embedded_rows, parse_rows
from hotseat.register.register import build
from hotseat.wire import from_wire, to_wire
from tests.conftest import item

WORLD = """{"type": "club", "name": "Port Albany", "short": ["Albany"], "country": "Harbourland", "league": "Harbour League"}
{"type": "club", "name": "Real Cartera", "short": ["Cartera"], "country": "Harbourland", "league": "Harbour League"}
{"type": "club", "name": "Dynamo Lindau", "short": ["Lindau"], "country": "Harbourland", "league": "Harbour League"}
{"type": "competition", "name": "Harbour League", "country": "Harbourland"}
{"type": "competition", "name": "Harbour Cup", "kind": "cup"}
{"type": "coach", "name": "Marten Vos", "tenures": [{"org": "Port Albany", "from": "2024-07-01", "to": "2026-02-21"}]}
{"type": "coach", "name": "Iker Zaldua", "tenures": [{"org": "Real Cartera", "from": "2020-07-01", "to": "2021-06-30"}, {"org": "Port Albany", "from": "2026-03-09"}]}
"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(build([*parse_rows(WORLD.splitlines(), None, "world"), *embedded_rows()]))


def read(reader: Reader, text: str, day: str = "2026-02-10") -> list[Claim]:
    made: Item = item("Port Albany manager Marten Vos under pressure", text, day=day)
    document = reader.composer.compose(made)
    assert document is not None
    return facts(document, reader.register, "test")


@pytest.mark.parametrize(
    ("text", "stage", "details"),
    [
        (
            "Marten Vos saw Port Albany fall behind, trailing leaders Real Cartera by three points with nine games remaining.",
            "standing", {"rival": "Real Cartera", "points_behind": 3, "games_left": 9},
        ),
        ("Port Albany, under Marten Vos, are 14th in the Harbour League table.", "standing", {"position": 14, "competition": "Harbour League"}),
        ("Vos has Port Albany second from bottom of the Harbour League.", "standing", {"position": -2, "competition": "Harbour League"}),
        ("Port Albany and Marten Vos are two points off safety.", "standing", {"points_from_safety": 2}),
        (
            "Vos and Port Albany face Dynamo Lindau in the Harbour Cup semi-finals.",
            "fixture", {"rival": "Dynamo Lindau", "competition": "Harbour Cup", "round": "semi-finals"},
        ),
        (
            "Vos and Port Albany meet Dynamo Lindau in the last 16 of the Harbour Cup.",
            "fixture", {"rival": "Dynamo Lindau", "competition": "Harbour Cup", "round": "last 16"},
        ),
        (
            "Vos's Port Albany slumped to a 3-0 defeat at Real Cartera in the Harbour League.",
            "result", {"rival": "Real Cartera", "score": "0-3", "outcome": "loss", "venue": "away", "competition": "Harbour League"},
        ),
        ("Marten Vos watched Real Cartera beat Port Albany 2-1.", "result", {"rival": "Real Cartera", "score": "1-2", "outcome": "loss"}),
        ("Port Albany 1-1 Dynamo Lindau: Vos lives.", "result", {"rival": "Dynamo Lindau", "score": "1-1"}),
        ("Marten Vos has led Port Albany to 14 major trophies.", "honour", {"competition": "all", "titles": 14}),
        ("Vos has two Harbour Cup titles with Port Albany.", "honour", {"competition": "Harbour Cup", "titles": 2}),
        ("Port Albany sacked Marten Vos after less than seven months.", "record", {"months_in_charge": 7, "bound": "under"}),
        ("Vos has 27 games in charge of Port Albany.", "record", {"games_in_charge": 27}),
        ("Vos and Port Albany have one win in five league games.", "record", {"wins": 1, "games": 5, "scope": "league"}),
        ("Vos and Port Albany have lost four of their last six games.", "record", {"defeats": 4, "games": 6, "scope": None}),
        ("Vos suffered a third straight defeat with Port Albany.", "record", {"consecutive_defeats": 3}),
        ("Vos's Port Albany are winless in eight home games.", "record", {"games_without_win": 8, "scope": "home"}),
        ("Port Albany, under Marten Vos, are third, two points behind Real Cartera with nine games to go.", "standing", {"position": 3, "points_behind": 2, "rival": "Real Cartera", "games_left": 9}),
        ("Vos and Port Albany remain fifth.", "standing", {"position": 5}),
        ("Vos and Port Albany are 18th with 24 points.", "standing", {"position": 18, "points": 24}),
        ("Vos's Port Albany are seventh after eight matches.", "standing", {"position": 7, "games": 8}),
        ("Vos and Port Albany are top of the Harbour League.", "standing", {"position": 1, "competition": "Harbour League"}),
        ("Vos guided Port Albany to eighth place last season.", "standing", {"position": 8}),
        ("Port Albany, led by Vos, are four points outside the play-offs.", "standing", {"points_off_playoffs": 4, "points_behind": None}),
        ("Vos will stay for Saturday's game against Dynamo Lindau.", "fixture", {"rival": "Dynamo Lindau", "day": "saturday", "venue": None}),
        ("Vos prepares Port Albany for Sunday's visit of Dynamo Lindau.", "fixture", {"rival": "Dynamo Lindau", "day": "sunday", "venue": "home"}),
        ("Vos takes charge of Wednesday's Harbour Cup tie at home to Dynamo Lindau.", "fixture", {"rival": "Dynamo Lindau", "competition": "Harbour Cup", "venue": "home"}),
        ("Vos and Port Albany go to Dynamo Lindau on Saturday.", "fixture", {"rival": "Dynamo Lindau", "day": "saturday", "venue": "away"}),
        ("Vos's next game is against Dynamo Lindau on October 17.", "fixture", {"rival": "Dynamo Lindau", "day": "october 17"}),
        ("Vos's Port Albany drew 1-1 with Dynamo Lindau.", "result", {"rival": "Dynamo Lindau", "score": "1-1", "outcome": "draw"}),
        ("Vos's Port Albany were held to a goalless draw by Dynamo Lindau.", "result", {"rival": "Dynamo Lindau", "score": "0-0", "outcome": "draw"}),
        ("Vos's Port Albany won 3-1 at Dynamo Lindau.", "result", {"rival": "Dynamo Lindau", "score": "3-1", "outcome": "win", "venue": "away"}),
        ("Vos's Port Albany went out of the Harbour Cup to Dynamo Lindau.", "result", {"rival": "Dynamo Lindau", "competition": "Harbour Cup", "outcome": "loss"}),
        ("Vos's Port Albany reached the semi-finals of the Harbour Cup.", "result", {"competition": "Harbour Cup", "round": "semi-finals"}),
        ("Marten Vos led Port Albany to promotion.", "honour", {"honour": "promotion", "competition": None}),
        ("Marten Vos won the double with Port Albany in 2025.", "honour", {"honour": "double", "year": 2025}),
        ("Vos and Port Albany have won once in 11 matches.", "record", {"wins": 1, "games": 11}),
        ("Vos and Port Albany have one win in nine.", "record", {"wins": 1, "games": 9}),
        ("Vos and Port Albany have lost eight of 11.", "record", {"defeats": 8, "games": 11}),
        ("Vos and Port Albany have eight points from 12 matches.", "record", {"points": 8, "games": 12}),
        ("Vos and Port Albany took two points from a possible 18.", "record", {"points": 2, "points_available": 18}),
        ("Vos has won 18, drawn 16 and lost 18 of 52 with Port Albany.", "record", {"wins": 18, "draws": 16, "defeats": 18, "games": 52}),
        ("Vos and Port Albany are without a win in seven.", "record", {"games_without_win": 7}),
        ("Vos and Port Albany have lost five in a row.", "record", {"consecutive_defeats": 5}),
        ("Vos and Port Albany are on a run of five defeats.", "record", {"consecutive_defeats": 5}),
        ("Vos has a win rate of 41 per cent with Port Albany.", "record", {"win_percentage": 41}),
        ("Vos has managed 97 games at Port Albany.", "record", {"games_in_charge": 97}),
        ("Vos has been in charge for seven months at Port Albany.", "record", {"months_in_charge": 7}),
        ("Vos suffered a sixth game without a win at Port Albany.", "record", {"games_without_win": 6}),
    ],
)  # fmt: skip
def test_a_statement_becomes_typed_details(reader: Reader, text: str, stage: str, details: dict[str, Any]) -> None:
    found = [c for c in read(reader, text) if c.stage == stage]
    assert len(found) == 1
    claim = found[0]
    assert (claim.kind, claim.person, claim.org) == (Kind.FACT, "Marten Vos", "Port Albany")
    assert {k: claim.details.get(k) for k in details} == details
    assert claim.quote in text
    assert from_wire(to_wire(claim)) == claim


@pytest.mark.parametrize(
    "text",
    [
        "Vos hopes to beat Real Cartera with Port Albany.",
        "If Vos and Port Albany win the Harbour Cup, he stays.",
        "Follow live as Port Albany face Dynamo Lindau in the Harbour Cup.",
        "Real Cartera lost 3-0 to Dynamo Lindau.",
        "Vos said that Port Albany train on Monday.",
    ],
)
def test_hopes_live_pages_and_other_teams_give_none(reader: Reader, text: str) -> None:
    assert read(reader, text) == []


def test_a_statement_about_last_season_belongs_to_its_coach(reader: Reader) -> None:
    found = read(reader, "Iker Zaldua takes over. Port Albany finished 12th last season under Vos.", day="2026-08-01")
    assert [(c.person, c.details["position"]) for c in found] == [("Iker Zaldua", 12)]


def test_a_statement_is_told_once_in_its_fuller_form(reader: Reader) -> None:
    found = read(reader, "Vos: Port Albany in defeat by Real Cartera. Port Albany's 3-0 defeat by Real Cartera hurt Marten Vos.")
    assert [c.details.get("score") for c in found] == ["0-3"]


def test_scores_are_turned_to_the_teams_side() -> None:
    assert oriented("3-0", turn=True) == "0-3"
    assert oriented("3–0", turn=False) == "3-0"


def test_the_reader_gives_facts_among_its_claims(reader: Reader) -> None:
    claims = reader.read(item("Port Albany sack manager Marten Vos after 3-0 defeat by Real Cartera"))
    assert {c.kind for c in claims} >= {Kind.FACT}


def test_a_player_has_no_record_of_the_club_that_he_plays_for(reader: Reader) -> None:
    text = "The Port Albany forward Jorrit Brandvold scored in a Port Albany side who beat Real Cartera 2-1."
    made = item("Port Albany's Jorrit Brandvold wants more", text)
    document = reader.composer.compose(made)
    assert document is not None
    assert "Jorrit Brandvold" in {m.key for m in document.mentions}
    assert "Port Albany" in document.said_of.get("Jorrit Brandvold", {})
    assert facts(document, reader.register, "test") == []


@pytest.mark.parametrize("award", ["Harbour League manager of the month award", "Harbour League's player of the season prize"])
def test_an_award_is_no_title(reader: Reader, award: str) -> None:
    assert not [c for c in read(reader, f"Port Albany boss Marten Vos has won the {award}.") if c.stage == "honour"]


def test_a_run_without_a_win_is_no_time_in_charge(reader: Reader) -> None:
    told = read(reader, "Port Albany have parted company with Marten Vos after six games without a win.")
    assert not any("games_in_charge" in c.details for c in told)
    told = read(reader, "Port Albany have parted company with Marten Vos after six games.")
    assert [c.details.get("games_in_charge") for c in told] == [6]


def test_where_a_pattern_matches_its_cue_stands(reader: Reader) -> None:
    found = 0
    for row in itertools.islice(corpus(), 0, None, 40):
        document = reader.composer.compose(item_of(row))
        if document is None:
            continue
        for segment in document.segments:
            text = mask(document, segment).text
            for pattern in patterns():
                if pattern.pattern.search(text):
                    here = cues_in(lowered(segment.span.of(document.body)), by_cue())
                    assert pattern in rows_for(here), (pattern.pattern.pattern, text)
                    found += 1
    assert found > 100


@pytest.mark.parametrize(
    "text",
    [
        "Port Albany manager Marten Vos faces Dynamo Lindau, who sit bottom of the Harbour League.",
        "Marten Vos takes Port Albany to Dynamo Lindau, who have lost their last four games.",
        "Marten Vos is under pressure. A win over Dynamo Lindau would keep him in the job.",
        "Port Albany, coached by Marten Vos, had not lost at home since a 3-0 defeat by Dynamo Lindau.",
        "Marten Vos, whose Port Albany are safe, says a player wants a start against Dynamo Lindau.",
        "Marten Vos became the third coach of Port Albany.",
        "Marten Vos and Port Albany will avoid a sixth defeat in a row.",
        "Marten Vos recalled a 3-0 defeat by Dynamo Lindau in 2019.",
        "Marten Vos watched a 3-0 defeat by Dynamo Lindau in pre-season.",
        "Marten Vos watched as the under-21s lost 4-0 to Dynamo Lindau.",
    ],
)
def test_what_is_of_a_rival_of_long_ago_or_of_no_first_team_is_none(reader: Reader, text: str) -> None:
    assert read(reader, text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Port Albany may turn to Iker Zaldua, who lasted 11 games at Real Cartera.", [("Iker Zaldua", "Real Cartera")]),
        ("Port Albany may turn to Iker Zaldua, who spent eight months in charge of Real Cartera.", [("Iker Zaldua", "Real Cartera")]),
        ("Port Albany may turn to Iker Zaldua, who lasted 11 games.", []),
        ("Port Albany's Marten Vos is under pressure. Iker Zaldua, who won the Harbour Cup at Real Cartera in 2021, is wanted.", [("Iker Zaldua", "Real Cartera")]),
        ("Port Albany want Iker Zaldua, who won the Harbour Cup with the club in 2021.", []),
        ("Marten Vos was sacked in June and Iker Zaldua quit Port Albany after 14 months.", [("Iker Zaldua", "Port Albany")]),
    ],
)  # fmt: skip
def test_a_spell_or_a_title_is_of_who_had_it_where_he_had_it(reader: Reader, text: str, told: list[tuple[str, str]]) -> None:
    assert [(c.person, c.org) for c in read(reader, text, day="2026-06-20")] == told


def test_a_coach_whom_only_the_decided_claims_know_has_facts(reader: Reader) -> None:
    made = item(
        "Dynamo Lindau sack Torgeir Skaalvik", "Dynamo Lindau have sacked Torgeir Skaalvik after a fifth straight defeat."
    )
    document = reader.composer.compose(made)
    assert document is not None
    start = made.body.index("Torgeir")
    sacked = Claim(
        kind=Kind.DEPARTURE, person="Torgeir Skaalvik", org="Dynamo Lindau", stage=Stage.DONE, polarity=Polarity.AFFIRMED,
        certainty=Certainty.CERTAIN, source=Source(kind=SourceKind.OUTLET, name=None), quote="Torgeir", span=Span(start=start, end=start + 7), reader="test",
    )  # fmt: skip
    assert facts(document, reader.register, "test") == []
    found = facts(document, reader.register, "test", [sacked])
    assert [(c.person, c.org, c.details["consecutive_defeats"]) for c in found] == [("Torgeir Skaalvik", "Dynamo Lindau", 5)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Marten Vos admitted he was hurt by the 2-1 home defeat by Real Cartera.", SourceKind.OUTLET),
        ("Sources say Marten Vos may go after the 2-1 home defeat by Real Cartera.", SourceKind.OUTLET),
        ('"The 2-1 home defeat by Real Cartera hurt Port Albany," Marten Vos said.', SourceKind.PERSON),
    ],
)
def test_what_the_outlet_tells_of_a_match_is_its_own(reader: Reader, text: str, kind: SourceKind) -> None:
    assert [c.source.kind for c in read(reader, text)] == [kind]


def test_a_club_and_a_nation_do_not_meet(reader: Reader) -> None:
    assert read(reader, "Marten Vos saw Port Albany lose 3-0 to Brazil.") == []


def test_a_match_to_come_is_no_coachs_where_the_sentence_is_a_players(reader: Reader) -> None:
    assert (
        read(
            reader,
            "Forward Jorrit Brandvold is a doubt for Port Albany's Harbour League match against Dynamo Lindau on Sunday.",
        )
        == []
    )


def test_a_run_is_of_whom_it_is_called_after(reader: Reader) -> None:
    text = "Marten Vos is gone. Iker Zaldua's third straight defeat at Port Albany came on Saturday."
    assert [(c.person, c.details["consecutive_defeats"]) for c in read(reader, text, day="2026-04-01")] == [("Iker Zaldua", 3)]


def test_a_year_is_no_number_of_titles(reader: Reader) -> None:
    assert not [c for c in read(reader, "Marten Vos and Port Albany have the 2024 Harbour Cup title.") if "titles" in c.details]


def test_a_day_of_the_week_is_no_club(reader: Reader) -> None:
    found = read(reader, "Marten Vos will be in charge of Port Albany for Wednesday's trip to Dynamo Lindau.")
    assert [(c.org, c.details["rival"], c.details["day"]) for c in found] == [("Port Albany", "Dynamo Lindau", "wednesday")]
