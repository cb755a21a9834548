"""Windows and their answers -> proposals: what each window says of each candidate, with its probability and the segment that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from hotseat.read import circumstances
from hotseat.read.answers import MOVES, Answers
from hotseat.read.attribution import named_source
from hotseat.read.document import Document
from hotseat.read.lexicon import tables
from hotseat.read.linking import Mention
from hotseat.read.names import Sort
from hotseat.read.segments import Segment
from hotseat.read.windows import SHORT_ITEM, Entity, Window
from hotseat.records import Certainty, Kind, Polarity, Source, SourceKind, Span, Stage

AROUND = ' \t\n"\u201c\u201d'  # what no quote of a whole segment begins or ends with
EPITHET = 0.7  # what an epithet is worth: more than a window's faint hint, less than its plain word


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which probability on a candidate is a claim, the moves in the order of `MOVES`; and how the segment that shows it is found.

    An article asks for more: it has ten times the candidates of a headline, and so ten chances for a false one. `attention` is what a
    segment's share of the encoder's attention is worth beside a name in it (4) and a cue (2), `denying_head` the head whose attention finds
    denials (`benchmarks.score_quotes --heads`).
    """

    moves: tuple[float, float, float, float] = (0.35, 0.4, 0.35, 0.4)
    article: tuple[float, float, float, float] = (0.6, 0.45, 0.6, 0.45)
    tenure: float = 0.45
    tenure_in_words: float = 0.2  # where a role phrase says it too ("Lens boss Pierre Sage")
    contract: float = 0.5
    attention: float = 10.0
    denying_head: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one window says of one candidate; `voices` says how likely each kind of source is, where that was asked."""

    kind: Kind
    polarity: Polarity
    person: str
    org: str
    stage: Stage
    certainty: Certainty
    source: Source
    probability: float
    segment: Segment
    span: Span
    condition: str | None = None
    when: str | None = None
    voices: Mapping[SourceKind, float] = field(default_factory=dict, hash=False)

    @property
    def key(self) -> tuple[Kind, str, str, Polarity]:
        """What makes two proposals the same claim."""
        return self.kind, self.person, self.org, self.polarity


def propose(
    document: Document, windows: Sequence[Window], answers: Sequence[Sequence[Answers]], thresholds: Thresholds
) -> Iterator[Proposal]:
    """Everything that passes its threshold, window by window."""
    for window, given in zip(windows, answers, strict=True):
        for (person, org), answer in zip(window.pairs, given, strict=True):
            yield from moves(document, window, person, org, answer, thresholds)
            yield from tenures(document, window, person, org, answer, thresholds)
            yield from contracts(document, window, person, org, answer, thresholds)
    yield from pressed(document)


def pressed(document: Document) -> Iterator[Proposal]:
    """The doubt that an epithet tells in passing ("under-fire Lens boss Pierre Sage"), which models take for part of the name."""
    for role in document.roles:
        if role.stage is not Stage.CURRENT or not under_pressure().search(role.span.of(document.item.body)):
            continue
        held = document.said_of.get(role.person, {})
        for org in [role.org] if role.org else [o for o, stage in held.items() if stage is Stage.CURRENT]:
            yield Proposal(
                kind=Kind.DEPARTURE, polarity=Polarity.AFFIRMED, person=role.person, org=org, stage=Stage.DOUBT,
                certainty=Certainty.CERTAIN, source=Source(kind=SourceKind.OUTLET, name=document.item.outlet), probability=EPITHET,
                segment=next(s for s in document.segments if s.span.overlaps(role.span)), span=role.span,
            )  # fmt: skip


@lru_cache(maxsize=1)
def under_pressure() -> re.Pattern[str]:
    """The epithets of `roles.toml`."""
    return re.compile(rf"\b(?:{tables.words_pattern(tables.table('roles')['pressed'])})\b", re.IGNORECASE)


def moves(
    document: Document, window: Window, person: Entity, org: Entity, answer: Answers, thresholds: Thresholds
) -> Iterator[Proposal]:
    """The arrivals and departures of a candidate."""
    short = len(document.item.body) <= SHORT_ITEM
    for index, (kind, polarity) in enumerate(MOVES):
        probability = answer.move(index)
        if probability < (thresholds.moves if short else thresholds.article)[index]:
            continue
        sign = "+" if polarity is Polarity.AFFIRMED else "-"
        segment, span = shown(document, window, person.key, org.key, kind, polarity, heard=listened(answer, polarity, thresholds))
        text = segment.span.of(document.item.body)
        source = named_source(document, segment, SourceKind(answer.best(f"source{sign}")), person.key, org.key)
        yield Proposal(
            kind=kind, polarity=polarity, person=person.key, org=org.key,
            stage=Stage(answer.best(kind.value)), certainty=Certainty(answer.best(f"certainty{sign}")),
            source=source,
            probability=probability, segment=segment, span=span,
            condition=circumstances.condition(text) if answer.chance("condition", "yes") >= 0.5 else None,
            when=circumstances.when(text), voices=heard(answer, f"source{sign}", source.kind),
        )  # fmt: skip


def tenures(
    document: Document, window: Window, person: Entity, org: Entity, answer: Answers, thresholds: Thresholds
) -> Iterator[Proposal]:
    """The plain statement that a candidate holds or held the post."""
    stage, probability = answer.best_but_none("tenure")
    said = document.said_of.get(person.key, {}).get(org.key)
    if probability < (thresholds.tenure if said is None else thresholds.tenure_in_words):
        return
    if said is Stage.CARETAKER:
        stage = said  # the text calls him interim
    segment, span = shown(document, window, person.key, org.key, Kind.TENURE, Polarity.AFFIRMED)
    yield Proposal(
        kind=Kind.TENURE, polarity=Polarity.AFFIRMED, person=person.key, org=org.key, stage=Stage(stage),
        certainty=Certainty.CERTAIN, source=Source(kind=SourceKind.OUTLET, name=document.item.outlet),
        probability=probability, segment=segment, span=span,
    )  # fmt: skip


def contracts(
    document: Document, window: Window, person: Entity, org: Entity, answer: Answers, thresholds: Thresholds
) -> Iterator[Proposal]:
    """What is said of a candidate's contract."""
    stage, probability = answer.best_but_none("contract")
    if probability < thresholds.contract:
        return
    segment, span = shown(document, window, person.key, org.key, Kind.CONTRACT, Polarity.AFFIRMED)
    source = named_source(document, segment, SourceKind(answer.best("source+")), person.key, org.key)
    yield Proposal(
        kind=Kind.CONTRACT, polarity=Polarity.DENIED if stage == "denied" else Polarity.AFFIRMED, person=person.key, org=org.key,
        stage=Stage.TALKS if stage == "denied" else Stage(stage), certainty=Certainty(answer.best("certainty+")), source=source,
        probability=probability, segment=segment, span=span, when=circumstances.when(segment.span.of(document.item.body)),
        voices=heard(answer, "source+", source.kind),
    )  # fmt: skip


