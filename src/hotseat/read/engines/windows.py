"""A document -> windows: short stretches of text with every name replaced by a numbered mark, and what is known of the marks before it.

A window is what the encoder sees. Names are hidden so that nothing is learned of single coaches and clubs; what the encoder may know of
them stands as plain words before the text ("[P1] manages [O2]."). Whoever the window does not name and may still mean, by pronoun or as
"the club", is listed there too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hotseat.read.document import Document, is_telling
from hotseat.read.naming.linking import Mention
from hotseat.read.naming.scanning import Sort
from hotseat.read.segments import Segment
from hotseat.records import Span, Stage
from hotseat.register.register import Register

SHORT_ITEM = 700  # characters; a shorter item is one window
WINDOW = 420  # characters of text in a window of an article, about 90 word pieces
TITLE = 160  # characters of the title that stand before each window of an article
BEFORE = 200  # characters of the text before a window of an article that stand before it too
MOST_PERSONS, MOST_ORGS, MOST_FACTS = 9, 7, 7
MOST_NAMED = 14  # persons, and posts, of a digest that names more than those: whom the window names, it can be asked about
MOST_BEFORE = 3  # of the persons whom the window before names, listed since "he" may be any of them
# Marks are unused pieces of the encoder's vocabulary, so that each is one token.
MARKS = {
    "known person": tuple(f"[unused{n}]" for n in range(1, 21)),
    "unknown person": tuple(f"[unused{n}]" for n in range(21, 41)),
    "club": tuple(f"[unused{n}]" for n in range(41, 61)),
    "nation": tuple(f"[unused{n}]" for n in range(61, 76)),
    "unknown club": tuple(f"[unused{n}]" for n in range(76, 91)),
}
ALL_MARKS = tuple(mark for marks in MARKS.values() for mark in marks)
BETWEEN = " [SEP] "  # one token of the encoder's vocabulary
HOLDS, HELD, CARES = "manages", "managed", "is interim at"
PRONOUN = re.compile(r"\b(?:he|she|his|her|him|the (?:manager|boss|coach|head coach))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person or a post that a window may speak of, with its mark."""

    key: str
    sort: Sort
    mark: str
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What the encoder sees of a stretch of text.

    `context` are the words before the text, `text` the stretch with its marks; `segments` are the segments that it covers, `starts` where
    the words of each begin in `text`.
    """

    context: str
    text: str
    persons: tuple[Entity, ...]
    orgs: tuple[Entity, ...]
    segments: tuple[Segment, ...]
    starts: tuple[int, ...]

    @property
    def span(self) -> Span:
        """The stretch of the body."""
        return Span(start=self.segments[0].span.start, end=self.segments[-1].span.end)

    @property
    def pairs(self) -> list[tuple[Entity, Entity]]:
        """Every candidate (person, post)."""
        return [(p, o) for p in self.persons for o in self.orgs]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Consecutive segments that a window is made of, whom it may speak of, and what is repeated of the text before them."""

    segments: Sequence[Segment]
    persons: Sequence[str]
    title: Sequence[Segment]
    tail: Span | None


def windows(document: Document, register: Register, length: int = WINDOW) -> Iterator[Window]:
    """The windows of a document that may tell of a coach's job, in order of the text; `length` is about the characters of an article's."""
    for stretch in stretches(document, register, length):
        yield build(document, register, stretch)


def stretches(document: Document, register: Register, length: int) -> Iterator[Stretch]:
    """What the windows are made of."""
    lead = lead_person(document)
    last: str | None = None
    before: list[str] = []
    read: list[Segment] = []
    title = [s for s in document.segments if s.in_title]
    short = len(document.body) <= SHORT_ITEM
    for group in [list(document.segments)] if short else groups(document.segments, length):
        here = within(document, group)
        named = list(dict.fromkeys(m.key for m in here if m.sort is Sort.PERSON))
        context = [] if short else [k for k in (last, lead, *reversed(before[-MOST_BEFORE:])) if k]
        coaches = [k for k in named if is_coach(k, document, register)]
        if coaches:
            last = coaches[-1]
        before = named or before
        tail, read = lately(read), [s for s in group if not s.in_title]
        if not may_tell(document, group, coaches, named, context):
            continue
        asked = named[:MOST_NAMED]
        persons = list(dict.fromkeys([*asked, *context]))[: max(MOST_PERSONS, len(asked))]
        yield Stretch(segments=group, persons=persons, title=() if short or group[0].in_title else title, tail=tail)


