"""Places, points, gaps, games left: against the table as of the day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hotseat.records import Claim
from hotseat.reference.checks.findings import (
    Finding,
    Parts,
    Verdict,
    World,
    days_around,
    known,
    not_checkable,
    team_of,
    whole,
    words,
)
from hotseat.reference.competitions import Competition, competitions, named
from hotseat.reference.origins import BELIEF
from hotseat.reference.tables import Row, Table, table

STALE = timedelta(days=24)  # the longest pause of a running league season: winter and international breaks
PAST = re.compile(r"\blast (?:season|term|year)\b|\bfinish", re.IGNORECASE)


def check(claim: Claim, day: date, world: World) -> Finding:
    """The verdict on a standing; true on the eve of the day or at its end suffices."""
    team = team_of(claim, world)
    if team is None:
        return not_checkable("no team is named")
    if of_earlier_days(claim, team, day, world):
        return not_checkable(f"{claim.person}'s time at {team} was over; which table is meant is not said")
    place = where(claim, team, day, world)
    if isinstance(place, str):
        return not_checkable(place)
    competition, season, moments = place
    found = [judged(claim, table(world.results, competition, season, d), team, world) for d in moments]
    best = next((p for p in found if p.holds), found[-1])
    if not best.parts:
        return not_checkable("nothing in it that a table tells", best.rows)
    finding = best.finding()
    return second_opinion(claim, team, competition, season, moments, finding, world)


def of_earlier_days(claim: Claim, team: str, day: date, world: World) -> bool:
    """Whether the coach it is told of had left the team so long ago that today's table cannot be meant."""
    coach = world.register.coaches.get(claim.person or "")
    ends = [t.end or date.max for t in (coach.tenures if coach else ()) if t.org == team]
    return bool(ends) and day - max(ends) > timedelta(days=400) if ends and max(ends) < day else False


def where(claim: Claim, team: str, day: date, world: World) -> tuple[str, str, tuple[date, ...]] | str:
    """Competition, season and days of the table meant, or why there is none."""
    results = world.results
    stated = words(claim, "competition")
    competition = named(stated) if stated else None
    if stated and competition is None:
        return f"no results of {stated}"
    if competition is None or competition.is_league:
        at = results.league_of(team, day)
        if at is None or (competition and at[0] != competition.key):
            return f"no results of {team} in {competition.name if competition else 'a league'} at that time"
        key, season = at
    else:
        key, season = competition.key, results.season_at(competition.key, day) or ""
        if team not in results.teams(key, season):
            return f"no results of {team} in {competition.name} at that time"
    if PAST.search(claim.quote):
        return finished(key, season, team, day, world)
    return running(competitions()[key], season, day, world)


def finished(key: str, season: str, team: str, day: date, world: World) -> tuple[str, str, tuple[date, ...]] | str:
    """The last season that had ended by the day."""
    seasons = [s for s in world.results.seasons[key] if (b := world.results.bounds(key, s)[1]) and b <= day and s <= season]
    seasons = [s for s in seasons if team in world.results.teams(key, s)]
    if not seasons:
        return f"no finished season of {team} in {competitions()[key].name}"
    last = world.results.bounds(key, seasons[-1])[1] or day
    return key, seasons[-1], (last,)


def running(competition: Competition, season: str, day: date, world: World) -> tuple[str, str, tuple[date, ...]] | str:
    """The season as of the day, unless the data end long before it."""
    played = [m.day for m in world.results.season(competition.key, season) if m.counted and m.day]
    before = [d for d in played if d <= day]
    if not before:
        return f"{competition.name} {season} has not begun in the data"
    unplayed = any(m.counted is None and m.day and m.day < day - STALE for m in world.results.season(competition.key, season))
    if day - max(before) > STALE and unplayed:
        return f"results of {competition.name} {season} reach to {max(before)} only"
    return competition.key, season, days_around(day)


