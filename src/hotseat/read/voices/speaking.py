"""Who speaks, where the decision layer hears a person: of the persons named near, the likeliest by the signs around their names.

Each sign has a weight, which `training/fit_speaking.py` learns from annotated claims; the best sum speaks.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from hotseat.errors import ReaderError
from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.letters import CAPITAL
from hotseat.read.naming.linking import Mention
from hotseat.read.naming.scanning import Sort
from hotseat.read.segments import Segment
from hotseat.records import Span

BACK, AHEAD = 5, 3  # segments before and after the claim's in which a speaker is looked for
QUOTED_BEFORE = 1_500  # characters: a line that began earlier is taken up in its middle
LEADING = (
    "last before",
    "anchor first",
    "here first",
    "speaks next",
    "another speaks next",
)  # signs that mean another thing by what is said, and how
FRAMES = ("says", "inverted", "colon", "according")  # the kinds of a name's surroundings in which its bearer surely speaks
INVERTED = 40  # characters between a verb of speech and the name behind it, which its office may fill
SPOKEN = 0.6  # of a segment's characters: from here on it is spoken as a whole
# Quoted words end with their line: a mark that is never closed must not turn the rest of an article into speech. A straight single one may be an
# apostrophe, so it must be closed, and soon: looking for the other end of thousands of them must not cost without bound.
QUOTED = re.compile(
    r"“[^”\n]*(?:”|(?=\n)|$)|\"[^\"\n]*(?:\"|(?=\n)|$)|(?<!\w)‘(?:[^’\n]|’(?=\w))*(?:’|(?=\n)|$)|(?<!\w)'(?:[^'\n]|'(?=\w)){1,400}'"
)
# The plainest frames: a verb of speech right behind the name or not far before it, or the name after a dash at the end.
AFTER_NAME = re.compile(
    rf"^(?:,[^,]{{0,60}},)?\s+(?:has |have |also |again |now )?(?:{tables.source_patterns().speech})\b", re.IGNORECASE
)
SAYS_NAME = re.compile(rf"(?:{tables.source_patterns().speech})\s+(?:[\w’'-]+\s+){{0,5}}$", re.IGNORECASE)
SIGNED = re.compile(r"\s[-–]\s*$")
# What ends a name behind its verb ("says NAME."); where words follow it is another's object ("said NAME would stay").
ENDS = re.compile(r"\s*(?:[.,;:!?)\n–—-]|$)")
APPOSITION = r"(?:,[^,\n]{1,70},|,|\s\([^)\n]{1,40}\))?\s*"  # or the comma that ends the name as one ("the chairman, NAME, says")


@dataclass(frozen=True, slots=True)
class Patterns:
    """What stands behind and before the name of somebody who speaks."""

    says: re.Pattern[str]
    inverting: re.Pattern[str]
    said: re.Pattern[str]
    inverted: re.Pattern[str]
    office_before: re.Pattern[str]
    office_after: re.Pattern[str]
    closing: re.Pattern[str]
    confirms: re.Pattern[str]
    pronoun: re.Pattern[str]
    of_himself: re.Pattern[str]
    of_another: re.Pattern[str]


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """Compiled from `speaking.toml` and `sources.toml`."""
    raw = tables.table("speaking")
    verbs = f"(?:{tables.source_patterns().speech}|{tables.words_pattern(raw['verbs'])})"
    offices = tables.words_pattern(raw["offices"])
    reporters = set(tables.table("sources")["cited_as"]["nouns"])
    between = rf"(?:(?:{tables.words_pattern(raw['between'])})\s+){{0,3}}"
    return Patterns(
        says=re.compile(rf"^{APPOSITION}{between}{verbs}\b", re.IGNORECASE),
        inverting=re.compile(rf",\s{verbs}\s", re.IGNORECASE),
        said=re.compile(rf"(?:^|[\"”’',\s]){verbs}(?:\s+[\w’'.-]+,?){{0,6}}\s*$", re.IGNORECASE),
        inverted=re.compile(rf"(?:^|[\"”’',–—-])\s*{verbs}(?:\s+[\w’'.-]+){{0,5}}\s*$", re.IGNORECASE),
        office_before=re.compile(rf"\b(?:{offices}),?\s+$", re.IGNORECASE),
        office_after=re.compile(
            rf"^(?![’']s?\s),?\s*(?:[\w’'-]+\s+){{0,5}}(?:{offices})\b(?!,?\s(?-i:[{CAPITAL}]))", re.IGNORECASE
        ),
        closing=re.compile(
            rf",\s(?!(?:{tables.words_pattern(raw['clauses'])})\b)(?:[\w’'.-]+\s){{0,6}}(?:{tables.words_pattern(sorted(set(raw['offices']) - reporters))}),?\s$",
            re.IGNORECASE,
        ),
        confirms=re.compile(rf"^,?\s{between}{verbs}\b(?!\s(?:that|he|she|it|they|him|her)\b|:|,?\s[\"“‘'])", re.IGNORECASE),
        pronoun=re.compile(rf"\b(?:{tables.words_pattern(raw['pronouns'])})\s+{between}{verbs}\b", re.IGNORECASE),
        of_himself=re.compile(rf"\b(?:{tables.words_pattern(raw['of_himself'])})\b", re.IGNORECASE),
        of_another=re.compile(rf"\b(?:{tables.words_pattern(raw['of_another'])})\b", re.IGNORECASE),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A claim's segment with those around it, and the words in quotation marks.

    `anchor` is the number of the last segment before it that is not spoken as a whole, `close` of the first after it; -1 where there is none.
    """

    document: Document
    here: Segment
    around: Sequence[Segment]
    quoted: Sequence[Span]
    anchor: int
    close: int

    def is_quoted(self, span: Span) -> bool:
        """Whether a span begins in quotation marks."""
        at = bisect_right([q.start for q in self.quoted], span.start) - 1
        return at >= 0 and span.start < self.quoted[at].end

    def spoken(self, span: Span) -> str:
        """The words of a span that stand in quotation marks."""
        parts = [q for q in self.quoted if q.overlaps(span)]
        body = self.document.body
        return " ".join(body[max(q.start, span.start) : min(q.end, span.end)] for q in parts)

    @property
    def persons(self) -> Sequence[Mention]:
        """The persons named in it, in order."""
        return self.document.within(Span(start=self.around[0].span.start, end=self.around[-1].span.end), Sort.PERSON)

    def segment_at(self, place: int) -> Segment:
        """The segment that a place of the body lies in."""
        return self.around[bisect_right([s.span.start for s in self.around], place) - 1]

    def place(self, number: int) -> str:
        """Where a segment stands, seen from the claim's."""
        if number == self.here.number:
            return "here"
        if number == self.anchor:
            return "anchor"
        if number == self.close:
            return "close"
        return "before" if number < self.here.number else "after"


