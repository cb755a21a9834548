from __future__ import annotations

import random

from hotseat.gather.copies import LIKE, CopyIndex, likeness, signature


def text(chance: random.Random, words: int = 300) -> list[str]:
    return [f"word{chance.randrange(5000)}" for _ in range(words)]


def test_the_likeness_of_signatures_is_about_that_of_the_texts() -> None:
    chance = random.Random(1)
    for share in (0.0, 0.05, 0.5):
        words = text(chance)
        other = [f"new{n}" if chance.random() < share else word for n, word in enumerate(words)]
        triples = [{tuple(ws[i : i + 3]) for i in range(len(ws) - 2)} for ws in (words, other)]
        jaccard = len(triples[0] & triples[1]) / len(triples[0] | triples[1])
        a, b = signature(" ".join(words)), signature(" ".join(other))
        assert a is not None
        assert b is not None
        assert abs(likeness(a, b) - jaccard) < 0.25


def test_a_near_copy_is_found_among_many_and_nothing_else() -> None:
    chance, index = random.Random(2), CopyIndex()
    texts = [text(chance) for _ in range(200)]
    for number, words in enumerate(texts):
        mark = signature(" ".join(words))
        assert mark is not None
        index.add(str(number), mark)
        index.add(str(number), mark)
    copy = signature(" ".join(texts[77]).upper() + ", read more here!")
    assert copy is not None
    ((key, like),) = index.like(copy)
    assert key == "77"
    assert like >= LIKE


def test_a_signature_never_changes_and_short_texts_have_none() -> None:
    assert signature("Vos sacked by Port Albany today") is None
    mark = signature("Port Albany have sacked manager Marten Vos after the cup exit on Sunday")
    assert mark is not None
    assert mark[:8].hex() == "52300a37dac60601"
