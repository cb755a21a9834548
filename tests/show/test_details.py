from __future__ import annotations

from dataclasses import replace

import pytest

from hotseat.read.reader import Reader
from hotseat.records import Claim, Kind
from hotseat.show.details import detail_words
from tests.conftest import item


@pytest.fixture(scope="module")
def claim(reader: Reader) -> Claim:
    return next(c for c in reader.read(item("Port Albany sack Marten Vos")) if c.kind is Kind.DEPARTURE)


def test_details_are_told_in_words(claim: Claim) -> None:
    assert detail_words(claim) == ["sacked"]
    told = replace(claim, kind=Kind.CONTRACT, details={"until": "2028-06", "years": 2.5, "release_clause": False})
    assert detail_words(told) == ["2.5 years", "until 2028-06", "no release clause"]
    coming = replace(claim, kind=Kind.ARRIVAL, details={"caretaker": True, "replaces": "Marten Vos", "years": 1})
    assert detail_words(coming) == ["for the time being", "in place of Marten Vos", "one year"]


def test_whatever_others_put_into_details_is_left_out_unless_it_makes_sense(claim: Claim) -> None:
    odd = {
        "manner": ["sacked"],
        "caretaker": "yes",
        "replaces": 7,
        "years": True,
        "until": {"a": 1},
        "release_clause": "no",
        "x": "<b>",
    }
    assert detail_words(replace(claim, details=odd)) == []
    assert detail_words(replace(claim, kind=Kind.FACT, details={"years": 3})) == []
    assert detail_words(replace(claim, details={"replaces": "V" * 1000})) == ["in place of " + "V" * 80]
