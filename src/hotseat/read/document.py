"""An item with everything that was found in it: segments, mentions, cues, roles, and the posts that its persons have."""

from __future__ import annotations

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

NameFinder = Callable[[str], Sequence[tuple[int, int]]]


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

    def _with_unknown(
        self, body: str, parts: Sequence[Segment], mentions: list[Mention], cues: Sequence[Cue]
    ) -> list[Mention]:
        """Add persons whom the register lacks, from role phrases and from the language model, and their surnames."""
        found = list(mentions)
        names: dict[str, str] = {}
        for part in parts:
            low, high = part.span.start, part.span.end
            new = [(s, n, "after a title") for s, n in person_names(body[low:high], low, found)]
            if any(is_telling(c) and low <= c.span.start < high for c in cues):
                for begin, end in self._find_names(body[low:high]):
                    span = Span(start=low + begin, end=low + end)
                    new.append((span, body[span.start : span.end], "named entity"))
            for span, name, reason in new:
                if any(m.span.overlaps(span) for m in found):
                    continue
                key = names.get(fold(name), name)
                if " " in name:
                    names.setdefault(fold(surname_of(name)), name)
                    names.setdefault(fold(name), name)
                found.append(provisional(span, key, reason))
        found = [replace_key(m, names.get(fold(m.key), m.key)) if not m.known else m for m in found]
        return sorted(found, key=lambda m: m.span.start)


def replace_key(mention: Mention, key: str) -> Mention:
    """The mention with the fuller name."""
    return Mention(
        span=mention.span, sort=mention.sort, key=key, form=Form.FULL, known=mention.known, reason=mention.reason
    )


TELLING = ("role", "departure", "arrival.agreed", "arrival.done", "arrival.preferred", "arrival.talks", "arrival.linked",
           "arrival.denied", "arrival.interest")  # fmt: skip


def is_telling(cue: Cue) -> bool:
    """Whether a cue may tell of a job."""
    return any(c.startswith(TELLING) and not c.startswith("role.other") for c in cue.classes)
