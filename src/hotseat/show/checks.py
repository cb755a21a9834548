"""Checked statements on a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from hotseat.records import Item
from hotseat.reference.checks.findings import Checked, Verdict
from hotseat.show.terminal import plain
from hotseat.wire import to_wire

STYLES = {Verdict.SUPPORTED: "green", Verdict.CONTRADICTED: "bold red", Verdict.DISAGREE: "yellow", Verdict.NOT_CHECKABLE: "dim"}
MOST_ROWS = 4  # lines of evidence on a terminal; JSON has all


def print_checked(console: Console, item: Item, checked: Sequence[Checked]) -> None:
    """An item's statements, each with verdict, quote, right value, reason and the rows it rests on."""
    console.print(Text(plain(item.title or item.text, 76), style="bold"))
    day = item.day.isoformat() if item.day else "undated"
    console.print(Text(f"{item.outlet or 'unknown outlet'}, {day}: {len(checked)} statements to check", style="dim"))
    for one in checked:
        finding, claim = one.finding, one.claim
        console.print(Text(f"  {finding.verdict.value.upper()}", style=STYLES[finding.verdict]))
        console.print(Text(f"    “{plain(claim.quote, 140)}” ({', '.join(p for p in (claim.person, claim.org) if p)})"))
        if finding.value:
            console.print(Text(f"    the data: {plain(finding.value, 200)}"))
        if finding.reason:
            console.print(Text(f"    why: {plain(finding.reason, 200)}"))
        for line in finding.rows[:MOST_ROWS]:
            console.print(Text(f"      {plain(line, 200)}", style="dim"))
        if len(finding.rows) > MOST_ROWS:
            console.print(Text(f"      and {len(finding.rows) - MOST_ROWS} rows more (--json)", style="dim"))
    console.print()


def checked_json(item: Item, checked: Sequence[Checked]) -> dict[str, Any]:
    """An item's statements with their verdicts."""
    return {
        "id": item.id, "title": item.title, "published": item.published.isoformat() if item.published else None,
        "checks": [
            {
                "verdict": c.finding.verdict.value, "value": c.finding.value, "reason": c.finding.reason, "rows": list(c.finding.rows),
                "claim": to_wire(c.claim),
            }
            for c in checked
        ],
    }  # fmt: skip
