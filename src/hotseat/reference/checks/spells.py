"""Time and games in charge, runs of results: against tenures and the matches in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from hotseat.records import Claim, Tenure
from hotseat.reference.checks.findings import Finding, Verdict, World, days_around, not_checkable, team_of, whole, words
from hotseat.reference.checks.meetings import row, verdict
from hotseat.reference.coaching import Spell, spell
from hotseat.reference.competitions import competitions, named
from hotseat.reference.matches import Match

# Words that count games from the start of a spell or season; without them the last games are meant.
OPENING = re.compile(r"\b(?:first|opening|start|so far|in charge|this season|since|under)\b", re.IGNORECASE)
FIRST = re.compile(r"\b(?:first|opening)\b", re.IGNORECASE)
JUST_ENDED = timedelta(weeks=10)
LENGTHS = {"days_in_charge": 1.0, "weeks_in_charge": 7.0, "months_in_charge": 30.44, "years_in_charge": 365.25}
RUNS: tuple[tuple[str, str, Callable[[int], bool]], ...] = (
    ("consecutive_defeats", "defeats in a row", lambda p: p == 0), ("consecutive_wins", "wins in a row", lambda p: p == 3),
    ("games_without_win", "games without a win", lambda p: p < 3), ("unbeaten_games", "games unbeaten", lambda p: p > 0),
    ("unbeaten_in", "games unbeaten", lambda p: p > 0),
)  # fmt: skip


def check(claim: Claim, day: date, world: World) -> Finding:
    """The verdict on a record."""
    team = team_of(claim, world)
    if team is None:
        return not_checkable("no team is named")
    for key, length in LENGTHS.items():
        if whole(claim, key) is not None:
            return tenure_length(claim, key, length, team, day, world)
    if whole(claim, "games_in_charge") is not None:
        return games_in_charge(claim, team, day, world)
    for key, noun, fits in RUNS:
        if whole(claim, key) is not None:
            return run(claim, key, noun, fits, team, day, world)
    if whole(claim, "games") is not None and (whole(claim, "wins") is not None or whole(claim, "defeats") is not None):
        return share(claim, team, day, world)
    return not_checkable("no number in it that the results tell")


def tenure_at(claim: Claim, team: str, day: date, world: World) -> Tenure | None:
    """The coach's tenure on the day, or the one that had just ended."""
    coach = world.register.coaches.get(claim.person or "")
    held = [t for t in (coach.tenures if coach else ()) if t.org == team and t.start and t.start <= day]
    held = [t for t in held if t.end is None or day - t.end <= JUST_ENDED]
    return max(held, key=lambda t: t.start or date.min) if held else None


def tenure_length(claim: Claim, key: str, length: float, team: str, day: date, world: World) -> Finding:
    """A time in charge, in whole units; rounding up and down are both right."""
    tenure = tenure_at(claim, team, day, world)
    stated = whole(claim, key) or 0
    if tenure is None or tenure.start is None:
        return not_checkable(f"no tenure of {claim.person or 'the coach'} at {team} in the register")
    days = (min(day, tenure.end or day) - tenure.start).days
    units, noun = days / length, key.partition("_")[0]
    vague = (31 if tenure.start.day == 1 else 2) / length  # a start that is known by month only
    right = {
        "under": units - vague < stated, "over": units + vague > stated,
    }.get(words(claim, "bound") or "", abs(units - stated) < 1 + vague)  # fmt: skip
    line = f"{tenure.person}, {team}: {tenure.start} to {tenure.end or 'today'}, {days} days by {day} [register]"
    return verdict(right, f"{units:.1f} {noun}", (line,))


def games_in_charge(claim: Claim, team: str, day: date, world: World) -> Finding:
    """A number of games: of all competitions, or of the league alone."""
    tenure = tenure_at(claim, team, day, world)
    if tenure is None:
        return not_checkable(f"no tenure of {claim.person or 'the coach'} at {team} in the register")
    stated = whole(claim, "games_in_charge") or 0
    counts: dict[str, int] = {}
    at = spell(tenure, world.results, world.register, day)
    for moment in days_around(day):
        matches = [m for m in at.matches if m.day and m.day <= moment]
        counts |= {f"all competitions, {moment}": len(matches), f"league, {moment}": len(league_only(matches))}
    rows = [f"{n} games, {what} [results]" for what, n in counts.items()]
    total = max(counts.values())
    if stated in counts.values():
        return verdict(True, f"{stated} games", tuple(rows))
    if not total:
        return not_checkable(f"no results of {team} in the data")
    if stated > total and at.missing:
        return not_checkable(f"the data lack {', '.join(at.missing[:3])}", rows, f"at least {total} games")
    return verdict(False, f"{total} games", tuple(rows))


