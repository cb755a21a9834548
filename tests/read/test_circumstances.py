from __future__ import annotations

import pytest

from hotseat.read.circumstances import condition, is_caretaker, is_replaced, manner, when


def around(text: str, quote: str) -> tuple[str, int, int]:
    start = text.index(quote)
    return text, start, start + len(quote)


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("Vos will leave Port Albany at the end of the season.", "Vos will leave Port Albany", "at the end of the season"),
        ("Talks with Obi are due on Thursday night.", "Talks with Obi are due", "on Thursday night"),
        ("Lindqvist takes over from 1 July 2027.", "Lindqvist takes over", "from 1 July 2027"),
        ("Vos was sacked after a 3-0 defeat at Aston Regis.", "Vos was sacked", "after a 3-0 defeat at Aston Regis"),
        ("Vos was out 40 minutes after the loss to Holmbury.", "Vos was out", "40 minutes after the loss to Holmbury"),
        ("Obi goes when his contract runs out.", "Obi goes", "when his contract runs out"),
        (
            "Vos is out following Saturday's 2-1 defeat at Aston Regis.",
            "Vos is out",
            "following Saturday's 2-1 defeat at Aston Regis",
        ),
        ("Vos, who signed in July, is wanted by Holmbury.", "Vos, who signed in July, is wanted", None),
        ("They want to replace Vos, who was sacked on Monday.", "Vos, who was sacked", "on Monday"),
        ("Vos, the chairman said on Friday, will stay.", "Vos, the chairman said", None),
        ("Vos has a contract until 2028.", "Vos has a contract", None),
        ("Sheffield Wednesday want Vos.", "Sheffield Wednesday want Vos", None),
        (
            "Vos will leave. That much was clear from all that the club has let its papers write since, say on Monday.",
            "Vos will leave",
            None,
        ),
    ],
)
def test_a_move_is_dated_by_the_words_beside_it(text: str, quote: str, expected: str | None) -> None:
    assert when(*around(text, quote)) == expected


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("If Vos leaves, Port Albany will turn to Obi.", "Port Albany will turn to Obi", "If Vos leaves"),
        ("Should the club go down, Vos is expected to follow.", "Vos is expected to follow", "Should the club go down"),
        ("Obi would come, but only if he may bring his staff.", "Obi would come", "only if he may bring his staff"),
        ("Obi is in line for the job in case Vos is let go.", "Obi is in line for the job", "in case Vos is let go"),
        ("Should Vos stay?", "Should Vos stay", None),
        ("Vos should stay, most of them say.", "Vos should stay", None),
    ],
)
def test_a_condition_is_its_clause(text: str, quote: str, expected: str | None) -> None:
    assert condition(*around(text, quote)) == expected


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("Port Albany have relieved Marten Vos of his duties.", "relieved Marten Vos of his duties", "sacked"),
        ("Vos and Port Albany parted ways.", "Vos and Port Albany parted ways", "mutual"),
        ("Vos has stepped down.", "Vos has stepped down", "resigned"),
        (
            "Vos leaves now that his deal has expired, not renewed.",
            "Vos leaves now that his deal has expired, not renewed",
            "contract_end",
        ),
        ("Obi was lured from Aston Regis.", "Obi was lured", "poached"),
        ("Vos dismissed talk of a rift.", "Vos dismissed talk of a rift", None),
        ("Vos is resigned to losing his captain.", "Vos", None),
        (
            "Obi was sacked in May, and some thirty matches later it is Marten Vos who has stepped down.",
            "Marten Vos who has stepped down",
            "resigned",
        ),
    ],
)
def test_how_somebody_leaves_is_told_near_the_quote(text: str, quote: str, expected: str | None) -> None:
    assert manner(*around(text, quote)) == expected


def test_a_caretaker_is_called_one() -> None:
    assert is_caretaker(*around("Obi steps in for the time being.", "Obi steps in"))
    assert is_caretaker(*around("Port Albany ask Obi about the role of interim coach.", "Port Albany ask Obi"))
    assert not is_caretaker(*around("Obi is also wanted, as is interim head coach ", "Obi is also wanted"))
    assert not is_caretaker(*around("Obi comes at last, and all the while nobody had asked for an interim coach.", "Obi comes"))


def test_a_name_behind_or_before_words_of_replacing_is_replaced() -> None:
    assert is_replaced(*around("Obi is to succeed the former captain Marten Vos.", "Marten Vos"))
    assert is_replaced(*around("Obi will be Vos's permanent successor.", "Vos"))
    assert not is_replaced(*around("Obi was replaced by Marten Vos.", "Marten Vos"))
    assert not is_replaced(*around("Vos will replace the injured striker, says Obi.", "Obi"))
