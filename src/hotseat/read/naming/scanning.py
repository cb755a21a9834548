"""Names in a text: where they stand, and whom each of them may mean. One pass over the folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ahocorasick_rs import AhoCorasick

from hotseat.read.lexicon import tables
from hotseat.records import Span
from hotseat.register.entities import Form
from hotseat.register.folding import APOSTROPHES, Folded, fold, fold_with_origin
from hotseat.register.register import Register


class Sort(StrEnum):
    """What a name is a name of."""

    PERSON = "person"
    ORG = "org"
    OUTLET = "outlet"
    COMPETITION = "competition"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in the body with everybody whom it may mean."""

    span: Span
    sort: Sort
    candidates: tuple[tuple[str, Form], ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue phrase in the body with its classes ("departure.done")."""

    span: Span
    classes: tuple[str, ...]
    text: str


WORD = re.compile(r"\w+")
HANDLE = re.compile(r"(?<![\w@])@(\w{3,30})")


class Scanner:
    """Finds the register's names and the lexicon's cues. Built once, used for every item."""

    def __init__(self, register: Register) -> None:
        """Compile the names and cues into one automaton."""
        self._entries: list[tuple[str, object]] = []
        patterns: list[str] = []
        for sort, forms in ((Sort.ORG, register.org_forms), (Sort.PERSON, register.coach_forms)):
            for key, candidates in forms.items():
                patterns.append(key)
                self._entries.append((sort, candidates))
        for key, name in register.outlet_forms.items():
            patterns.append(key)
            self._entries.append((Sort.OUTLET, ((name, Form.FULL),)))
        for competition in register.competitions.values():
            for key in {fold(name) for name in (competition.name, *competition.aliases)}:
                patterns.append(key)
                self._entries.append((Sort.COMPETITION, ((competition.name, Form.FULL),)))
        for phrase, classes in tables.cues().items():
            patterns.append(phrase)
            self._entries.append(("cue", classes))
        self._patterns = patterns
        self._org_forms = register.org_forms
        self._in_handles = frozenset(tables.table("strangers")["in_handles"])
        self._with_apostrophe = frozenset(tables.table("strangers")["only_with_apostrophe"])
        self._in_capitals = frozenset(tables.table("strangers")["only_in_capitals"])
        self._first_names = first_names(register)
        self._automaton = AhoCorasick(patterns)

    def scan(self, body: str, folded: Folded) -> tuple[list[Name], list[Cue]]:
        """Names (longest at each place, persons and orgs apart from cues) and cues, in order of the text."""
        names: list[Name] = []
        cues: list[Cue] = []
        text = folded.text
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and text[start - 1].isalnum():
                continue
            sort, value = self._entries[index]
            if not ends_word(text, end, possessive=sort != "cue"):
                continue
            low, high = folded.back(start, end)
            if sort == "cue":
                cues.append(Cue(span=Span(start=low, end=high), classes=value, text=self._patterns[index]))  # type: ignore[arg-type]
            elif self._is_name(index, body, low, high) and not (sort is Sort.PERSON and self._opens_with(body, low, high)):
                span = Span(start=low, end=high)
                names.append(Name(span=span, sort=Sort(sort), candidates=value, text=body[low:high]))  # type: ignore[arg-type]
        return longest([*whole(names, body), *self._handles(body)]), longest_cues(cues)

    def _opens_with(self, body: str, low: int, high: int) -> bool:
        """Whether what looks like a surname with the s of a lost genitive is a first name ("Nicolas Still")."""
        return body[high : high + 1] == "s" and fold(body[low : high + 1]) in self._first_names

    def _handles(self, body: str) -> Iterator[Name]:
        """The clubs behind handles ("@ChelseaFC"), whose words come apart as a hashtag's do."""
        for match in HANDLE.finditer(body):
            if candidates := self.behind_handle(match.group(1)):
                yield Name(
                    span=Span(start=match.start(1), end=match.end(1)), sort=Sort.ORG, candidates=candidates, text=match.group(1)
                )

    def behind_handle(self, handle: str) -> tuple[tuple[str, Form], ...]:
        """The clubs that a handle may be of, which is given without its mark."""
        words = [w for w in fold_with_origin(f"#{handle}").text.split() if w not in self._in_handles]
        return self._org_forms.get(" ".join(words), ())

    def _is_name(self, index: int, body: str, low: int, high: int) -> bool:
        """Whether a pattern's words are written as a name: with a capital, all in capitals where they are common words otherwise ("as far"), with an apostrophe ("the U's")."""
        pattern, words = self._patterns[index], body[low:high]
        if pattern in self._with_apostrophe and APOSTROPHES.isdisjoint(words):
            return False
        return written_as_name(body, low, high) and (pattern not in self._in_capitals or words.isupper())


def first_names(register: Register) -> frozenset[str]:
    """The first names of a register's coaches, folded."""
    return frozenset(fold(c.split()[0]) for c in register.coaches if " " in c)


def ends_word(text: str, end: int, *, possessive: bool) -> bool:
    """Whether a word ends here; names may carry an s, since folding drops the apostrophe of the genitive."""
    if end >= len(text) or not text[end].isalnum():
        return True
    return possessive and text[end] == "s" and (end + 1 >= len(text) or not text[end + 1].isalnum())


def written_as_name(body: str, low: int, high: int) -> bool:
    """Names have a capital; "the blues" may not, if "the" is there, nor a hashtag."""
    if body[max(0, low - 1) : low] == "#":
        return True
    words = WORD.findall(body[low:high])
    return any(w[0].isupper() or w[0].isdigit() for w in words if w.casefold() != "the")


def whole(names: Sequence[Name], body: str) -> list[Name]:
    """The names without persons' that are half of a double name ("Lee-Roy", "Calvert-Lewin"), and so another's; "Roma-Gasperini" joins two names."""
    begins = {n.span.start for n in names if n.sort is Sort.ORG and stands_alone(n)}
    ends = {n.span.end for n in names if n.sort is Sort.ORG and stands_alone(n)}

    def is_half(low: int, high: int) -> bool:
        before = body[low - 1 : low] == "-" and body[max(0, low - 2) : low - 1].islower() and low - 1 not in ends
        return before or (body[high : high + 1] == "-" and body[high + 1 : high + 2].isupper() and high + 1 not in begins)

    return [n for n in names if n.sort is not Sort.PERSON or not is_half(n.span.start, n.span.end)]


def stands_alone(name: Name) -> bool:
    """Whether a name may mean somebody by more than one word of a longer name."""
    return any(form is not Form.ALONE for _, form in name.candidates)


def longest(names: list[Name]) -> list[Name]:
    """Of overlapping names the longest; of two as long, the org before the person before the outlet."""
    order = {Sort.ORG: 0, Sort.COMPETITION: 1, Sort.PERSON: 2, Sort.OUTLET: 3}
    kept: list[Name] = []
    taken: set[int] = set()  # the places of the characters of those kept
    for name in sorted(names, key=lambda n: (-(n.span.end - n.span.start), order[n.sort], n.span.start)):
        places = range(name.span.start, name.span.end)
        if taken.isdisjoint(places):
            kept.append(name)
            taken.update(places)
    return sorted(kept, key=lambda n: n.span.start)


def longest_cues(cues: list[Cue]) -> list[Cue]:
    """Cues that do not lie inside a longer one."""
    ordered = sorted(cues, key=lambda c: (c.span.start, -c.span.end))
    kept: list[Cue] = []
    reach = -1
    for cue in ordered:
        if cue.span.end > reach:
            kept.append(cue)
            reach = cue.span.end
    return kept
