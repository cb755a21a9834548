from __future__ import annotations

from datetime import date

import pytest

from hotseat.read.details.terms import release_clause, terms, until, years

DAY = date(2026, 12, 1)


def whole(text: str) -> tuple[str, int, int]:
    return text, 0, len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vos has signed until June 2029.", "2029-06"),
        ("Vos is under contract to 2028.", "2028"),
        ("Vos's deal expires in the summer of 2027.", "2027"),
        ("Vos, on a 2027 contract.", "2027"),
        ("Deal to May '28.", "2028-05"),
        ("Vos is tied to the club for all the years down to 2030.", "2030"),
        ("His contract is up in June.", "2027-06"),
        ("His contract is up on 30 June.", "2027-06"),
        ("His contract runs out this summer.", "2027"),
        ("His contract expires next summer.", "2027"),
        ("He is out of contract at Port Albany in the summer.", "2027"),
        ("He has a contract to the end of the 2027/28 season.", "2028"),
        ("His deal ends after the 2027-28 season.", "2028"),
        ("Vos renewed his contract, which was due to expire in 2027, until 2030.", "2030"),
        ("Vos had a contract that ran until 2028 and has signed until 2031.", "2031"),
        ("Vos had a contract that ran until 2028.", "2028"),
        ("Vos signed a two-year deal with an option until 2029.", None),
        ("Vos has a deal until 2028, with an option to 2029.", "2028"),
        ("His deal has a yr left.", "2027"),
        ("His deal has two seasons to run.", "2028"),
        ("He has 18 months left on his deal.", "2028"),
        ("His deal has two years to run.", "2028"),
        ("Vos signed a contract in 2023.", None),
        ("Vos has a contract.", None),
    ],
)
def test_the_last_year_of_a_contract_is_dated_or_counted_from_the_items_day(text: str, expected: str | None) -> None:
    assert until(*whole(text), DAY) == expected


def test_of_two_contracts_the_one_beside_the_quote_counts() -> None:
    text = "Vos has a deal until 2027, and Obi is under contract until 2030."
    assert until(text, text.index("Obi"), len(text), DAY) == "2030"
    assert until(text, 0, 20, DAY) == "2027"


def test_what_only_a_day_explains_is_left_open_without_one() -> None:
    assert until(*whole("His contract is up in June."), None) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Obi signed a three-year contract.", 3), ("Obi signs on a two-and-a-half-year deal.", 2.5), ("Obi renewed for two more years.", 2),
        ("Obi signed an 18-month contract.", 1.5),
        ("Obi extended his stay by two years.", 2), ("Obi has renewed for a further season.", 1), ("Obi signs for one season.", 1),
        ("Obi put his name to a 12-month extension.", 1), ("Obi gets a 3+1-year deal.", 3), ("Obi signs for 2+1 years.", 2),
        ("Obi signed a four-month deal.", None), ("Obi left two years ago.", None), ("Obi, an assistant for five years, takes over.", None),
    ],
)  # fmt: skip
def test_how_long_a_contract_is(text: str, expected: float | None) -> None:
    assert years(*whole(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("His deal has a release clause of two million.", True), ("There is no exit clause.", False), ("The release clause doesn't exist.", False),
        ("His contract does not contain a buy-out.", False), ("We don't have such a clause with Obi.", False),
        ("Clause: none.", False), ("His bonus clause has been triggered.", None), ("The contract has a clause for relegation.", None),
        ("His contract ends in May.", None),
    ],
)  # fmt: skip
def test_whether_a_clause_lets_him_go(text: str, expected: bool | None) -> None:
    assert release_clause(*whole(text)) is expected


def test_terms_name_only_what_is_told() -> None:
    assert terms(*whole("Obi signed a two-year deal until 2028 without a release clause."), DAY) == {
        "until": "2028", "years": 2, "release_clause": False,
    }  # fmt: skip
    assert terms(*whole("Obi signed."), DAY) == {}
