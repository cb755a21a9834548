"""Which other outlet or journalist a claim is told after: the bracket behind it, the words around a name, or whose report goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.naming.beside import never_first
from hotseat.read.naming.letters import CAPITAL, SMALL
from hotseat.read.naming.linking import Mention
from hotseat.read.naming.scanning import Sort
from hotseat.read.segments import Segment
from hotseat.records import Span
from hotseat.register.folding import fold
from hotseat.register.register import embedded

WORDS = tables.source_patterns()
# A name begins with a capital, or is written as a site or a broadcaster writes itself ("beIN", "nau.ch").
FIRST_WORD = rf"(?:[{CAPITAL}][\w’'.&-]*|[a-z]{{1,3}}[A-Z]\w*|[a-z][\w-]*\.[a-z]{{2,}})"
CAPITALS = rf"{FIRST_WORD}(?: (?:(?:{WORDS.particles}) )?[{CAPITAL}][\w’'.&-]*){{0,3}}"
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
# Whose reporter somebody is ("Sky's Anna Berg"): he is the source.
REPORTER_OF = re.compile(rf"[’']s ([{CAPITAL}][\w’'-]+(?: (?:(?:{WORDS.particles}) )?[{CAPITAL}][\w’'-]+)+)")
FIRST_HAND = re.compile(rf"\b({CAPITALS}) {ADVERBS}(?:{WORDS.first_hand})\b")
ONLY_A_NOUN = re.compile(rf"^(?i:{WORDS.nouns}) (?=[{CAPITAL}])")
GOES_ON = re.compile(rf"(?: (?:{WORDS.particles}))? ([{CAPITAL}][\w’'&-]*[{SMALL}])")
LEADS_TO = re.compile(rf"(?:{WORDS.cited}|\(|-|–)\W*(?:\w+\W+){{0,2}}$")
AGAINST = re.compile(rf"\b(?:{WORDS.against}),? (?:the )?$", re.IGNORECASE)
# "(Mail)", "(Bild, subscription required)", "(Sky Germany - in German)"; a digest sets one behind each of its stories.
BRACKET = re.compile(r"\(([A-Z@][\w’'.& -]{2,40}?)(?:,[^)\n]*| [-–] [^)\n]*)?\)")
LINE_OF_BRACKET = re.compile(rf"{BRACKET.pattern}.{{0,12}}$")
NEXT_CLAUSE = re.compile(rf"(?:{WORDS.next_clause})\b")
CLAUSE_BEGINS = re.compile(rf";|, (?:{WORDS.next_clause})\b")
DIGEST = re.compile(r"\b(?:paper talk|gossip|rumou?rs?|mailbox)\b", re.IGNORECASE)
# A further clause with a reporter of its own: what stands before it is told on another's word.
OWN_REPORTER = re.compile(
    rf"(?:,? (?:{WORDS.next_clause})|;),? (?:(?:as |the ){{0,2}}{CAPITALS}(?:,? {ADVERBS}(?:{WORDS.report})\b)|(?i:according to) (?:the )?(?:[a-z]+ ){{0,2}}{CAPITALS})"
)
STORY = 4  # segments that one bracket of a digest may stand for
# What a sentence says of a report told before it ("the paper adds"), and what begins a story, or a line of a list, of its own.
REFERS = re.compile(rf"\b(?:{WORDS.refers})\b", re.IGNORECASE)
OF_ITS_OWN = re.compile(rf"\W*(?:{WORDS.elsewhere})\b", re.IGNORECASE)
LIST_LINE = re.compile(r"\s*(?:[•●▪*–-]|\d{1,2}[.)])\s")
ODDS = re.compile(rf"\b(?:\d{{1,3}}/\d{{1,2}}|(?:{WORDS.odds}))\b", re.IGNORECASE)
PRONOUN = re.compile(r"\b(?:he|him|his|she|her)\b", re.IGNORECASE)
EARLIER = re.compile(rf"\b(?:{WORDS.report}) (?:last|earlier)\b")


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


def cited(document: Document, segment: Segment, span: Span) -> str | None:
    """The other outlet or journalist after whom a claim is told, where it is known to be told after one."""
    if name := bracketed(document, segment, span):
        return name
    for near in neighbours(document, segment):
        name = cited_outlet(document, near, span) or credited(document, near)
        if name:
            return name
        if near is segment and (named := nearest(document.other_outlets.inside(near.span), span)):
            return named.key
    return carried_on(document, segment)


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


def spot_of(document: Document, span: Span, person: str) -> Span:
    """Where a claim's words name its coach, if they run on beyond a bracket; else all of them."""
    if not BRACKET.search(document.body, span.start, span.end):
        return span
    return next((m.span for m in document.within(span, Sort.PERSON) if m.key == person), span)


