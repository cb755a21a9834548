"""`markets`, `resolve`, `refresh`: open questions, their outcomes, and bringing the book up to date."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from hotseat.bookkeeping.inquiry import judge_with
from hotseat.bookkeeping.judging import Judgement
from hotseat.bookkeeping.refreshing import judgements, refresh
from hotseat.gather.items import moment
from hotseat.judge.markets import written
from hotseat.ledger import chain, store
from hotseat.ledger.book import BookView, BookWriter
from hotseat.records_market import OTHER, STAYS, Market, Opening, Outcome, Resolution
from hotseat.reference.results import embedded
from hotseat.show import odds
from hotseat.show.options import AsOf, Extra, Json, Ledger, booking, named, out, print_json, refuse, register_with, time_of
from hotseat.show.terminal import plain

Deadline = Annotated[str | None, typer.Option("--deadline", help="With --open: until when; a date.")]
DAYS = 90


def markets(
    ledger: Ledger = None, as_of: AsOf = None, as_json: Json = False, extra: Extra = None,
    opening: Annotated[str | None, typer.Option("--open", metavar="POST", help="Open a market on a post by hand.")] = None,
    deadline: Deadline = None,
    closed: Annotated[bool, typer.Option("--closed", help="Those that have resolved, with their outcomes.")] = False,
) -> None:  # fmt: skip
    """Open markets with their rules and odds; --open opens one by hand, --closed lists outcomes."""
    register, time = register_with(extra), time_of(as_of)
    if opening is not None:
        open_by_hand(opening, deadline, ledger, extra, time)
        return
    now = time or datetime.now(UTC)
    judge = judge_with(register, embedded())
    with booking(ledger, time) as (view, book):
        if closed:
            print_closed(book, as_json=as_json)
            return
        _, found = judgements(judge, view, book, now)
        kept = {m.id for m in book.markets()}
    if as_json:
        print_json([{**odds.judgement_json(j), "recorded": bool(j.market and j.market.id in kept)} for j in found])
    else:
        print_markets(out(), found)


def print_markets(console: Console, found: list[Judgement]) -> None:
    """Each market with its rule and its leading options."""
    if not found:
        console.print("no market is open; `hotseat markets --open POST` opens one by hand")
    for judged in found:
        market, belief = judged.market, judged.belief
        if market is None or belief is None:
            continue
        console.print(Text(f"{market.id[:8]}  {plain(market.post)}", style="bold"))
        leading = ", ".join(f"{plain(o.name)} {odds.percent(o.probability)}" for o in belief.options[:3])
        console.print(Text(f"  {leading}"))
        console.print(Text(f"  opened {market.opened.date()} by {market.opening}; {market.rule}", style="dim"))
        if judged.proposal:
            console.print(Text(f"  {odds.proposal_words(judged.proposal, market)}", style="yellow"))


def print_closed(book: BookView, *, as_json: bool) -> None:
    """Resolved markets."""
    outcomes = book.outcomes()
    rows = [(m, outcomes[m.id]) for m in book.markets() if m.id in outcomes]
    if as_json:
        print_json([{"market": odds.market_json(m), "outcome": outcome_json(o)} for m, o in rows])
        return
    for market, outcome in rows:
        winner = f" {plain(outcome.winner)}" if outcome.winner else ""
        out().print(Text(f"{market.id[:8]}  {plain(market.post)}: {outcome.resolution}{winner}, {outcome.moment.date()}"))
    if not rows:
        out().print("no market has resolved yet")


def outcome_json(outcome: Outcome) -> dict[str, object]:
    """An outcome."""
    return {
        "resolution": outcome.resolution.value, "winner": outcome.winner, "moment": outcome.moment.isoformat(),
        "evidence": list(outcome.evidence), "note": outcome.note,
    }  # fmt: skip


def open_by_hand(name: str, deadline: str | None, ledger: str | None, extra: Extra, time: datetime | None) -> None:
    """Open a market and record it."""
    register, now = register_with(extra), time or datetime.now(UTC)
    with booking(ledger, time) as (view, book):
        org = register.find_org(name)
        post = named(name, "post", org.name if org else None, view.post_names(), view.posts)
        kept, outcomes = book.markets(post=post), book.outcomes()
    standing = [m for m in kept if m.id not in outcomes]
    if standing:
        refuse(f"{post}: market {standing[-1].id[:8]} is open already, until {standing[-1].deadline.date()}")
    end = day_of(deadline) if deadline else now + timedelta(days=DAYS)
    if end <= now:
        refuse(f"--deadline {deadline}: has passed; give a day to come")
    holder = judge_with(register, None).seats.holder(post, now.date())
    market = written(post, now, Opening.HAND, holder.person if holder else None, (end - now).days + 1)
    engine = store.open_engine(ledger)
    with chain.appending(engine, now) as batch:
        BookWriter(batch).add_markets([market])
    engine.dispose()
    out().print(Text(f"{market.id[:8]}  {plain(post)}: opened, until {market.deadline.date()}\n  {market.rule}"))


def day_of(text: str) -> datetime:
    """The moment of an option."""
    try:
        found = moment(text)
    except ValueError as error:
        refuse(f"--deadline: {error}")
    if found is None:
        refuse("--deadline: needs a date such as 2026-12-31")
    return found


def resolve(
    market: Annotated[str | None, typer.Argument(help="A market's id or its first digits; none: list what is proposed.")] = None,
    winner: Annotated[str | None, typer.Option("--winner", help=f'A name, "{STAYS}" or "{OTHER}"; none: as proposed.')] = None,
    resolution: Annotated[Resolution | None, typer.Option("--as", help="How it ended; none: as proposed, or by the winner.")] = None,
    evidence: Annotated[list[str] | None, typer.Option("--evidence", help="An address, item or claim id; may be repeated.")] = None,
    note: Annotated[str, typer.Option("--note", help="A word on it.")] = "",
    when: Annotated[str | None, typer.Option("--when", help="When it happened; none: as proposed, or now.")] = None,
    all_proposed: Annotated[bool, typer.Option("--all", help="Confirm every proposed outcome.")] = False,
    ledger: Ledger = None, as_json: Json = False, extra: Extra = None,
) -> None:  # fmt: skip
    """Record a market's outcome, as proposed from the claims or by hand; exit code 1 where proposals wait."""
    now, judge = datetime.now(UTC), judge_with(register_with(extra), embedded())
    engine = store.open_engine(ledger)
    proposed = {m.id: (m, p.outcome) for m, p in refresh(judge, engine, now).proposals}
    if all_proposed:
        chosen = [o for _, o in proposed.values()]
    elif market is None:
        list_proposed(proposed, as_json=as_json)
        raise typer.Exit(1 if proposed else 0)
    else:
        with engine.connect() as connection:
            found = the_market(market, BookView(connection))
        own = proposed.get(found.id, (found, None))[1]
        chosen = [outcome_of(found, own, winner, resolution, tuple(evidence or ()), note, day_of(when) if when else None, now)]
    with chain.appending(engine, now) as batch:
        count = BookWriter(batch).add_outcomes(chosen)
    engine.dispose()
    if as_json:
        print_json([outcome_json(o) for o in chosen])
    else:
        out().print(f"{count} outcome{'s' * (count != 1)} recorded")


