"""A match as every source tells it, and what follows from its score alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """Whether a match has counted, will be played, or was decided off the pitch."""

    PLAYED = "played"
    SCHEDULED = "scheduled"
    AWARDED = "awarded"
    POSTPONED = "postponed"
    ABANDONED = "abandoned"
    CANCELLED = "cancelled"

    @property
    def counts(self) -> bool:
        """Whether its score stands."""
        return self in (Status.PLAYED, Status.AWARDED)


Goals = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Goals of the home and the away side.

    `final` includes extra time and no shoot-out; `regular` is the score after 90 minutes where extra time followed; `half` at
    half-time; `penalties` the shoot-out.
    """

    final: Goals
    half: Goals | None = None
    regular: Goals | None = None
    penalties: Goals | None = None

    @property
    def extra_time(self) -> bool:
        """Whether it went beyond 90 minutes."""
        return self.regular is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One match. `competition` is a key of `competitions.toml`, `season` "2024-25" or "2026", `round` the source's words."""

    competition: str
    season: str
    round: str
    day: date | None
    home: str
    away: str
    score: Score | None = None
    status: Status = Status.SCHEDULED
    kick_off: str | None = None
    neutral: bool = False
    source: str = ""

    @property
    def counted(self) -> Score | None:
        """The score, if it stands."""
        return self.score if self.status.counts else None

    def involves(self, team: str) -> bool:
        """Whether the team plays in it."""
        return team in (self.home, self.away)

    def opponent(self, team: str) -> str:
        """The other side."""
        return self.away if team == self.home else self.home

    def goals(self, team: str) -> Goals | None:
        """Goals for and against the team, if the score stands."""
        score = self.counted
        if score is None:
            return None
        return score.final if team == self.home else (score.final[1], score.final[0])

    def points(self, team: str) -> int | None:
        """Three, one or none; a shoot-out counts as a draw."""
        goals = self.goals(team)
        return None if goals is None else 3 if goals[0] > goals[1] else int(goals[0] == goals[1])

    def winner(self) -> str | None:
        """Who won, or went through on penalties after a second leg; None for a draw or no score."""
        score = self.counted
        if score is None:
            return None
        home, away = score.penalties or score.final
        return None if home == away else self.home if home > away else self.away

    def words(self) -> str:
        """The match as a line: "2025-04-08 Arsenal 3-0 Real Madrid (Champions League 2024-25, Quarterfinals)"."""
        score = "v" if self.score is None else "-".join(map(str, self.score.final))
        if self.score and self.score.penalties:
            score += f" ({'-'.join(map(str, self.score.penalties))} pens)"
        return f"{self.day or 'no date'} {self.home} {score} {self.away} ({self.competition} {self.season}, {self.round})"


def by_day(matches: Iterable[Match]) -> list[Match]:
    """In the order of play; undated ones last."""
    return sorted(matches, key=lambda m: (m.day or date.max, m.competition, m.home))
