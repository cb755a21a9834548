"""Which parser reads which file: the one place that knows all formats of the reference sources."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath

from hotseat.errors import FormatError
from hotseat.reference import competitions
from hotseat.reference.matches import Match
from hotseat.reference.sources import feed_lists, football_txt, league_lists, seasons_json, tabular


class Sort(StrEnum):
    """What a file holds."""

    SEASON = "season"  # openfootball's original, or its JSON
    RESULTS = "results"  # openfootball as one table
    SECOND = "second source"  # football-datasets
    INTERNATIONALS = "internationals"
    SHOOTOUTS = "shoot-outs"
    LEAGUES = "league names"
    CLUBS = "club names"
    FEEDS = "feeds"
    TABLE = "table"
    NOTICE = "notice"


@dataclass(slots=True, kw_only=True)
class Parsed:
    """A file's content: matches where it has some, and the number of records of any sort."""

    sort: Sort
    count: int
    matches: list[Match] = field(default_factory=list)
    expected: int | None = None
    shootouts: dict[tuple[str, str, str], str] = field(default_factory=dict)


def parse_file(path: str, text: str) -> Parsed:
    """What a file holds; `path` counts from the source's folder ("espana/2024-25/1-liga.txt").

    Raises:
        FormatError: the file is not what its name promises, or of no known sort; it names the line.
    """
    name = PurePosixPath(path).name
    if name.startswith(("LICENSE", "README", "MANIFEST", "NOTICE")):
        return Parsed(sort=Sort.NOTICE, count=len(text.splitlines()))
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".csv":
        return _csv(path, text)
    if suffix == ".json":
        return _json(path, text)
    if suffix == ".opml":
        return Parsed(sort=Sort.FEEDS, count=len(feed_lists.parse(text, path)))
    if suffix == ".txt" and name.endswith("leagues.txt"):
        return Parsed(sort=Sort.LEAGUES, count=len(league_lists.parse(text, path)))
    if suffix == ".txt":
        at = competitions.at_path(path)
        season = football_txt.parse(text, path, at[0].key if at else "")
        expected = season.expected.get("Matches", (None, 0))[0]
        return Parsed(sort=Sort.SEASON, count=len(season.matches) + season.undrawn, matches=season.matches, expected=expected)
    raise FormatError(path, "no parser for files of this name; known are .txt, .json, .csv, .opml and licences")


def _csv(path: str, text: str) -> Parsed:
    header = tabular.columns(text)
    if header >= tabular.OPENFOOTBALL:
        found = tabular.parse(text, path, tabular.openfootball)
        return Parsed(sort=Sort.RESULTS, count=len(found), matches=found)
    if header >= tabular.INTERNATIONALS:
        found = tabular.parse(text, path, tabular.internationals({}))
        return Parsed(sort=Sort.INTERNATIONALS, count=len(found), matches=found)
    if header >= tabular.SHOOTOUTS:
        winners = tabular.shootout_winners(text, path)
        return Parsed(sort=Sort.SHOOTOUTS, count=len(winners), shootouts=winners)
    if header >= tabular.FOOTBALL_DATASETS and (at := second_source(path)):
        found = tabular.parse(text, path, tabular.football_datasets(*at))
        return Parsed(sort=Sort.SECOND, count=len(found), matches=found)
    return Parsed(sort=Sort.TABLE, count=sum(1 for _ in tabular.rows(text, path)))


def second_source(path: str) -> tuple[str, str] | None:
    """Competition and season of a file of football-datasets: "la-liga/season-2425.csv"."""
    parts = PurePosixPath(path)
    digits = parts.stem.removeprefix("season-")
    known = next((c.key for c in competitions.competitions().values() if c.second == parts.parent.name), None)
    if known is None or len(digits) != 4 or not digits.isdigit():
        return None
    century = 1900 if int(digits[:2]) > 50 else 2000
    return known, f"{century + int(digits[:2])}-{digits[2:]}"


def _json(path: str, text: str) -> Parsed:
    if at := competitions.at_path(path):
        found = seasons_json.parse(text, path, at[0].key, at[1])
        return Parsed(sort=Sort.SEASON, count=len(found), matches=found)
    try:
        content = json.loads(text)
    except json.JSONDecodeError:
        content = [_line(path, number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if isinstance(content, list) and content and all(isinstance(c, dict) and "aliases" in c and "name" in c for c in content):
        return Parsed(sort=Sort.CLUBS, count=len(content))
    return Parsed(sort=Sort.TABLE, count=len(content))


def _line(path: str, number: int, line: str) -> object:
    """One value of a file of JSON lines."""
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise FormatError(f"{path}:{number}", f"not JSON ({error.msg})") from error
