from __future__ import annotations

import pytest

from hotseat.read.details.circumstances import condition, is_caretaker, is_for_good, is_replaced, manner, when


def around(text: str, quote: str) -> tuple[str, int, int]:
    start = text.index(quote)
    return text, start, start + len(quote)


@pytest.mark.parametrize(
    ("text", "quote", "claim", "expected"),
    [
        (
            "Vos will leave Port Albany at the end of the season.",
            "Vos will leave Port Albany",
            "departure expected",
            "at the end of the season",
        ),
        ("Talks with Obi are due on Thursday night.", "Talks with Obi are due", "arrival talks", "on Thursday night"),
        ("Talks with Obi were held a fortnight ago.", "Talks with Obi were held", "arrival talks", "a fortnight ago"),
        ("Lindqvist takes over from 1 July 2027.", "Lindqvist takes over", "arrival agreed", "from 1 July 2027"),
        (
            "Obi goes when his contract runs out on June 30.",
            "Obi goes",
            "departure expected",
            "when his contract runs out on June 30",
        ),
        ("Vos goes after the FA Cup final on May 15.", "Vos goes", "departure expected", "after the FA Cup final on May 15"),
        (
            "They decide on Vos after Saturday's game at Holmbury.",
            "They decide on Vos",
            "departure doubt",
            "after Saturday's game at Holmbury",
        ),
        ("Vos was sacked, Port Albany announced Friday.", "Vos was sacked", "departure done", "Friday"),
        ("They want to replace Vos, who was sacked on Monday.", "Vos, who was sacked", "departure done", "on Monday"),
        ("Vos, who signed in July, will leave Holmbury.", "Vos, who signed in July, will leave", "departure expected", None),
        ("Appointed in July, Vos will leave Holmbury.", "Vos will leave Holmbury", "departure expected", None),
        ("Vos, dismissed in March, has agreed to come.", "Vos, dismissed in March, has agreed", "arrival agreed", None),
        ("Vos, the chairman said on Friday, will stay.", "Vos, the chairman said", "departure done", None),
        ("Vos goes if they lose to Holmbury on Saturday.", "Vos goes", "departure expected", None),
        ("Vos goes unless the trip to Aston Regis on Friday brings a win.", "Vos goes", "departure expected", None),
        ("Vos must beat Aston Regis on Friday.", "Vos must", "departure expected", None),
        ("Vos comes on a contract valid until June 2028.", "Vos comes", "arrival done", None),
        ("Port Albany wanted Vos on Friday.", "Port Albany wanted Vos", "arrival interest", None),
        ("Vos told Holmbury last summer that he would not go.", "Vos told Holmbury", "departure denied", None),
        ("Sheffield Wednesday have talked to Vos.", "Wednesday have talked to Vos", "arrival talks", None),
        (
            "Vos will leave. That much was clear from all that the club has let its papers write since, say on Monday.",
            "Vos will leave",
            "departure expected",
            None,
        ),
    ],
)
def test_a_move_is_dated_by_the_words_beside_it(text: str, quote: str, claim: str, expected: str | None) -> None:
    assert when(*around(text, quote), claim) == expected


@pytest.mark.parametrize(
    ("text", "brief", "expected"),
    [
        ("Vos was sacked after a 3-0 defeat at Aston Regis.", True, "after a 3-0 defeat at Aston Regis"),
        ("Vos was sacked 40 minutes after the loss to Holmbury.", True, "40 minutes after the loss to Holmbury"),
        ("Vos was sacked after a 3-0 defeat, on Monday.", True, "on Monday"),
        ("Vos was sacked after a 3-0 defeat at Aston Regis.", False, None),
    ],
)
def test_a_result_dates_a_dismissal_only_in_a_brief_item_that_names_no_day(text: str, brief: bool, expected: str | None) -> None:
    assert when(*around(text, "Vos was sacked"), "departure done", brief=brief) == expected


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("If Vos leaves, Port Albany will turn to Obi.", "Port Albany will turn to Obi", "If Vos leaves"),
        ("Should the club go down, Vos is expected to follow.", "Vos is expected to follow", "Should the club go down"),
        ("Obi would come, but only if he may bring his staff.", "Obi would come", "only if he may bring his staff"),
        ("Obi is in line for the job in case Vos is let go.", "Obi is in line for the job", "in case Vos is let go"),
        ("Obi will be named once the takeover goes through.", "Obi will be named", "once the takeover goes through"),
        ("Obi will be named on Monday barring a late hitch.", "Obi will be named", "barring a late hitch"),
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
        ("Port Albany have parted ways with Vos.", "Port Albany have parted ways with Vos", None),
        ("Vos had his contract terminated by mutual consent.", "Vos had his contract terminated", "mutual"),
        ("Vos had his contract terminated.", "Vos had his contract terminated", "sacked"),
        ("They agreed with Vos to terminate his deal.", "They agreed with Vos", "mutual"),
        ("Port Albany have let Marten Vos go.", "Port Albany have let Marten Vos go", "sacked"),
        ("Port Albany cut ties with Vos.", "Port Albany cut ties with Vos", "sacked"),
        ("Vos is giving up the job.", "Vos is giving up the job", "resigned"),
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


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("Obi steps in for the time being.", "Obi steps in", True),
        ("Port Albany ask Obi about the role of interim coach.", "Port Albany ask Obi", True),
        ("Obi takes charge of Wednesday's game.", "Obi takes charge", True),
        ("Obi will lead the team at Holmbury.", "Obi will lead", True),
        ("Obi will oversee the final match of the year.", "Obi will oversee", True),
        ("Obi is in the dugout while they look.", "Obi is", True),
        ("They placed Obi in charge pending a choice.", "They placed Obi", True),
        ("Obi takes charge of Port Albany.", "Obi takes charge", False),
        ("Obi takes charge on Monday.", "Obi takes charge", False),
        ("Obi is in charge at Port Albany.", "Obi is in charge", False),
        ("Obi is also wanted, as is interim head coach ", "Obi is also wanted", False),
        ("Obi comes at last, and all the while nobody had asked for an interim coach.", "Obi comes", False),
    ],
)
def test_a_caretaker_is_called_one_or_has_a_match_or_two(text: str, quote: str, expected: bool) -> None:
    assert is_caretaker(*around(text, quote)) is expected


def test_a_post_may_be_given_for_good() -> None:
    assert is_for_good("Interim coach Obi gets the job on a permanent basis.")
    assert not is_for_good("Obi takes training until a permanent successor is found.")


def test_a_name_behind_or_before_words_of_replacing_is_replaced() -> None:
    assert is_replaced(*around("Obi is to succeed the former captain Marten Vos.", "Marten Vos"))
    assert is_replaced(*around("Obi will be Vos's permanent successor.", "Vos"))
    assert not is_replaced(*around("Obi was replaced by Marten Vos.", "Marten Vos"))
    assert not is_replaced(*around("Vos will replace the injured striker, says Obi.", "Obi"))
