"""`source`: the score card of an outlet, a journalist or whoever is cited."""

from __future__ import annotations

from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hotseat.bookkeeping.hearing import moment_of
from hotseat.bookkeeping.inquiry import judge_with
from hotseat.bookkeeping.sources import SourceRecord, record_of
from hotseat.judge.reliability import FEW, Share
from hotseat.show.odds import percent
from hotseat.show.options import AsOf, Extra, Json, Ledger, booking, out, print_json, refuse, register_with, time_of
from hotseat.show.terminal import plain


def source(name: str, ledger: Ledger = None, as_of: AsOf = None, as_json: Json = False, extra: Extra = None) -> None:
    """A source's score card: own reports and echoes, hits, denials, first reports, with n and intervals."""
    register, time = register_with(extra), time_of(as_of)
    judge = judge_with(register, None)
    with booking(ledger, time) as (view, book):
        entries = view.entries()
        copies = {c.item: c.original for c in view.copies()}
        told = judge.trace(judge.reports(entries, copies), book.echoes())
        markets, outcomes = book.markets(), book.outcomes()
    key = the_source(judge.ear.outlet(name), {r.source for r, _ in told} | {r.teller for r, _ in told})
    found = record_of(key, told, markets, outcomes, judge, register)
    if as_json:
        print_json(record_json(found))
    else:
        print_record(out(), found)


def the_source(name: str, known: set[str]) -> str:
    """The one source that a name means."""
    if name in known:
        return name
    fits = sorted(n for n in known if n.casefold() == name.casefold()) or sorted(
        n for n in known if name.casefold() in n.casefold()
    )
    if len(fits) != 1:
        refuse(
            f"{name}: no one source of that name" + (f"; did you mean {', '.join(fits[:5])}?" if fits else "; check the spelling")
        )
    return fits[0]


def share_json(share: Share) -> dict[str, Any]:
    """A share with its interval; without them where there are too few words."""
    if share.few:
        return {"n": share.n, "hits": share.hits, "few": True, "share": None, "low": None, "high": None}
    return {"n": share.n, "hits": share.hits, "few": False, "share": share.mean, "low": share.low, "high": share.high}


def record_json(found: SourceRecord) -> dict[str, Any]:
    """A record."""
    card, effect = found.card, found.effect
    return {
        "source": found.name, "claims": found.claims, "own": found.own, "citing": found.citing, "copied": found.copied,
        "cited_by_others": found.cited, "circular": found.circles, "overall": share_json(card.overall),
        "denials": share_json(card.denials), "by_beat": {b.value: share_json(s) for b, s in card.by_beat.items()},
        "by_lead": {w.value: share_json(s) for w, s in card.by_lead.items()},
        "by_stage": {f.channel.value: {**share_json(f.share), "usual": f.usual} for f in card.by_channel}, "too_few_below": FEW,
        "worth_nats": card.worth, "worth_nats_a_word": card.worth_each,
        "first": [{"winner": c.option, "moment": moment_of(c.time).isoformat(), "lead_hours": c.lead, "ahead_hours": c.ahead}
                  for c in found.firsts],
        "markets_won_with_report": found.markets,
        "weight": {"mean": effect.mean, "sd": effect.sd, "markets": effect.n} if effect else None,
    }  # fmt: skip


def print_record(console: Console, found: SourceRecord) -> None:
    """A record on a terminal."""
    console.print(Text(plain(found.name), style="bold underline"))
    console.print(
        f"{found.claims} claims: {found.own} its own, {found.citing} citing others, {found.copied} likely copied in silence; "
        f"others cite it {found.cited} times"
    )
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("words graded", "n", "held", "90 % interval"):
        table.add_column(heading, justify="left" if heading == "words graded" else "right")
    rows = [("all", found.card.overall), ("denials and stays", found.card.denials)]
    rows += [(f"beat: {b.value}", s) for b, s in found.card.by_beat.items()]
    rows += [(f"lead: {w.value}", s) for w, s in found.card.by_lead.items()]
    rows += [(f"word: {f.channel.value}", f.share) for f in found.card.by_channel]
    for label, share in rows:
        held, span = ("too few", "") if share.few else (percent(share.mean), f"{percent(share.low)} to {percent(share.high)}")
        table.add_row(label, str(share.n), held, span)
    console.print(table)
    console.print(
        f"Worth: {found.card.worth:+.2f} nats over what was believed before its words, {found.card.worth_each:+.2f} a word"
    )
    console.print(first_words(found))
    if found.effect:
        effect = found.effect
        console.print(f"Weight in the model: {effect.mean:+.2f} (sd {effect.sd:.2f}), from {effect.n} markets")


def first_words(found: SourceRecord) -> str:
    """How often it was first."""
    ahead = [c.ahead for c in found.firsts if c.ahead is not None]
    lead = f", a median {median(ahead):.0f} h before the announcement" if ahead else ""
    return f"First on the winner in {len(found.firsts)} of {found.markets} resolved markets{lead}"
