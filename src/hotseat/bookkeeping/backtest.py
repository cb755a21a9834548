"""Walks forward through resolved markets: hotseat and the baselines, each fitted on what had resolved by then."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial

import numpy as np

from hotseat.bookkeeping.questions import Question, midnight
from hotseat.bookkeeping.replay import Archive, Day, Replay, cases_of, odds_of, predecessors
from hotseat.judge import baselines
from hotseat.judge.baselines import LAST_TRUST, METHODS, VOTE_SMOOTHING, OneCoin, Task, last_report, vote_share, votes_of
from hotseat.judge.learning import learn
from hotseat.judge.logit import Case
from hotseat.judge.scores import FLOOR, Look, Score, bootstrap, error_by_chance, score
from hotseat.judge.weights import Weights, untrained

HOTSEAT = "hotseat"
FEW = 10  # resolved markets below which a baseline keeps its first parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """What a replay found: each method's looks, its figures, and the bootstrap interval of each baseline's log loss minus ours."""

    questions: tuple[Question, ...]
    looks: Mapping[str, Sequence[Look]]
    scores: Mapping[str, Score]
    bootstrap: Mapping[str, tuple[float, float]]
    talked_of: int  # markets in which anybody was named before the end
    by_chance: tuple[float, float]  # hotseat's calibration error if it were calibrated: mean and 95th percentile
    weights: str = ""

    @property
    def interims(self) -> int:
        """Markets won by an appointment to the season's end: scored like the others, and counted apart."""
        return sum(q.interim for q in self.questions)


@dataclass(slots=True)
class Walk:
    """The state of a walk: the days of every market, and fits that are reused while nothing new has resolved.

    A market that opened before the first weights had seen their last outcome is judged by untrained ones that learn on the way.
    """

    days: Mapping[str, Sequence[Day]]
    questions: Sequence[Question]
    start: Weights
    refit: bool = True
    _cases: dict[tuple[str, float], list[Case]] = field(default_factory=dict)
    _weights: dict[tuple[str, int], Weights] = field(default_factory=dict)

    def known(self, moment: datetime) -> list[Question]:
        """The markets that had resolved by a moment."""
        return [q for q in self.questions if q.known_from <= moment]

    def cases(self, known: Sequence[Question], tau: float) -> list[list[Case]]:
        """The cases of each of these markets."""
        for question in known:
            if (question.id, tau) not in self._cases:
                self._cases[question.id, tau] = cases_of(self.days[question.id], tau)
        return [self._cases[q.id, tau] for q in known]

    def weights(self, first: date, known: Sequence[Question]) -> Weights:
        """The weights for a market whose first day this is: learned from these markets, with the baselines' parameters."""
        start = self.start if foreign(self.start, first) else untrained()
        known = [q for q in known if foreign(start, q.filled)]
        if not self.refit or not known:
            return start
        key = start.name, len(known)
        if key not in self._weights:
            found = learn(partial(self.cases, known), start, taus=(start.tau,)).weights
            fitted = fit_baselines([d for q in known for d in self.days[q.id]]) if len(known) >= FEW else {}
            self._weights[key] = replace(found, baselines={**start.baselines, **fitted})
        return self._weights[key]


def backtest(archive: Archive, questions: Sequence[Question], start: Weights, *, refit: bool = True, seed: int = 0) -> Backtest:
    """Replay the questions.

    Args:
        archive: the reports, traced.
        questions: resolved markets.
        start: weights to begin with, for the markets that opened after what they were learned from; for others, untrained ones.
        refit: learn from each market once it has resolved.
        seed: of the bootstrap.

    Raises:
        ValueError: no market has a day to score.
    """
    replay = Replay(archive, predecessors(questions))
    days = {q.id: found for q in questions if (found := list(replay.days(q)))}
    scored = sorted((q for q in questions if q.id in days), key=lambda q: (days[q.id][0].day, q.id))
    if not scored:
        msg = "no market has a day to score: none stood open overnight, with its items given"
        raise ValueError(msg)
    walk = Walk(days, scored, start, refit)
    looks: dict[str, list[Look]] = {m: [] for m in (HOTSEAT, *METHODS)}
    for question in scored:
        first = days[question.id][0].day
        known = walk.known(midnight(first))
        for method, answer in methods(walk.weights(first, known), [days[q.id][-1] for q in known]).items():
            looks[method] += [look_of(d, answer(d), len(days[question.id])) for d in days[question.id]]
    rng = np.random.default_rng(seed)
    return Backtest(
        questions=tuple(scored), looks=looks, scores={m: score(found) for m, found in looks.items()},
        bootstrap={m: bootstrap(looks[HOTSEAT], looks[m], rng) for m in METHODS},
        talked_of=sum(bool(days[q.id][-1].named) for q in scored), by_chance=error_by_chance(looks[HOTSEAT], rng),
        weights=named(start, [found[0].day for found in days.values()]),
    )  # fmt: skip


