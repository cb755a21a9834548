"""Who holds an office at a club and so gets no post: directors, presidents, agents; and what is told of coaches who take such an office."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from hotseat.read.decision.proposing import Proposal
from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.letters import CAPITAL
from hotseat.read.naming.linking import Mention
from hotseat.read.naming.scanning import Sort
from hotseat.records import Kind, Span

FORMERLY = 40  # characters before an office in which a word says that it is over
BESIDE = 90  # characters before or after the name that are looked at
JOINED = re.compile(r"^(?:,| and| &|, and) $")


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled from `offices.toml`: what stands before or behind a name."""

    titled: re.Pattern[str]
    described: re.Pattern[str]
    named: re.Pattern[str]
    staff: re.Pattern[str]
    moved: re.Pattern[str]
    coach: re.Pattern[str]
    takes_charge: re.Pattern[str]
    searches: re.Pattern[str]
    over: re.Pattern[str]
    hires: re.Pattern[str]


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """The compiled patterns."""
    raw = tables.table("offices")
    offices, staff, between = (tables.any_of(raw[row]) for row in ("offices", "staff", "between"))
    either = f"{offices}|{staff}"
    aside = r"(?:(?!(?:who|whom|whose|which|with|and|or|after|as|when|by|but|while|says?|said|told|under|to|for|from|has|is|was)\b)[\w’'-]+ ){0,5}?"
    flags = re.IGNORECASE
    return Patterns(
        titled=re.compile(rf"\b(?:{offices}),? $", flags),
        described=re.compile(rf"^(?:,| \() ?{aside}(?:{offices})\b(?! (?:until|(?-i:[{CAPITAL}])))", flags),
        named=re.compile(rf"^(?: back)?(?: as| to be| to become| in the role of)? (?:(?:{between}|(?-i:[{CAPITAL}])[\w’'-]+) ){{0,4}}(?:{either})\b(?![’'])", flags),
        staff=re.compile(rf"\b(?:{staff}) $", flags),
        moved=re.compile(rf"\b(?:{tables.any_of(raw['hires'])}) (?:(?!who)[\w’'-]+ ){{0,4}}?(?:{offices}),? $", flags),
        coach=tables.pattern("offices", "coach"),
        takes_charge=tables.pattern("offices", "takes_charge"),
        hires=tables.pattern("offices", "hires"),
        over=tables.pattern("offices", "over"),
        searches=re.compile(rf"^,? (?:{tables.any_of(raw['searches'])})\b", flags),
    )  # fmt: skip


def officers(document: Document) -> frozenset[str]:
    """The keys of the strangers who hold an office or get one, of those named along with them, and of those whom they follow."""
    found: set[str] = set()
    for segment in document.segments:
        people = document.within(segment.span, Sort.PERSON)
        unknown = [m for m in people if not m.known]
        if not unknown:
            continue
        holders = [m for m in people if holds_office(document, m)]
        found.update(m.key for m in holders)
        found.update(m.key for m in along(document, people, holders))
        if changes_office(document, segment.span, people):
            found.update(m.key for m in unknown)
    strange = {m.key for m in document.mentions if m.sort is Sort.PERSON and not m.known}
    return frozenset(k for k in found & strange if not is_coach(document, k))


def around(document: Document, m: Mention) -> tuple[str, str]:
    """The words before and behind a name."""
    body = document.body
    return body[max(0, m.span.start - BESIDE) : m.span.start], body[m.span.end : m.span.end + BESIDE]


def holds_office(document: Document, m: Mention) -> bool:
    """Whether the words beside a name give its bearer an office."""
    before, after = around(document, m)
    known = patterns()
    if (titled := known.titled.search(before)) and not known.over.search(before, max(0, titled.start() - FORMERLY)):
        return True
    return any(p.match(after) for p in (known.described, known.named, known.searches))


def is_staff(document: Document, m: Mention) -> bool:
    """Whether the title right before a name is that of a member of a coach's staff, and he still has it."""
    before = around(document, m)[0]
    found = patterns().staff.search(before)
    return found is not None and not patterns().over.search(before, max(0, found.start() - FORMERLY))


def along(document: Document, people: list[Mention], holders: list[Mention]) -> list[Mention]:
    """Those who are joined to a holder of an office by a comma or an "and"."""
    joined: list[Mention] = []
    for left, right in pairwise(people):
        if JOINED.match(document.body[left.span.end : right.span.start]):
            if right in holders and not patterns().titled.search(around(document, right)[0]):
                joined.append(left)
            elif left in holders or left in joined:
                joined.append(right)
    return joined


def changes_office(document: Document, sentence: Span, people: list[Mention]) -> bool:
    """Whether a sentence tells who gets or loses an office, and nothing of a coach."""
    known = patterns()
    told = [around(document, m) for m in people]
    if not any(known.moved.search(before) or (known.hires.search(before) and known.named.match(after)) for before, after in told):
        return False
    text = re.sub(
        rf"\b(?:{tables.any_of(tables.table('offices')['staff'])})\b", "", sentence.of(document.body), flags=re.IGNORECASE
    )
    return known.coach.search(text) is None


def is_coach(document: Document, person: str) -> bool:
    """Whether the item calls a person a coach, or has him take charge of a team."""
    body, known = document.body, patterns()
    if any(r.person == person and known.coach.search(r.span.of(body)) for r in document.roles):
        return True
    sentences = (t.span for m in document.persons.get(person, ()) for t in document.segments.touching(m.span))
    return any(known.takes_charge.search(body, t.start, t.end) for t in sentences)


def of_an_office(document: Document, p: Proposal) -> bool:
    """Whether what is said of a person is that he gets or leaves an office: it stands right beside his name, and his sentence tells of no coach."""
    people = [m for m in document.within(p.segment.span, Sort.PERSON) if m.key == p.person]
    if not people or not p.kind.is_move:
        return False
    if p.kind is Kind.DEPARTURE and all(is_staff(document, m) for m in people):
        return True
    return changes_office(document, p.segment.span, people)
