"""Dominoes on a terminal of 80 columns or more, and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hotseat.judge.dominoes.answer import Answer
from hotseat.judge.dominoes.chains import Chain
from hotseat.judge.dominoes.weeks import VACANT
from hotseat.records_market import OTHER, STAYS, Exit
from hotseat.show.dominoes_graph import percent
from hotseat.show.terminal import plain

SHOWN, LEAST = 5, 0.01
LARGE = 0.02  # a difference that is worth a colour beside its sign
CAUSES = {Exit.SACKED: "sacked", Exit.ENDED: "by agreement or contract end", Exit.POACHED: "taken by another post"}


def answer_json(answer: Answer, by: date | None) -> dict[str, Any]:
    """The answer as JSON; probabilities to six places."""
    return {
        "posts": rounded(answer.posts), "single": rounded(answer.single), "given": [str(e) for e in answer.given],
        "chains": [chain_json(c) for c in answer.chains], "by": by.isoformat() if by else None,
        "given_probability": round(answer.given_probability, 6), "before": rounded(answer.before),
        "incumbents": answer.incumbents, "vacancy": {p: round(v, 6) for p, v in answer.vacancy.items()},
        "exits": {p: asdict(e) for p, e in answer.exits.items()}, "slack": answer.slack, "excess": answer.excess,
        "fit_error": answer.error, "sampled": list(answer.sampled), "implied": sorted(answer.implied), "notes": list(answer.notes),
    }  # fmt: skip


def rounded(odds: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Odds to six places."""
    return {post: {name: round(p, 6) for name, p in found.items()} for post, found in odds.items()}


def chain_json(chain: Chain) -> dict[str, Any]:
    """A chain."""
    return {"moves": [[m.person, m.origin, m.to] for m in chain.moves], "probability": round(chain.probability, 6)}


def print_answer(console: Console, answer: Answer, by: date | None) -> None:
    """Everything: the condition, the posts, the chains, the contradictions."""
    if answer.given:
        given = " and ".join(str(e) for e in answer.given)
        console.print(Text(f"Given {plain(given)}, which has {percent(answer.given_probability)}", style="bold"))
    when = f"Who holds each post on {by}" if by else "Who holds each post when its market closes"
    console.print(posts_table(answer, when))
    print_exits(console, answer)
    print_chains(console, answer)
    print_contradictions(console, answer)


def posts_table(answer: Answer, title: str) -> Table:
    """Posts by vacancy with their likeliest holders: single market, coherent, and given the condition."""
    table = Table(title=title, title_justify="left", expand=False, pad_edge=False)
    for heading in ("post", "who", "single", "joint", *(("given", "change") if answer.given else ())):
        table.add_column(heading, justify="left" if heading in ("post", "who") else "right", overflow="fold")
    for post in sorted(answer.posts, key=lambda p: (-answer.vacancy[p], p)):
        now, before, single = answer.posts[post], answer.before[post], answer.single[post]
        ranked = sorted(set(now) | set(before), key=lambda n: (-max(now.get(n, 0.0), before.get(n, 0.0)), n))
        shown = [n for n in ranked if max(now.get(n, 0.0), before.get(n, 0.0), single.get(n, 0.0)) >= LEAST][:SHOWN]
        for i, name in enumerate(shown):
            word = "" if name != answer.incumbents.get(post) else " (stays)" if post in answer.exits else " (returns)"
            who = Text(plain(name) + word, style="dim" if name in (OTHER, STAYS, VACANT) else "")
            old, new = before.get(name, 0.0), now.get(name, 0.0)
            alone = "–" if post in answer.implied or name not in single else percent(single[name])
            extra = [Text(percent(new)), change(new - old)] if answer.given else []
            table.add_row(Text(plain(post) if i == 0 else ""), who, alone, percent(old), *extra)
        table.add_section()
    return table


def change(difference: float) -> Text:
    """A difference in points, with its sign."""
    points = round(100 * difference)
    style = "" if abs(difference) < LARGE else "green" if difference > 0 else "red"
    return Text(f"{points:+d}" if points else "0", style=style)


def print_exits(console: Console, answer: Answer) -> None:
    """How seats fall vacant, where they may well."""
    shown = [(p, e) for p, e in answer.exits.items() if e.stays < 1 - LEAST]
    if not shown:
        return
    console.print(Text("\nHow seats fall vacant", style="bold"))
    for post, e in sorted(shown, key=lambda item: item[1].stays):
        causes = ", ".join(f"{CAUSES[c]} {percent(p)}" for c, p in e.causes.items() if p >= LEAST / 2)
        console.print(Text(f"  {plain(post)}: {plain(e.incumbent)} stays {percent(e.stays)}; {causes or 'hardly any risk'}"))


def print_chains(console: Console, answer: Answer) -> None:
    """The likeliest chains."""
    console.print(Text("\nLikeliest chains", style="bold"))
    if not answer.chains:
        console.print("  none: no candidate holds another post of the book")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right")
    grid.add_column(overflow="fold")
    for chain in answer.chains:
        moves = (f"{plain(m.person)}{f' ({plain(m.origin)})' if m.origin else ''} to {plain(m.to)}" for m in chain.moves)
        grid.add_row(f"  {percent(chain.probability)}", Text("; ".join(moves)))
    console.print(grid)


def print_contradictions(console: Console, answer: Answer) -> None:
    """How the single markets contradict one another, what was left out, what is an estimate."""
    if answer.excess:
        console.print(Text("\nWhere the single markets contradict one another", style="bold"))
        for person, over in sorted(answer.excess.items(), key=lambda item: -item[1]):
            console.print(Text(f"  {plain(person)}'s odds over all posts sum to {100 * (1 + over):.0f} %"))
        moved = ", ".join(f"{plain(p)} {100 * s:.1f}" for p, s in sorted(answer.slack.items(), key=lambda item: -item[1]))
        console.print(Text(f"  points moved to make them coherent: {moved}"))
    if answer.error > 1e-4 or answer.sampled:
        console.print(Text(f"\nFitted odds are within {100 * answer.error:.2f} points of the coherent ones."))
    if answer.sampled:
        console.print(
            Text(f"Estimated by sampling, too widely linked for the exact sum: {', '.join(map(plain, answer.sampled))}")
        )
    for note in answer.notes:
        console.print(Text(f"note: {plain(note)}", style="dim"))
