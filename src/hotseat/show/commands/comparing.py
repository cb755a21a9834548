"""`compare`: coaches' records side by side, and as a card."""

from __future__ import annotations

from datetime import UTC, datetime

from rich.table import Table
from rich.text import Text

from hotseat.reference import store
from hotseat.reference.honours import Honours
from hotseat.register.register import Register
from hotseat.show import cards
from hotseat.show.options import AsOf, Card, Extra, Json, Reference, out, print_json, refuse, register_with_tenures, time_of
from hotseat.show.records import Career, career, career_json, cells, print_titles, sources


def compare(
    one: str,
    two: str,
    card: Card = None,
    as_of: AsOf = None,
    as_json: Json = False,
    reference: Reference = None,
    extra: Extra = None,
) -> None:
    """Two coaches' records side by side."""
    register, moment = register_with_tenures(extra, reference), time_of(as_of) or datetime.now(UTC)
    results = store.available(reference)
    honours = Honours(results, register)
    both = [career(known(n, register), results, register, honours, moment.date()) for n in (one, two)]
    if card:
        cards.draw(both, card)
    if as_json:
        print_json([career_json(c) for c in both])
        return
    print_both(both)
    if card:
        out().print(f"card: {card}", markup=False)


def known(name: str, register: Register) -> str:
    """The coach whom a name means."""
    found = register.find_coach(name)
    if found is None:
        refuse(f"{name}: no one coach of that name in the register; write the full name")
    return found.name


def print_both(both: list[Career]) -> None:
    """Both records, all and by club."""
    console, table = out(), Table(title=f"To {both[0].day}", title_justify="left", expand=False)
    for heading in ("", "matches", "W-D-L", "goals", "points/game", "adjusted"):
        table.add_column(heading, justify="right" if heading else "left", overflow="fold")
    for one in both:
        table.add_row(Text(one.person, style="bold"), *cells(one.total))
        for spell in one.spells:
            table.add_row(
                Text(f"  {spell.tenure.org} {spell.tenure.start.year if spell.tenure.start else ''}"), *cells(spell.total)
            )
    console.print(table)
    for one in both:
        console.print(Text(one.person, style="bold"))
        print_titles(console, one)
    console.print(Text("adjusted: league points per game beyond what other sides took from the same opponents", style="dim"))
    console.print(Text(sources(both), style="dim"))
