"""openfootball's seasons as JSON: football.json, worldcup.json."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from hotseat.errors import FormatError
from hotseat.reference.matches import Goals, Match, Score, Status

COUNTRY = re.compile(r"\s*\([A-Z]{3}\)$")


def parse(text: str, place: str, competition: str = "", season: str = "") -> list[Match]:
    """The matches of one file.

    Raises:
        FormatError: not JSON, or a match that lacks its teams, day or half of a score; it names the line or the match's number.
    """
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(f"{place}:{error.lineno}", f"not JSON ({error.msg})") from error
    if not isinstance(content, dict) or not isinstance(content.get("matches"), list):
        raise FormatError(f"{place}:1", 'no list of "matches"')
    found = []
    for number, row in enumerate(content["matches"], start=1):
        try:
            found.append(_match(row, f"{place}#{number}", competition, season))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise FormatError(f"{place}#{number}", f"this match cannot be read ({error!r})") from error
    return found


def _match(row: Mapping[str, Any], source: str, competition: str, season: str) -> Match:
    score = _score(row.get("score"))
    return Match(
        competition=competition, season=season, round=str(row.get("group") or row["round"]), day=date.fromisoformat(row["date"]),
        home=COUNTRY.sub("", row["team1"]), away=COUNTRY.sub("", row["team2"]), score=score,
        status=Status.PLAYED if score else Status.SCHEDULED, kick_off=row.get("time"), source=source,
    )  # fmt: skip


def _score(value: object) -> Score | None:
    """The score; some files write it as a bare pair of goals, some as parts by name."""
    if isinstance(value, list) and value:
        return Score(final=_goals(value))
    if not isinstance(value, dict) or not value.get("ft"):
        return None
    extra = value.get("et")
    return Score(
        final=_goals(extra or value["ft"]), half=_goals(value["ht"]) if value.get("ht") else None,
        regular=_goals(value["ft"]) if extra else None, penalties=_goals(value["p"]) if value.get("p") else None,
    )  # fmt: skip


def _goals(value: list[int]) -> Goals:
    home, away = value
    if min(home, away) < 0:
        raise ValueError(value)
    return int(home), int(away)