def list_proposed(proposed: dict[str, tuple[Market, Outcome]], *, as_json: bool) -> None:
    """What waits for confirmation."""
    if as_json:
        print_json([{"market": odds.market_json(m), "outcome": outcome_json(o)} for m, o in proposed.values()])
        return
    for key, (market, outcome) in proposed.items():
        out().print(
            Text(f"{key[:8]}  {plain(market.post)}: {outcome.resolution} {plain(outcome.winner or '')}, {outcome.moment.date()}")
        )
    if not proposed:
        out().print("nothing is proposed")


def the_market(key: str, book: BookView) -> Market:
    """The one market whose id starts so."""
    found = [m for m in book.markets() if m.id.startswith(key.casefold())]
    if len(found) != 1:
        problem = (
            "no market of that id; `hotseat markets` lists them" if not found else "several markets start so; give more digits"
        )
        refuse(f"{key}: {problem}")
    return found[0]


def outcome_of(
    market: Market, proposed: Outcome | None, winner: str | None, resolution: Resolution | None, evidence: tuple[str, ...],
    note: str, when: datetime | None, now: datetime,
) -> Outcome:  # fmt: skip
    """The outcome to record: what was said by hand, over what was proposed."""
    if proposed is None and winner is None and resolution not in (Resolution.LAPSED, Resolution.VOID):
        refuse(f"{market.post}: nothing is proposed; say how it ended with --winner NAME, or --as lapsed|void")
    guessed = Resolution.STAYED if winner == STAYS else Resolution.APPOINTED
    ended = resolution or (guessed if winner else proposed.resolution if proposed else guessed)
    name = winner or (proposed.winner if proposed and ended.scored else None)
    if ended.scored and name is None:
        refuse(f"--as {ended}: needs --winner NAME")
    if ended is Resolution.STAYED:
        name = STAYS
    return Outcome(
        market=market.id, resolution=ended, winner=name if ended.scored else None, note=note,
        moment=when or (proposed.moment if proposed else now), evidence=evidence or (proposed.evidence if proposed else ()),
    )  # fmt: skip


def refreshing(ledger: Ledger = None, as_json: Json = False, extra: Extra = None) -> None:
    """Bring the book up to date: descents of new claims, new markets, beliefs that changed."""
    judge, engine = judge_with(register_with(extra), embedded()), store.open_engine(ledger)
    with Progress(transient=True, disable=not sys.stderr.isatty(), console=Console(stderr=True)) as progress:
        task = progress.add_task("judging", total=None)
        done = refresh(judge, engine, datetime.now(UTC), lambda _: progress.advance(task))
    engine.dispose()
    if as_json:
        waiting = [{"market": odds.market_json(m), "proposal": odds.proposal_json(p)} for m, p in done.proposals]
        print_json(
            {"claims": done.claims, "echoes": done.echoes, "markets": done.markets, "beliefs": done.beliefs, "proposals": waiting}
        )
        return
    out().print(
        f"{done.claims} claims heard, {done.echoes} new; {done.markets} new markets, {done.beliefs} new beliefs, "
        f"{len(done.proposals)} outcomes proposed"
    )
