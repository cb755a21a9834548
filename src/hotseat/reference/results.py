"""The reference results in memory: seasons, teams, sources; read-only, queried by competition, season, team and day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property, lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import polars as pl

from hotseat.errors import ReferenceDataError
from hotseat.reference.competitions import competitions
from hotseat.reference.frames import SCHEMA, from_frame
from hotseat.reference.matches import Match, by_day
from hotseat.reference.origins import BELIEF


class Results:
    """Matches of every source; the believed ones by season and team, the others to compare with.

    Args:
        frame: rows of `frames.SCHEMA`.
    """

    def __init__(self, frame: pl.DataFrame) -> None:
        """Keep the rows; seasons are made into matches when they are asked for."""
        self.frame = frame
        self._seasons: dict[tuple[str, str], tuple[Match, ...]] = {}
        self._told: dict[tuple[str, str, str], tuple[Match, ...]] = {}

    @cached_property
    def _index(self) -> Mapping[tuple[str, str], Mapping[str, pl.DataFrame]]:
        parts = self.frame.partition_by("competition", "season", "origin", as_dict=True)
        found: dict[tuple[str, str], dict[str, pl.DataFrame]] = {}
        for (competition, season, origin), part in parts.items():
            found.setdefault((str(competition), str(season)), {})[str(origin)] = part
        return found

    @cached_property
    def seasons(self) -> Mapping[str, tuple[str, ...]]:
        """The seasons of each competition, in order."""
        found: dict[str, list[str]] = {}
        for competition, season in sorted(self._index):
            found.setdefault(competition, []).append(season)
        return {k: tuple(v) for k, v in found.items()}

    def told(self, origin: str, competition: str, season: str) -> tuple[Match, ...]:
        """The matches as one source tells them, in order of play."""
        key = (origin, competition, season)
        if key not in self._told:
            part = self._index.get((competition, season), {}).get(origin)
            self._told[key] = () if part is None else tuple(by_day(t.match for t in from_frame(part)))
        return self._told[key]

    def season(self, competition: str, season: str) -> tuple[Match, ...]:
        """The believed matches, in order of play; in a league, gaps of the first source are filled from the second."""
        key = (competition, season)
        if key not in self._seasons:
            parts = [part for o in BELIEF if (part := self.told(o, competition, season))]
            self._seasons[key] = tuple(by_day(filled(competition, parts)))
        return self._seasons[key]

    def season_at(self, competition: str, day: date) -> str | None:
        """The season that a day falls into: the running one, else the last that ended before."""
        best: str | None = None
        for season in self.seasons.get(competition, ()):
            first, _ = self.bounds(competition, season)
            if first is not None and first <= day:
                best = season
        return best

    @lru_cache(maxsize=512)  # noqa: B019 (the results live as long as the program)
    def bounds(self, competition: str, season: str) -> tuple[date | None, date | None]:
        """The first and the last day of play."""
        days = [m.day for m in self.season(competition, season) if m.day]
        return (min(days), max(days)) if days else (None, None)

    @lru_cache(maxsize=512)  # noqa: B019
    def teams(self, competition: str, season: str) -> frozenset[str]:
        """Every side of a season."""
        return frozenset(t for m in self.season(competition, season) for t in (m.home, m.away))

    @lru_cache(maxsize=256)  # noqa: B019
    def of_team(self, team: str) -> tuple[Match, ...]:
        """Every believed match of a team, in order of play."""
        rows = self.frame.lazy().filter((pl.col("home") == team) | (pl.col("away") == team))
        keys = rows.select("competition", "season").unique().collect().rows()
        return tuple(by_day(m for c, s in keys for m in self.season(str(c), str(s)) if m.involves(team)))

    def league_of(self, team: str, day: date) -> tuple[str, str] | None:
        """The league and season that a team plays in on a day, up to three months before the season starts or after it ends."""
        margin = timedelta(days=100)
        best: tuple[str, str] | None = None
        for key, competition in competitions().items():
            if not competition.is_league:
                continue
            for season in self.seasons.get(key, ()):
                first, last = self.bounds(key, season)
                near = first is not None and last is not None and first - margin <= day <= last + margin
                if near and team in self.teams(key, season) and (best is None or first is None or first <= day):
                    best = (key, season)
        return best

    @cached_property
    def until(self) -> Mapping[str, date]:
        """The last day with a result, by competition."""
        played = self.frame.filter(pl.col("home_goals").is_not_null())
        rows = played.group_by("competition").agg(pl.col("day").max()).rows()
        return {str(c): d for c, d in rows}


def filled(competition: str, parts: list[tuple[Match, ...]]) -> Iterable[Match]:
    """The first source's matches; in a league those of the others that it lacks, and their scores where it has none."""
    if not parts:
        return ()
    known = competitions().get(competition)
    if known is None or not known.is_league:
        return parts[0]
    found = {(m.home, m.away): m for m in parts[0]}
    for match in (m for part in parts[1:] for m in part):
        key = (match.home, match.away)
        if key not in found or (found[key].counted is None and match.counted is not None and not is_void(found[key])):
            found[key] = match
    return found.values()


def is_void(match: Match) -> bool:
    """Whether the first source says that the match did not count."""
    return match.status.value in ("cancelled", "abandoned")


def load(path: Path) -> Results:
    """Results from a Parquet file.

    Raises:
        ReferenceDataError: the file is missing, broken or of another version's columns.
    """
    try:
        frame = pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        msg = f"{path}: cannot be read ({error}); run `hotseat sync` to make it anew"
        raise ReferenceDataError(msg) from error
    if frame.columns != list(SCHEMA):
        msg = f"{path}: made by another version of hotseat; run `hotseat sync` to make it anew"
        raise ReferenceDataError(msg)
    return Results(frame.cast(SCHEMA))


@lru_cache(maxsize=1)
def embedded() -> Results:
    """The results that are shipped."""
    with as_file(files("hotseat.reference").joinpath("data", "matches.parquet")) as path:
        return load(path)