def groups(segments: Sequence[Segment], length: int) -> Iterator[list[Segment]]:
    """Consecutive segments of about `length` characters."""
    group: list[Segment] = []
    for segment in segments:
        if group and segment.span.end - group[0].span.start > length:
            yield group
            group = []
        group.append(segment)
    if group:
        yield group


def lately(segments: Sequence[Segment]) -> Span | None:
    """The last of what consecutive segments say: whole ones of about `BEFORE` characters together, or the end of one that is longer."""
    if not segments:
        return None
    end = segments[-1].span.end
    starts = [s.span.start for s in segments if end - s.span.start <= BEFORE]
    return Span(start=starts[0] if starts else end - BEFORE, end=end)


def within(document: Document, group: Sequence[Segment]) -> list[Mention]:
    """The mentions inside consecutive segments."""
    return document.mentions.inside(Span(start=group[0].span.start, end=group[-1].span.end))


def is_coach(key: str, document: Document, register: Register) -> bool:
    """Whether the register or the text knows the person as a coach."""
    return key in register.coaches or key in document.said_of


def lead_person(document: Document) -> str | None:
    """The coach of whom the item speaks most; the title counts three times."""
    weight: Counter[str] = Counter()
    for m in document.mentions:
        if m.sort is Sort.PERSON and (m.known or m.key in document.said_of):
            weight[m.key] += 3 if m.span.end <= len(document.item.title) else 1
    return weight.most_common(1)[0][0] if weight else None


def may_tell(
    document: Document, group: Sequence[Segment], coaches: Sequence[str], named: Sequence[str], context: Sequence[str]
) -> bool:
    """Whether a window can tell of a coach's job: it names a coach, or means one beside a club, or names somebody and tells of a job."""
    if coaches:
        return True
    span = Span(start=group[0].span.start, end=group[-1].span.end)
    telling = any(is_telling(c) for c in document.cues_within(span))
    if context and (telling or document.within(span, Sort.ORG)) and PRONOUN.search(span.of(document.body)):
        return True
    return telling and bool(named)


def build(document: Document, register: Register, stretch: Stretch) -> Window:
    """The window of a stretch."""
    here = within(document, stretch.segments)
    named = list(dict.fromkeys(m.key for m in here if m.sort is Sort.ORG))
    focus = document.focus if len(document.body) > SHORT_ITEM or document.by_club else ()
    orgs = list(dict.fromkeys([*named, *focus]))
    facts: list[tuple[str, str, str]] = []
    span = Span(start=stretch.segments[0].span.start, end=stretch.segments[-1].span.end)
    for person in stretch.persons:
        facts.extend((person, verb, org) for verb, org in known_posts(person, document, register, span, orgs))
    held = [o for _, verb, o in facts if verb != HELD]
    chosen = list(dict.fromkeys([*orgs[: MOST_ORGS - 2], *held, *orgs]))[:MOST_ORGS]
    orgs = list(dict.fromkeys([*chosen, *named]))[:MOST_NAMED]
    marks = Marks(document, register)
    for mention in here:
        if mention.key in stretch.persons or mention.key in orgs:
            marks.of(mention.key, mention.sort)
    told = [
        f"{marks.of(p, Sort.PERSON).mark} {verb} {marks.of(o, Sort.ORG).mark} ." for p, verb, o in facts[:MOST_FACTS] if o in orgs
    ]
    told += [marks.of(k, Sort.PERSON).mark for k in stretch.persons if k not in marks.found]
    told += [marks.of(k, Sort.ORG).mark for k in orgs if k not in marks.found]
    headline = beginning(stretch.title, marks)
    earlier = repeated(document, stretch.tail, marks)
    text, starts = joined(stretch.segments, marks)
    return Window(
        context=BETWEEN.join(part for part in (" ".join([*told, headline]).strip(), earlier) if part),
        text=text,
        persons=tuple(marks.of(k, Sort.PERSON) for k in stretch.persons),
        orgs=tuple(marks.of(k, Sort.ORG) for k in orgs),
        segments=tuple(stretch.segments),
        starts=starts,
    )


