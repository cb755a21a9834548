from __future__ import annotations

import pytest

from hotseat.read.decision.offices import officers
from hotseat.read.document import Composer, Document
from hotseat.read.reader import Reader
from hotseat.register.register import Register
from tests.conftest import item


def composed(register: Register, text: str) -> Document:
    document = Composer(register).compose(item("Port Albany boss", text))
    assert document is not None
    return document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Port Albany have appointed Ottokar Brandvold as head of recruitment to replace Emil Sandquist.", {"Ottokar Brandvold", "Emil Sandquist"}),
        ("Port Albany have named Ottokar Brandvold as their president after Emil Sandquist stepped down.", {"Ottokar Brandvold", "Emil Sandquist"}),
        ("Port Albany have hired Ottokar Brandvold as goalkeeping coach.", {"Ottokar Brandvold"}),
        ("Port Albany directors Ottokar Brandvold and Emil Sandquist want a new coach.", {"Ottokar Brandvold", "Emil Sandquist"}),
        ("Ottokar Brandvold and Emil Sandquist met about the vacancy.", {"Ottokar Brandvold", "Emil Sandquist"}),
        ("Ottokar Brandvold, the Port Albany chief executive, spoke.", {"Ottokar Brandvold"}),
        ("Port Albany have appointed Ottokar Brandvold as head coach.", set()),
        ("Assistant Ottokar Brandvold takes charge of Port Albany until the summer.", set()),
        ("Technical director Ottokar Brandvold will take charge of the next match.", set()),
        ("Head of recruitment Ottokar Brandvold will pick the team on Saturday.", set()),
        ("Port Albany have appointed Ottokar Brandvold as first-team manager.", set()),
        ("Ottokar Brandvold, technical director until May, is a candidate.", set()),
        ("Former sporting director Ottokar Brandvold is a candidate.", set()),
        ("Port Albany spoke to the free agent Ottokar Brandvold.", set()),
        ("Chairman Emil Sandquist has sacked Ottokar Brandvold.", {"Emil Sandquist"}),
        ("Ottokar Brandvold will decide on his future in May.", set()),
    ],
)  # fmt: skip
def test_who_holds_an_office_is_no_coach(register: Register, text: str, expected: set[str]) -> None:
    assert officers(composed(register, text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Inter Milan have appointed Claudio Ranieri as president.",
        "Aston Villa have parted company with under-21s manager Josep Gombau.",
    ],
)
def test_a_coach_who_gets_or_leaves_an_office_makes_no_move(reader: Reader, text: str) -> None:
    assert [c for c in reader.read(item("", text)) if c.kind.is_move] == []
