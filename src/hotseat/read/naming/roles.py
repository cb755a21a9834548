"""Role phrases: who is said to hold or to have held which post ("Lens boss Pierre Sage", "former Liverpool manager Klopp").

They give tenures, and they are how a coach whom the register lacks becomes known: a provisional person from the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from hotseat.read.lexicon import tables
from hotseat.read.naming.letters import CAPITAL, SMALL
from hotseat.read.naming.linking import Mention
from hotseat.read.naming.scanning import Sort
from hotseat.read.order import InOrder
from hotseat.records import Span, Stage
from hotseat.register.entities import Form
from hotseat.register.folding import fold

WORD = rf"[{CAPITAL}][\w’'\-]*[{SMALL}][\w’']*"
PARTICLE = r"(?:de|da|di|do|dos|van|von|der|den|ten|ter|la|le|el|al|bin|mac|st\.?)"
INITIALS = (
    rf"(?:[{CAPITAL}]\.[ ]?){{0,4}}"  # bounded, and read in one way only: "A.A.A.A." without end must not cost without bound
)
PERSON_NAME = rf"{INITIALS}{WORD}(?:[ \-](?:{PARTICLE}[ ])*{INITIALS}{WORD}){{0,3}}"


LAST_WORD = re.compile(r"[^\w]")
LONGEST_WRONG = 20  # characters of the longest word that makes a title no post's, and the space after it


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A person said to hold, have held, or look after a post."""

    person: str
    org: str | None
    stage: Stage
    span: Span
    person_span: Span


@dataclass(frozen=True, slots=True)
class RolePatterns:
    """The phrases before and after a name."""

    before_name: re.Pattern[str]
    no_post: re.Pattern[str]
    after_name: re.Pattern[str]


@lru_cache(maxsize=1)
def role_patterns() -> RolePatterns:
    """Compiled from `roles.toml`."""
    raw = tables.table("roles")
    titles = tables.words_pattern(raw["titles"])
    stages = tables.words_pattern([*raw["former"], *raw["caretaker"], *raw["current"]])
    wrong = tables.words_pattern(raw["not_a_post"])
    return RolePatterns(
        before_name=re.compile(rf"\b(?:{titles})(?:'s|’s)?,?[ ](?P<name>{PERSON_NAME})", re.IGNORECASE),
        no_post=re.compile(rf"(?:{wrong})[ -]$", re.IGNORECASE),
        after_name=re.compile(
            rf"^(?:,| \(| –| -)?(?: (?:the|a|an|his|as|is|was|currently|who is|now))*(?: (?P<stage>{stages}))*"
            rf"(?: (?P<org>\x00\d+\x00)(?:['’]?s)?)?(?: (?P<stage2>{stages}))?(?: (?P<wrong>{wrong}))? (?P<title>{titles})\b"
            rf"(?: (?:of|at) (?P<org2>\x00\d+\x00))?",
            re.IGNORECASE,
        ),
    )


def person_names(text: str, start: int, known: InOrder[Mention]) -> list[tuple[Span, str]]:
    """Capitalised names after a title ("head coach Jonas Ebbing") that no known mention covers, as spans of the body."""
    found: list[tuple[Span, str]] = []
    skip = set(tables.table("roles")["not_a_first_name"])
    patterns = role_patterns()
    for match in patterns.before_name.finditer(text):
        if patterns.no_post.search(text, max(0, match.start() - LONGEST_WRONG), match.start()):
            continue
        name = re.match(PERSON_NAME, text[match.start("name") :])
        if name is None:
            continue
        low = start + match.start("name")
        words = re.sub(r"['’]s?$", "", name.group())
        span = Span(start=low, end=low + len(words))
        clash = known.touching(span)
        if clash and all(m.sort is Sort.ORG for m in clash) and clash[0].span.start > low:
            words = text[match.start("name") : clash[0].span.start - start].rstrip()
            span = Span(start=low, end=low + len(words))
        elif clash:
            continue
        if not words or fold(words.split()[0]) in skip:
            continue
        found.append((span, words))
    return found


def provisional(span: Span, name: str, reason: str) -> Mention:
    """A person whom the register lacks, known from the text alone."""
    return Mention(span=span, sort=Sort.PERSON, key=name, form=Form.FULL, known=False, reason=reason)


def roles(body: str, low: int, high: int, mentions: InOrder[Mention]) -> list[Role]:
    """The role phrases of the segment body[low:high]."""
    inside = mentions.inside(Span(start=low, end=high))
    orgs = [m for m in inside if m.sort is Sort.ORG]
    found: list[Role] = []
    for person in (m for m in inside if m.sort is Sort.PERSON):
        role = before(body, low, person, orgs) or after(body, high, person, orgs)
        if role:
            found.extend(role)
    return found