def foreign(weights: Weights, day: date) -> bool:
    """Whether the weights know nothing of a day and what came after it."""
    return weights.until is None or weights.until < day


def fitting(weights: Weights, questions: Sequence[Question]) -> Sequence[Question]:
    """The questions whose time the weights know nothing of."""
    return [q for q in questions if foreign(weights, q.opened or q.filled)]


def named(weights: Weights, first: Sequence[date]) -> str:
    """The first weights' name, and for how many markets they came too late."""
    late = sum(not foreign(weights, day) for day in first)
    return f"{weights.name} (untrained for {late} markets that opened by {weights.until})" if late else weights.name


def look_of(day: Day, odds: Mapping[str, float], days: int) -> Look:
    """A day's distribution as a look; a market's looks weigh one together."""
    return Look(market=day.question.id, odds=odds, winner=day.winner, weight=1.0 / days)


def methods(weights: Weights, history: Sequence[Day]) -> dict[str, Callable[[Day], Mapping[str, float]]]:
    """Each method as a function of a day.

    Args:
        weights: what hotseat believes with, and the baselines' parameters.
        history: the last day of each market resolved before, for Dawid-Skene.
    """
    own = {**baselines.DEFAULTS, **weights.baselines}
    coin = OneCoin()
    coin.fit([task_of(d) for d in history], smoothing=1.0)
    return {
        HOTSEAT: lambda d: odds_of(d, weights),
        "prior": prior_of,
        "vote_share": lambda d: vote_share(d.named, prior_of(d), own["vote_share"]),
        "last_report": lambda d: last_report(d.named, prior_of(d), own["last_report"]),
        "dawid_skene": lambda d: coin.posterior(task_of(d)),
    }


def prior_of(day: Day) -> Mapping[str, float]:
    """The prior over a day's options."""
    return day.docket.prior(day.docket.candidates)


def task_of(day: Day) -> Task:
    """A day as Dawid-Skene sees it."""
    return Task(votes_of(day.named), prior_of(day))


def learn_from(archive: Archive, questions: Sequence[Question], start: Weights) -> Weights:
    """Weights from resolved markets, with the baselines' parameters beside them.

    Raises:
        ValueError: no market has a day to learn from.
    """
    replay = Replay(archive, predecessors(questions))
    days = [found for q in questions if (found := list(replay.days(q)))]
    if not days:
        msg = "no market has a day to learn from: none stood open overnight, with its items given"
        raise ValueError(msg)
    learned = learn(lambda tau: [cases_of(found, tau) for found in days], start).weights
    return replace(learned, baselines=fit_baselines([d for found in days for d in found]))


def fit_baselines(days: Sequence[Day]) -> dict[str, float]:
    """The parameter of each baseline that has one, by log loss on these days, markets weighing alike."""
    count: dict[str, int] = {}
    for d in days:
        count[d.question.id] = count.get(d.question.id, 0) + 1

    def loss(odds: Callable[[Day], Mapping[str, float]]) -> float:
        return -sum(math.log(max(odds(d)[d.winner], FLOOR)) / count[d.question.id] for d in days)

    votes = {s: loss(lambda d, s=s: vote_share(d.named, prior_of(d), s)) for s in VOTE_SMOOTHING}  # type: ignore[misc]
    last = {t: loss(lambda d, t=t: last_report(d.named, prior_of(d), t)) for t in LAST_TRUST}  # type: ignore[misc]
    return {"vote_share": min(votes, key=lambda s: votes[s]), "last_report": min(last, key=lambda t: last[t])}