def below_headline(document: Document, segment: Segment, span: Span, person: str) -> tuple[Segment, Span]:
    """Where gossip tells what its headline says of a coach, with its paper in brackets; else the claim's own place."""
    if not (segment.in_title and DIGEST.search(document.item.title)):
        return segment, span
    told = (m.span for m in document.persons.get(person, ()) if m.span.start >= segment.span.end)
    for name in told:
        below = document.segments.touching(name)
        if below and not below[0].in_title:
            return below[0], name
    return segment, span


def any_cited(document: Document, segment: Segment, span: Span) -> bool:
    """Whether a segment itself names another outlet or journalist as its origin."""
    return bool(bracketed(document, segment, span) or cited_outlet(document, segment, span) or credited(document, segment))


def press(document: Document, segment: Segment) -> str | None:
    """The papers that a segment names by their country alone ("Danish media reported"), as it calls them."""
    match = PRESS.search(document.body, segment.span.start, segment.span.end)
    return match.group(1) if match else None


def thrown_in(document: Document, segment: Segment) -> str | None:
    """The outlet on whose word a sentence about somebody tells what it tells ("NAME, say Lantern Post, has agreed")."""
    match = THROWN_IN.search(document.body, segment.span.start, segment.span.end)
    return outlet_in(document, match) if match else None


def goes_on(document: Document, segment: Segment) -> str | None:
    """The outlet of the sentence before, or of the one before that, where a segment goes on with its story ("They add that ...")."""
    body = document.body
    strong = WORDS.going_on.match(body, segment.span.start)
    if not strong and not WORDS.going_on_of_it.match(body, segment.span.start):
        return None
    for near in reversed(document.segments[max(0, segment.number - 2) : segment.number]):
        outlets = document.other_outlets.inside(near.span)
        begins = bool(outlets) and outlets[0].span.start - near.span.start <= len("As the ")
        if begins or (strong and outlets):
            return outlets[0 if begins else -1].key
        if strong and (name := credited(document, near)):
            return name
    return None


def neighbours(document: Document, segment: Segment) -> Iterator[Segment]:
    """A segment, and the one before it and the one after it where they may tell whose its story is; not a line that is another story's bracket."""
    yield segment
    for number in (segment.number - 1, segment.number + 1):
        if 0 <= number < len(document.segments):
            near = document.segments[number]
            told_there = (
                goes_over(document, near.span, segment) if near.number < segment.number else goes_back(document, near, segment)
            )
            if told_there and not LINE_OF_BRACKET.match(near.span.of(document.body)):
                yield near


def goes_over(document: Document, source: Span, segment: Segment) -> bool:
    """Whether a report that is named before a segment goes on in it: not over a new line that does not speak of it, unless the name is its heading."""
    body, start = document.body, segment.span.start
    line = body.rfind("\n", 0, start) + 1
    words = segment.span.of(body)
    if ODDS.search(words) or OF_ITS_OWN.match(words):
        return False
    if source.start >= line or REFERS.search(words):
        return True
    begins = not body[line:start].strip(" “\"'‘") or LIST_LINE.match(body, line, start + 1) is not None
    return not begins or any(is_heading(body, m.span) for m in document.other_outlets.inside(source))


