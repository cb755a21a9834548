"""Who speaks for a coach in his stead, his agent or his camp, and whose words claim nothing: those of the crowd, which wishes."""

from __future__ import annotations

import re
from functools import lru_cache

from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.scanning import Sort
from hotseat.read.segments import Segment
from hotseat.read.voices.speaking import scene_of
from hotseat.records import Span

BEFORE = 60  # characters before a name, or before quoted words, in which it is said who speaks

WILL = re.compile(r"(?:\b(?:will|going to)|[’']ll)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def words() -> tuple[str, str]:
    """What they are called who speak for a coach, and a verb of speech."""
    raw = tables.table("speaking")
    verbs = tables.words_pattern([*raw["verbs"], *raw["plural_verbs"]])
    return tables.words_pattern(raw["for_him"]), f"(?:{tables.source_patterns().speech}|{verbs})"


@lru_cache(maxsize=1)
def for_him() -> tuple[re.Pattern[str], ...]:
    """His agent behind his name, what makes another speak before it, "the agent of" before it, what either does, "his agent" with a verb, and "my client"."""
    agents, verbs = words()
    return (
        re.compile(rf"[’']s?\s({agents})\b"),
        re.compile(rf"(?:\baccording to|{verbs})\s(?:[\w’'-]+\s){{0,3}}$"),
        re.compile(rf"\b({agents}) (?:of|for) (?:[\w’'-]+ ){{0,4}}$"),
        re.compile(rf"(?:,[^,\n]{{1,60}},)?\s(?:has |have |had |also )*{verbs}\b"),
        re.compile(rf"\b(?:[Hh]is|[Hh]er)\s({agents})\s(?:has |have |had |also )*{verbs}\b"),
        re.compile(r"\b(?:my|his|her|our|their) client\b", re.IGNORECASE),
    )


@lru_cache(maxsize=1)
def crowd() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Who of the crowd speaks, right before quoted words and right behind them."""
    raw = tables.table("speaking")
    who = rf"(?:\b(?:{tables.words_pattern(raw['any_of_them'])})(?:\s[\w’'-]+){{0,2}}\s(?:{tables.words_pattern(raw['crowd'])})|\b(?:another|a third|a fourth|others))"
    verbs = rf"(?:{tables.words_pattern(raw['crowd_verbs'])})"
    return (
        re.compile(rf"{who}(?:\s[\w’'@-]+){{0,3}}\s{verbs}(?:\s[\w’'-]+){{0,3}}[:,]?\s*$", re.IGNORECASE),
        re.compile(rf"\s*,?\s*{verbs}\s{who}", re.IGNORECASE),
    )


def mouthpiece(document: Document, segment: Segment, person: str) -> str | None:
    """Who speaks for a coach in a segment, or around its quoted words ("NAME's agent"); None where he is not said to be spoken for."""
    body, scene = document.body, scene_of(document, segment)
    behind, leads, before_name, speaks, his, client = for_him()
    spoken = scene.spoken(segment.span)
    around = [s for s in scene.around if abs(s.number - segment.number) == 1] if spoken else []
    for near in [segment, *(s for s in around if all(m.key == person for m in document.within(s.span, Sort.PERSON)))]:
        for mention in document.persons.get(person, ()):
            if not (near.span.start <= mention.span.start < near.span.end) or scene.is_quoted(mention.span):
                continue
            lead = body[max(near.span.start, mention.span.start - BEFORE) : mention.span.start]
            own, of_him = behind.match(body, mention.span.end, near.span.end), before_name.search(lead)
            if own and (leads.search(lead) or speaks.match(body, own.end(), near.span.end)):
                return f"{person}'s {own.group(1)}"
            if of_him and speaks.match(body, mention.span.end, near.span.end):
                return f"{person}'s {of_him.group(1)}"
        if (found := his.search(body, near.span.start, near.span.end)) and not scene.is_quoted(
            Span(start=found.start(), end=found.end())
        ):
            return f"{person}'s {found.group(1)}"
    return f"{person}'s agent" if client.search(spoken) else None


def is_of_the_crowd(document: Document, segment: Segment, span: Span, person: str) -> bool:
    """Whether the quoted words that name a coach are a fan's, or anybody's whom nobody names, and do not say what will happen: a wish is no claim."""
    body, (before_quote, behind_quote) = document.body, crowd()
    of_him = (q for q in scene_of(document, segment).quoted if q.overlaps(span))
    quoted = next((q for q in of_him if any(m.key == person for m in document.within(q, Sort.PERSON))), None)
    if quoted is None or WILL.search(quoted.of(body)):
        return False
    low = max(body.rfind("\n", 0, quoted.start) + 1, quoted.start - 2 * BEFORE)
    return bool(before_quote.search(body[low : quoted.start]) or behind_quote.match(body, quoted.end))
