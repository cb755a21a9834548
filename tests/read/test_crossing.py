from __future__ import annotations

from dataclasses import replace

import pytest

from hotseat.gather.items import item_of
from hotseat.read.decision.crossing import crosses, uncrossed
from hotseat.read.decision.proposing import Proposal
from hotseat.read.document import Composer, Document
from hotseat.records import Certainty, Kind, Polarity, Source, SourceKind, Span, Stage
from hotseat.register.register import embedded

STORIES = "Brann have been turned down by Ståle Solbakken.\nSimo Valakari is close to joining Hearts."


@pytest.fixture(scope="module")
def composer() -> Composer:
    return Composer(embedded())


def moves(composer: Composer) -> tuple[Document, Proposal, Proposal, Proposal]:
    document = composer.compose(item_of({"id": "x", "outlet": "Wire", "date": "2026-10-02", "title": "", "text": STORIES}))
    assert document is not None
    last = document.segments[-1]
    right = Proposal(
        kind=Kind.ARRIVAL, polarity=Polarity.AFFIRMED, person="Simo Valakari", org="Heart of Midlothian", stage=Stage.AGREED,
        certainty=Certainty.CERTAIN, source=Source(kind=SourceKind.OUTLET, name="Wire"), probability=0.8, segment=last,
        span=Span(start=last.span.start, end=last.span.end),
    )  # fmt: skip
    return (
        document,
        right,
        replace(right, org="Brann", probability=0.6),
        replace(right, person="Ståle Solbakken", probability=0.4),
    )


def test_a_story_keeps_its_own_person_and_post(composer: Composer) -> None:
    document, right, other_post, other_person = moves(composer)
    assert uncrossed(document, [other_post, right, other_person]) == [right]


def test_a_plain_word_stands(composer: Composer) -> None:
    document, right, other_post, _ = moves(composer)
    plain = replace(other_post, probability=0.95)
    assert uncrossed(document, [replace(right, probability=0.99), plain]) == [replace(right, probability=0.99), plain]


def test_a_candidate_named_there_too_stands(composer: Composer) -> None:
    _, right, other_post, _ = moves(composer)
    assert not crosses(other_post, right, {"Simo Valakari", "Heart of Midlothian", "Brann"})
    assert not crosses(right, other_post, {"Simo Valakari", "Heart of Midlothian"})


def test_a_tenure_is_kept_to_its_own_story_too(composer: Composer) -> None:
    document, right, other_post, _ = moves(composer)
    held, other = (replace(p, kind=Kind.TENURE, stage=Stage.CURRENT) for p in (right, other_post))
    assert uncrossed(document, [other, held]) == [held]
    former = replace(other, stage=Stage.FORMER)
    assert uncrossed(document, [former, held]) == [former, held]  # another statement than that he holds one
