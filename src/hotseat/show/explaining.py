"""Why a reader made each claim: the span, the names and how they were resolved, who speaks, the cues, the windows and their probabilities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hotseat.read.decision.proposing import Proposal
from hotseat.read.details.times import Period, period
from hotseat.read.naming.linking import Mention
from hotseat.read.reader import Reading
from hotseat.read.voices.speaking import candidates
from hotseat.records import Claim, Kind, SourceKind

AROUND = 60  # characters shown on each side of a quote
MOST_SPEAKERS, MOST_SIGNS = 2, 4  # shown of one claim
FRAMES = ("frame.negation", "frame.possible", "frame.probable", "frame.condition", "frame.history")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything that speaks for one claim; `rule` says what decided."""

    claim: Claim
    before: str
    after: str
    person: str
    org: str
    cues: tuple[str, ...]
    windows: tuple[str, ...]
    rule: str
    happens: Period | None = None
    speakers: tuple[str, ...] = ()


def explain(reading: Reading) -> Iterator[Explanation]:
    """The explanation of each claim of a reading, in the order of the text."""
    if reading.document is None:
        return
    body = reading.item.body
    for claim in reading.claims:
        proposals = [p for p in reading.proposals if (p.kind, p.person, p.org, p.polarity) == key_of(claim)]
        yield Explanation(
            claim=claim,
            before=body[max(0, claim.span.start - AROUND) : claim.span.start],
            after=body[claim.span.end : claim.span.end + AROUND],
            person=resolution(reading, claim, claim.person),
            org=resolution(reading, claim, claim.org),
            cues=tuple(
                f"“{c.span.of(body)}” ({', '.join(c.classes)})"
                for c in reading.document.cues
                if any(p.segment.span.overlaps(c.span) for p in proposals[:1]) and speaks_for(c.classes, claim)
            ),
            windows=tuple(told(p) for p in sorted(proposals, key=lambda p: -p.probability)),
            rule=rule_of(claim, proposals),
            speakers=tuple(speakers(reading, claim, proposals)),
            happens=period(claim.when, reading.item.day) if claim.when and reading.item.day else None,
        )


def speakers(reading: Reading, claim: Claim, proposals: Sequence[Proposal]) -> Iterator[str]:
    """Of a claim whose source is a person who speaks, the likeliest speakers with the signs that most speak for them."""
    heard = next((p for p in proposals if p.source == claim.source), None)
    if reading.document is None or heard is None or claim.source.kind is not SourceKind.PERSON:
        return
    for found in candidates(reading.document, heard.segment, heard.person)[:MOST_SPEAKERS]:
        yield f"{found.key}, {found.worth:.1f} ({'; '.join(found.signs[:MOST_SIGNS])})"


def speaks_for(classes: Sequence[str], claim: Claim) -> bool:
    """Whether a cue of these classes bears on a claim: one of its kind, or one of negation, doubt or condition."""
    kind = "role" if claim.kind is Kind.TENURE else claim.kind.value
    return any(c.startswith((kind, *FRAMES)) for c in classes)


def key_of(claim: Claim) -> tuple[object, ...]:
    """What claim and proposal share."""
    return claim.kind, claim.person, claim.org, claim.polarity


def resolution(reading: Reading, claim: Claim, name: str | None) -> str:
    """How the text came to mean a name."""
    if name is None or reading.document is None:
        return "nobody named"
    mentions = [m for m in reading.document.mentions if m.key == name]
    if not mentions:
        return f"{name}: not named in the item; implied by a tenure"
    nearest = min(mentions, key=lambda m: abs(m.span.start - claim.span.start))
    return f"{name}: {words(nearest, reading)}"


def words(mention: Mention, reading: Reading) -> str:
    """A mention's words and the reason for its resolution."""
    provisional = "" if mention.known else ", provisional"
    return f"“{mention.span.of(reading.item.body)}” at {mention.span.start} ({mention.reason}{provisional})"


def told(proposal: Proposal) -> str:
    """What one window said."""
    return (
        f"{proposal.probability:.2f} at {proposal.segment.span.start}-{proposal.segment.span.end}: {proposal.stage}, "
        f"{proposal.certainty}, source {proposal.source.kind}"
    )


def rule_of(claim: Claim, proposals: list[Proposal]) -> str:
    """What made the claim, in a few words."""
    if not proposals:
        return "pattern of checkable facts"
    best = max(proposals, key=lambda p: p.probability)
    if best.stage is not claim.stage:
        return f"furthest stage of {len(proposals)} windows"
    if best.source != claim.source:
        return f"source by the vote of {len(proposals)} windows"
    return "likeliest of its windows" if len(proposals) > 1 else "one window"
