"""`race`: a league's table as of a date and its simulated finish."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hotseat.reference import store
from hotseat.reference.competitions import Competition, competitions, named
from hotseat.reference.race.finishes import Race, race
from hotseat.reference.results import Results
from hotseat.show.options import AsOf, Json, Reference, out, print_json, refuse, time_of

Season = Annotated[str | None, typer.Option("--season", help='Such as "2024-25"; else the season that the date falls into.')]
Runs = Annotated[int, typer.Option("--runs", min=1, max=10_000_000, help="How often the season is played to its end.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same odds.")]


def run(
    league: str, as_of: AsOf = None, season: Season = None, runs: Runs = 10_000, seed: Seed = 0, as_json: Json = False,
    reference: Reference = None,
) -> None:  # fmt: skip
    """A league's table as of a date, and the odds of title, European places and relegation."""
    results, moment = store.available(reference), time_of(as_of) or datetime.now(UTC)
    competition = league_of(league)
    chosen = season or results.season_at(competition.key, moment.date())
    if chosen is None:
        refuse(f"{competition.name}: the data hold no season that had begun by {moment.date()}")
    with Console(stderr=True).status("playing the season to its end (the first run compiles the simulation)"):
        found = race(results, competition.key, chosen, moment.date(), runs, seed)
    if as_json:
        print_json(race_json(found, results))
        return
    print_race(out(), found, competition)
    print_note(out(), found, results)


def league_of(name: str) -> Competition:
    """The league that a name means."""
    found = named(name)
    if found is None or not found.is_league:
        leagues = ", ".join(c.name for c in competitions().values() if c.is_league)
        refuse(f"{name}: no league of the data; there are {leagues}")
    return found


def share(chance: float) -> str:
    """A probability in per cent; what never came, and what always did, is said to be no more than that."""
    if chance == 0:
        return "–"
    if chance < 0.01:
        return "<1%"
    return ">99%" if 0.99 < chance < 1 else f"{chance:.0%}"


def print_race(console: Console, found: Race, competition: Competition) -> None:
    """The table with odds."""
    title = f"{competition.name} {found.table.season} to {found.table.day}, {found.remaining} matches left"
    table = Table(title=title, title_justify="left", expand=False)
    for heading in (
        "",
        "team",
        "pld",
        "pts",
        "diff",
        "final",
        "title",
        f"top {competition.direct}",
        f"top {competition.europe}",
        "down",
    ):
        table.add_column(heading, justify="left" if heading == "team" else "right", overflow="fold")
    for row in found.table.rows:
        at = found.finish.teams.index(row.team)
        odds = (
            found.finish.best(row.team, 1), found.finish.best(row.team, competition.direct), found.finish.best(row.team, competition.europe),
            found.finish.worst(row.team, competition.down),
        )  # fmt: skip
        table.add_row(
            str(row.place), Text(row.team), str(row.played), str(row.points), f"{row.difference:+d}", f"{found.finish.points[at]:.0f}",
            *(share(o) for o in odds),
        )  # fmt: skip
    console.print(table)


def print_note(console: Console, found: Race, results: Results) -> None:
    """What the odds rest on."""
    last = max((m.day for m in results.season(found.table.competition, found.table.season) if m.counted and m.day), default=None)
    stale = f" Results reach to {last} only." if last and last < found.table.day and found.remaining else ""
    if last is None:
        stale = " No result of this season is in the data: the odds rest on last season alone. `hotseat sync` may bring some."
    taken = "".join(f" {d.team}: {d.points} points deducted ({d.source})." for d in found.table.deductions)
    console.print(
        Text(
            f"{found.finish.runs:,} completions; strengths by Dixon-Coles with time decay, drawn anew for each. Places at stake are those of 2025-26, "
            f"cup winners not counted.{taken}{stale}",
            style="dim",
        )
    )


def race_json(found: Race, results: Results) -> dict[str, object]:
    """The race with every place's odds."""
    competition, finish = competitions()[found.table.competition], found.finish
    return {
        "competition": competition.name, "season": found.table.season, "as_of": found.table.day.isoformat(), "runs": finish.runs,
        "remaining": found.remaining, "rho": round(found.strengths.rho, 3),
        "teams": [
            {
                "team": r.team, "place": r.place, "played": r.played, "points": r.points, "difference": r.difference, "deducted": r.deducted,
                "final_points": round(float(finish.points[finish.teams.index(r.team)]), 2),
                "final_spread": round(float(finish.spread[finish.teams.index(r.team)]), 2),
                "title": finish.best(r.team, 1), "direct": finish.best(r.team, competition.direct),
                "europe": finish.best(r.team, competition.europe), "relegation": finish.worst(r.team, competition.down),
                "play_off": finish.worst(r.team, competition.down + competition.playoff) - finish.worst(r.team, competition.down),
                "places": [round(float(p), 5) for p in finish.places[finish.teams.index(r.team)]],
            }
            for r in found.table.rows
        ],
        "results_until": str(max(m.day for m in results.season(found.table.competition, found.table.season) if m.day and m.counted)) if any(m.counted for m in results.season(found.table.competition, found.table.season)) else None,
    }  # fmt: skip
