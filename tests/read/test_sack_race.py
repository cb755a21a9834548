from __future__ import annotations

import pytest

from hotseat.read.decision.sack_race import backed, races
from hotseat.read.document import Composer
from hotseat.read.reader import Reader
from hotseat.records import Kind, Stage
from hotseat.register.register import Register
from tests.conftest import item


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eddie Howe is 4/1 to be the next manager to go.", ["Eddie Howe is 4/1 to be the next manager to go."]),
        ("Eddie Howe is 4/1 to be the next Leeds manager.", []),
        ("Sack race\nEddie Howe (Newcastle) 4/1\nHe lost again.", ["Eddie Howe (Newcastle) 4/1"]),
        ("The next manager to go is anybody's guess, Eddie Howe said.", []),
        ("Sack race\nEddie Howe is 4/1, and Scott Parker 5/1 for the Leeds job.", []),
        ("Sack race\nNext Leeds manager\nEddie Howe 4/1", []),
    ],
)
def test_bets_on_the_next_to_go(register: Register, text: str, expected: list[str]) -> None:
    document = Composer(register).compose(item("", text))
    assert document is not None
    assert [s.span.of(document.body) for s in races(document)] == expected


def test_the_favourite_of_a_sack_race_is_in_doubt_at_his_own_post(reader: Reader) -> None:
    found = reader.read(item("Sack race", "Scott Parker (Burnley) - 6/4\nEddie Howe (Newcastle) - 3/1"))
    moves = {(c.kind, c.person, c.org, c.stage) for c in found if c.kind.is_move}
    assert moves == {
        (Kind.DEPARTURE, "Scott Parker", "Burnley", Stage.DOUBT),
        (Kind.DEPARTURE, "Eddie Howe", "Newcastle United", Stage.DOUBT),
    }


def test_a_bet_that_names_no_club_is_about_the_post_that_is_held(reader: Reader) -> None:
    found = reader.read(item("Sack race", "Osk Lindqvist is 2/1 to be the first manager out of a job."))
    assert {(c.kind, c.org) for c in found if c.kind.is_move} == {(Kind.DEPARTURE, "Northmark")}


def test_who_may_follow_is_not_what_the_bet_is_on(register: Register) -> None:
    text = "Eddie Howe is 4/5 to be the next manager to go, with Scott Parker the 6/4 market leader for his chair."
    document = Composer(register).compose(item("", text))
    assert document is not None
    assert [m.key for m in backed(document, races(document)[0])] == ["Eddie Howe"]
