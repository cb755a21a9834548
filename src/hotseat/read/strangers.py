"""Names that the register lacks: runs of capitalised words that may be a person or a club, found in the text alone.

No language model is asked. A run is only a candidate; whether it is a coach, a player or a street is decided with its context.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from hotseat.read.headlines import capitals, is_in_title_case
from hotseat.read.lexicon import tables
from hotseat.read.linking import Mention, first_names, never_first
from hotseat.read.names import Sort
from hotseat.read.order import InOrder
from hotseat.read.segments import Segment
from hotseat.records import Span
from hotseat.register.entities import Form, surname_of
from hotseat.register.folding import fold
from hotseat.register.register import embedded

HIDDEN = "\x00"  # stands for the characters of a name that is known already; a run never crosses it
SHARE_OF_CAPITALS = 0.7  # of a line's longer words: above this a lone capital tells nothing
MOST_WORDS = 4
SHORT = 700  # characters; in a shorter item a lone capitalised word may be anybody's surname
LOOKED_AT = 20_000  # characters in which a name is looked for a second time
MOST_NAMES = 60  # of one item: a page of names alone must not cost without bound


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled from `strangers.toml`."""

    run: re.Pattern[str]
    before_org: re.Pattern[str]
    after_org: re.Pattern[str]
    before_person: re.Pattern[str]
    after_person: re.Pattern[str]
    never_first: frozenset[str]
    first_names: frozenset[str]
    never_in: frozenset[str]
    club_words: frozenset[str]
    surnames: frozenset[str]


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """The compiled patterns."""
    raw, roles = tables.table("strangers"), tables.table("roles")
    titles = tables.words_pattern([*roles["titles"], *raw["more_titles"]])
    kinds = tables.words_pattern([*roles["former"], *roles["caretaker"], *roles["current"]])
    particles = tables.words_pattern(raw["particles"])
    word = r"(?:(?:Mc|Mac|O['’]|D['’]|Al-|El-)?[^\W\d_a-zß-ÿ][\w’'\-]*[^\W\d_A-ZÀ-Þ]|[A-ZÀ-Þ]\.)(?!\w)"
    return Patterns(
        run=re.compile(rf"(?<![\w@#]){word}(?:[ ](?:(?:{particles})[ ]){{0,2}}{word}){{0,{MOST_WORDS - 1}}}"),
        before_org=re.compile(rf"(?:{tables.words_pattern(raw['before_org'])})(?: the)? $", re.IGNORECASE),
        after_org=re.compile(rf"^(?:['’]s?)?[ -](?:(?:{kinds})[ -])*(?:{titles})\b", re.IGNORECASE),
        before_person=re.compile(rf"\b(?:{titles}),? $", re.IGNORECASE),
        after_person=re.compile(rf"^(?:['’]s?)? (?:{tables.words_pattern(raw['after_person'])})\b", re.IGNORECASE),
        never_first=never_first(),
        first_names=first_names(embedded()),
        never_in=frozenset(raw["never_in"]),
        club_words=frozenset(raw["club_words"]),
        surnames=frozenset(embedded().coach_forms) - frozenset(raw["words_too"]),
    )  # fmt: skip


def strangers(body: str, parts: Sequence[Segment], known: Sequence[Mention]) -> list[Mention]:
    """The unknown names of an item, in order of the text; a lone surname gets the full name that the item gives elsewhere.

    Args:
        body: the item's body.
        parts: its segments.
        known: the mentions that the register explains, competitions among them.
    """
    hidden = hide(body, [m.span for m in known])
    found: list[Mention] = []
    lone: list[tuple[Segment, Span]] = []
    for part in parts:
        in_title_case = is_in_title_case(body, part.span.start, part.span.end)
        for run in runs(hidden, part.span):
            span = of_title_case(body, run) if in_title_case else run
            words = span.of(body).split()
            if is_club(body, span, words):
                found.append(stranger(span, body, Sort.ORG, "unknown club"))
            elif len(words) > 1:
                found.append(stranger(span, body, Sort.PERSON, "unknown name"))
            else:
                lone.append((part, span))
        if len(found) > MOST_NAMES:
            break
    found.extend(resolve_lone(body, hidden, known, found, lone))
    return sorted(found[: 2 * MOST_NAMES], key=lambda m: m.span.start)


