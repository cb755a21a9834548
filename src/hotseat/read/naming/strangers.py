"""Names that the register lacks: runs of capitalised words that may be a person or a club, found in the text alone.

No language model is asked. A run is only a candidate; whether it is a coach, a player or a street is decided with its context.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache

from hotseat.read.lexicon import tables
from hotseat.read.naming.affixes import carried
from hotseat.read.naming.beside import OPENING_WORD, WOMENS_GAME, given_names, never_first
from hotseat.read.naming.headlines import capitals, is_in_title_case
from hotseat.read.naming.letters import CAPITAL, SMALL
from hotseat.read.naming.linking import Mention
from hotseat.read.naming.scanning import Sort, first_names
from hotseat.read.order import InOrder
from hotseat.read.segments import Segment
from hotseat.records import Span
from hotseat.register.entities import Form, surname_of
from hotseat.register.folding import fold
from hotseat.register.register import Register, embedded

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
    club_words_too: frozenset[str]
    before_hyphen: frozenset[str]
    of_saints: frozenset[str]
    club_openings: frozenset[str]
    club_verbs: re.Pattern[str]
    club_nouns: re.Pattern[str]
    before_subject: re.Pattern[str]
    surnames: frozenset[str]


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """The compiled patterns."""
    raw, roles = tables.table("strangers"), tables.table("roles")
    titles = tables.words_pattern([*roles["titles"], *raw["more_titles"]])
    kinds = tables.words_pattern([*roles["former"], *roles["caretaker"], *roles["current"]])
    particles = tables.words_pattern(raw["particles"])
    word = rf"(?:(?:Mc|Mac|O['’]|D['’]|Al-|El-)?[^\W\d_{SMALL}][\w’'\-]*[^\W\d_{CAPITAL}]|(?:[{CAPITAL}]\.){{1,3}})(?!\w)"
    return Patterns(
        run=re.compile(rf"(?<![\w@#]){word}(?:[ ](?:(?:{particles})[ ]){{0,2}}{word}){{0,{MOST_WORDS - 1}}}"),
        before_org=re.compile(rf"(?:{tables.words_pattern(raw['before_org'])})(?: the)? $", re.IGNORECASE),
        after_org=re.compile(rf"^(?:['’]s?)?[ -](?:(?:{kinds})[ -])*(?:{titles})\b", re.IGNORECASE),
        before_person=re.compile(rf"\b(?:{titles}),? $", re.IGNORECASE),
        after_person=re.compile(rf"^(?:['’]s?)? (?:{tables.words_pattern(raw['after_person'])})\b", re.IGNORECASE),
        never_first=never_first(),
        first_names=first_names(embedded()) | given_names(),
        never_in=frozenset(raw["never_in"]),
        club_words=frozenset(raw["club_words"]),
        club_words_too=frozenset(raw["club_words_too"]),
        before_hyphen=frozenset(raw["before_hyphen"]),
        of_saints=frozenset(raw["of_saints"]),
        club_openings=frozenset(raw["club_openings"]),
        club_verbs=re.compile(rf"^ (?:{tables.words_pattern(raw['club_verbs'])})\b", re.IGNORECASE),
        club_nouns=re.compile(rf"^ (?:{tables.words_pattern(raw['club_nouns'])})\b", re.IGNORECASE),
        before_subject=re.compile(rf"(?:^|[.!?:;\n\"“‘–—] ?|(?<!\w)(?:{tables.words_pattern(raw['before_subject'])}) )$", re.IGNORECASE),
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
    clubs = InOrder(m for m in known if m.sort is Sort.ORG)
    for part in parts:
        in_title_case = is_in_title_case(body, part.span.start, part.span.end)
        for run in runs(hidden, part.span):
            span = of_title_case(body, run) if in_title_case else run
            words = span.of(body).split()
            whole = span if in_title_case else carried(hidden, span)
            if whole != span or is_club(words):
                found.append(stranger(whole, body, Sort.ORG, "unknown club"))
            elif may_be_club(body, span, words):
                if clubs.touching(Span(start=max(0, span.start - 2), end=span.end + 2)):
                    continue  # more words of a club's name ("Ajax Amsterdam")
                found.append(replace(stranger(span, body, Sort.ORG, "unknown club, or a town"), sure=False))
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
    """The mentions, where a club's short name beside an unknown capitalised word ("Cork City", "Deportivo Quillota") is another club's."""
    starts = {p.span.start for p in parts}
    by_name = {m.key for m in mentions if m.sort is Sort.ORG and m.form is Form.FULL}
    out = []
    for m in mentions:
        short = m.sort is Sort.ORG and m.form in (Form.SHORT, Form.NICKNAME, Form.ALIAS)
        if short and not is_in_title_case(body, m.span.start, m.span.end):
            word = fold(m.span.of(body))
            before = word_before(body, m, starts, opens=m.key in by_name) if word in patterns().club_words else None
            after = CAPITAL_AFTER.match(body, m.span.end) if word in patterns().club_openings else None
            beside = next((b for b in (before, after) if b and names_on(b, mentions)), None)
            if beside:
                low, high = min(m.span.start, beside.start(1)), max(m.span.end, beside.end(1))
                m = stranger(Span(start=low, end=high), body, Sort.ORG, "unknown club")  # noqa: PLW2901
        out.append(m)
    return out


def names_on(beside: re.Match[str], mentions: InOrder[Mention]) -> bool:
    """Whether a word beside a club's short name is part of a longer name: no word of description, and nobody's name."""
    return fold(beside.group(1)) not in patterns().never_first and not mentions.touching(of_group(beside))


def word_before(body: str, short: Mention, starts: AbstractSet[int], *, opens: bool) -> re.Match[str] | None:
    """The capitalised word before a short name.

    The word that a sentence opens with may be any ("Sacked City boss", "Left United in May"): it counts only where it does not look like one,
    and the item does not name the club whose short name it is (`opens`).
    """
    before = CAPITAL_BEFORE.search(body, max(0, short.span.start - 25), short.span.start)
    if before is None or before.start(1) not in starts or FORMERLY.search(body, before.start(1) - 3, before.start(1)):
        return before
    return None if opens or OPENING_WORD.search(before.group(1)) else before


def of_group(match: re.Match[str]) -> Span:
    """Where the first group of a match stands."""
    return Span(start=match.start(1), end=match.end(1))


CAPITAL_BEFORE = re.compile(rf"\b(?:[Ee]x-)?([{CAPITAL}][\w’'-]*[{SMALL}]) $")
CAPITAL_AFTER = re.compile(rf" ([{CAPITAL}][\w’-]*[{SMALL}])(?!\w)")
FORMERLY = re.compile(r"\b[Ee]x-$")


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


def womens_clubs(body: str, mentions: Sequence[Mention], register: Register) -> list[Mention]:
    """The mentions, where an unknown club of the women's game is a known one ("Durham" is Durham Women)."""
    if not WOMENS_GAME.search(body):
        return list(mentions)
    out = []
    for m in mentions:
        org = register.find_org(f"{m.key} Women") if m.sort is Sort.ORG and not m.known else None
        out.append(replace(m, key=org.name, known=True, reason="a women's club, in an item about women's football") if org else m)
    return out


