"""Two sources about one season, match by match: every disagreement, none hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hotseat.reference.matches import Match


class Difference(StrEnum):
    """In what two sources differ about a match."""

    SCORE = "score"
    HALF = "half-time score"
    DAY = "day"
    STATUS = "status"
    ONLY_FIRST = "only in the first"
    ONLY_SECOND = "only in the second"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A match that two sources tell differently; the side that lacks it is None."""

    what: Difference
    first: Match | None
    second: Match | None

    def words(self) -> str:
        """Both versions on a line."""
        return f"{self.what}: {self.first.words() if self.first else '–'} | {self.second.words() if self.second else '–'}"


def compare(first: Sequence[Match], second: Sequence[Match]) -> list[Disagreement]:
    """Every difference between two sources' versions of a league season, by home and away side.

    A score of one that the other does not have yet is a difference of status; a day counts to the day.
    """
    ours, theirs = ({(m.home, m.away): m for m in part} for part in (first, second))
    found = []
    for key in sorted(ours.keys() | theirs.keys()):
        a, b = ours.get(key), theirs.get(key)
        if a is None or b is None:
            what = Difference.ONLY_SECOND if a is None else Difference.ONLY_FIRST
            found.append(Disagreement(what=what, first=a, second=b))
        else:
            found.extend(Disagreement(what=what, first=a, second=b) for what in differences(a, b))
    return found


def differences(a: Match, b: Match) -> list[Difference]:
    """In what two versions of one match differ."""
    found = []
    if a.score is None or b.score is None:
        if a.score is not b.score:
            found.append(Difference.STATUS)
    else:
        if a.score.final != b.score.final:
            found.append(Difference.SCORE)
        if a.score.half and b.score.half and a.score.half != b.score.half:
            found.append(Difference.HALF)
    if a.day != b.day:
        found.append(Difference.DAY)
    return found
