"""Fixtures and results: against the meetings of two teams around the day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from hotseat.records import Claim
from hotseat.reference.checks.findings import Finding, Verdict, World, known, not_checkable, team_of, words
from hotseat.reference.competitions import Competition, competitions, named
from hotseat.reference.matches import Match

SOON = timedelta(days=120)  # how far ahead a fixture is news
RECENT = timedelta(days=400)  # how long ago a result may be that a text calls back
FRESH = timedelta(days=12)  # a result this young is surely the one meant
MEANT = timedelta(days=60)  # with a score in the statement, a result this young is
DEFEAT = re.compile(r"\b(?:defeat\w*|loss|los[te]|losing|beaten|exit|thrash\w*|humbl\w*)\b", re.IGNORECASE)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ROUNDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(pattern, re.IGNORECASE))
    for key, pattern in (
        ("quarter-finals", r"quarter|last[- ]eight"), ("semi-finals", r"semi|last[- ]four"), ("last 16", r"last[- ]?16|last[- ]sixteen|round of 16"),
        ("last 32", r"last[- ]?32|round of 32"), ("play-offs", r"play-?off"), ("league phase", r"league"), ("groups", r"group|gruppe"),
        ("final", r"(?:^|, |\s)finals?$"), ("round 3", r"third[- ]round|round 3"), ("round 4", r"fourth[- ]round|round 4"),
        ("round 5", r"fifth[- ]round|round 5"), ("round 1", r"first[- ]round|round 1\b|1\. round"), ("round 2", r"second[- ]round|round 2\b|2\. round"),
    )
)  # fmt: skip


def round_key(text: str) -> str | None:
    """The round that a source's or a reporter's words mean."""
    last = text.rsplit(",", maxsplit=1)[-1].strip() if text.startswith(("Finals,", "Playoffs,")) else text
    return next((key for key, pattern in ROUNDS if pattern.search(last)), None)


def fixture(claim: Claim, day: date, world: World) -> Finding:
    """The verdict on a match to come: that it is there, its competition, round and day."""
    team, rival, competition = sides(claim, world)
    if team is None or rival is None:
        return not_checkable("the opponent is not named" if team else "no team is named")
    if competition is None and words(claim, "competition"):
        return not_checkable(f"no results of {words(claim, 'competition')}")
    ahead = [m for m in meetings(team, rival, world) if m.day and day - timedelta(days=1) <= m.day <= day + SOON]
    fitting = [m for m in ahead if competition is None or m.competition == competition.key]
    if not fitting:
        return absent(team, rival, competition, day, ahead, world)
    stated, found = words(claim, "round"), fitting[0]
    rows = tuple(row(m) for m in fitting[:2])
    if stated and round_key(stated) and round_key(found.round):
        right = round_key(stated) == round_key(found.round)
        return verdict(right, f"{round_key(found.round)}, {found.day}", rows)
    days = spoken_days(words(claim, "day", "when") or "", day)
    if days and found.day:
        return verdict(found.day in days, f"{found.day:%A} {found.day}", rows)
    return verdict(True, f"{found.day}, {competitions()[found.competition].name}, {found.round}", rows)


def absent(team: str, rival: str, competition: Competition | None, day: date, ahead: Sequence[Match], world: World) -> Finding:
    """No such match in the data: wrong where the fixtures are known, else not checkable."""
    if ahead:
        return verdict(False, f"they meet in {name_of(ahead[0])}, {ahead[0].day}", tuple(row(m) for m in ahead[:2]))
    key = competition.key if competition else (world.results.league_of(team, day) or (None,))[0]
    season = world.results.season_at(key, day) if key else None
    if key is None or season is None:
        return not_checkable(f"no fixtures of {team} at that time")
    upcoming = [m for m in world.results.season(key, season) if m.day and day < m.day <= day + SOON and m.involves(team)]
    if not upcoming:
        return not_checkable(f"no fixtures of {team} in {competitions()[key].name} after {day}")
    if competition is None:
        return not_checkable(f"no match of {team} and {rival} in the data; it may be in a competition that they lack")
    return verdict(False, f"{team} play {upcoming[0].opponent(team)}, {upcoming[0].day}", tuple(row(m) for m in upcoming[:2]))


def result(claim: Claim, day: date, world: World) -> Finding:
    """The verdict on a match played: a recent meeting with that score or outcome supports it."""
    team, rival, competition = sides(claim, world)
    if team is None:
        return not_checkable("no team is named")
    if competition is None and words(claim, "competition"):
        return not_checkable(f"no results of {words(claim, 'competition')}")
    if rival is None:
        return knocked_out(claim, team, competition, day, world)
    return met(claim, team, rival, competition, day, world)


def met(claim: Claim, team: str, rival: str, competition: Competition | None, day: date, world: World) -> Finding:
    """The meetings before the day beside what is stated of one."""
    first, last_day = era(claim, team, day, world)
    past = [m for m in meetings(team, rival, world) if m.counted and m.day and first <= m.day <= last_day]
    fitting = [m for m in past if competition is None or m.competition == competition.key]
    if words(claim, "venue") in ("home", "away"):
        fitting = [m for m in fitting if m.neutral or (m.home == team) == (words(claim, "venue") == "home")]
    right = [m for m in fitting if says(claim, m, team)]
    if right:
        return verdict(True, right[-1].words(), (row(right[-1]),))
    if not fitting:
        return not_checkable(f"no meeting of {team} and {rival} in the data that fits", [row(m) for m in past[-2:]])
    last = fitting[-1]
    if last.day and (day - last.day <= FRESH or (words(claim, "score") and day - last.day <= MEANT)):
        return verdict(False, last.words(), tuple(row(m) for m in fitting[-2:]))
    return not_checkable(f"the last meeting, {last.words()}, may not be the one meant", [row(last)])


def era(claim: Claim, team: str, day: date, world: World) -> tuple[date, date]:
    """The days that a result may be from: the last year, or the named coach's own time where that is over for long."""
    coach = world.register.coaches.get(claim.person or "")
    held = [t for t in (coach.tenures if coach else ()) if t.org == team and t.start and t.start <= day]
    last = max(held, key=lambda t: t.start or date.min) if held else None
    if last and last.start and last.end and day - last.end > RECENT:
        return last.start, last.end
    return day - RECENT, day


