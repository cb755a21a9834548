"""The questions that a candidate (person, post) of a window is asked, and what the answers look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotseat.records import STAGES, Certainty, Kind, Polarity, SourceKind, Stage

Floats = npt.NDArray[np.float32]

# The moves, each asked by itself: an item may say that a man is under pressure and quote him that he will not quit.
MOVES: tuple[tuple[Kind, Polarity], ...] = (
    (Kind.ARRIVAL, Polarity.AFFIRMED),
    (Kind.ARRIVAL, Polarity.DENIED),
    (Kind.DEPARTURE, Polarity.AFFIRMED),
    (Kind.DEPARTURE, Polarity.DENIED),
)
NONE = "none"
# Question -> its answers, of which one holds. "+" and "-" stand for affirmed and denied moves.
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "arrival": tuple(STAGES[Kind.ARRIVAL]),
    "departure": tuple(STAGES[Kind.DEPARTURE]),
    "certainty+": tuple(Certainty),
    "certainty-": tuple(Certainty),
    "source+": tuple(SourceKind),
    "source-": tuple(SourceKind),
    "condition": ("no", "yes"),
    "tenure": (NONE, Stage.CURRENT, Stage.FORMER, Stage.CARETAKER),
    "contract": (NONE, Stage.TALKS, Stage.IN_FORCE, "denied"),
}
WIDTH = len(MOVES) + sum(map(len, QUESTIONS.values()))


def columns() -> dict[str, slice]:
    """Where each question's answers stand in a row of `WIDTH` numbers, behind the moves."""
    found, at = {}, len(MOVES)
    for question, answers in QUESTIONS.items():
        found[question] = slice(at, at + len(answers))
        at += len(answers)
    return found


COLUMNS = columns()


@dataclass(frozen=True, slots=True)
class Answers:
    """The probabilities for one candidate: `row` has `WIDTH` numbers, the moves first, then each question's answers.

    `heard`, shape (heads, segments), is the share of its attention that each head gave each segment of the window; None where the model has none.
    """

    row: Floats
    heard: Floats | None = None

    def move(self, index: int) -> float:
        """The probability of the move `MOVES[index]`."""
        return float(self.row[index])

    def best(self, question: str) -> str:
        """The likeliest answer."""
        return QUESTIONS[question][int(np.argmax(self.row[COLUMNS[question]]))]

    def best_but_none(self, question: str) -> tuple[str, float]:
        """The likeliest answer other than "none", and the probability that it is not "none"."""
        chances = self.row[COLUMNS[question]]
        return QUESTIONS[question][1 + int(np.argmax(chances[1:]))], float(1.0 - chances[0])

    def chance(self, question: str, answer: str) -> float:
        """The probability of one answer."""
        return float(self.row[COLUMNS[question]][QUESTIONS[question].index(answer)])

    def stages(self, kind: Kind) -> Mapping[Stage, float]:
        """The probability of each stage of a move."""
        return {stage: self.chance(kind.value, stage.value) for stage in STAGES[kind]}


def probabilities(logits: Floats) -> Floats:
    """Rows of logits, shape (candidates, `WIDTH`) -> probabilities: logistic for the moves, softmax for each question."""
    out = np.empty_like(logits)
    out[:, : len(MOVES)] = 1.0 / (1.0 + np.exp(-logits[:, : len(MOVES)]))
    for where in COLUMNS.values():
        shifted = np.exp(logits[:, where] - logits[:, where].max(axis=1, keepdims=True))
        out[:, where] = shifted / shifted.sum(axis=1, keepdims=True)
    return out
