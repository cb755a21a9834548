"""One post as of a moment: its market, the belief, who was first, and the outcome that the reports speak for. Decides, stores nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from hotseat.bookkeeping.hearing import Ear, days, moment_of
from hotseat.bookkeeping.seats import Seats, contract_end, stays
from hotseat.judge.beliefs import belief_of
from hotseat.judge.credit import Credit, first_credit
from hotseat.judge.docket import Docket
from hotseat.judge.hazard import Risk, Seat
from hotseat.judge.lineage import Tracer
from hotseat.judge.markets import Proposal, Told, open_market, propose, runs_until, vacant_since
from hotseat.judge.prior import VACANT, open_prior
from hotseat.judge.reports import Channel, Report
from hotseat.judge.weights import Weights
from hotseat.ledger.view import Entry
from hotseat.records import Claim, Item
from hotseat.records_market import STAYS, Belief, Echo, Exit, Market, Outcome

BEFORE = timedelta(days=45)  # talk before the opening that counts
STRAGGLERS = timedelta(days=3)  # items that still tell of the predecessor's exit after the successor has begun


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A post as of a moment. `market` is None where nothing opened one; `seat` describes the incumbent's risk where he sits."""

    post: str
    moment: datetime
    told: tuple[Told, ...]
    market: Market | None = None
    vacant: datetime | None = None
    runs_until: datetime | None = None
    belief: Belief | None = None
    proposal: Proposal | None = None
    credits: tuple[Credit, ...] = ()
    seat: Seat | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the ledger's book holds of a post."""

    markets: Sequence[Market] = ()
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges posts: the register and results to look up, the weights to believe with."""

    ear: Ear
    seats: Seats
    weights: Weights
    risk: Risk

    def reports(self, entries: Iterable[Entry], copies: Mapping[str, str] | None = None) -> list[Report]:
        """The reports of ledger entries in order of time.

        Args:
            entries: claims with their items.
            copies: item -> the item that it nearly copies.
        """
        found: list[Report] = []
        for entry in entries:
            item = Item(id=entry.item, title=entry.title, text=entry.claim.quote, outlet=entry.outlet)
            told = datetime.fromisoformat(entry.told).astimezone(UTC)
            found.extend(self.ear.hear(item, [(entry.id, entry.claim)], told, (copies or {}).get(entry.item)))
        return sorted(found, key=lambda r: (r.time, r.item, r.id, r.channel))

    def trace(self, reports: Iterable[Report], known: Mapping[str, Echo] | None = None) -> list[Told]:
        """Each report with its descent: as it was judged when first heard where that is kept, else as judged now."""
        tracer, kept = Tracer(), known or {}
        return [(r, kept.get(r.id) or echo) for r in reports for echo in (tracer.hear(r),)]

    def judge(
        self, post: str, told: Sequence[Told], now: datetime, kept: Kept, claims: Sequence[tuple[date, Claim]] = (),
        elsewhere: Iterable[Told] = (),
    ) -> Judgement:  # fmt: skip
        """Judge a post.

        Args:
            post: which.
            told: its reports up to `now`, in order of time.
            now: the moment.
            kept: its markets and outcomes in the ledger.
            claims: dated claims about the post, for the incumbent's contract.
            elsewhere: commitments of persons to other posts; taken only where a market is open.
        """
        own = [t for t in told if t[0].post == post and t[0].channel is not Channel.ELSEWHERE and t[0].time <= days(now)]
        market = self._market(post, own, now, kept)
        bare = Judgement(post=post, moment=now, told=tuple(own), seat=self._seat(post, None, now, claims))
        if market is None:
            return bare
        vacant = vacant_since(market, own, moment_of)
        seat = None if vacant else self._seat(post, market, now, claims)
        end = runs_until(market, vacant)
        chance, exits = (VACANT, dict[Exit, float]()) if seat is None else stays(self.risk, seat, end.date())
        docket, heard = self._docket(market, own, elsewhere, chance, now)
        belief = belief_of(market, docket, self.weights, days(now), now, exits)
        firsts = [c for o in belief.options if o.person and (c := first_credit(heard, o.name))]
        return Judgement(
            post=post, moment=now, told=tuple(own), market=market, vacant=vacant, runs_until=end, belief=belief,
            proposal=propose(market, own, now, moment_of), credits=tuple(firsts), seat=seat,
        )  # fmt: skip

    def _market(self, post: str, told: Sequence[Told], now: datetime, kept: Kept) -> Market | None:
        """The open market: the one that is kept without outcome, else the first that the reports open since the last one closed."""
        standing = [m for m in kept.markets if m.id not in kept.outcomes and m.opened <= now]
        if standing:
            return standing[-1]
        closed = [o.moment for m in kept.markets if (o := kept.outcomes.get(m.id))]
        holder = self.seats.holder(post, now.date())
        if holder and holder.start:
            start = datetime(holder.start.year, holder.start.month, holder.start.day, tzinfo=UTC)
            closed.append(start + STRAGGLERS)
        # Talk older than a question can stand open is about nothing that is still open.
        after = max([*closed, now - timedelta(days=180)])
        return open_market(post, told, self._holder_of(post), days(after), moment_of)

    def _holder_of(self, post: str) -> _Holder:
        return _Holder(self.seats, post)

    def _seat(self, post: str, market: Market | None, now: datetime, claims: Sequence[tuple[date, Claim]]) -> Seat | None:
        tenure = self.seats.holder(post, now.date())
        person = market.incumbent if market else (tenure.person if tenure else None)
        if person is None:
            return None
        since = tenure.start if tenure and tenure.person == person else None
        return self.seats.seat(post, now.date(), since=since, contract_end=contract_end(claims, person))

    def _docket(
        self, market: Market, told: Sequence[Told], elsewhere: Iterable[Told], chance: float, now: datetime
    ) -> tuple[Docket, list[Told]]:
        first = days(market.opened - BEFORE)
        docket, heard = Docket(prior=open_prior(chance)), list[Told]()
        merged = sorted([*told, *elsewhere], key=lambda t: (t[0].time, t[0].item, t[0].id))
        for report, echo in merged:
            about_incumbent = report.option == market.incumbent
            if first <= report.time <= days(now) and not about_incumbent:
                docket.hear(report, echo)
                if report.channel is not Channel.ELSEWHERE and report.option != STAYS:
                    heard.append((report, echo))
        return docket, heard


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who held the post at a moment."""

    seats: Seats
    post: str

    def __call__(self, moment: datetime) -> str | None:
        tenure = self.seats.holder(self.post, (moment - timedelta(days=1)).date())
        return tenure.person if tenure else None
