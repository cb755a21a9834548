"""A coach's record on a terminal and as JSON: by spell, competition and season."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hotseat.reference.coaching import Spell, Tally, spells
from hotseat.reference.competitions import competitions
from hotseat.reference.honours import Honours, Title
from hotseat.reference.results import Results
from hotseat.register.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Career:
    """All that the reference data tell of a coach by a day."""

    person: str
    day: date
    spells: tuple[Spell, ...]
    titles: tuple[Title, ...]
    titles_whole: bool

    @property
    def total(self) -> Tally:
        """All spells together."""
        parts = [s.total for s in self.spells]
        return Tally(
            played=sum(p.played for p in parts), won=sum(p.won for p in parts), drawn=sum(p.drawn for p in parts),
            lost=sum(p.lost for p in parts), scored=sum(p.scored for p in parts), conceded=sum(p.conceded for p in parts),
            adjusted=sum(p.adjusted for p in parts), earned=sum(p.earned for p in parts), expected=sum(p.expected for p in parts),
        )  # fmt: skip


def career(person: str, results: Results, register: Register, honours: Honours, day: date) -> Career:
    """A coach's spells with matches in the data, and his titles."""
    return Career(
        person=person, day=day, spells=tuple(s for s in spells(person, results, register, day) if s.total.played),
        titles=tuple(honours.of(person, day)), titles_whole=honours.whole(person),
    )  # fmt: skip


def competition_name(key: str) -> str:
    """A competition's name by its key."""
    known = competitions().get(key)
    return known.name if known else key.partition(":")[2]


def cells(tally: Tally) -> list[str]:
    """Matches, outcomes, goals, points per game, and the difference to what others took from the same opponents."""
    above = tally.above_expectation
    return [
        str(tally.played), f"{tally.won}-{tally.drawn}-{tally.lost}", f"{tally.scored}:{tally.conceded}",
        f"{tally.points_per_game:.2f}", "–" if above is None else f"{above:+.2f}",
    ]  # fmt: skip


def print_career(console: Console, career: Career, *, seasons: bool = False) -> None:
    """The record as a table, with titles and what the data lack."""
    if not career.spells:
        console.print(Text(f"Record: no matches of {career.person} in the data"))
        return
    table = Table(title=f"Record to {career.day}", title_justify="left", expand=False)
    for heading in ("spell", "matches", "W-D-L", "goals", "points/game", "adjusted"):
        table.add_column(heading, justify="left" if heading == "spell" else "right", overflow="fold")
    for spell in career.spells:
        start, end = spell.tenure.start, spell.tenure.end
        years = f"{start.year if start else '?'}–{end.year if end else ''}"
        table.add_row(Text(f"{spell.tenure.org} {years}", style="bold"), *cells(spell.total))
        for line in spell.lines:
            if line.season is None or seasons:
                name = competition_name(line.competition or "")
                table.add_row(Text(f"  {name}" if line.season is None else f"    {name} {line.season}"), *cells(line.tally))
    table.add_row(Text("all", style="bold"), *cells(career.total))
    console.print(table)
    console.print(Text("adjusted: league points per game beyond what other sides took from the same opponents", style="dim"))
    print_titles(console, career)
    lacking = sorted({m for s in career.spells for m in s.missing})
    if lacking:
        console.print(Text(f"Not in the data: {', '.join(lacking[:6])}{' and more' if len(lacking) > 6 else ''}", style="dim"))


def print_titles(console: Console, career: Career) -> None:
    """The titles by competition, and where they are from."""
    by_name: dict[str, list[Title]] = {}
    for title in career.titles:
        by_name.setdefault(f"{title.competition} ({title.org})", []).append(title)
    listed = ", ".join(f"{name} {', '.join(t.season for t in found)}" for name, found in by_name.items())
    extent = "" if career.titles_whole else " in the data's reach; no curated list"
    console.print(Text(f"Titles: {len(career.titles)}{extent}{': ' + listed if listed else ''}"))


def tally_json(tally: Tally) -> dict[str, Any]:
    """A tally with its rates."""
    return {
        "played": tally.played, "won": tally.won, "drawn": tally.drawn, "lost": tally.lost, "scored": tally.scored,
        "conceded": tally.conceded, "points_per_game": round(tally.points_per_game, 3), "adjusted_matches": tally.adjusted,
        "above_expectation": None if tally.above_expectation is None else round(tally.above_expectation, 3),
    }  # fmt: skip


def career_json(career: Career) -> dict[str, Any]:
    """A record with everything in it."""
    return {
        "person": career.person, "as_of": career.day.isoformat(), "total": tally_json(career.total),
        "spells": [
            {
                "org": s.tenure.org, "from": s.tenure.start.isoformat() if s.tenure.start else None,
                "to": s.tenure.end.isoformat() if s.tenure.end else None, "total": tally_json(s.total),
                "lines": [
                    {"competition": competition_name(x.competition or ""), "season": x.season, **tally_json(x.tally)} for x in s.lines
                ],
                "missing": list(s.missing),
            }
            for s in career.spells
        ],
        "titles": [
            {"competition": t.competition, "season": t.season, "org": t.org, "weight": t.weight.value, "source": t.source}
            for t in career.titles
        ],
        "titles_whole": career.titles_whole,
    }  # fmt: skip


def sources(careers: Sequence[Career]) -> str:
    """The sources that a card or table rests on."""
    curated = any(t.source != "results" for c in careers for t in c.titles)
    return (
        "Results: openfootball (CC0), football-datasets (PDDL), international_results (CC0). "
        f"Tenures: hotseat register (CC0).{' Titles before or beside these results: curated by hand.' if curated else ''}"
    )