def beginning(title: Sequence[Segment], marks: Marks) -> str:
    """The first `TITLE` characters of the title, every name that has a mark as its mark; a title may be as long as an article."""
    words = ""
    for segment in title:
        if len(words) >= TITLE:
            break
        words += (" " if words else "") + marks.masked(segment.span)
    return words[:TITLE]


def repeated(document: Document, tail: Span | None, marks: Marks) -> str:
    """The words before a window, every name in them a mark; a name that the window itself lacks is no candidate for it."""
    if tail is None:
        return ""
    for mention in document.mentions.inside(tail):
        marks.of(mention.key, mention.sort)
    return marks.masked(tail)


def known_posts(
    person: str, document: Document, register: Register, span: Span, orgs: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """What text or register know of a person's posts, and the window does not itself say: those he holds, and those of the window that he held."""
    said = document.said_of.get(person, {})
    for org, stage in said.items():
        if (stage is not Stage.FORMER or org in orgs) and document.says_outside(span, person, org):
            yield {Stage.FORMER: HELD, Stage.CARETAKER: CARES}.get(stage, HOLDS), org
    coach, day = register.coaches.get(person), document.item.day
    if coach is None or day is None:
        return
    for tenure in coach.tenures:
        if tenure.org in said:
            continue
        if tenure.covers(day):
            yield (CARES if tenure.caretaker else HOLDS), tenure.org
        elif tenure.org in orgs and tenure.ended_before(day):
            yield HELD, tenure.org


def joined(group: Sequence[Segment], marks: Marks) -> tuple[str, tuple[int, ...]]:
    """The words of segments, and where those of each begin; a mark stands between title and text, since a headline has no full stop."""
    text, starts = "", []
    for number, segment in enumerate(group):
        words = marks.masked(segment.span)
        if text:
            text += BETWEEN if group[number - 1].in_title and not segment.in_title else " "
        starts.append(len(text))
        text += words
    return text, tuple(starts)


class Marks:
    """Gives each person and post of a window its mark, in order of appearance."""

    def __init__(self, document: Document, register: Register) -> None:
        """Begin with no mark given."""
        self.found: dict[str, Entity] = {}
        self._document = document
        self._register = register
        self._next = dict.fromkeys(MARKS, 0)

    def of(self, key: str, sort: Sort) -> Entity:
        """The entity of a key; made where it is new."""
        if key not in self.found:
            kind = self._kind(key, sort)
            number = self._next[kind]
            self._next[kind] += 1
            known = not kind.startswith("unknown")
            self.found[key] = Entity(key=key, sort=sort, mark=MARKS[kind][number % len(MARKS[kind])], known=known)
        return self.found[key]

    def _kind(self, key: str, sort: Sort) -> str:
        if sort is Sort.PERSON:
            return "known person" if key in self._register.coaches else "unknown person"
        org = self._register.orgs.get(key)
        if org is None:
            return "club" if key in self._document.sure_clubs else "unknown club"
        return "nation" if org.nation else "club"

    def masked(self, span: Span) -> str:
        """The text of a span with each marked name as its mark; unknown names keep their words behind the mark."""
        body, out, at = self._document.body, [], span.start
        for mention in self._document.mentions.inside(span):
            if mention.span.start < at or mention.key not in self.found:
                continue
            entity = self.found[mention.key]
            words = "" if entity.known else f" {mention.span.of(body)}"
            out += [body[at : mention.span.start], f"{entity.mark}{words}"]
            at = mention.span.end
        out.append(body[at : span.end])
        return "".join(out)
