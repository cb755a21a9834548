from __future__ import annotations

import pytest

from hotseat.read.naming.headlines import LONGEST, is_in_title_case


@pytest.mark.parametrize(("line", "expected"), [
    ("Amorim Says He Will Stay At Manchester United", True),
    ("Amorim says he will stay at Manchester United", False),
    ("Port Albany sack Ottokar Brandvold", False),  # names alone have capitals
    ("Chelsea Sack Maresca", False),  # too short to tell
    ("Amorim Says He Will Stay At Manchester United " * (1 + LONGEST // 40), False),  # no headline
])  # fmt: skip
def test_a_headline_in_title_case_has_a_capital_on_every_longer_word(line: str, expected: bool) -> None:
    body = f"Something else was said here.\n{line}\nAnd more of it."
    low = body.index(line)
    assert is_in_title_case(body, low + 3, low + 8) is expected
    assert is_in_title_case(line, 0, 6) is expected
