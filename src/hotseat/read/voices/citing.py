"""Which other outlet or journalist a sentence itself names as its origin: by words before or behind the name, or by a handle in front."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.beside import never_first
from hotseat.read.naming.letters import CAPITAL, SMALL
from hotseat.read.naming.linking import Mention
from hotseat.read.naming.scanning import Sort
from hotseat.read.segments import Segment
from hotseat.read.voices.brackets import bracketed, credits_by_brackets
from hotseat.read.voices.outlets import CAPITALS, REPORTER_OF, journalist, outlet_in
from hotseat.records import Span
from hotseat.register.folding import fold

WORDS = tables.source_patterns()
ADVERBS = r"(?:(?:has|have|had|also|first|now) ){0,2}"
ASIDE = r"(?:, [^,\n]{1,40},)?"
# What shows that the name before is an outlet's or a journalist's: what it does with the story, or the bracket around it.
REPORTS = re.compile(rf"\W*{ADVERBS}(?:just )?(?:(?:{WORDS.report})\b|\))")
REPORTER = re.compile(rf"\b({CAPITALS}){ASIDE} {ADVERBS}(?:{WORDS.report})\b")
NOUN = rf"(?:(?i:{WORDS.nouns}) )?"
CREDIT = re.compile(
    rf"(?:\b(?i:{WORDS.cited})|\b[Rr]eports? (?:from|in)|, (?:{WORDS.cited_behind}))\s+(?:(?:the|[a-z]+(?:-based)?) ){{0,2}}{NOUN}(@\w+|{CAPITALS})"
)
PLAIN_CREDIT = re.compile(rf"\b(?i:according to|as reported by|citing|via|per) (?:the )?{NOUN}({CAPITALS})")
PLAIN_REPORT = re.compile(
    rf"(?<!\bin )\b({CAPITALS})(?:, {WORDS.on_whose_word} [^,\n]{{1,60}},)? {ADVERBS}(?:(?:reports?|reported|claims|writes)\b|{WORDS.rates})"
)
# Papers that only their country or their number names ("two Danish newspapers have reported").
PRESS = re.compile(
    rf"(?<!\bin )(?<!\bin the )\b((?:(?i:{WORDS.how_many}) )?(?!(?:{WORDS.any_press})\b)(?:[{CAPITAL}][\w’'-]+|(?i:local|regional|national)) (?:{WORDS.press})) {ADVERBS}(?:{WORDS.in_the_plural}|{WORDS.in_the_past})\b"
)
# An outlet of which one speaks in the plural, thrown in ("..., say Lantern Post, ...").
THROWN_IN = re.compile(rf", (?:{WORDS.in_the_plural}) (?:the )?({CAPITALS})(?=[,.;]|$)")
# The handle that a post repeats, in front of its words ("@lequipe: ...", "@marca | ...").
HANDLE_FIRST = re.compile(r"\W*(?:(?:RT|[Vv]ia) )?(@\w+) ?:")
HANDLE_ALONE = re.compile(r"\W*(@\w+)$")  # before a bar, which ends a segment
FIRST_HAND = re.compile(rf"\b({CAPITALS}) {ADVERBS}(?:{WORDS.first_hand})\b")
GOES_ON = re.compile(rf"(?: (?:{WORDS.particles}))? ([{CAPITAL}][\w’'&-]*[{SMALL}])")
LEADS_TO = re.compile(rf"(?:{WORDS.cited}|\(|-|–)\W*(?:\w+\W+){{0,2}}$")
AGAINST = re.compile(rf"\b(?:{WORDS.against}),? (?:the )?$", re.IGNORECASE)
CLAUSE_BEGINS = re.compile(rf";|, (?:{WORDS.next_clause})\b")
# A further clause with a reporter of its own: what stands before it is told on another's word.
OWN_REPORTER = re.compile(
    rf"(?:,? (?:{WORDS.next_clause})|;),? (?:(?:as |the ){{0,2}}{CAPITALS}(?:,? {ADVERBS}(?:{WORDS.report})\b)|(?i:according to) (?:the )?(?:[a-z]+ ){{0,2}}{CAPITALS})"
)


def plainly_cited(document: Document, segment: Segment, span: Span, *, below: bool) -> str | None:
    """The other outlet that a segment names as its origin, in words or by the bracket behind it; with `below` also the segment after it."""
    after = document.segments[segment.number + 1 : segment.number + 2] if below else []
    named = (cited_outlet(document, s, span) for s in [segment, *after])
    body, low, high = document.body, segment.span.start, segment.span.end
    strange = (outlet_in(document, m) for p in (PLAIN_CREDIT, PLAIN_REPORT) for m in p.finditer(body, low, high))
    first = [segment, *document.segments[max(0, segment.number - 1) : segment.number]]
    handles = [p.match(body, s.span.start, s.span.end) for s, p in zip(first, (HANDLE_FIRST, HANDLE_ALONE), strict=False)]
    repeated = (outlet_in(document, m) for m in handles if m)
    return bracketed(document, segment, span, sure=True) or next(
        filter(None, [*repeated, *named, *strange, thrown_in(document, segment)]), None
    )


def any_cited(document: Document, segment: Segment, span: Span) -> bool:
    """Whether a segment itself names another outlet or journalist as its origin."""
    return bool(bracketed(document, segment, span) or cited_outlet(document, segment, span) or credited(document, segment))


def cited_outlet(document: Document, segment: Segment, span: Span) -> str | None:
    """Another outlet or a journalist whom the segment names as its origin; the nearest to the claim's span where it names several."""
    body = document.body
    found: list[Mention] = []
    gossip = credits_by_brackets(document, segment)  # a bracket before the claim ends another story
    for mention in document.other_outlets.inside(segment.span):
        before = body[max(segment.span.start, mention.span.start - 30) : mention.span.start]
        after = body[mention.span.end : min(segment.span.end, mention.span.end + 30)]
        if is_half_a_name(body, mention) or (gossip and mention.span.end <= span.start and before.endswith("(")):
            continue
        if not AGAINST.search(before) and (LEADS_TO.search(before) or REPORTS.match(after)):
            found.append(mention)
    best = nearest([m for m in found if in_one_clause(body, m.span, span)] or found, span)
    if best is None:
        return None
    reporter = REPORTER_OF.match(body, best.span.end, segment.span.end)
    return journalist(document, reporter) if reporter else best.key