def judged(claim: Claim, at: Table, team: str, world: World) -> Parts:
    """Every stated number beside the table's."""
    parts = Parts()
    row = at.row(team)
    if row is None or not row.played:
        return parts
    parts.rows.append(f"{at.day} {competitions()[at.competition].name} {at.season}: {row.words()}, {row.left} left")
    gap(claim, at, row, parts, world)
    for key, value, noun in (
        ("points", row.points, "points"), ("games_left", row.left, "games left"), ("games", row.played, "games played"),
        ("goal_difference", row.difference, "goal difference"),
    ):  # fmt: skip
        stated = whole(claim, key)
        if stated is not None:
            parts.add(f"{stated} {noun}", f"{value} {noun}", holds=stated == value)
    position = whole(claim, "position") or whole(claim, "place")
    if position is not None:
        place = position if position > 0 else len(at.rows) + 1 + position
        level = [r.place for r in at.rows if (r.points, r.difference, r.scored) == (row.points, row.difference, row.scored)]
        parts.add(f"place {position}", f"place {row.place}", holds=place == row.place or place in level)
    brink(claim, at, row, parts)
    parts.rows.extend(f"points deducted: {d.team} {d.points}, {d.source}" for d in at.deductions if d.team == team)
    return parts


def gap(claim: Claim, at: Table, row: Row, parts: Parts, world: World) -> None:
    """Points behind or ahead of a rival, of the leaders where none is named."""
    name = known(words(claim, "rival", "opponent"), world)
    rival = at.row(name) if name else at.rows[0] if whole(claim, "points_behind") is not None else at.rows[1]
    for key, sign, word in (("points_behind", 1, "behind"), ("points_ahead", -1, "ahead of")):
        stated = whole(claim, key)
        if stated is None:
            continue
        if rival is None:
            parts.add(f"{stated} points {word} {name}", "", holds=None)
            continue
        true = sign * (rival.points - row.points)
        parts.add(f"{stated} points {word} {rival.team}", f"{true} points {word} {rival.team}", holds=stated == true)
        parts.rows.append(f"{at.day} {competitions()[at.competition].name} {at.season}: {rival.words()}, {rival.left} left")
    place = whole(claim, "rival_position")
    if place is not None and rival is not None and name:
        parts.add(f"{rival.team} in place {place}", f"{rival.team} in place {rival.place}", holds=place == rival.place)


def brink(claim: Claim, at: Table, row: Row, parts: Parts) -> None:
    """The relegation zone, the places above it, the top four and six."""
    competition = competitions()[at.competition]
    lowest_safe = len(at.rows) - competition.down - competition.playoff
    if not competition.down:
        return
    above = whole(claim, "points_above_relegation")
    if above is not None:
        true = row.points - at.rows[lowest_safe].points
        parts.add(f"{above} points above the drop", f"{true} points above {at.rows[lowest_safe].team}", holds=above == true)
    short = whole(claim, "points_from_safety")
    if short is not None:
        true = at.rows[lowest_safe - 1].points - row.points
        parts.add(f"{short} points from safety", f"{true} points behind {at.rows[lowest_safe - 1].team}", holds=short == true)
    zone = words(claim, "zone")
    if zone:
        inside = (
            row.place <= int(zone == "top four") * 4 + int(zone == "top six") * 6
            if zone.startswith("top")
            else row.place > lowest_safe
        )
        outside = re.search(r"\b(?:above|outside|clear of|out of)\b", claim.quote, re.IGNORECASE)
        parts.add(zone, f"place {row.place} of {len(at.rows)}", holds=inside != bool(outside))


def second_opinion(
    claim: Claim, team: str, competition: str, season: str, moments: tuple[date, ...], finding: Finding, world: World
) -> Finding:
    """The verdict, or that the sources disagree: another source that tells the season up to the day would give the opposite one."""
    for origin in BELIEF:
        told = [m for m in world.results.told(origin, competition, season) if m.counted and m.day]
        believed = [m for m in world.results.season(competition, season) if m.counted and m.day and m.day <= moments[-1]]
        if len([m for m in told if m.day and m.day <= moments[-1]]) != len(believed):
            continue  # this source does not tell the whole season up to the day
        found = [judged(claim, table(world.results, competition, season, d, origin=origin), team, world) for d in moments]
        other = next((p for p in found if p.holds), found[-1])
        if other.holds is not None and other.holds != (finding.verdict is Verdict.SUPPORTED):
            reason = f"{origin} has {other.value}"
            return Finding(verdict=Verdict.DISAGREE, value=finding.value, reason=reason, rows=(*finding.rows, *other.rows))
    return finding
