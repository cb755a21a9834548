"""Which language a text is in. Only English is read; the rest is kept and marked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# The languages of the football press; among all the world's, a headline of names looks like Latin or Aragonese.
PRESS = [
    "en",
    "es",
    "fr",
    "de",
    "it",
    "pt",
    "nl",
    "tr",
    "pl",
    "ru",
    "ar",
    "el",
    "sv",
    "no",
    "da",
    "ro",
    "hr",
    "cs",
    "ja",
    "ko",
    "zh",
    "fa",
    "uk",
]
SURE = 0.99
SHORT = 12  # words; a shorter text is in its outlet's language unless it is surely in another
LOOKED_AT = 2000  # characters
ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "for",
        "is",
        "are",
        "was",
        "has",
        "have",
        "with",
        "after",
        "on",
        "as",
        "by",
        "from",
        "at",
        "his",
        "will",
        "be",
        "an",
        "who",
        "not",
        "their",
        "new",
    ]
)


@lru_cache(maxsize=1)
def identifier() -> Any:  # noqa: ANN401 -- the library has no types
    """The language model, loaded once."""
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages(PRESS)
    return found


def language_of(text: str, declared: str | None = None) -> str:
    """The ISO 639-1 code of a text's language; `declared` is what its page or outlet says."""
    said = code(declared)
    sample = text[:LOOKED_AT]
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    english = sum(word in ENGLISH for word in words)
    if words and english >= max(2, len(words) // 6):
        return "en"
    found, sure = identifier().classify(sample)
    if len(words) < SHORT:
        return str(found) if sure >= SURE and not english and len(words) > SHORT // 2 else said or "en"
    return str(found) if sure >= SURE else said or str(found)


def code(declared: str | None) -> str | None:
    """The two letters of "en-GB" or "EN_us"; None where there are none."""
    match = re.match(r"\s*([a-zA-Z]{2})(?![a-zA-Z])", declared or "")
    return match.group(1).lower() if match else None
