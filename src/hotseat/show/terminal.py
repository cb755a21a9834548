"""Boards, dossiers and claims on a terminal of 80 columns or more. Text from items is never read as markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hotseat.ledger.view import Entry
from hotseat.read.details.times import Period
from hotseat.records import Claim, Item, Kind, Polarity, SourceKind
from hotseat.show.details import detail_words
from hotseat.show.dossiers import BoardRow, Dossier
from hotseat.show.explaining import Explanation

BOARD_LEAST = 0.01  # an option below it is left out of the board
WORD_STYLE = {"vacated": "bold red", "going": "red", "in doubt": "yellow", "filled": "green"}


def plain(text: str, limit: int | None = None) -> str:
    """Text without control characters, on one line, cut at a limit."""
    flat = " ".join("".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text).split())
    return flat if limit is None or len(flat) <= limit else flat[: limit - 1] + "…"


def source_words(claim: Claim, outlet: str | None) -> str:
    """Who says it."""
    match claim.source.kind:
        case SourceKind.UNNAMED:
            return f"unnamed sources, in {outlet}" if outlet else "unnamed sources"
        case SourceKind.OUTLET:
            return claim.source.name or outlet or "the outlet"
        case SourceKind.CITED:
            return f"{claim.source.name}, cited by {outlet or 'the item'}"
        case _:
            return claim.source.name or claim.source.kind.value


def claim_words(claim: Claim) -> str:
    """The claim as a phrase: "Klopp -> Real Madrid: linked, DENIED"."""
    arrow = {Kind.ARRIVAL: "to", Kind.DEPARTURE: "leaves", Kind.TENURE: "at", Kind.CONTRACT: "contract with"}.get(claim.kind, "")
    parts = [p for p in (claim.person, arrow, claim.org) if p]
    stage = claim.stage.value.replace("_", " ")
    denied = ", DENIED" if claim.polarity is Polarity.DENIED else ""
    firmness = "" if claim.certainty.value == "certain" else f", {claim.certainty}"
    return f"{' '.join(parts)}: {stage}{firmness}{denied}"


def more_words(claim: Claim) -> str:
    """The claim's details, each behind a comma."""
    return "".join(f", {plain(words)}" for words in detail_words(claim))


def print_claims(console: Console, item: Item, claims: Sequence[Claim]) -> None:
    """An item's claims with their quotes."""
    console.print(Text(plain(item.title or item.text, 100) or item.id, style="bold"))
    when = item.day.isoformat() if item.day else "undated"
    console.print(Text(f"{item.outlet or 'unknown outlet'}, {when}: {len(claims)} claim{'s' * (len(claims) != 1)}", style="dim"))
    for claim in claims:
        style = "red" if claim.polarity is Polarity.DENIED else ""
        console.print(Text(f"  {claim_words(claim)}", style=style))
        condition = f" [{plain(claim.condition, 60)}]" if claim.condition else ""
        console.print(
            Text(
                f"    “{plain(claim.quote, 140)}” — {source_words(claim, item.outlet)}{more_words(claim)}{condition}", style="dim"
            )
        )
    console.print()


def print_explanations(console: Console, item: Item, explanations: Sequence[Explanation]) -> None:
    """An item's claims, each with what made it."""
    console.print(Text(plain(item.title or item.text, 100) or item.id, style="bold"))
    if not explanations:
        console.print("  nothing about a coach's post")
    for found in explanations:
        claim = found.claim
        console.print(Text(f"  {claim_words(claim)}", style="bold red" if claim.polarity is Polarity.DENIED else "bold"))
        quote = Text(f"    …{plain(found.before)} ", style="dim")
        quote.append(plain(claim.quote), style="underline not dim")
        quote.append(f" {plain(found.after)}…")
        console.print(quote)
        source = f"{claim.source.kind} {claim.source.name or ''}".strip()
        lines = [f"decided by: {found.rule}", f"person: {found.person}", f"post: {found.org}", f"source: {source}"]
        lines += [f"speaks: {s}" for s in found.speakers]
        lines += [f"cue: {c}" for c in found.cues] + [f"window: {w}" for w in found.windows]
        lines += [f"detail: {words}" for words in detail_words(claim)]
        lines += [f"condition: {claim.condition}"] if claim.condition else []
        if claim.when:
            lines.append(f"when: {claim.when}{period_words(found.happens)}")
        for line in lines:
            console.print(Text(f"    {plain(line)}"))
    console.print()


def period_words(found: Period | None) -> str:
    """The days that time words mean, in brackets."""
    if found is None:
        return ""
    about = ", about" if found.fuzzy else ""
    return f" ({found.start or '…'} to {found.end or '…'}{about})"


def print_board(console: Console, rows: Sequence[BoardRow]) -> None:
    """The board. Where a market is open its likeliest options stand with their odds, else who is named and how firmly.

    `moved` is the most that an option rose or fell within a week, in percentage points.
    """
    table = Table(title="Hot seats", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))
    for heading, width in (("post, holder", 22), ("seat", 10), ("odds, or named for it", 31), ("moved", 5)):
        table.add_column(heading, justify="right" if heading == "moved" else "left", overflow="fold", max_width=width)
    for row in rows:
        odds = [f"{o} {100 * p:.0f} %" for o, p in row.odds if p >= BOARD_LEAST] or [f"{p} ({s})" for p, s in row.candidates]
        post = Text(row.org)
        post.append(f"\n{row.holder or 'no holder known'}", style="dim")
        post.append(f"\n{row.claims} claim{'s' * (row.claims != 1)}, {row.latest or 'undated'}", style="dim")
        seat = Text(row.word, style=WORD_STYLE.get(row.word.partition(",")[0], ""))
        table.add_row(post, seat, Text("\n".join(odds) or "–"), f"{100 * row.moved:.0f}" if row.odds else "")
    console.print(table)


def print_dossier(console: Console, dossier: Dossier, day: date | None, print_odds: Callable[[], None] | None = None) -> None:
    """A post's or a coach's dossier; a post's odds stand between its seat and its tenures."""
    console.print(Text(dossier.name, style="bold underline"))
    if dossier.row:
        row = dossier.row
        console.print(Text(f"Seat: {row.word}. {row.claims} claims from {row.sources} sources, {row.denials} denied."))
        for person, stage in row.candidates:
            console.print(Text(f"  {person}: {stage}"))
    if print_odds:
        print_odds()
    if dossier.tenures:
        console.print(Text("Tenures", style="bold"))
        for tenure in dossier.tenures[-8:]:
            end = tenure.end.isoformat() if tenure.end else "today"
            start = tenure.start.isoformat() if tenure.start else "?"
            mark = " (caretaker)" if tenure.caretaker else ""
            now = " *" if day and tenure.covers(day) else ""
            console.print(Text(f"  {start} – {end}  {tenure.person}, {tenure.org}{mark}{now}"))
    for heading, entries in (("Contract", dossier.contracts), ("Timeline", dossier.timeline)):
        if entries:
            console.print(Text(heading, style="bold"))
            for entry in entries:
                print_entry(console, entry)


def print_entry(console: Console, entry: Entry) -> None:
    """A claim of the timeline, with its quote and where it stands."""
    claim = entry.claim
    style = "red" if claim.polarity is Polarity.DENIED else ""
    console.print(Text(f"  {(entry.published or 'undated')[:10]}  {claim_words(claim)}", style=style))
    console.print(
        Text(f"              “{plain(claim.quote, 160)}” — {source_words(claim, entry.outlet)}{more_words(claim)}", style="dim")
    )
    if claim.condition:
        console.print(Text(f"              condition: {plain(claim.condition, 100)}", style="dim"))
