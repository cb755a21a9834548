"""An item with everything that was found in it: segments, mentions, cues, roles, and the posts that its persons have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from hotseat.read.naming.affixes import names_club, with_affixes
from hotseat.read.naming.linking import Linker, Mention
from hotseat.read.naming.misspellings import corrected
from hotseat.read.naming.publishers import publisher
from hotseat.read.naming.roles import Role, person_names, provisional, roles
from hotseat.read.naming.scanning import Cue, Name, Scanner, Sort
from hotseat.read.naming.strangers import shared_short_names, strangers, surnames, widened, womens_clubs
from hotseat.read.order import InOrder, begin, grouped
from hotseat.read.segments import Segment, segments
from hotseat.records import Item, Span, Stage
from hotseat.register.entities import Form, Org, surname_of
from hotseat.register.folding import fold, fold_with_origin
from hotseat.register.register import Register

MOST_FOCUS = 2  # clubs that an item is about
HOUSES = 512  # outlets of items whose houses are remembered


@dataclass(frozen=True, kw_only=True)  # without slots, which would leave no place for what is worked out
class Document:
    """An item as the reader sees it.

    `said_of` maps a person to the posts that the text gives him; `focus` holds the clubs that the item is about; `by_club` is True
    where a club or federation publishes it; `house` are the outlets whose word is the item's own. What follows from these is worked out
    when it is first asked for, and kept.
    """

    item: Item
    segments: InOrder[Segment]
    mentions: InOrder[Mention]
    cues: InOrder[Cue]
    roles: Sequence[Role]
    said_of: Mapping[str, Mapping[str, Stage]]
    focus: Sequence[str]
    by_club: bool = False
    house: frozenset[str] = frozenset()

    @cached_property
    def body(self) -> str:
        """The item's body, which the item itself puts together anew each time."""
        return self.item.body

    @cached_property
    def persons(self) -> Mapping[str, InOrder[Mention]]:
        """The mentions of each person, by key."""
        return grouped((m for m in self.mentions if m.sort is Sort.PERSON), key=lambda m: m.key)

    @cached_property
    def other_outlets(self) -> InOrder[Mention]:
        """The mentions of outlets and journalists, those of the item's own house apart."""
        return InOrder(m for m in self.mentions if m.sort is Sort.OUTLET and m.key not in self.house)

    def names(self, org: str) -> bool:
        """Whether the item names a club or national team, or is published by it."""
        return org in self._orgs or (self.by_club and org in self.focus)

    @cached_property
    def _orgs(self) -> frozenset[str]:
        """Every club and national team that is named."""
        return frozenset(m.key for m in self.mentions if m.sort is Sort.ORG)

    @cached_property
    def sure_clubs(self) -> frozenset[str]:
        """The clubs that the register lacks and the item surely means as clubs."""
        return frozenset(m.key for m in self.mentions if m.sort is Sort.ORG and not m.known and m.sure)

    @cached_property
    def _phrases(self) -> Mapping[tuple[str, str | None], InOrder[Role]]:
        """The role phrases of each person and post."""
        return grouped(self.roles, key=lambda r: (r.person, r.org))

    def within(self, span: Span, sort: Sort) -> list[Mention]:
        """The mentions of a sort inside a span."""
        return [m for m in self.mentions.inside(span) if m.sort is sort]

    def cues_within(self, span: Span) -> list[Cue]:
        """The cues inside a span."""
        return self.cues.inside(span)

    def says_outside(self, span: Span, person: str, org: str) -> bool:
        """Whether a role phrase that does not begin in a span gives a person a post."""
        phrases = self._phrases.get((person, org))
        return phrases is not None and not (span.start <= begin(phrases[0]) and begin(phrases[-1]) < span.end)


class Composer:
    """Turns items into documents. Pure."""

    def __init__(self, register: Register) -> None:
        """Build the scanner and linker over the register."""
        self.register = register
        self._scanner = Scanner(register)
        self._linker = Linker(register)
        self._house_of = lru_cache(maxsize=HOUSES)(register.house)
        self._publisher_of = lru_cache(maxsize=HOUSES)(lambda outlet: publisher(outlet, register))

    def compose(self, item: Item) -> Document | None:
        """The document, or None where no coach's job can be in it: it names no coach, and no post with a telling cue."""
        body = item.body
        names, cues = self._scanner.scan(body, fold_with_origin(body))
        sorts = {n.sort for n in names}
        published_by = self._publisher_of(item.outlet or "")
        if Sort.PERSON not in sorts and not any(is_telling(c) for c in cues):
            return None
        if not (sorts & {Sort.PERSON, Sort.ORG} or published_by or names_club(body)):
            return None
        parts = InOrder(segments(item))
        linked = InOrder(self._linker.link(names, body, item.day))
        everyone = womens_clubs(body, self._with_strangers(body, parts, names, linked), self.register)
        mentions = InOrder(corrected(everyone, self.register, item.day))
        found = [r for s in parts for r in roles(body, s.span.start, s.span.end, mentions)]
        said: dict[str, dict[str, Stage]] = defaultdict(dict)
        for role in found:
            if role.org:
                said[role.person].setdefault(role.org, role.stage)
        return Document(
            item=item,
            segments=parts,
            mentions=mentions,
            cues=InOrder(cues),
            roles=found,
            said_of=said,
            focus=focus_of(item, mentions, published_by),
            by_club=published_by is not None,
            house=self._house_of(item.outlet or ""),
        )

    @staticmethod
    def _with_strangers(body: str, parts: Sequence[Segment], names: Sequence[Name], linked: InOrder[Mention]) -> list[Mention]:
        """Add persons and clubs that the register lacks: after a title, and as runs of capitalised words."""
        known = InOrder(with_affixes(body, InOrder(widened(body, linked, parts))))
        found = list(known)
        for part in parts:
            titled: list[Mention] = []
            for span, name in person_names(part.span.of(body), part.span.start, known):
                if not known.touching(span) and not any(m.span.overlaps(span) for m in titled):
                    titled.append(provisional(span, name, "after a title"))
            found += titled
        found += [competition(n) for n in names if n.sort is Sort.COMPETITION]
        found += strangers(body, parts, found)
        found = surnames(body, shared_short_names(body, found))
        named = [m.key for m in found if not m.known and " " in m.key and m.sort is Sort.PERSON]
        full = {fold(name.split()[-1]): name for name in named} | {fold(surname_of(name)): name for name in named}
        certain = {m.key for m in found if m.known and m.form is Form.FULL}
        found = [named_in_full(m, full, certain) if m.sort is Sort.PERSON else m for m in found]
        return sorted(found, key=lambda m: m.span.start)


def focus_of(item: Item, mentions: Sequence[Mention], publisher: Org | None) -> list[str]:
    """The clubs that the item is about, most first: its publisher, then those named often, and named in its title."""
    weight: Counter[str] = Counter()
    for m in mentions:
        if m.sort is Sort.ORG:
            weight[m.key] += 3 if m.span.end <= len(item.title) else 1
    own = [publisher.name] if publisher else []
    return list(dict.fromkeys([*own, *(key for key, _ in weight.most_common(MOST_FOCUS))]))[:MOST_FOCUS]


def competition(name: Name) -> Mention:
    """The mention of a league or cup."""
    return Mention(
        span=name.span, sort=Sort.COMPETITION, key=name.candidates[0][0], form=Form.FULL, known=True, reason="competition's name"
    )


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
