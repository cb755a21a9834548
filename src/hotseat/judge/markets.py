"""Opening and closing markets: written rules, applied to reports in order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hotseat.judge.reports import Channel, Report, Tier
from hotseat.records_market import STAYS, Echo, Market, Opening, Outcome, Resolution

Told = tuple[Report, Echo]
Clock = Callable[[float], datetime]

EXIT_DAYS, DOUBT_DAYS = 180, 90  # how long a market stands after an exit, and after doubts
WINDOW = 14.0  # days within which two sources must agree, to open or to propose an outcome
FIRM = 1.0  # certainty of a doubt that counts towards opening: probable or more
INDEPENDENT = 0.5  # chance to be no echo that makes a report one of its own
RULE = (
    "Who is named the next permanent head coach of {post} by {deadline:%Y-%m-%d}, by the club's or federation's own statement or by two "
    "independent sources? Caretakers do not resolve it. An appointment to the season's end resolves it as an interim, and a new "
    "market asks for the permanent successor. *The incumbent stays* wins if {incumbent} still holds the post on that day{onward}."
)
ONWARD = f"; if he goes before it, the question runs on for {EXIT_DAYS} days from his exit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An outcome that the reports speak for, to be confirmed: it names the claims that it rests on and the sources that agree."""

    outcome: Outcome
    sources: tuple[str, ...]


def independent(echo: Echo, report: Report) -> bool:
    """Whether the report is its source's own, or the first to bring the word of a source that is not held."""
    stands_in = bool(report.cites) and echo.parent is None and not echo.circular
    return stands_in or (not report.cites and 1.0 - echo.probability >= INDEPENDENT)


def written(
    post: str, opened: datetime, opening: Opening, incumbent: str | None, days: int, evidence: Sequence[str] = ()
) -> Market:
    """A market with its rule written out."""
    # To the second, as the ledger keeps times: the market's id is made of it.
    opened = (opened + timedelta(seconds=0.5)).replace(microsecond=0)
    deadline = opened + timedelta(days=days)
    vacant = opened if opening is Opening.EXIT else None
    rule = RULE.format(
        post=post, deadline=deadline, incumbent=incumbent or "whoever holds the post at the opening", onward="" if vacant else ONWARD
    )  # fmt: skip
    return Market(
        post=post, opened=opened, deadline=deadline, incumbent=incumbent, opening=opening, rule=rule, vacant=vacant,
        evidence=tuple(evidence),
    )  # fmt: skip


def open_market(
    post: str, told: Sequence[Told], holder: Callable[[datetime], str | None], after: float = float("-inf"),
    clock: Clock = lambda t: datetime.fromtimestamp(t * 86400, UTC),
) -> Market | None:  # fmt: skip
    """The first market that the reports open after a time.

    An exit opens one when a source that is not unnamed says that it is done, or is named as certain to come. Doubt opens one when two
    independent sources voice it as probable or more within two weeks, or when somebody is said to have agreed to come.

    Args:
        post: the post.
        told: its reports with their descent, in order of time.
        holder: who held the post at a moment, as far as the register knows.
        after: nothing up to this time counts: the post was last filled then.
        clock: the judge's time in days -> a moment.
    """
    doubts: list[Report] = []
    for report, echo in told:
        if report.time <= after or not independent(echo, report):
            continue
        opening, evidence = None, [report]
        if report.channel is Channel.GONE and report.tier is not Tier.UNNAMED:
            opening = Opening.EXIT
        elif report.channel is Channel.AGREED:
            opening = Opening.DOUBT
        elif report.channel in (Channel.DOUBT, Channel.LEAVING) and report.certainty >= FIRM:
            doubts = [d for d in doubts if report.time - d.time <= WINDOW and d.source != report.source] + [report]
            if len(doubts) >= 2 or report.channel is Channel.LEAVING:
                opening, evidence = Opening.DOUBT, doubts
        if opening:
            moment = clock(report.time)
            days = EXIT_DAYS if opening is Opening.EXIT else DOUBT_DAYS
            return written(post, moment, opening, holder(moment), days, [r.id for r in evidence])
    return None


def vacant_since(market: Market, told: Iterable[Told], clock: Clock) -> datetime | None:
    """Since when the post is known to be without its incumbent: from the opening, or from a firm exit after it."""
    if market.vacant:
        return market.vacant
    for report, echo in told:
        known = report.channel is Channel.GONE and report.tier is not Tier.UNNAMED and independent(echo, report)
        if known and clock(report.time) >= market.opened:
            return clock(report.time)
    return None


def runs_until(market: Market, vacant: datetime | None) -> datetime:
    """The deadline that holds: the written one, or so many days from an exit that came before it."""
    if vacant and not market.vacant and vacant <= market.deadline:
        return vacant + timedelta(days=EXIT_DAYS)
    return market.deadline


def propose(market: Market, told: Sequence[Told], now: datetime, clock: Clock) -> Proposal | None:
    """The outcome that the reports so far speak for.

    An official statement that somebody is appointed is enough; otherwise two independent sources within two weeks. Past the deadline
    the incumbent has stayed, or, if he went, the market lapsed.
    """
    done: dict[str, list[Report]] = {}
    for report, echo in told:
        moment = clock(report.time)
        if report.channel is not Channel.DONE or report.option == market.incumbent or not market.opened <= moment <= now:
            continue
        if not independent(echo, report) and report.tier is not Tier.OFFICIAL:
            continue
        fresh = [r for r in done.get(report.option, []) if report.time - r.time <= WINDOW]
        agreeing = done[report.option] = [*fresh, report]
        sources = {r.source for r in agreeing}
        if report.tier is Tier.OFFICIAL or len(sources) >= 2:
            term = Resolution.INTERIM if any(r.interim for r in agreeing) else Resolution.APPOINTED
            return proposal(market, term, report.option, moment, agreeing)
    vacant = vacant_since(market, told, clock)
    if now < runs_until(market, vacant):
        return None
    if vacant:
        return proposal(market, Resolution.LAPSED, None, runs_until(market, vacant), [])
    return proposal(market, Resolution.STAYED, STAYS, market.deadline, [])


def proposal(market: Market, resolution: Resolution, winner: str | None, moment: datetime, reports: Sequence[Report]) -> Proposal:
    """A proposal from its parts."""
    outcome = Outcome(
        market=market.id, resolution=resolution, winner=winner, moment=moment, evidence=tuple(r.id for r in reports)
    )  # fmt: skip
    return Proposal(outcome=outcome, sources=tuple(sorted({r.source for r in reports})))