def is_spoken(segment: Segment, quoted: Sequence[Span]) -> bool:
    """Whether a segment is spoken as a whole: most of it stands in quotation marks."""
    length = sum(min(q.end, segment.span.end) - max(q.start, segment.span.start) for q in quoted if q.overlaps(segment.span))
    return length >= SPOKEN * (segment.span.end - segment.span.start)


def is_direct_speech(document: Document, segment: Segment, span: Span) -> bool:
    """Whether words of a segment that is spoken as a whole, and is no headline, stand in its quotation marks."""
    if segment.in_title:
        return False
    scene = scene_of(document, segment)
    return scene.is_quoted(span) and is_spoken(segment, scene.quoted)


def scene_of(document: Document, segment: Segment) -> Scene:
    """What is looked at to find who speaks in a segment."""
    around = document.segments[max(0, segment.number - BACK) : segment.number + AHEAD + 1]
    body, low, high = document.body, around[0].span.start, around[-1].span.end
    line = body.rfind("\n", max(0, low - QUOTED_BEFORE), low) + 1
    low = line or (0 if low < QUOTED_BEFORE else low)
    quoted = [Span(start=m.start(), end=m.end()) for m in QUOTED.finditer(body, low, min(len(body), high + 1))]

    before = [s for s in around if s.number < segment.number and not is_spoken(s, quoted)]
    after = [s for s in around if s.number > segment.number and not is_spoken(s, quoted)]
    return Scene(document=document, here=segment, around=around, quoted=quoted,
                 anchor=before[-1].number if before else -1, close=after[0].number if after else -1)  # fmt: skip


def frames(scene: Scene, mention: Mention, segment: Segment) -> Iterator[str]:
    """How a name stands in its segment: what makes its bearer one who speaks there."""
    body, found = scene.document.body, patterns()
    before = body[segment.span.start : mention.span.start]
    after = body[mention.span.end : min(len(body), segment.span.end + 2, mention.span.end + 130)]
    if scene.is_quoted(mention.span):
        yield "quoted"
        return
    if found.says.match(after) and not speaks_of(scene, mention, segment):
        yield "says"
    if found.said.search(before[-80:]):
        yield "said"
    if found.inverted.search(before[-80:]) and ENDS.match(after):
        yield "inverted"
    if re.match(r"^[^.,;\n]{0,25}:", after):
        yield "colon"
    if re.search(r"\s[-–—]\s*$", before) and not after.strip(" .\n"):
        yield "signed"
    if re.search(r"\baccording to (?:[\w’'-]+ ){0,5}$", before):
        yield "according"
    if found.office_before.search(before[-40:]) or found.office_after.match(after[:60]):
        yield "office"
    yield "named"


