"""An item with everything that was found in it: segments, mentions, cues, roles, and the posts that its persons have."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hotseat.read.linking import Linker, Mention
from hotseat.read.names import Cue, Scanner, Sort
from hotseat.read.roles import Role, person_names, provisional, roles
from hotseat.read.segments import Segment, segments
from hotseat.records import Item, Span, Stage
from hotseat.register.entities import Form, surname_of
from hotseat.register.folding import fold, fold_with_origin
from hotseat.register.register import Register

PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Hh]im)\b")

CAPITALISED = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+")

# Texts -> for each the places of persons' names.
NameFinder = Callable[[Sequence[str]], Sequence[Sequence[tuple[int, int]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An item as the reader sees it. `said_of` maps a person to the posts that the text gives him."""

    item: Item
    segments: Sequence[Segment]
    mentions: Sequence[Mention]
    cues: Sequence[Cue]
    roles: Sequence[Role]
    said_of: Mapping[str, Mapping[str, Stage]]
    focus: Sequence[str]

    def within(self, span: Span, sort: Sort) -> list[Mention]:
        """The mentions of a sort inside a span."""
        return [m for m in self.mentions if m.sort is sort and span.start <= m.span.start and m.span.end <= span.end]

    def cues_within(self, span: Span) -> list[Cue]:
        """The cues inside a span."""
        return [c for c in self.cues if span.start <= c.span.start and c.span.end <= span.end]


class Composer:
    """Turns items into documents. Pure but for the language model that `find_names` may hold."""

    def __init__(self, register: Register, find_names: NameFinder) -> None:
        """Build the scanner and linker over the register."""
        self.register = register
        self._scanner = Scanner(register)
        self._linker = Linker(register)
        self._find_names = find_names

    def compose(self, item: Item) -> Document | None:
        """The document, or None where no coach's job can be in it: no cue, or nobody and no post."""
        body = item.body
        names, cues = self._scanner.scan(body, fold_with_origin(body))
        if not any(n.sort is not Sort.OUTLET for n in names) or not any(is_telling(c) for c in cues):
            return None
        mentions = self._linker.link(names, body, item.day)
        parts = segments(item)
        mentions = self._with_unknown(body, parts, mentions, cues)
        found = [r for s in parts for r in roles(body, s.span.start, s.span.end, mentions)]
        said: dict[str, dict[str, Stage]] = defaultdict(dict)
        for role in found:
            if role.org:
                said[role.person].setdefault(role.org, role.stage)
        return Document(
            item=item, segments=parts, mentions=mentions, cues=cues, roles=found, said_of=said, focus=self._focus(item, mentions)
        )

    def _focus(self, item: Item, mentions: Sequence[Mention]) -> list[str]:
        """The clubs that the item is about, most first: named often, and named in its title."""
        weight: Counter[str] = Counter()
        for m in mentions:
            if m.sort is Sort.ORG:
                weight[m.key] += 3 if m.span.end <= len(item.title) else 1
        return [key for key, _ in weight.most_common(2)]

    @staticmethod
    def _may_name_more(body: str, part: Segment, mentions: Sequence[Mention], cues: Sequence[Cue]) -> bool:
        """Whether a segment tells of a job and has capitalised words that are no known name: only these cost a parse."""
        low, high = part.span.start, part.span.end
        if not any(is_telling(c) and low <= c.span.start < high for c in cues):
            return False
        spans = [m.span for m in mentions if low <= m.span.start < high]
        words = (Span(start=m.start(), end=m.end()) for m in CAPITALISED.finditer(body, low, high))
        return any(not any(w.overlaps(s) for s in spans) for w in words)

    def _with_unknown(self, body: str, parts: Sequence[Segment], mentions: list[Mention], cues: Sequence[Cue]) -> list[Mention]:
        """Add persons whom the register lacks, from role phrases and from the language model, and their surnames."""
        found = list(mentions)
        telling = [p for p in parts if self._may_name_more(body, p, found, cues)]
        entities = dict(zip((p.number for p in telling), self._find_names([p.span.of(body) for p in telling]), strict=True))
        for part in parts:
            low, high = part.span.start, part.span.end
            new = [(s, n, "after a title") for s, n in person_names(body[low:high], low, found)]
            places = (Span(start=low + a, end=low + b) for a, b in entities.get(part.number, ()))
            new += [(s, s.of(body), "named entity") for s in map(functools.partial(bare, body), places)]
            for span, name, reason in new:
                if name and not any(m.span.overlaps(span) for m in found):
                    found.append(provisional(span, name, reason))
        full = {fold(surname_of(m.key)): m.key for m in found if not m.known and " " in m.key}
        known = {m.key for m in found if m.known and m.form is Form.FULL}
        found = [named_in_full(m, full, known) if m.sort is Sort.PERSON else m for m in found]
        found += pronouns(body, parts, found)
        return sorted(found, key=lambda m: m.span.start)


def pronouns(body: str, parts: Sequence[Segment], mentions: Sequence[Mention]) -> list[Mention]:
    """A pronoun for each segment that names nobody: it stands for the only or first person of the segment before."""
    found: list[Mention] = []
    last: Mention | None = None
    for part in parts:
        here = [m for m in mentions if m.sort is Sort.PERSON and part.span.start <= m.span.start < part.span.end]
        if here:
            last = min(here, key=lambda m: m.span.start)
        elif last and (match := PRONOUN.search(body, part.span.start, part.span.end)):
            span = Span(start=match.start(), end=match.end())
            found.append(
                Mention(span=span, sort=Sort.PERSON, key=last.key, form=Form.SURNAME, known=last.known, reason="pronoun")
            )
    return found


def bare(body: str, span: Span) -> Span:
    """The span without the genitive's ending."""
    text = span.of(body)
    return Span(start=span.start, end=span.start + len(re.sub(r"['’]s?$", "", text)))


def named_in_full(mention: Mention, full: Mapping[str, str], known: set[str]) -> Mention:
    """A bare surname as the unknown person whom the item names in full, unless a known bearer is named in full too."""
    key = full.get(fold(mention.key if not mention.known else surname_of(mention.key)))
    if key is None or mention.key in known or (mention.known and mention.form is not Form.SURNAME):
        return mention
    return provisional(mention.span, key, "surname of a person named in full")


TELLING = ("role", "departure", "arrival.agreed", "arrival.done", "arrival.preferred", "arrival.talks", "arrival.linked",
           "arrival.denied", "arrival.interest")  # fmt: skip


def is_telling(cue: Cue) -> bool:
    """Whether a cue may tell of a job."""
    return any(c.startswith(TELLING) and not c.startswith("role.other") for c in cue.classes)
