"""Results as CSV: football-datasets, martj42's internationals, openfootball as one table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from hotseat.errors import FormatError
from hotseat.reference.competitions import of_tournament
from hotseat.reference.matches import Goals, Match, Score, Status

Row = Mapping[str, str]

# The columns that tell which table a file is.
FOOTBALL_DATASETS = frozenset({"Date", "HomeTeam", "AwayTeam", "FTHG", "FTAG"})
INTERNATIONALS = frozenset({"date", "home_team", "away_team", "home_score", "away_score", "tournament", "neutral"})
SHOOTOUTS = frozenset({"date", "home_team", "away_team", "winner"})
OPENFOOTBALL = frozenset({"competition", "season", "round", "date", "home", "away", "home_goals", "away_goals", "penalties"})


def rows(text: str, place: str) -> Iterator[tuple[int, Row]]:
    """Each row with its line.

    Raises:
        FormatError: no header, a row with too many or too few fields, or broken quotes; it names the line.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    if not reader.fieldnames or len(reader.fieldnames) < 2 or len(set(reader.fieldnames)) < len(reader.fieldnames):
        raise FormatError(f"{place}:1", "no header of two or more differing column names")
    try:
        for row in reader:
            if None in row or None in row.values():
                raise FormatError(f"{place}:{reader.line_num}", f"{len(reader.fieldnames)} fields expected")
            yield reader.line_num, row
    except csv.Error as error:
        raise FormatError(f"{place}:{reader.reader.line_num}", f"broken CSV ({error})") from error


def columns(text: str) -> frozenset[str]:
    """The header's names."""
    return frozenset(next(csv.reader([text.removeprefix("\ufeff").partition("\n")[0].rstrip("\r")]), []))


def parse(text: str, place: str, read: Callable[[Row, str], Match]) -> list[Match]:
    """Every row as a match.

    Raises:
        FormatError: a row that is none; it names the line.
    """
    found = []
    for line, row in rows(text, place):
        try:
            found.append(read(row, f"{place}:{line}"))
        except (KeyError, ValueError) as error:
            raise FormatError(f"{place}:{line}", f"this row is no match ({error})") from error
    return found


def football_datasets(competition: str, season: str) -> Callable[[Row, str], Match]:
    """A row of football-datasets; file and folder tell competition and season."""

    def read(row: Row, source: str) -> Match:
        score = _score(row["FTHG"], row["FTAG"], _goals(row.get("HTHG", ""), row.get("HTAG", "")))
        return Match(
            competition=competition, season=season, round="", day=date.fromisoformat(row["Date"]), home=row["HomeTeam"],
            away=row["AwayTeam"], score=score, status=Status.PLAYED if score else Status.SCHEDULED, source=source,
        )  # fmt: skip

    return read


def internationals(shootouts: Mapping[tuple[str, str, str], str]) -> Callable[[Row, str], Match]:
    """A row of martj42's results; `shootouts` maps (date, home, away) to the winner."""

    def read(row: Row, source: str) -> Match:
        known = of_tournament(row["tournament"])
        score = _score(row["home_score"], row["away_score"])
        winner = shootouts.get((row["date"], row["home_team"], row["away_team"]))
        if score and winner:
            # The file tells who won the shoot-out and not how; 1-0 keeps the winner.
            score = Score(final=score.final, penalties=(1, 0) if winner == row["home_team"] else (0, 1))
        return Match(
            competition=known.key if known else f"other:{row['tournament']}", season=row["date"][:4], round="",
            day=date.fromisoformat(row["date"]), home=row["home_team"], away=row["away_team"], score=score,
            status=Status.PLAYED if score else Status.SCHEDULED, neutral=row["neutral"] == "TRUE", source=source,
        )  # fmt: skip

    return read


def shootout_winners(text: str, place: str) -> dict[tuple[str, str, str], str]:
    """Who won each shoot-out, by (date, home, away)."""
    return {(r["date"], r["home_team"], r["away_team"]): r["winner"] for _, r in rows(text, place)}


def openfootball(row: Row, source: str) -> Match:
    """A row of the table made of openfootball's files."""
    home, away = row["home_goals"], row["away_goals"]
    score = _score(home, away)
    if score:
        pens = row["penalties"].split("-") if row["penalties"] else None
        parts = row.get("raw_score", "").partition("(")[2].rstrip(")").split(", ") if row.get("aet") else []
        regular = _goals(*parts[0].split("-")) if parts and "-" in parts[0] else score.final if row.get("aet") else None
        score = Score(final=score.final, regular=regular, penalties=_goals(*pens) if pens else None)
    sides, remark = unglued(row["home"], row["away"])
    return Match(
        competition=row["competition"], season=row["season"], round="" if "[" in row["round"] else row["round"],
        day=late(date.fromisoformat(row["date"]), row["season"], row["round"]), home=sides[0], away=sides[1], score=score,
        status=Status.AWARDED if remark == "awarded" else Status.PLAYED if score else Status.SCHEDULED,
        source=row.get("source") or source,
    )  # fmt: skip


def late(day: date, season: str, stage: str) -> date:
    """The day in the right year: what the pandemic moved to July and August 2020 stands under 2019 in the table."""
    last_rounds = stage.rsplit(", ", maxsplit=1)[-1] in ("Round of 16", "Quarterfinals", "Semifinals", "Final")
    moved = day.month == 7 or (day.month == 8 and (last_rounds or (day.day < 5 and stage.startswith("Matchday 3"))))
    return day.replace(year=2020) if season == "2019-20" and day.year == 2019 and moved else day


def unglued(home: str, away: str) -> tuple[tuple[str, str], str | None]:
    """Both sides and the remark. The table leaves the remark of an awarded match in a side's name, or both sides in one."""
    both = re.sub(r"\s*\((?:[A-Z]{3})\)", "", home if re.search(r"\sv\s", home) else f"{home} v {away}")
    remark = re.search(r"\[([a-z]+)\]", f"{home} {away}")
    one, _, two = re.sub(r"\s*\[[a-z]+\]", "", both).partition(" v ")
    return (one.strip(), two.strip()), remark[1] if remark else None


def _goals(home: str, away: str) -> Goals | None:
    if home in ("", "NA") or away in ("", "NA"):
        return None
    pair = int(home), int(away)
    if min(pair) < 0:
        msg = f"{home}-{away} is no score"
        raise ValueError(msg)
    return pair


def _score(home: str, away: str, half: Goals | None = None) -> Score | None:
    final = _goals(home, away)
    return None if final is None else Score(final=final, half=half)