def speaks_of(scene: Scene, mention: Mention, segment: Segment) -> bool:
    """Whether the verb behind a name is another's, whose name follows it ("No word from NAME, says NAME")."""
    inverted = patterns().inverting.match(scene.document.body, mention.span.end, segment.span.end)
    if not inverted:
        return False
    return any(
        inverted.end() <= m.span.start <= inverted.end() + INVERTED for m in scene.document.within(segment.span, Sort.PERSON)
    )


def signs(scene: Scene, person: str) -> Mapping[str, set[str]]:
    """The signs for each candidate: the persons named around a segment, and the coach of the claim."""
    found: dict[str, set[str]] = defaultdict(set)
    found[person].add("the claim's")
    first: set[int] = set()
    last = None
    for mention in scene.persons:
        segment = scene.segment_at(mention.span.start)
        place, kinds = scene.place(segment.number), list(frames(scene, mention, segment))
        found[mention.key].update(f"{place} {kind}" for kind in kinds)
        if "quoted" in kinds:
            continue
        if segment.number not in first:
            found[mention.key].add(f"{place} first")
            first.add(segment.number)
        if mention.span.start < scene.here.span.start:
            last = mention.key
    if last:
        found[last].add("last before")
    if not frames_of(found[person], "here"):
        for key in [k for k, its in found.items() if k != person and (frames_of(its, "close") or frames_of(its, "after"))]:
            found[key].add("speaks next")
            found[person].add("another speaks next")
    kinds_of_speech = list(speech(scene))
    for key, its in found.items():
        if key != person and key in scene.document.said_of:
            its.add("another coach")
        leading = ["coach" if key == person else "other", *(s for s in LEADING if s in its)]
        its.update(f"{sign}, {kind}" for sign in leading for kind in kinds_of_speech)
    return found


def frames_of(its: set[str], place: str) -> bool:
    """Whether somebody's signs have him surely speak at a place."""
    return any(f"{place} {kind}" in its for kind in FRAMES)


def speech(scene: Scene) -> Iterator[str]:
    """What the words of a claim's segment say of who speaks, whoever it is."""
    words, spoken = patterns(), scene.spoken(scene.here.span)
    yield "spoken" if spoken else "told"
    if scene.here.in_title:
        yield "in title"
    if words.of_himself.search(spoken):
        yield "of himself"
    if words.of_another.search(spoken):
        yield "of another"
    if words.pronoun.search(scene.here.span.of(scene.document.body)):
        yield "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may speak: the sum of his signs' weights, and the signs, the weightiest first."""

    key: str
    worth: float
    signs: Sequence[str]


def candidates(document: Document, segment: Segment, person: str) -> list[Candidate]:
    """Who may speak in a segment that makes a claim about a coach, the likeliest first; of equals the coach."""
    weights = shipped()

    def worth(sign: str) -> float:
        return weights.get(sign, 0.0)

    found = [
        Candidate(key=key, worth=sum(map(worth, its)), signs=sorted(its, key=lambda s: (-worth(s), s)))
        for key, its in signs(scene_of(document, segment), person).items()
    ]
    return sorted(found, key=lambda c: (-c.worth, c.key != person))


def speaker(document: Document, segment: Segment, person: str) -> str:
    """Who speaks in a segment that makes a claim about a coach; he himself where nobody else is likelier."""
    return candidates(document, segment, person)[0].key


def plain_speaker(document: Document, segment: Segment) -> Mention | None:
    """The first person whom plain words make the speaker of a segment, where nothing else says that anybody speaks there."""
    body = document.body
    for mention in document.within(segment.span, Sort.PERSON):
        after = body[mention.span.end : min(segment.span.end, mention.span.end + 90)]
        if AFTER_NAME.match(after):
            return mention
        before = body[segment.span.start : mention.span.start]
        if SAYS_NAME.search(before) or (SIGNED.search(before) and mention.span.end >= segment.span.end - 1):
            return mention
    return None


def closing_speaker(document: Document, segment: Segment, span: Span, person: str) -> str | None:
    """Who closes a sentence by name and office behind a claim ("..., club president NAME confirmed"), if that is not the coach."""
    body, found = document.body, patterns()
    for mention in (
        document.within(Span(start=span.end, end=segment.span.end), Sort.PERSON) if span.end < segment.span.end else ()
    ):
        office = found.closing.search(body, span.end, mention.span.start)
        after = body[mention.span.end : min(segment.span.end, mention.span.end + 60)]
        if mention.key != person and office and office.end() == mention.span.start and found.confirms.match(after):
            return mention.key
    return None


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, float]:
    """The weight of each sign.

    Raises:
        ReaderError: the file is missing or broken.
    """
    try:
        found: Mapping[str, float] = json.loads(
            files("hotseat.read.weights").joinpath("speaking.json").read_text(encoding="utf-8")
        )
    except (OSError, ValueError) as error:
        msg = f"speaking.json: no weights of who speaks ({error}); make them anew with training/fit_speaking.py"
        raise ReaderError(msg) from error
    return found