def heard(answer: Answers, question: str, said: SourceKind) -> Mapping[SourceKind, float]:
    """How likely each kind of source is; where the words themselves name another than the likeliest, that one takes its place."""
    chances = {kind: answer.chance(question, kind.value) for kind in SourceKind}
    likeliest = SourceKind(answer.best(question))
    if said is not likeliest:
        chances[said] += chances[likeliest]
        chances[likeliest] = 0.0
    return chances


def listened(answer: Answers, polarity: Polarity, thresholds: Thresholds) -> Sequence[float]:
    """What the encoder's attention to each segment of the window is worth: for denials that of the head which finds them, else the others'."""
    if answer.heard is None:
        return ()
    denying = answer.heard[thresholds.denying_head]
    shares = denying if polarity is Polarity.DENIED else (answer.heard.sum(axis=0) - denying) / (len(answer.heard) - 1)
    return [thresholds.attention * float(share) for share in shares]


def shown(
    document: Document, window: Window, person: str, org: str, kind: Kind, polarity: Polarity, *, heard: Sequence[float] = ()
) -> tuple[Segment, Span]:
    """The segment of a window that shows a claim best, and the words of it to quote.

    Names and cues speak for a segment, and where the encoder `heard` the claim: a spoken denial has neither name nor a usual cue.
    """

    def worth(number: int) -> tuple[float, int]:
        seen = evidence(document, window.segments[number], person, org, kind, polarity)
        return seen + (heard[number] if heard else 0.0), -number

    best = window.segments[max(range(len(window.segments)), key=worth)]
    return best, quoted(document, best, person, org, kind, polarity)


def quoted(document: Document, segment: Segment, person: str, org: str, kind: Kind, polarity: Polarity) -> Span:
    """The words from the first to the last of person, club and cue; the whole segment, quotation marks apart, where neither is named."""
    names = [m for m in document.mentions if inside(m, segment) and m.key in (person, org)]
    if not names:
        words = segment.span.of(document.item.body)
        bare = words.strip(AROUND) or words
        start = segment.span.start + words.index(bare)
        return Span(start=start, end=start + len(bare))
    people = [m.span for m in names if m.sort is Sort.PERSON]
    cues = [c.span for c in document.cues_within(segment.span) if told(c.classes, kind, polarity)]
    anchor = people[0] if people else names[0].span
    spots = [anchor]
    spots += [min((m.span for m in names if m.sort is Sort.ORG), key=lambda s: abs(s.start - anchor.start), default=anchor)]
    spots += [min(cues, key=lambda s: abs(s.start - anchor.start), default=anchor)]
    return Span(start=min(s.start for s in spots), end=max(s.end for s in spots))


def evidence(document: Document, segment: Segment, person: str, org: str, kind: Kind, polarity: Polarity) -> float:
    """How much of a claim a segment shows: its names, and a cue of its kind."""
    keys = {m.key for m in document.mentions if inside(m, segment)}
    cues = sum(told(c.classes, kind, polarity) for c in document.cues_within(segment.span))
    return 4.0 * (person in keys) + 1.0 * (org in keys) + 2.0 * (cues > 0) + 0.1 * min(cues, 3)


def inside(mention: Mention, segment: Segment) -> bool:
    """Whether a mention stands in a segment."""
    return segment.span.start <= mention.span.start and mention.span.end <= segment.span.end


def told(classes: Sequence[str], kind: Kind, polarity: Polarity) -> bool:
    """Whether a cue of these classes can tell of the kind with the polarity."""
    if kind is Kind.TENURE:
        return any(c.startswith("role.") and not c.startswith("role.other") for c in classes)
    return any(c.startswith(kind.value) and (c.endswith(".denied") == (polarity is Polarity.DENIED)) for c in classes)
