from __future__ import annotations

import numpy as np
import pytest

from hotseat.read.decision.showing import Attention
from hotseat.read.reader import Reader
from hotseat.records import Kind, Polarity
from tests.conftest import item


def test_a_denial_is_quoted_where_it_is_spoken(reader: Reader) -> None:
    text = 'Marten Vos met the press in Port Albany on Monday. "I will not resign, whatever they write," he said. Port Albany play Lindau next.'
    claims = reader.read(item("Vos of Port Albany answers his critics", text))
    (denied,) = [c for c in claims if c.kind is Kind.DEPARTURE and c.polarity is Polarity.DENIED]
    assert "resign" in denied.quote


def test_one_head_speaks_for_denials_and_the_others_for_the_rest() -> None:
    heard = np.array([[0.2, 0.8], [0.9, 0.1], [0.4, 0.6]], dtype=np.float32)
    attention = Attention(worth=10.0, denying_head=1)
    assert attention.worths(heard, Polarity.DENIED) == pytest.approx([9.0, 1.0])
    assert attention.worths(heard, Polarity.AFFIRMED) == pytest.approx([3.0, 7.0])
    assert attention.worths(None, Polarity.DENIED) == ()
