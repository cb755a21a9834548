"""Windows and their answers -> proposals: what each window says of each candidate, with its probability and the segment that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hotseat.read.decision import staging
from hotseat.read.decision.showing import Attention, Sought, shown
from hotseat.read.details import circumstances
from hotseat.read.document import Document
from hotseat.read.engines.answers import MOVES, Answers
from hotseat.read.engines.windows import SHORT_ITEM, Entity, Window
from hotseat.read.naming.scanning import Sort
from hotseat.read.segments import Segment
from hotseat.read.voices.attribution import named_source
from hotseat.read.voices.mouthpieces import is_of_the_crowd
from hotseat.read.voices.speaking import is_direct_speech, speaker
from hotseat.records import Certainty, Kind, Polarity, Source, SourceKind, Span, Stage

BRIEF = 400  # characters of an item of a headline and a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which probability on a candidate is a claim, the moves in the order of `MOVES`; and what attention counts for its quote.

    An article asks for more: it has ten times the candidates of a headline, and so ten chances for a false one.
    """

    moves: tuple[float, float, float, float] = (0.4, 0.35, 0.4, 0.35)
    article: tuple[float, float, float, float] = (0.5, 0.4, 0.45, 0.4)
    tenure: float = 0.45
    article_tenure: float = 0.35
    tenure_in_words: float = 0.2  # where a role phrase says it too ("Lens boss Pierre Sage")
    contract: float = 0.5
    condition: float = 0.4  # that it has one
    attention: Attention = field(default_factory=Attention)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one window says of one candidate; `voices` says how likely each kind of source is, where that was asked, `spoken_by` who says it in quotes."""

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
    spoken_by: str | None = None

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


def moves(
    document: Document, window: Window, person: Entity, org: Entity, answer: Answers, thresholds: Thresholds
) -> Iterator[Proposal]:
    """The arrivals and departures of a candidate."""
    floors = thresholds.moves if len(document.body) <= SHORT_ITEM else thresholds.article
    for index, (kind, polarity) in enumerate(MOVES):
        probability = answer.move(index)
        if probability < floors[index]:
            continue
        sign = "+" if polarity is Polarity.AFFIRMED else "-"
        sought = Sought(person=person.key, org=org.key, kind=kind, polarity=polarity)
        segment, span = shown(document, window, sought, thresholds.attention.worths(answer.heard, polarity))
        if is_of_the_crowd(document, segment, span, person.key):
            continue
        quoted = segment.span.of(document.body), *inside(segment, span)
        stage = staging.stage(kind, polarity, span.of(document.body), quoted[0], answer.stages(kind))
        source = named_source(document, segment, span, SourceKind(answer.best(f"source{sign}")), person.key, org.key)
        yield Proposal(
            kind=kind, polarity=polarity, person=person.key, org=org.key,
            stage=stage, certainty=Certainty(answer.best(f"certainty{sign}")),
            source=source,
            probability=probability, segment=segment, span=span,
            condition=circumstances.condition(*quoted) if answer.chance("condition", "yes") >= thresholds.condition else None,
            when=circumstances.when(*own_words(document, segment, span, person.key), dated_as(kind, stage, polarity), brief=len(document.body) <= BRIEF), voices=heard(answer, f"source{sign}", source.kind),
            spoken_by=speaker(document, segment, person.key) if is_direct_speech(document, segment, span) else None,
        )  # fmt: skip


def tenures(
    document: Document, window: Window, person: Entity, org: Entity, answer: Answers, thresholds: Thresholds
) -> Iterator[Proposal]:
    """The plain statement that a candidate holds or held the post."""
    stage, probability = answer.best_but_none("tenure")
    said = document.said_of.get(person.key, {}).get(org.key)
    alone = thresholds.tenure if len(document.body) <= SHORT_ITEM else thresholds.article_tenure
    if probability < (alone if said is None else thresholds.tenure_in_words):
        return
    if said is Stage.CARETAKER:
        stage = said  # the text calls him interim
    segment, span = shown(document, window, Sought(person=person.key, org=org.key, kind=Kind.TENURE))
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
    segment, span = shown(document, window, Sought(person=person.key, org=org.key, kind=Kind.CONTRACT))
    source = named_source(document, segment, span, SourceKind(answer.best("source+")), person.key, org.key)
    yield Proposal(
        kind=Kind.CONTRACT, polarity=Polarity.DENIED if stage == "denied" else Polarity.AFFIRMED, person=person.key, org=org.key,
        stage=Stage.TALKS if stage == "denied" else Stage(stage), certainty=Certainty(answer.best("certainty+")), source=source,
        probability=probability, segment=segment, span=span,
        when=circumstances.when(*own_words(document, segment, span, person.key), dated_as(Kind.CONTRACT, Stage.TALKS, Polarity.AFFIRMED)) if stage == Stage.TALKS else None,
        voices=heard(answer, "source+", source.kind),
    )  # fmt: skip


def dated_as(kind: Kind, stage: Stage, polarity: Polarity) -> str:
    """What a claim is for the words that date it; talks and links that are denied have no day."""
    if polarity is Polarity.AFFIRMED:
        return f"{kind} {stage}"
    return "" if stage in (Stage.LINKED, Stage.TALKS) else f"{kind} {polarity}"


def own_words(document: Document, segment: Segment, span: Span, person: str) -> tuple[str, int, int]:
    """A segment's words around a quote up to the next name of another person, whom a date behind it is about, and where the quote is in them."""
    others = [m.span for m in document.within(segment.span, Sort.PERSON) if m.key != person]
    low = max((o.end for o in others if o.end <= span.start), default=segment.span.start)
    high = min((o.start for o in others if o.start >= span.end), default=segment.span.end)
    return document.body[low:high], max(0, span.start - low), min(high, span.end) - low


def inside(segment: Segment, span: Span) -> tuple[int, int]:
    """Where a span of the body begins and ends in a segment's text."""
    return max(0, span.start - segment.span.start), min(segment.span.end, span.end) - segment.span.start


def heard(answer: Answers, question: str, said: SourceKind) -> Mapping[SourceKind, float]:
    """How likely each kind of source is; where the words themselves name another than the likeliest, that one takes its place."""
    chances = {kind: answer.chance(question, kind.value) for kind in SourceKind}
    likeliest = SourceKind(answer.best(question))
    if said is not likeliest:
        chances[said] += chances[likeliest]
        chances[likeliest] = 0.0
    return chances
