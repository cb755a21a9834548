"""Answers of the desk -> the API's shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hotseat.bookkeeping.hearing import moment_of
from hotseat.judge.reliability import Share
from hotseat.ledger.pages import Version
from hotseat.ledger.view import Entry
from hotseat.records_market import Belief
from hotseat.reference.checks.findings import Checked
from hotseat.show.api import shapes as s
from hotseat.show.api import shapes_scores as scores
from hotseat.show.queries.answers import (
    Board,
    BoardLine,
    CoachAnswer,
    ItemAnswer,
    MarketAnswer,
    Moved,
    PostAnswer,
    SourceAnswer,
    Story,
)
from hotseat.show.queries.calibrations import Calibration
from hotseat.show.queries.facts import Dominoes
from hotseat.show.queries.standings import Standing
from hotseat.wire import WireClaim, to_wire


def claim(entry: Entry) -> s.ClaimShape:
    """A claim with its item."""
    item = s.ItemRef(id=entry.item, title=entry.title, outlet=entry.outlet, url=entry.url, published=entry.published)
    wire = WireClaim.model_validate(to_wire(entry.claim))
    return s.ClaimShape(id=entry.id, told=entry.told, recorded=entry.recorded, item=item, claim=wire)


def item(version: Version) -> s.ItemShape:
    """An item."""
    return s.ItemShape(**{name: getattr(version, name) for name in s.ItemShape.model_fields})


def item_whole(answer: ItemAnswer) -> s.ItemWhole:
    """An item with its claims."""
    plain = item(answer.version).model_dump()
    return s.ItemWhole(**plain, claims=[claim(e) for e in answer.claims], copies=dict(answer.copies))


def moved(found: Moved | None) -> s.MovedShape | None:
    """A change."""
    return (
        s.MovedShape(option=found.option, now=chance(found.now), before=chance(found.before), points=found.points)
        if found
        else None
    )


def chance(p: float) -> float:
    """A probability within its bounds: sums of floats may pass them by a hair."""
    return min(max(p, 0.0), 1.0)


def line(found: BoardLine) -> s.LineShape:
    """A line of the board."""
    return s.LineShape(
        org=found.org, holder=found.holder, word=found.word, claims=found.claims, sources=found.sources, denials=found.denials,
        candidates=[s.CandidateShape(person=p, stage=w) for p, w in found.candidates], market=found.market,
        last=claim(found.last) if found.last else None, leader=moved(found.leader), moved=moved(found.moved),
    )  # fmt: skip


def board(found: Board) -> s.BoardShape:
    """The board."""
    return s.BoardShape(
        day=found.day, days=found.days, claims=found.claims, denials=found.denials, official=found.official,
        lines=[line(x) for x in found.lines],
    )  # fmt: skip


def belief(found: Belief) -> s.BeliefShape:
    """A belief."""
    return s.BeliefShape(
        id=found.id, market=found.market, post=found.post, moment=found.moment, weights=found.weights,
        options=[
            s.OptionShape(
                name=o.name, probability=chance(o.probability), low=chance(o.low), high=chance(o.high), prior=chance(o.prior)
            )
            for o in found.options
        ],
        contributions=[
            s.ContributionShape(
                claim=c.claim, option=c.option, source=c.source, delta=c.delta, without=chance(c.without), root=chance(c.root)
            )
            for c in found.contributions
        ],
        exits={cause.value: chance(p) for cause, p in found.exits.items()},
    )  # fmt: skip


def market(found: MarketAnswer) -> s.MarketShape:
    """A market."""
    m, o = found.market, found.outcome
    outcome = None
    if o is not None:
        evidence = list(o.evidence)
        outcome = s.OutcomeShape(resolution=o.resolution.value, winner=o.winner, moment=o.moment, evidence=evidence, note=o.note)
    odds = found.history[-1].odds if found.history else {}
    return s.MarketShape(
        id=m.id, post=m.post, opened=m.opened, deadline=m.deadline, incumbent=m.incumbent, opening=m.opening.value, rule=m.rule,
        vacant=m.vacant, outcome=outcome, options={name: chance(p) for name, p in odds.items()},
    )  # fmt: skip


def market_whole(found: MarketAnswer) -> s.MarketWhole:
    """A market with belief and history."""
    history = [s.PointShape(moment=p.moment, odds={o: chance(v) for o, v in p.odds.items()}) for p in found.history]
    return s.MarketWhole(**market(found).model_dump(), belief=belief(found.belief) if found.belief else None, history=history)


def stories(found: Sequence[Story]) -> list[s.StoryShape]:
    """A timeline."""
    return [
        s.StoryShape(
            claim=claim(x.entry), descent=x.echo.descent.value if x.echo else None, origin=x.echo.origin if x.echo else None,
            echoes=[claim(e.entry) for e in x.echoes],
        )
        for x in found
    ]  # fmt: skip


def post(found: PostAnswer) -> s.PostShape:
    """A post."""
    return s.PostShape(
        org=found.org, country=found.country, league=found.league, women=found.women, total=found.total,
        line=line(found.line) if found.line else None, market=market_whole(found.market) if found.market else None,
        timeline=stories(found.timeline), tenures=[s.TenureShape.model_validate(t) for t in found.tenures],
        contracts=[claim(e) for e in found.contracts],
    )  # fmt: skip


def coach(found: CoachAnswer) -> s.CoachShape:
    """A coach."""
    return s.CoachShape(
        name=found.name, nationality=found.nationality, born=found.born, total=found.total,
        tenures=[s.TenureShape.model_validate(t) for t in found.tenures], timeline=stories(found.timeline),
        prospects=[s.ProspectShape.model_validate(p) for p in found.prospects], contracts=[claim(e) for e in found.contracts],
    )  # fmt: skip


def source(found: SourceAnswer) -> s.SourceShape:
    """A source."""
    return s.SourceShape(
        name=found.name, kind=found.kind, country=found.country, claims=found.speaker.claims if found.speaker else 0,
        denials=found.speaker.denials if found.speaker else 0, roots=found.roots, echoes=found.echoes, stages=dict(found.stages),
        posts=dict(found.posts), firsts=[s.FirstShape(claim=claim(x.entry), hours=h) for x, h in found.firsts],
        standing=standing(found.standing), timeline=stories(found.timeline),
    )  # fmt: skip


def standing(found: Standing) -> scores.StandingShape:
    """How a source's words held."""
    card = found.card
    return scores.StandingShape(
        overall=share(card.overall), denials=share(card.denials), by_beat={b.value: share(v) for b, v in card.by_beat.items()},
        by_lead={w.value: share(v) for w, v in card.by_lead.items()},
        by_stage={f.channel.value: scores.FirmnessShape(usual=f.usual, **share(f.share).model_dump()) for f in card.by_channel},
        worth=card.worth, worth_each=card.worth_each, markets=found.markets,
        firsts=[
            scores.CreditShape(
                winner=c.option, claim=c.claim, moment=moment_of(c.time), lead_hours=c.lead, ahead_hours=c.ahead
            ) for c in found.firsts
        ],
    )  # fmt: skip


