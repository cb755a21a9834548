"""Titles and their numbers: against finals and final tables, and against curated lists where the results do not reach."""

from __future__ import annotations

from datetime import date

from hotseat.records import Claim
from hotseat.reference.checks.findings import Finding, Verdict, World, not_checkable, team_of, whole, words
from hotseat.reference.competitions import Competition, competitions, named
from hotseat.reference.honours import Title, Weight, as_of


def check(claim: Claim, day: date, world: World) -> Finding:
    """The verdict on an honour: a number of titles, or that one was won."""
    stated = whole(claim, "titles")
    if stated is not None:
        return counted(claim, stated, day, world)
    name = words(claim, "competition")
    competition = named(name) if name else None
    team = team_of(claim, world)
    if team is None or competition is None:
        return not_checkable(f"no results of {name}" if name else "no competition is named")
    return won(claim, team, competition, day, world)


def counted(claim: Claim, stated: int, day: date, world: World) -> Finding:
    """A coach's number of titles, of one competition or of all."""
    if claim.person is None:
        return not_checkable("the coach is not named")
    name = words(claim, "competition") or "all"
    titles = world.honours.of(claim.person, day, team_of(claim, world))
    if not titles and not world.honours.whole(claim.person):
        return not_checkable(f"no list of {claim.person}'s titles")
    if name != "all":
        known = named(name)
        full = known.name if known else name
        titles = [t for t in titles if t.competition == full]
    rows = tuple(t.words() for t in titles)
    if not world.honours.whole(claim.person):
        return not_checkable(f"{claim.person}'s titles are known from the results alone", rows, f"at least {len(titles)}")
    if stated > len(titles) and day > as_of():
        return not_checkable(f"the list of titles is whole to {as_of()} only", rows, f"at least {len(titles)}")
    return total(stated, titles, name, rows)


def total(stated: int, titles: list[Title], name: str, rows: tuple[str, ...]) -> Finding:
    """A number beside the list: which titles are major ones is a matter of taste between the strict and the full count."""
    major = sum(t.weight is Weight.MAJOR for t in titles)
    value = f"{len(titles)} titles"
    if stated == len(titles):
        return Finding(verdict=Verdict.SUPPORTED, value=value, rows=rows)
    if name == "all" and major <= stated < len(titles):
        reason = f"it depends on what counts: {len(titles)} with super cups and world titles of clubs, {major} without"
        return not_checkable(reason, rows, value)
    return Finding(verdict=Verdict.CONTRADICTED, value=value, rows=rows)


def won(claim: Claim, team: str, competition: Competition, day: date, world: World) -> Finding:
    """That a team won a competition: in the year named, else in the season that had ended last."""
    year = words(claim, "year") or claim.details.get("year")
    seasons = {s: w for (key, s), w in world.honours.won.items() if key == competition.key and w[1] <= day}
    if year is not None and str(year).isdigit():
        seasons = {s: w for s, w in seasons.items() if w[1].year == int(str(year))}
    mine = [(s, w) for s, w in seasons.items() if w[0] == team]
    if mine:
        season, (_, when) = max(mine)
        return Finding(verdict=Verdict.SUPPORTED, value=f"{competition.name} {season}", rows=(f"decided {when}: {team}",))
    listed = [t for t in world.honours.of(claim.person or "", day, team) if t.competition == competition.name]
    if listed:
        return Finding(verdict=Verdict.SUPPORTED, value=listed[-1].words(), rows=tuple(t.words() for t in listed))
    if not seasons:
        return not_checkable(f"the data hold no winner of the {competition.name} of that time")
    if year is None:
        return not_checkable(f"{team} have not won the {competition.name} in the seasons that the data hold")
    season, (winner, when) = max(seasons.items())
    value = f"{winner} won the {competitions()[competition.key].name} {season}"
    return Finding(verdict=Verdict.CONTRADICTED, value=value, rows=(f"decided {when}: {winner}",))