def stands_alone(document: Document, segment: Segment) -> bool:
    """Whether another's report is named near a segment, and does not go on in it: the outlet itself tells what stands there."""
    words = segment.span.of(document.body)
    if segment.in_title or WORDS.unnamed.search(words) or REFERS.search(words) or is_digest(document, segment):
        return False
    return any(o and o.span.end <= segment.span.start for o in document.other_outlets.around(segment.span.end)) or any(
        any_cited(document, s, s.span) for s in document.segments[max(0, segment.number - 1) : segment.number + 2]
    )


def is_heading(body: str, span: Span) -> bool:
    """Whether words stand on a line of their own."""
    low, high = body.rfind("\n", 0, span.start) + 1, body.find("\n", span.end)
    around = body[low : span.start] + body[span.end : high if high >= 0 else len(body)]
    return len(re.findall(r"\w+", around)) <= 1


def goes_back(document: Document, later: Segment, segment: Segment) -> bool:
    """Whether a report that is named behind a segment tells what stands in it: not where it is older, about others, or in another paragraph."""
    if segment.in_title or later.in_title or REFERS.search(segment.span.of(document.body)):
        return True
    if "\n" in document.body[segment.span.end : later.span.start].strip(" "):
        return False
    words = later.span.of(document.body)
    here, there = ({m.key for m in document.within(s.span, Sort.PERSON)} for s in (segment, later))
    of_others = here and there and not here & there and not PRONOUN.search(words)
    return not of_others and not EARLIER.search(words)


def bracketed(document: Document, segment: Segment, span: Span, *, sure: bool = False) -> str | None:
    """Who stands in the first bracket behind a claim, in its segment or as the line that ends its story.

    With `sure` only an outlet that the register knows, or the bracket of a digest: others hold anything.
    """
    body = document.body
    digest = is_digest(document, segment)
    of_papers = digest or credits_by_brackets(document, segment)
    for match in BRACKET.finditer(body, min(span.end, segment.span.end), segment.span.end):
        sign = of_papers or is_outlet(document, match) or (not sure and ends(match, segment.span.end))
        if sign and (name := outlet_in(document, match, plain=not of_papers)):
            return name
    for later in document.segments[segment.number + 1 : segment.number + 1 + (STORY if digest else 1)]:
        line = LINE_OF_BRACKET.match(later.span.of(body))
        if line and (digest or not sure):
            return outlet_in(document, line, later.span.start) if ends_its_story(document, later, segment) else None
    return None


def ends_its_story(document: Document, bracket: Segment, segment: Segment) -> bool:
    """Whether a bracket reaches back to a segment: one that shares its line with a story ends no line before it."""
    start = document.body.rfind("\n", 0, bracket.span.start) + 1
    return segment.span.start >= start or not document.body[start : bracket.span.start].strip()


def is_digest(document: Document, segment: Segment) -> bool:
    """Whether brackets end the stories around a segment."""
    near = document.segments[max(0, segment.number - 2 * STORY) : segment.number + 2 * STORY]
    return sum(1 for s in near if LINE_OF_BRACKET.match(s.span.of(document.body))) > 1


def credits_by_brackets(document: Document, segment: Segment) -> bool:
    """Whether a segment sets a paper in brackets behind each thing that it tells: it is gossip, or has several that end their words."""
    title = document.item.title
    if title and DIGEST.search(title):
        return True
    found = BRACKET.finditer(document.body, segment.span.start, segment.span.end)
    return sum(ends(m, segment.span.end) and outlet_in(document, m) is not None for m in found) > 1


def ends(match: re.Match[str], end: int) -> bool:
    """Whether nothing but a mark stands between a bracket and the end of its segment, or a comma or a further clause follows."""
    rest = match.string[match.end() : end].strip()
    return len(rest) <= 1 or rest[0] in ",;." or NEXT_CLAUSE.match(rest) is not None


def is_outlet(document: Document, match: re.Match[str]) -> bool:
    """Whether the register knows what stands in a bracket as an outlet."""
    place = Span(start=match.start(1), end=match.end(1))
    return bool(document.other_outlets.inside(place))


