"""How a source's words held: the words on every market that has resolved, graded from what the ledger holds."""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hotseat.bookkeeping.grading import beat_of, grade_market
from hotseat.bookkeeping.judging import BEFORE, Judge
from hotseat.bookkeeping.sources import first_of
from hotseat.judge.credit import Credit
from hotseat.judge.reliability import Grade, ScoreCard, Share, score_card, shares
from hotseat.records_market import Market, Outcome
from hotseat.show.queries.sight import Sight

MOST = 5000  # posts' grades that are remembered, each as of the moments that were asked for

Resolved = tuple[Market, Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A source's score card, and the winners that it was the first to name.

    `markets` counts the resolved markets whose winner anybody named before the announcement; 0 where nothing has resolved.
    """

    card: ScoreCard
    firsts: tuple[Credit, ...]
    markets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """Every graded word of resolved markets, and who was first to name each winner."""

    grades: tuple[Grade, ...]
    credits: tuple[Credit, ...]

    def standing(self, source: str) -> Standing:
        """One source's."""
        return Standing(
            card=score_card(source, self.grades), firsts=tuple(c for c in self.credits if c.source == source),
            markets=len(self.credits),
        )  # fmt: skip

    def shares(self) -> Mapping[str, Share]:
        """Source -> the share of its graded words that held."""
        return shares(self.grades)


@dataclass(slots=True)
class Grading:
    """Grades the words on resolved markets.

    A post's words are graded again only when its claims or outcomes have changed: what they rest on lies in the past.
    """

    judge: Judge
    _kept: OrderedDict[object, Graded] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def graded(self, sight: Sight) -> Graded:
        """The words graded by what is known at a moment."""
        outcomes = sight.book.outcomes()
        by_post: dict[str, list[Resolved]] = defaultdict(list)
        for market in sight.book.markets():
            outcome = outcomes.get(market.id)
            if outcome and outcome.winner and outcome.resolution.scored:
                by_post[market.post].append((market, outcome))
        heard, merges = sight.pages.heard(by_post), len(sight.pages.decisions())
        with self._lock:
            found = [self._of_post(sight, p, resolved, (heard.get(p), merges)) for p, resolved in sorted(by_post.items())]
        return Graded(
            grades=tuple(g for post in found for g in post.grades), credits=tuple(c for post in found for c in post.credits)
        )  # fmt: skip

    def _of_post(self, sight: Sight, post: str, resolved: Sequence[Resolved], heard: object) -> Graded:
        state = (post, heard, tuple(outcome.id for _, outcome in resolved))
        kept = self._kept.pop(state, None) or self._graded(sight, post, resolved)
        self._kept[state] = kept
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return kept

    def _graded(self, sight: Sight, post: str, resolved: Sequence[Resolved]) -> Graded:
        entries = sight.pages.entries(org=post, since=min(m.opened for m, _ in resolved) - BEFORE)
        told = self.judge.trace(self.judge.reports(entries), sight.book.echoes(e.id for e in entries))
        own = [t for t in told if t[0].post == post]
        beat = beat_of(post, sight.register)
        firsts = (first_of(market, outcome, own) for market, outcome in resolved)
        grades = (g for market, outcome in resolved for g in grade_market(market, outcome, own, self.judge.weights, beat))
        return Graded(grades=tuple(grades), credits=tuple(c for c in firsts if c))