def league_only(matches: Sequence[Match]) -> list[Match]:
    """The league's matches."""
    return [m for m in matches if (c := competitions().get(m.competition)) and c.is_league]


def scoped(claim: Claim, team: str, day: date, world: World) -> tuple[list[Match], bool]:
    """The team's matches up to a day that the statement's scope leaves, and whether no competition of that scope is lacking."""
    matches = [m for m in world.results.of_team(team) if m.counted and m.day and m.day <= day]
    scope, name = (words(claim, "scope") or "").lower(), words(claim, "competition")
    competition = named(name) if name else None
    if "home" in scope:
        matches = [m for m in matches if m.home == team]
    if competition:
        return [m for m in matches if m.competition == competition.key], True
    if "league" in scope or "flight" in scope:
        return league_only(matches), True
    recent = [m for m in matches if m.day and day - m.day < timedelta(days=200)]
    lacking = (
        bool(recent)
        and spell(Tenure(person="", org=team, start=recent[0].day, end=day), world.results, world.register, day).missing
    )
    return matches, not lacking


def run(claim: Claim, key: str, noun: str, fits: Callable[[int], bool], team: str, day: date, world: World) -> Finding:
    """A run of results that was going on on the day, in the stated scope or in the league."""
    stated = whole(claim, key) or 0
    lengths: dict[str, int] = {}
    rows: list[str] = []
    matches, complete = scoped(claim, team, day, world)
    for label, part in (("", matches), (" in the league", league_only(matches))):
        for moment in days_around(day):
            played = [m for m in part if m.day and m.day <= moment]
            length = 0
            while length < len(played) and fits(played[-1 - length].points(team) or 0):
                length += 1
            lengths[f"{noun}{label} by {moment}"] = length
            rows = [row(m) for m in played[-min(max(length, 1), 6) :]] if not label else rows
    if not matches:
        return not_checkable(f"no results of {team} in the data")
    if stated in lengths.values():
        return verdict(True, f"{stated} {noun}", tuple(rows))
    value = ", ".join(f"{n} {what}" for what, n in list(lengths.items())[1:2])
    return (
        verdict(False, value, tuple(rows)) if complete else not_checkable("a cup of that season is not in the data", rows, value)
    )


def share(claim: Claim, team: str, day: date, world: World) -> Finding:
    """Wins or defeats in a number of games: the last ones, the first ones of the spell or of the season."""
    games = whole(claim, "games") or 0
    wins, defeats = whole(claim, "wins"), whole(claim, "defeats")
    matches, complete = scoped(claim, team, day, world)
    tenure = tenure_at(claim, team, day, world)
    seen: list[tuple[str, list[Match]]] = []
    for moment in days_around(day):
        played = [m for m in matches if m.day and m.day <= moment]
        inside = within(played, tenure, world)
        season = [m for m in inside if m.season == inside[-1].season] if inside else []
        if not FIRST.search(claim.quote):
            seen += [("last", played[-games:]), ("last in the league", league_only(played)[-games:])]
        if OPENING.search(claim.quote):
            seen += [("first of the season", season[:games]), ("first in charge", inside[:games])]
            seen += [("first league games in charge", league_only(inside)[:games])]
    whole_windows = [(what, part) for what, part in seen if len(part) == games]
    if not whole_windows:
        most = max((len(part) for _, part in seen), default=0)
        return not_checkable(f"fewer than {games} such games of {team} in the data: {most}")
    for what, part in whole_windows:
        points = [m.points(team) for m in part]
        if wins in (None, points.count(3)) and defeats in (None, points.count(0)):
            return verdict(
                True, f"{points.count(3)} wins, {points.count(0)} defeats in the {what} {games}", tuple(map(row, part))
            )
    what, part = whole_windows[0]
    points = [m.points(team) for m in part]
    value = f"{points.count(3)} wins, {points.count(0)} defeats in the {what} {games}"
    if complete:
        return Finding(verdict=Verdict.CONTRADICTED, value=value, rows=tuple(map(row, part)))
    return not_checkable("a cup of that season is not in the data", [row(m) for m in part], value)


def within(matches: Sequence[Match], tenure: Tenure | None, world: World) -> list[Match]:
    """The matches of a tenure."""
    if tenure is None:
        return []
    at: Spell = spell(tenure, world.results, world.register, date.max)
    days = {m.day for m in at.matches}
    return [m for m in matches if m.day in days]