def of_title_case(body: str, run: Span) -> Span:
    """What of a run is a name where every word has a capital: a club, all that the item has twice, two words behind a first name, or the first word alone."""
    text = run.of(body)
    words = text.split()
    if body.count(text, 0, LOOKED_AT) > 1 or fold(words[-1]) in patterns().club_words:
        return run
    name = words[:2] if fold(words[0]) in patterns().first_names else words[:1]
    return Span(start=run.start, end=run.start + len(" ".join(name)))


def widened(body: str, mentions: InOrder[Mention], parts: Sequence[Segment]) -> list[Mention]:
    """The mentions, where a club's short name behind an unknown capitalised word ("Cork City", "Ballymena United") is another club's."""
    starts = {p.span.start for p in parts}
    out = []
    for m in mentions:
        before = CAPITAL_BEFORE.search(body, max(0, m.span.start - 25), m.span.start)
        if (
            m.sort is Sort.ORG and m.form in (Form.SHORT, Form.NICKNAME, Form.ALIAS) and before
            and fold(m.span.of(body)) in patterns().club_words and before.start(1) not in starts
            and fold(before.group(1)) not in patterns().never_first
            and not mentions.touching(Span(start=before.start(1), end=before.end(1)))
            and not is_in_title_case(body, m.span.start, m.span.end)
        ):  # fmt: skip
            m = stranger(Span(start=before.start(1), end=m.span.end), body, Sort.ORG, "unknown club")  # noqa: PLW2901
        out.append(m)
    return out


CAPITAL_BEFORE = re.compile(r"\b([A-ZÀ-Þ][\w’'-]*[a-zß-ÿ]) $")