def knocked_out(claim: Claim, team: str, competition: Competition | None, day: date, world: World) -> Finding:
    """A result without an opponent: "defeat in the Europa League final"."""
    stated = words(claim, "round")
    if competition is None or stated is None or round_key(stated) is None:
        return not_checkable("the opponent is not named")
    past = [
        m for m in world.results.of_team(team)
        if m.competition == competition.key and m.counted and m.day and day - RECENT <= m.day <= day and round_key(m.round) == round_key(stated)
    ]  # fmt: skip
    if not past:
        return not_checkable(f"no such match of {team} in the data")
    return verdict(says(claim, past[-1], team), past[-1].words(), (row(past[-1]),))


def says(claim: Claim, match: Match, team: str) -> bool:
    """Whether a match is as stated: the score, either way round as reporters write it, and the outcome."""
    goals, score, outcome = match.goals(team), words(claim, "score"), words(claim, "outcome", "result")
    if goals is None:
        return False
    if score and re.fullmatch(r"\d+[-–]\d+", score):
        stated = tuple(map(int, re.split(r"[-–]", score)))
        told_by_winner = outcome is not None or DEFEAT.search(claim.quote)
        if stated != goals and not (told_by_winner and stated[::-1] == goals):
            return False
    said = {"defeat": "loss", "lost": "loss", "eliminated": "loss", "won": "win", "victory": "win"}.get(outcome or "", outcome)
    true = "draw" if goals[0] == goals[1] else "win" if goals[0] > goals[1] else "loss"
    if match.score and match.score.penalties:
        in_the_end = "win" if match.winner() == team else "loss"
        return said not in ("win", "loss", "draw") or said in (true, in_the_end)
    return said not in ("win", "loss", "draw") or said == true


def sides(claim: Claim, world: World) -> tuple[str | None, str | None, Competition | None]:
    """Team, opponent and competition of a claim."""
    stated = words(claim, "competition")
    return team_of(claim, world), known(words(claim, "rival", "opponent"), world), named(stated) if stated else None


def meetings(team: str, rival: str, world: World) -> list[Match]:
    """Every match of the two, in order of play."""
    return [m for m in world.results.of_team(team) if m.involves(rival)]


def spoken_days(text: str, day: date) -> set[date]:
    """The days that "on Sunday" or "this weekend" may mean, said on a day."""
    low = text.lower()
    ahead = [day + timedelta(days=n) for n in range(15 if "next" in low else 8)]  # "next Sunday" may be that of next week
    if "weekend" in low:
        return {d for d in ahead if d.weekday() >= 4 or (d.weekday() == 0 and d > day)}
    if "tomorrow" in low:
        return {day + timedelta(days=1), day + timedelta(days=2)}
    if "tonight" in low or "today" in low:
        return {day, day + timedelta(days=1)}
    return {d for d in ahead if any(name in low and d.weekday() == i for i, name in enumerate(WEEKDAYS))}


def row(match: Match) -> str:
    """A match as a line of evidence, with the file that tells it."""
    return f"{match.words()} [{match.source}]"


def name_of(match: Match) -> str:
    """The competition's name."""
    known_one = competitions().get(match.competition)
    return known_one.name if known_one else match.competition.partition(":")[2]


def verdict(right: bool, value: str, rows: tuple[str, ...]) -> Finding:
    """Supported or contradicted."""
    return Finding(verdict=Verdict.SUPPORTED if right else Verdict.CONTRADICTED, value=value, rows=rows)
