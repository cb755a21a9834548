"""A model behind an OpenAI-compatible endpoint that reads the sentences on which the built-in reader abstains. Off unless asked for.

The model is shown one sentence and the persons and posts that stand in it, and may claim only about these. What it answers counts
only if it is valid by the claim's schema and its quote stands in the sentence word for word. Answers are cached by sentence and model,
so that the same text is read the same way, and paid for once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from platformdirs import user_cache_path
from pydantic import ValidationError

from hotseat.errors import ReaderError
from hotseat.read.document import Document
from hotseat.read.naming.scanning import Sort
from hotseat.read.reader import Reader, Reading
from hotseat.read.segments import Segment
from hotseat.records import STAGES, Claim, fingerprint
from hotseat.wire import from_wire

MOST = 12  # sentences of an item that are asked about
TASK = (
    "You read football news about head coaches' jobs. From the sentence, list every claim that a person gets (arrival) or leaves "
    "(departure) a head-coach post. Use only the given persons and posts. Answer with JSON only: "
    '{"claims": [{"kind", "person", "org", "stage", "polarity", "certainty", "source": {"kind", "name"}, "condition", "when", "quote"}]}. '
    "The quote is copied from the sentence word for word. kind and stage: "
    + "; ".join(f"{k}: {', '.join(s)}" for k, s in STAGES.items() if k.is_move)
    + ". polarity: affirmed, denied. certainty: certain, probable, possible. source kind: outlet, unnamed, cited, person, official. "
    "An empty list is a good answer."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where the model is. `url` ends before `/chat/completions`; times in seconds."""

    url: str
    model: str
    key: str | None = None
    timeout: float = 30.0
    cache: Path | None = None


def endpoint_of(environment: Mapping[str, str] = os.environ) -> Endpoint | None:
    """The endpoint that the environment names with HOTSEAT_MODEL_URL, or None.

    Raises:
        ReaderError: HOTSEAT_MODEL_NAME is missing.
    """
    url = environment.get("HOTSEAT_MODEL_URL", "").strip()
    if not url:
        return None
    model = environment.get("HOTSEAT_MODEL_NAME", "").strip()
    if not model:
        msg = "HOTSEAT_MODEL_URL is set and HOTSEAT_MODEL_NAME is not; name the model, or unset both"
        raise ReaderError(msg)
    cache = user_cache_path("hotseat") / "model"
    return Endpoint(url=url.rstrip("/"), model=model, key=environment.get("HOTSEAT_MODEL_KEY") or None, cache=cache)


class SecondReader(Reader):
    """The built-in reader, and the model where that abstains.

    Args:
        first: the built-in reader.
        endpoint: where the model is.
    """

    def __init__(self, first: Reader, endpoint: Endpoint) -> None:
        """Share what the first reader has loaded."""
        super().__init__(first.register, first.model, first.thresholds)
        self.endpoint = endpoint
        self.version = f"{first.version}+{endpoint.model}"

    def reading(self, item: Any) -> Reading:  # noqa: ANN401 -- the first reader's own type
        """The first reader's claims, and the model's for sentences in which it found none.

        Raises:
            ReaderError: the endpoint does not answer.
        """
        first = super().reading(item)
        document = first.document
        if document is None:
            return first
        silent = [s for s in document.segments if self.abstains(document, s, first.claims)][:MOST]
        more = [c for s in silent for c in self.ask(document, s)]
        known = {(c.kind, c.person, c.org, c.polarity) for c in first.claims}
        fresh = {(c.kind, c.person, c.org, c.polarity): c for c in more if (c.kind, c.person, c.org, c.polarity) not in known}
        claims = sorted((*first.claims, *fresh.values()), key=lambda c: (c.span.start, c.kind, c.person or "", c.org or ""))
        return replace(first, claims=[replace(c, reader=self.version) for c in claims])

    def abstains(self, document: Document, segment: Segment, claims: Any) -> bool:  # noqa: ANN401
        """Whether the sentence names a person and a post and the first reader made no move of it."""
        if any(c.kind.is_move and c.span.overlaps(segment.span) for c in claims):
            return False
        return bool(document.within(segment.span, Sort.PERSON) and document.within(segment.span, Sort.ORG))

    def ask(self, document: Document, segment: Segment) -> list[Claim]:
        """The valid claims that the model makes of a sentence."""
        sentence = segment.span.of(document.item.body)
        persons = sorted({m.key for m in document.within(segment.span, Sort.PERSON)})
        posts = sorted({m.key for m in document.within(segment.span, Sort.ORG)})
        question = json.dumps({"sentence": sentence, "persons": persons, "posts": posts}, ensure_ascii=False)
        found = []
        for answer in claims_in(self.answer(question)):
            claim = checked(answer, sentence, segment.span.start, self.version)
            if claim and claim.kind.is_move and claim.person in persons and claim.org in posts:
                found.append(claim)
        return found

    def answer(self, question: str) -> str:
        """The model's words, from the cache where it has been asked before.

        Raises:
            ReaderError: the endpoint does not answer.
        """
        e = self.endpoint
        kept = e.cache / f"{fingerprint(e.url, e.model, TASK, question)}.json" if e.cache else None
        if kept is not None and kept.exists():
            return kept.read_text(encoding="utf-8")
        body = {
            "model": e.model, "temperature": 0, "response_format": {"type": "json_object"},
            "messages": [{"role": "system", "content": TASK}, {"role": "user", "content": question}],
        }  # fmt: skip
        headers = {"authorization": f"Bearer {e.key}"} if e.key else {}
        try:
            answer = httpx.post(f"{e.url}/chat/completions", json=body, headers=headers, timeout=e.timeout)
            answer.raise_for_status()
            text = str(answer.json()["choices"][0]["message"]["content"])
        except (httpx.HTTPError, ValueError, KeyError, IndexError, TypeError) as error:
            msg = f"{e.url}: the model did not answer ({error!r}); check HOTSEAT_MODEL_URL, or unset it"
            raise ReaderError(msg) from error
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(text, encoding="utf-8")
        return text


def claims_in(text: str) -> list[dict[str, Any]]:
    """The claims of an answer; none where it is not what was asked for."""
    try:
        found = json.loads(text)
    except ValueError:
        return []
    rows = found.get("claims") if isinstance(found, dict) else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def checked(answer: Mapping[str, Any], sentence: str, start: int, reader: str) -> Claim | None:
    """A claim that is valid and whose quote stands in the sentence; else None."""
    quote = answer.get("quote")
    place = sentence.find(quote) if isinstance(quote, str) and quote else -1
    if place < 0:
        return None
    keys = ("kind", "person", "org", "stage", "polarity", "certainty", "source", "condition", "when", "quote")
    wire: dict[str, Any] = {**{key: answer.get(key) for key in keys}, "details": {}, "reader": reader}
    try:
        return from_wire({**wire, "start": start + place, "end": start + place + len(str(quote))})
    except ValidationError:
        return None