def surnames(body: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, where a club's name is the surname of somebody whom the item names in full ("Hans-Peter Ulm"), and nothing beside it shows the club."""
    bearers = {fold(m.key.split()[-1]): m for m in mentions if m.sort is Sort.PERSON and m.form is Form.FULL and " " in m.key}
    out = []
    for m in mentions:
        bearer = bearers.get(fold(m.span.of(body))) if m.sort is Sort.ORG else None
        if bearer and not may_be_club(body, m.span, m.span.of(body).split()):
            m = replace(bearer, span=m.span, form=Form.SURNAME, reason="surname of a person named in full")  # noqa: PLW2901
        out.append(m)
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
            low, text = (start + 3, name[3:]) if re.match(rf"[Ee]x-[{CAPITAL}]", name) else (start, name)
            while text and opens_no_name(text.split()[0]):
                rest = text.split(" ", 1)
                low, text = (low + len(rest[0]) + 1, rest[1]) if len(rest) > 1 else (low, "")
            words = text.split()
            if text.startswith("Park ") and "-" in words[1]:
                words = words[1:]  # a Korean surname
            if text and not any(fold(w) in known.never_in for w in words):
                yield Span(start=low, end=start + len(name))


def owners(run: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Where the names of a run begin and what they are, without genitives: "Stryn's Ola Nes" are two, "St George's Park" is none."""
    at = run.start()
    pieces = re.split(r"(?<=['’]s) ", run.group())
    if len(pieces) == 2 and pieces[0].startswith(("St ", "St. ", "Saint ")) and fold(pieces[1]) in patterns().of_saints:
        return
    for piece in pieces:
        yield at, re.sub(r"['’]s?$", "", piece)
        at += len(piece) + 1


def opens_no_name(word: str) -> bool:
    """Whether a capitalised word begins a sentence or a description rather than a name; contractions ("I'm") and "Co-owner" begin none."""
    first, hyphen, rest = word.partition("-")
    is_description = hyphen and rest[:1].islower() and fold(first) in patterns().before_hyphen
    return bool(is_description) or fold(word) in patterns().never_first or CONTRACTION.search(word) is not None


CONTRACTION = re.compile(r"^(?:I|We|You|They|It|He|She|That|There|What|Who)['’][a-z]+$|^[A-Z][a-z]+n['’]t$")


def is_club(words: Sequence[str]) -> bool:
    """Whether a run's first or last word is a club's; "Peter Vale" is a man."""
    if len(words) == 2 and fold(words[-1]) in patterns().club_words_too and fold(words[0]) in patterns().first_names:
        return False
    return len(words) > 1 and (fold(words[-1]) in patterns().club_words or opens_club(words))


def may_be_club(body: str, span: Span, words: Sequence[str]) -> bool:
    """Whether the words around a run show a club, as they might show a town, a team or a company; "name Declan Fahy head coach" shows none."""
    if is_persons(span, body, words):
        return False
    behind, before = body[span.end : span.end + 60], body[max(0, span.start - 30) : span.start]
    known = patterns()
    return (
        bool(known.after_org.match(behind))
        or (len(words) < MOST_WORDS - 1 and bool(known.before_org.search(before)))
        or (not words[-1].endswith("s") and does_as_clubs(behind, before))
    )


def does_as_clubs(behind: str, before: str) -> bool:
    """Whether a name has behind it what only clubs have or do; a plural ("Supporters want") does so too."""
    known = patterns()
    return bool(known.club_nouns.match(behind) or (known.club_verbs.match(behind) and known.before_subject.search(before)))


def is_persons(span: Span, body: str, words: Sequence[str]) -> bool:
    """Whether a run begins with a coach's first name and goes on as a sentence does."""
    return len(words) > 1 and fold(words[0]) in patterns().first_names and body[span.end : span.end + 1] == " "


def opens_club(words: Sequence[str]) -> bool:
    """Whether a run begins as clubs' names do ("Deportivo Quillota") and goes on with a name ("Sporting Director" does not)."""
    return fold(words[0]) in patterns().club_openings and fold(words[1]) not in patterns().never_first


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