def nearest(mentions: list[Mention], span: Span) -> Mention | None:
    """The mention that is fewest characters away from a span."""
    return min(mentions, key=lambda m: max(m.span.start - span.end, span.start - m.span.end), default=None)


def in_one_clause(body: str, one: Span, other: Span) -> bool:
    """Whether no further clause begins between two spans."""
    low, high = sorted((one, other), key=lambda s: s.start)
    return CLAUSE_BEGINS.search(body, low.end, max(low.end, high.start)) is None


def is_half_a_name(body: str, mention: Mention) -> bool:
    """Whether a known outlet's name is the beginning of another's ("Gazzetta del Tirreno")."""
    after = GOES_ON.match(body, mention.span.end, mention.span.end + 40)
    return after is not None and fold(after.group(1)) not in no_part_of_a_name()


@lru_cache(maxsize=1)
def no_part_of_a_name() -> frozenset[str]:
    """Words with a capital that begin no name, or stand in none."""
    return never_first() | frozenset(tables.table("strangers")["never_in"])


def credited(document: Document, segment: Segment) -> str | None:
    """An outlet or journalist that the register lacks, by the words before the name or behind it.

    A club or a coach behind "by" or "told" acts or listens ("dismissed by Rovers"), and is no source.
    """
    body = document.body
    for pattern in (CREDIT, REPORTER):
        for match in pattern.finditer(body, segment.span.start, segment.span.end):
            if name := outlet_in(document, match):
                return name
    return None


def first_hand(document: Document, segment: Segment) -> str | None:
    """Whose story it is by its own words ("Nordvest Avis understands"), where that is not the item's own outlet."""
    own = set(fold(document.item.outlet or "").split()) - {"the"}
    for match in FIRST_HAND.finditer(document.body, segment.span.start, segment.span.end):
        name = outlet_in(document, match)
        if name and own and not own & set(fold(name).split()):
            return name
    return None


def press(document: Document, segment: Segment) -> str | None:
    """The papers that a segment names by their country alone ("Danish media reported"), as it calls them."""
    match = PRESS.search(document.body, segment.span.start, segment.span.end)
    return match.group(1) if match else None


def thrown_in(document: Document, segment: Segment) -> str | None:
    """The outlet on whose word a sentence about somebody tells what it tells ("NAME, say Lantern Post, has agreed")."""
    match = THROWN_IN.search(document.body, segment.span.start, segment.span.end)
    return outlet_in(document, match) if match else None


def without_later_clause(document: Document, segment: Segment, span: Span, person: str) -> Segment:
    """A segment up to the further clause in which a reporter tells of somebody else than the coach of the claim; else all of it."""
    match = OWN_REPORTER.search(document.body, span.start, segment.span.end)
    if match is None or segment.in_title:
        return segment
    before, after = Span(start=span.start, end=match.start()), Span(start=match.end(), end=segment.span.end)
    is_named = any(m.key == person for m in document.within(before, Sort.PERSON))
    others = {m.key for m in document.within(after, Sort.PERSON)}
    of_another = is_named and others and person not in others
    return replace(segment, span=Span(start=segment.span.start, end=match.start())) if of_another else segment