def share(found: Share) -> scores.ShareShape:
    """A share; none where there are too few words."""
    mean, low, high = (None, None, None) if found.few else (found.mean, found.low, found.high)
    return scores.ShareShape(n=found.n, hits=found.hits, share=mean, low=low, high=high)


def calibration(found: Calibration) -> scores.CalibrationShape:
    """The calibration."""
    score = found.score
    return scores.CalibrationShape(
        markets=len(found.forecasts), open=found.open, looks=score.looks if score else 0,
        log_loss=score.log_loss if score else None, brier=score.brier if score else None, ece=score.ece if score else None,
        discrimination=score.discrimination if score else None,
        bins=[scores.BinShape(forecast=chance(b.forecast), observed=chance(b.observed), n=b.n) for b in (score.bins if score else ())],
        forecasts=[
            scores.ForecastShape(
                market=f.market.id, post=f.market.post, winner=f.winner, beliefs=f.beliefs, first=chance(f.first), last=chance(f.last)
            )
            for f in found.forecasts
        ],
    )  # fmt: skip


def odds(found: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Odds by post."""
    return {post: {name: chance(p) for name, p in row.items()} for post, row in found.items()}


def dominoes(found: Dominoes) -> s.DominoesShape:
    """The joint odds; empty where no post is open."""
    a = found.answer
    if a is None:
        return s.DominoesShape(
            given=[], given_probability=1.0, posts={}, before={}, single={}, vacancy={}, chains=[], notes=list(found.notes)
        )
    chains = [
        s.ChainShape(moves=[(m.person, m.origin, m.to) for m in c.moves], probability=chance(c.probability)) for c in a.chains
    ]
    return s.DominoesShape(
        given=[str(e) for e in a.given], given_probability=chance(a.given_probability), posts=odds(a.posts), before=odds(a.before),
        single=odds(a.single), vacancy={p: chance(v) for p, v in a.vacancy.items()}, chains=chains, notes=list(found.notes),
    )  # fmt: skip


def check(found: Checked) -> s.CheckShape:
    """A check."""
    f = found.finding
    wire = WireClaim.model_validate(to_wire(found.claim))
    return s.CheckShape(verdict=f.verdict.value, value=f.value, reason=f.reason, rows=list(f.rows), claim=wire)
