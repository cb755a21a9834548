"""Matches as rows of a Polars frame, the form in which they are kept (Parquet) and queried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from hotseat.reference.matches import Goals, Match, Score, Status
from hotseat.reference.names import Joiner

SCHEMA = pl.Schema(
    {
        "origin": pl.Categorical(), "competition": pl.Categorical(), "season": pl.Categorical(), "round": pl.Categorical(),
        "day": pl.Date(), "home": pl.Categorical(), "away": pl.Categorical(), "status": pl.Categorical(),
        "home_goals": pl.Int8(), "away_goals": pl.Int8(), "home_half": pl.Int8(), "away_half": pl.Int8(),
        "home_regular": pl.Int8(), "away_regular": pl.Int8(), "home_penalties": pl.Int8(), "away_penalties": pl.Int8(),
        "neutral": pl.Boolean(), "file": pl.Categorical(),
    }
)  # fmt: skip
ORDER = ["competition", "season", "day", "home", "origin"]
STEPS = (("goals", "final"), ("half", "half"), ("regular", "regular"), ("penalties", "penalties"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A match with the source that tells it."""

    origin: str
    match: Match


def joined(matches: Iterable[Match], joiner: Joiner) -> Iterator[Match]:
    """The matches under the register's names."""
    for match in matches:
        home, away = (joiner.join(n, match.competition).team for n in (match.home, match.away))
        yield replace(match, home=home, away=away)


def to_frame(told: Iterable[Told]) -> pl.DataFrame:
    """Rows of `SCHEMA`, sorted, each once."""
    rows = [_row(t) for t in told]
    plain = pl.Schema({k: pl.String() if isinstance(v, pl.Categorical) else v for k, v in SCHEMA.items()})
    frame = pl.DataFrame(rows, schema=plain, orient="row").unique(maintain_order=True).sort(ORDER, nulls_last=True)
    return frame.cast(SCHEMA)


def _row(told: Told) -> tuple[Any, ...]:
    match, score = told.match, told.match.score
    goals: list[int | None] = []
    for _, step in STEPS:
        pair: Goals | None = getattr(score, step) if score else None
        goals.extend(pair or (None, None))
    return (
        told.origin, match.competition, match.season, match.round, match.day, match.home, match.away, match.status.value, *goals,
        match.neutral, match.source.partition(":")[0],
    )  # fmt: skip


def from_frame(frame: pl.DataFrame) -> list[Told]:
    """The matches that the rows hold."""
    return [Told(origin=row["origin"], match=_match(row)) for row in frame.iter_rows(named=True)]


def _match(row: dict[str, Any]) -> Match:
    pairs = {step: _pair(row[f"home_{name}"], row[f"away_{name}"]) for name, step in STEPS}
    final = pairs.pop("final")
    day: date | None = row["day"]
    return Match(
        competition=row["competition"], season=row["season"], round=row["round"], day=day, home=row["home"], away=row["away"],
        score=Score(final=final, **pairs) if final else None, status=Status(row["status"]), neutral=row["neutral"],
        source=row["file"],
    )  # fmt: skip


def _pair(home: int | None, away: int | None) -> Goals | None:
    return None if home is None or away is None else (home, away)