def outlet_in(document: Document, match: re.Match[str], shift: int = 0, *, plain: bool = True) -> str | None:
    """What a bracket names: the register's name of the outlet, or the words, if `plain` their own alone; None for a club or a known coach."""
    place = Span(start=match.start(1) + shift, end=match.end(1) + shift)
    here = document.mentions.touching(place)
    if match.group(1).startswith("@"):
        return behind_handle(document, match.group(1), place)
    if reporter := REPORTER_OF.search(match.group(1)):
        return journalist(document, reporter, place.start)
    words = own_words(match.group(1)) if plain else match.group(1)
    if words and is_own_short_name(words, document.item.outlet or ""):
        return None
    known = next((m for m in here if m.sort is Sort.OUTLET), None)
    if known and not is_longer(words, known.span.of(document.body)):
        return known.key if known in document.other_outlets.inside(known.span) else None
    if any(
        m.span.start <= place.start and (m.sort in (Sort.ORG, Sort.COMPETITION) or (m.sort is Sort.PERSON and m.known))
        for m in here
    ):
        return None
    return words


def is_own_short_name(words: str, outlet: str) -> bool:
    """Whether words are the capitals or the initials of an outlet's name ("GMS" of GiveMeSport, "FI" of Football Insider)."""
    parts = re.findall(rf"[{CAPITAL}]{{2,}}|[{CAPITAL}]?[{SMALL}]+|[{CAPITAL}]", outlet)
    short = {"".join(part[0] for part in parts).upper(), "".join(c for c in outlet if c.isupper())}
    return len(words) > 1 and words in short


def behind_handle(document: Document, handle: str, place: Span) -> str | None:
    """The outlet or journalist of a handle, or the handle itself; None for that of a club or of the item's own house."""
    name = by_handle().get(fold(handle).replace(" ", "").removeprefix("@"), handle)
    own = name in document.house or handle.casefold() == (document.item.outlet or "").casefold()
    is_club = any(m.sort is Sort.ORG for m in document.mentions.touching(place))
    return None if own or is_club else name


@lru_cache(maxsize=1)
def by_handle() -> Mapping[str, str]:
    """The outlets and journalists by their names, handles and sites as one word."""
    return {form.replace(" ", "").removeprefix("@"): name for form, name in embedded().outlet_forms.items()}


def journalist(document: Document, match: re.Match[str], shift: int = 0) -> str:
    """The reporter behind an outlet's name, by the register's name where it knows him."""
    place = Span(start=match.start(1) + shift, end=match.end(1) + shift)
    known = document.other_outlets.inside(place)
    return known[0].key if known else match.group(1)


def is_longer(words: str | None, name: str) -> bool:
    """Whether words are a longer name than that of the outlet found in them ("Sports Nippon" and "Sport")."""
    return words is not None and len(fold(words).removeprefix("the ").split()) > len(fold(name).removeprefix("the ").split())


def nearest(mentions: list[Mention], span: Span) -> Mention | None:
    """The mention that is fewest characters away from a span."""
    return min(mentions, key=lambda m: max(m.span.start - span.end, span.start - m.span.end), default=None)


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


def first_hand(document: Document, segment: Segment) -> str | None:
    """Whose story it is by its own words ("Nordvest Avis understands"), where that is not the item's own outlet."""
    own = set(fold(document.item.outlet or "").split()) - {"the"}
    for match in FIRST_HAND.finditer(document.body, segment.span.start, segment.span.end):
        name = outlet_in(document, match)
        if name and own and not own & set(fold(name).split()):
            return name
    return None


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


def own_words(name: str) -> str | None:
    """A run of capitalised words without those that only open the sentence ("But Lantern Post"); None where no other is left."""
    words = ONLY_A_NOUN.sub("", name.rstrip(".")).split()
    while words and fold(words[0]) in never_first() and (fold(words[0]) != "the" or len(words) == 1):
        words = words[1:]
    return " ".join(words) or None


def carried_on(document: Document, segment: Segment) -> str | None:
    """The other outlet or journalist whose report an article goes on telling: the one named last before the segment, else the next after it."""
    before, after = document.other_outlets.around(segment.span.end)
    if before:
        return before.key if goes_over(document, before.span, segment) else None
    where = next((s for s in document.segments if after and s.span.start <= after.span.start < s.span.end), None)
    return after.key if after and where and goes_back(document, where, segment) else None