@lru_cache(maxsize=1)
def lead_pattern() -> re.Pattern[str]:
    """What stands before a name: (stage) [ORG] (stage) title."""
    raw = tables.table("roles")
    titles = tables.words_pattern(raw["titles"])
    words = tables.words_pattern([*raw["former"], *raw["caretaker"], *raw["current"]])
    wrong = tables.words_pattern(raw["not_a_post"])
    org = r"(?:\x00\d+\x00)"
    return re.compile(
        rf"(?:\b(?P<stage>{words})[ -](?:(?:{words}|[a-z]+)[ -])?)?"
        rf"(?:(?P<orgs>{org}(?:(?:, | and |, and | & ){org})*)(?:['’]s?|s)? )?(?:(?P<stage2>(?:{words})) )*(?P<wrong>(?:{wrong})[- ])?"
        rf"(?P<title>(?:{titles}))(?:,? )$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def last_words() -> frozenset[str]:
    """The last word of each title."""
    return frozenset(re.split("[ -]", title)[-1] for title in tables.table("roles")["titles"])


def ends_in_title(text: str) -> bool:
    """Whether a text may end in a title: cheaply, for most that stand before a name do not."""
    return text[-1:] == " " and LAST_WORD.split(text.rstrip(" ,"))[-1].casefold() in last_words()


def before(body: str, low: int, person: Mention, orgs: Sequence[Mention]) -> list[Role]:
    """Roles from the phrase before the name."""
    start = max(low, person.span.start - 120)
    text, at = masked(body, start, person.span.start, orgs)
    match = lead_pattern().search(text) if ends_in_title(text) else None
    possessive = re.search(r"\x00(\d+)\x00['’]s? ?$", text) if match is None else None
    if possessive:
        org = at[int(possessive.group(1))]
        return [Role(person=person.key, org=org.key, stage=Stage.CURRENT, person_span=person.span,
                     span=Span(start=org.span.start, end=person.span.end))]  # fmt: skip
    if match is None or match["wrong"]:
        return []
    stage = stage_of(" ".join(filter(None, (match["stage"], match["stage2"]))))
    nobody: list[Mention | None] = [None]
    named: list[Mention | None] = [at[int(i)] for i in re.findall(r"\x00(\d+)\x00", match["orgs"] or "")]
    begin = position(text, start, match.start(), orgs)
    span = Span(start=begin, end=person.span.end)
    return [Role(person=person.key, org=o.key if o else None, stage=stage, span=span, person_span=person.span)
            for o in (named or nobody)]  # fmt: skip


def after(body: str, high: int, person: Mention, orgs: Sequence[Mention]) -> list[Role]:
    """Roles from the phrase after the name: ", the former Chelsea manager,"."""
    end = min(high, person.span.end + 120)
    text, at = masked(body, person.span.end, end, orgs)
    match = role_patterns().after_name.match(text)
    if match is None or match["wrong"]:
        return []
    named = re.findall(r"\x00(\d+)\x00", (match["org"] or "") + (match["org2"] or ""))
    if not named and not text.startswith((",", " (")):
        return []
    stage = stage_of(" ".join(filter(None, (match["stage"], match["stage2"]))))
    finish = position(text, person.span.end, match.end(), orgs)
    span = Span(start=person.span.start, end=finish)
    keys: list[str | None] = [at[int(i)].key for i in named] or [None]
    return [Role(person=person.key, org=k, stage=stage, span=span, person_span=person.span) for k in keys]


def stage_of(words: str) -> Stage:
    """The tenure's stage that the words beside a title show."""
    raw = tables.table("roles")
    folded = set(words.casefold().replace("-", " ").split())
    if folded & set(raw["former"]):
        return Stage.FORMER
    if folded & set(raw["caretaker"]):
        return Stage.CARETAKER
    return Stage.CURRENT


def masked(body: str, low: int, high: int, orgs: Sequence[Mention]) -> tuple[str, list[Mention]]:
    """body[low:high] with each club's name as a numbered mark, and the clubs by number."""
    inside = [m for m in orgs if low <= m.span.start and m.span.end <= high]
    out, last = [], low
    for number, mention in enumerate(inside):
        out.append(body[last : mention.span.start].replace("\x00", " "))
        out.append(f"\x00{number}\x00")
        last = mention.span.end
    out.append(body[last:high].replace("\x00", " "))
    return "".join(out), inside


def position(text: str, low: int, index: int, orgs: Sequence[Mention]) -> int:
    """The place in the body of an index into the masked text that began at `low`."""
    inside = [m for m in orgs if low <= m.span.start]
    place, at = 0, low
    for match in re.finditer(r"\x00(\d+)\x00", text):
        if match.end() > index:
            break
        mention = inside[int(match.group(1))]
        at, place = mention.span.end, match.end()
    return at + index - place
