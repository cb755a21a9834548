"""Judgements as JSON and on a terminal of 80 columns: odds, what moved them, who was first, echoes folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hotseat.bookkeeping.hearing import moment_of
from hotseat.bookkeeping.judging import Judgement
from hotseat.judge.hazard import contract_counts
from hotseat.judge.markets import Proposal, Told
from hotseat.ledger.view import Entry
from hotseat.records_market import Belief, Descent, Market, Option
from hotseat.show.terminal import claim_words, plain, source_words

SHOWN = 8  # options on a terminal; the rest is summed up
MOVERS = 6
NEARLY = 0.005  # less than half a percent is shown as that


def market_json(market: Market) -> dict[str, Any]:
    """A market."""
    return {
        "id": market.id, "post": market.post, "opened": market.opened.isoformat(), "deadline": market.deadline.isoformat(),
        "opening": market.opening.value, "incumbent": market.incumbent, "rule": market.rule, "evidence": list(market.evidence),
        "vacant": market.vacant.isoformat() if market.vacant else None,
    }  # fmt: skip


def belief_json(belief: Belief) -> dict[str, Any]:
    """A belief with its explanation."""
    return {
        "moment": belief.moment.isoformat(), "weights": belief.weights,
        "options": [
            {"option": o.name, "person": o.person, "probability": o.probability, "low": o.low, "high": o.high, "prior": o.prior}
            for o in belief.options
        ],
        "exits": {cause.value: chance for cause, chance in belief.exits.items()},
        "contributions": [
            {"claim": c.claim, "option": c.option, "source": c.source, "delta": c.delta, "without": c.without, "root": c.root}
            for c in belief.contributions
        ],
    }  # fmt: skip


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    """An outcome to be confirmed."""
    outcome = proposal.outcome
    return {
        "resolution": outcome.resolution.value, "winner": outcome.winner, "moment": outcome.moment.isoformat(),
        "evidence": list(outcome.evidence), "sources": list(proposal.sources),
    }  # fmt: skip


def judgement_json(judged: Judgement) -> dict[str, Any]:
    """All of a judgement."""
    return {
        "market": market_json(judged.market) if judged.market else None,
        "vacant": judged.vacant.isoformat() if judged.vacant else None,
        "runs_until": judged.runs_until.isoformat() if judged.runs_until else None,
        "belief": belief_json(judged.belief) if judged.belief else None,
        "proposal": proposal_json(judged.proposal) if judged.proposal else None,
        "first": [
            {"option": c.option, "source": c.source, "claim": c.claim, "moment": moment_of(c.time).isoformat(),
             "lead_hours": c.lead, "cited_by": c.cited_by} for c in judged.credits
        ],
        "echoes": [echo_json(told) for told in judged.told if told[1].descent is not Descent.ROOT],
    }  # fmt: skip


def echo_json(told: Told) -> dict[str, Any]:
    """A claim's descent."""
    report, echo = told
    return {
        "claim": report.id, "option": report.option, "teller": report.teller, "descent": echo.descent.value,
        "probability": echo.probability, "parent": echo.parent, "origin": echo.origin, "hours": echo.hours,
        "similarity": echo.similarity, "circular": echo.circular,
    }  # fmt: skip


def percent(value: float) -> str:
    """A probability in percent: "62 %"."""
    return "<1 %" if 0 < value < NEARLY else ">99 %" if 1 - NEARLY < value < 1 else f"{100 * value:.0f} %"


def print_judgement(console: Console, judged: Judgement, entries: Mapping[str, Entry]) -> None:
    """The odds of a post with their explanation; one line where nothing has opened a market."""
    market, belief = judged.market, judged.belief
    if market is None or belief is None:
        console.print(Text("Odds: no market is open on this post."))
        return
    state = f"vacant since {judged.vacant.date()}" if judged.vacant else f"{market.incumbent or 'the incumbent'} in post"
    until = (judged.runs_until or market.deadline).date()
    console.print(Text(f"Odds, {belief.moment.date()}: {state}; market {market.id[:8]}, until {until}", style="bold"))
    print_options(console, belief.options)
    if belief.exits:
        chances = ", ".join(f"{cause.value} {percent(chance)}" for cause, chance in belief.exits.items())
        judged_part = judged.seat is not None and contract_counts(judged.seat, until)
        note = " That his contract ends counts by judgement; it is not measured." if judged_part else ""
        console.print(Text(f"Before any claim, by then: {chances}.{note}", style="dim"))
    print_movers(console, belief, entries)
    print_lineage(console, judged)
    if judged.proposal:
        console.print(Text(proposal_words(judged.proposal, market), style="bold yellow"))


def print_options(console: Console, options: Sequence[Option]) -> None:
    """A table of the options."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("option", "odds", "90 % interval", "before claims"):
        table.add_column(heading, justify="left" if heading == "option" else "right", max_width=32)
    for option in options[:SHOWN]:
        span = f"{percent(option.low)} to {percent(option.high)}"
        table.add_row(Text(plain(option.name)), percent(option.probability), span, percent(option.prior))
    rest = options[SHOWN:]
    if rest:
        table.add_row(f"{len(rest)} more", percent(sum(o.probability for o in rest)), "", percent(sum(o.prior for o in rest)))
    console.print(table)


def print_movers(console: Console, belief: Belief, entries: Mapping[str, Entry]) -> None:
    """The claims that moved it most, with what the odds would be without them."""
    if not belief.contributions:
        return
    console.print(Text("What moved it", style="bold"))
    for share in belief.contributions[:MOVERS]:
        now = percent(belief.probability(share.option))
        console.print(Text(f"  {share.delta:+.1f} {plain(share.option)}: {now}, without it {percent(share.without)}"))
        entry = entries.get(share.claim)
        if entry:
            said = f"{entry.told[:10]} {claim_words(entry.claim)} — {source_words(entry.claim, entry.outlet)}"
            console.print(Text(f"       {plain(said, 140)}", style="dim"))


def print_lineage(console: Console, judged: Judgement) -> None:
    """Who was first, and how many claims repeat others."""
    for credit in judged.credits[:3]:
        lead = f", {credit.lead:.0f} h before the next source" if credit.lead is not None else ", alone so far"
        cited = f", cited {credit.cited_by} times" if credit.cited_by else ""
        moment = moment_of(credit.time)
        console.print(Text(f"First on {plain(credit.option)}: {plain(credit.source)}, {moment:%Y-%m-%d %H:%M}{lead}{cited}"))
    echoes = [e for _, e in judged.told if e.descent is not Descent.ROOT]
    if echoes:
        kinds = {d: sum(e.descent is d for e in echoes) for d in (Descent.CITED, Descent.SILENT)}
        circular = sum(e.circular for e in echoes)
        rings = f", {circular} in a circle of citations" if circular else ""
        words = f"{len(echoes)} of {len(judged.told)} claims repeat others: {kinds[Descent.CITED]} by citation, {kinds[Descent.SILENT]} in silence"
        console.print(Text(f"Echoes: {words}{rings}."))


def proposal_words(proposal: Proposal, market: Market) -> str:
    """A proposal as a sentence with the command that confirms it."""
    outcome = proposal.outcome
    by = f" by {', '.join(proposal.sources[:3])}" if proposal.sources else ""
    return f"Proposed outcome: {outcome.resolution} {outcome.winner or ''}{by}. Confirm: hotseat resolve {market.id[:8]}".replace(
        "  ", " "
    )