def shared_short_names(body: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, where a short name that many clubs share ("Town") is the unknown club's that the item names ("Kingsbridge Town")."""
    unknown = {fold(m.key.split()[-1]): m.key for m in mentions if m.sort is Sort.ORG and not m.known and " " in m.key}
    by_name = {m.key for m in mentions if m.known and m.form is not Form.SHORT}
    out = []
    for m in mentions:
        key = unknown.get(fold(m.span.of(body))) if m.sort is Sort.ORG and m.known and m.form is Form.SHORT else None
        shared = key is not None and m.key not in by_name and fold(m.span.of(body)) in patterns().club_words
        out.append(stranger(m.span, body, Sort.ORG, "unknown club, named before", key) if shared else m)
    return out


def stranger(span: Span, body: str, sort: Sort, reason: str, key: str | None = None) -> Mention:
    """A mention of somebody or something that the register lacks."""
    name = " ".join((key or span.of(body)).split())
    return Mention(span=span, sort=sort, key=name, form=Form.FULL if key is None else Form.SURNAME, known=False, reason=reason)


def hide(body: str, spans: Sequence[Span]) -> str:
    """The body with each span's characters replaced, so that places stay the same."""
    out = list(body)
    for span in spans:
        out[span.start : span.end] = HIDDEN * (span.end - span.start)
    return "".join(out)


def runs(hidden: str, within: Span) -> Iterator[Span]:
    """The runs of capitalised words inside a span, without leading words that belong to no name."""
    known = patterns()
    for match in known.run.finditer(hidden, within.start, within.end):
        for start, name in owners(match):
            low, text = start, name
            while text and opens_no_name(text.split()[0]):
                rest = text.split(" ", 1)
                low, text = (low + len(rest[0]) + 1, rest[1]) if len(rest) > 1 else (low, "")
            if text and not any(fold(w) in known.never_in for w in text.split()):
                yield Span(start=low, end=start + len(name))


def owners(run: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Where the names of a run begin and what they are, without genitives: "Stryn's Ola Nes" are two."""
    at = run.start()
    for piece in re.split(r"(?<=['’]s) ", run.group()):
        yield at, re.sub(r"['’]s?$", "", piece)
        at += len(piece) + 1


def opens_no_name(word: str) -> bool:
    """Whether a capitalised word begins a sentence or a description rather than a name; contractions ("I'm") begin none."""
    return fold(word) in patterns().never_first or CONTRACTION.search(word) is not None


CONTRACTION = re.compile(r"^(?:I|We|You|They|It|He|She|That|There|What|Who)['’][a-z]+$|^[A-Z][a-z]+n['’]t$")


def is_club(body: str, span: Span, words: Sequence[str]) -> bool:
    """Whether the words around a run, or its last word, show a club; "name Declan Fahy head coach" shows none."""
    known = patterns()
    if fold(words[-1]) in known.club_words and len(words) > 1:
        return True
    if len(words) > 1 and fold(words[0]) in known.first_names and body[span.end : span.end + 1] == " ":
        return False
    return bool(known.after_org.match(body[span.end : span.end + 60])) or (
        bool(known.before_org.search(body[max(0, span.start - 30) : span.start])) and len(words) < MOST_WORDS - 1
    )


def resolve_lone(
    body: str, hidden: str, known: Sequence[Mention], found: Sequence[Mention], lone: Sequence[tuple[Segment, Span]]
) -> Iterator[Mention]:
    """A lone capitalised word as a person's whom the item names: the surname of a name given in full, or a first name that one person bears.

    As nobody's whom the item names, it is a person's where the words beside it show one.
    """
    first = by_first_name([*known, *found])
    full = {fold(surname_of(m.key).split()[-1]): m.key for m in found if m.sort is Sort.PERSON}
    clubs = {fold(m.key): m.key for m in found if m.sort is Sort.ORG}
    for part, span in lone:
        word = fold(span.of(body))
        if word in full:
            yield stranger(span, body, Sort.PERSON, "surname of an unknown name given in full", full[word])
        elif word in clubs:
            yield stranger(span, body, Sort.ORG, "unknown club, named before", clubs[word])
        elif word in first:
            yield replace(first[word], span=span, form=Form.SURNAME, reason="first name of a person named in the item")
        elif beside_a_persons_words(body, span) or (
            (part.in_title or len(body) <= SHORT) and may_be_surname(hidden, part, span, word)
        ):
            yield stranger(span, body, Sort.PERSON, "unknown surname")


def by_first_name(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """A mention of each person whose first name nobody else in the item bears, by that name; of strangers only by a name that coaches bear."""
    bearers: dict[str, dict[str, Mention]] = defaultdict(dict)
    for m in mentions:
        if m.sort is Sort.PERSON and " " in m.key:
            bearers[fold(m.key.split()[0])][m.key] = m
    alone = {name: next(iter(its.values())) for name, its in bearers.items() if len(its) == 1}
    return {name: m for name, m in alone.items() if m.known or name in patterns().first_names}


def beside_a_persons_words(body: str, span: Span) -> bool:
    """Whether a title stands before a lone word, or what only a coach has or does behind it."""
    known = patterns()
    return bool(
        known.before_person.search(body[max(0, span.start - 25) : span.start])
        or known.after_person.match(body[span.end : span.end + 25])
    )


def may_be_surname(hidden: str, part: Segment, span: Span, word: str) -> bool:
    """Whether a lone word of a headline or a short item has its capital for being a name: some coach is called so, or nothing else gives it one."""
    if word in patterns().surnames:
        return True
    return span.start > part.span.start and capitals(hidden[part.span.start : part.span.end]) < SHARE_OF_CAPITALS
