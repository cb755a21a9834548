"""Annotated items -> windows with the answer that each candidate should get.

A claim that an article makes elsewhere is not asked of a window that does not carry it: what that window says of it is not annotated.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from hotseat.gather.items import item_of
from hotseat.read.document import Composer
from hotseat.read.engines.answers import COLUMNS, MOVES, QUESTIONS, Floats
from hotseat.read.engines.windows import SHORT_ITEM, WINDOW, Window, windows
from hotseat.records import STAGES, Kind, Polarity
from hotseat.register.loading import embedded_rows
from hotseat.register.register import Register, build, embedded
from training.gold import Row
from training.matching import same_org, same_person

UNKNOWN_COACHES, WITHOUT_TENURES, UNKNOWN_CLUBS = 0.35, 0.2, 0.12  # shares of a thinned register
MOST_PLACES = 3  # at which a quote is looked for


@dataclass(slots=True)
class Target:
    """What one candidate should be answered: `moves` has a number from 0 to 1 for each of `MOVES`, None where it is not asked.

    `heard` holds, for questions of `answers`, the probabilities to learn instead, once teachers have been asked.
    """

    moves: list[float] | None = None
    answers: dict[str, int] = field(default_factory=dict)
    heard: dict[str, list[float]] = field(default_factory=dict)

    def chances(self, question: str) -> list[float]:
        """The probabilities to learn for a question's answers: those heard, or one for the labelled answer."""
        return self.heard.get(question) or [float(n == self.answers[question]) for n in range(len(QUESTIONS[question]))]

    def mixed(self, row: Floats, trust: float) -> Target:
        """This label and a teacher's probabilities, which count `trust`, together; of moves that have no label, the teacher's alone."""

        def both(said: Sequence[float], told: Floats) -> list[float]:
            return [(1 - trust) * s + trust * float(t) for s, t in zip(said, told, strict=True)]

        told = row[: len(MOVES)]
        moves = [float(t) for t in told] if self.moves is None else both(self.moves, told)
        return Target(moves=moves, answers=self.answers, heard={q: both(self.chances(q), row[COLUMNS[q]]) for q in self.answers})


@dataclass(slots=True)
class Example:
    """A window with the targets of its pairs, in their order."""

    item: str
    window: Window
    targets: list[Target]
    short: bool

    @property
    def tells(self) -> bool:
        """Whether any candidate has a move or a contract."""
        return any(any(t.moves or ()) or t.answers.get("contract", 0) for t in self.targets)


def thinned(seed: int) -> Register:
    """The register without a share of its coaches, tenures and clubs, so that a model learns to read about strangers."""
    draw = random.Random(seed)  # noqa: S311
    rows = []
    for kind, original in embedded_rows():
        row = original
        if kind == "coach":
            chance = draw.random()
            if chance < UNKNOWN_COACHES:
                continue
            if chance < UNKNOWN_COACHES + WITHOUT_TENURES:
                row = {**row, "tenures": []}
        elif kind == "club" and draw.random() < UNKNOWN_CLUBS:
            continue
        rows.append((kind, row))
    return build(rows)


def registers(count: int) -> Iterator[Register]:
    """The embedded register, then `count - 1` thinned ones."""
    yield embedded()
    for number in range(1, count):
        yield thinned(100 + number)


def examples(rows: Iterable[Row], register: Register, length: int = WINDOW) -> Iterator[Example]:
    """The windows of every row that is no stranger to the reader; an article's have about `length` characters."""
    composer = Composer(register)
    for row in rows:
        document = composer.compose(item_of(row))
        if document is None:
            continue
        short = len(document.item.body) <= SHORT_ITEM
        told = [(c, carrying(row, number, document.item.body)) for number, c in enumerate(row["claims"]) if c["kind"] != "fact"]
        for window in windows(document, register, length):
            targets = [target(p.key, o.key, window, told, short=short) for p, o in window.pairs]
            yield Example(item=row["id"], window=window, targets=targets, short=short)


def carrying(row: Row, number: int, body: str) -> list[tuple[str, str, int, int]]:
    """Where an item carries a claim: stage, certainty, start and end of each span."""
    claim = row["claims"][number]
    spans = [claim, *(s for s in row.get("spans", []) if s["claim"] == number)]
    found = []
    for span in spans:
        at = body.find(span["quote"])
        for _ in range(MOST_PLACES):
            if at < 0:
                break
            found.append((span["stage"], span["certainty"], at, at + len(span["quote"])))
            at = body.find(span["quote"], at + 1)
    return found


def target(
    person: str, org: str, window: Window, told: list[tuple[dict[str, Any], list[tuple[str, str, int, int]]]], *, short: bool
) -> Target:
    """What a candidate should be answered in a window."""
    wanted = Target(moves=[0.0] * len(MOVES), answers={"tenure": 0, "contract": 0})
    asked_elsewhere: set[str] = set()
    for claim, spans in told:
        if not same_person(claim["person"], person) or not same_org(claim["org"], org):
            continue
        here = [s for s in spans if s[2] < window.span.end and window.span.start < s[3]]
        if not here and not short:
            asked_elsewhere.add(claim["kind"])
            continue
        kind = Kind(claim["kind"])
        best = max(here or [(claim["stage"], claim["certainty"], 0, 0)], key=lambda s: STAGES[kind].index(s[0]))
        add(wanted, claim, kind, best[0], best[1])
    if wanted.moves is not None and not any(wanted.moves) and asked_elsewhere & {"arrival", "departure"}:
        wanted.moves = None
    for question in ("tenure", "contract"):
        if wanted.answers[question] == 0 and question in asked_elsewhere:
            del wanted.answers[question]
    return wanted


def add(wanted: Target, claim: dict[str, Any], kind: Kind, stage: str, certainty: str) -> None:
    """Put one claim into a target."""
    denied = claim["polarity"] == Polarity.DENIED
    sign = "-" if denied else "+"
    answers = wanted.answers
    if kind is Kind.TENURE:
        answers["tenure"] = QUESTIONS["tenure"].index(stage)
        return
    answers.setdefault(f"certainty{sign}", QUESTIONS["certainty+"].index(certainty))
    answers.setdefault(f"source{sign}", QUESTIONS["source+"].index(claim["source"]["kind"]))
    if kind is Kind.CONTRACT:
        answers["contract"] = QUESTIONS["contract"].index("denied" if denied else stage)
        return
    if wanted.moves is not None:
        wanted.moves[MOVES.index((kind, Polarity(claim["polarity"])))] = 1.0
    if not denied or kind.value not in answers:
        answers[kind.value] = QUESTIONS[kind.value].index(stage)
    answers["condition"] = int(bool(claim["condition"]))
