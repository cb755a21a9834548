"""The reader: an item goes in, claims come out. No clock, no network, no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hotseat.read.decision.deciding import decide
from hotseat.read.decision.proposing import Proposal, Thresholds, propose
from hotseat.read.document import Composer, Document
from hotseat.read.engines import encoder, gate, linear
from hotseat.read.engines.answers import Answers
from hotseat.read.engines.windows import SHORT_ITEM, Window, windows
from hotseat.read.facts.statements import facts
from hotseat.records import Claim, Item
from hotseat.register import register as registers


class Model(Protocol):
    """What answers the questions about the candidates of windows: the encoder or the linear model."""

    name: str

    def answer(self, windows: Sequence[Window]) -> list[list[Answers]]:
        """For each window the answers for each of its pairs, in their order."""
        ...


class Engine(StrEnum):
    """Which model decides."""

    ENCODER = "encoder"
    LINEAR = "linear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that led to an item's claims; `document` is None where the item was passed over as no coach's business."""

    item: Item
    document: Document | None
    windows: Sequence[Window]
    answers: Sequence[Sequence[Answers]]
    proposals: Sequence[Proposal]
    claims: Sequence[Claim]


class Reader:
    """Reads items. Holds the register and a model; the same text always gives the same claims.

    Args:
        register: who exists; the embedded register where none is given.
        model: the decision layer; the shipped encoder where none is given.
        thresholds: from which probability on a candidate is a claim; the shipped ones where none are given.
    """

    def __init__(
        self,
        register: registers.Register | None = None,
        model: Model | None = None,
        thresholds: Thresholds | None = None,
    ) -> None:
        """Load what is not given."""
        self.register = register or registers.embedded()
        self.model: Model = model or encoder.shipped()
        self.thresholds = thresholds or Thresholds()
        self.gate = gate.shipped()
        self.composer = Composer(self.register)
        self.version = self.model.name

    def read(self, item: Item) -> list[Claim]:
        """The item's claims in the order of the text; an empty list is a good answer."""
        return list(self.reading(item).claims)

    def reading(self, item: Item) -> Reading:
        """The claims with everything that led to them."""
        document = self.composer.compose(item)
        if document is None:
            return Reading(item=item, document=None, windows=(), answers=(), proposals=(), claims=())
        short = len(document.body) <= SHORT_ITEM
        stretches = [w for w in windows(document, self.register) if self.gate.opens(w, short=short)]
        answers = self.model.answer(stretches)
        proposals = list(propose(document, stretches, answers, self.thresholds))
        claims = decide(document, proposals, self.register, self.version)
        claims += facts(document, self.register, self.version, claims)
        ordered = sorted(claims, key=lambda c: (c.span.start, c.kind, c.person or "", c.org or ""))
        return Reading(
            item=item, document=document, windows=stretches, answers=answers, proposals=proposals, claims=ordered
        )  # fmt: skip

    def decided_at(self, reading: Reading, thresholds: Thresholds) -> list[Claim]:
        """The claims that an earlier reading's answers make at other thresholds, facts apart."""
        if reading.document is None:
            return []
        proposals = propose(reading.document, reading.windows, reading.answers, thresholds)
        return decide(reading.document, proposals, self.register, self.version)


def model_of(engine: Engine) -> Model:
    """The shipped model of an engine."""
    return encoder.shipped() if engine is Engine.ENCODER else linear.shipped()
