"""What a belief has to beat: the prior alone, the share of votes, the last report, and one-coin Dawid-Skene.

All see the same options and the same naming reports as the belief, echoes included, and each has one parameter, learned from the
same markets.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hotseat.judge.reports import Report
from hotseat.records_market import STAYS

Odds = dict[str, float]
VOTE_SMOOTHING = (0.3, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0)
LAST_TRUST = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
METHODS = ("prior", "vote_share", "last_report", "dawid_skene")
DEFAULTS: Mapping[str, float] = {"vote_share": 1.0, "last_report": 0.6}


def vote_share(named: Sequence[Report], prior: Mapping[str, float], smoothing: float) -> Odds:
    """Each report is a vote; the prior counts as `smoothing` votes."""
    votes = {o: smoothing * p for o, p in prior.items()}
    for report in named:
        votes[report.option] += 1.0
    total = sum(votes.values())
    return {o: v / total for o, v in votes.items()}


def last_report(named: Sequence[Report], prior: Mapping[str, float], trust: float) -> Odds:
    """Whoever was named last has `trust`, the rest goes by the prior."""
    if not named:
        return dict(prior)
    return {o: (1 - trust) * p + trust * (o == named[-1].option) for o, p in prior.items()}


@dataclass(frozen=True, slots=True)
class Task:
    """A market for Dawid-Skene: each teller's latest vote, and the prior over the options."""

    votes: Mapping[str, str]
    prior: Mapping[str, float]


@dataclass(slots=True)
class OneCoin:
    """One-coin Dawid-Skene (Zhang et al. 2014): a teller is right with a chance of its own, and errs evenly over the rest.

    z_t ~ prior_t; P(vote of w on t = k | z_t = k) = q_w, otherwise (1 - q_w) / (K_t - 1) for each wrong option, K_t options.
    """

    skill: dict[str, float] = field(default_factory=dict)
    usual: float = 0.5

    def posterior(self, task: Task) -> Odds:
        """The distribution over a task's options."""
        logs = {o: math.log(max(p, 1e-9)) for o, p in task.prior.items()}
        wrong = max(len(logs) - 1, 1)
        for teller, vote in task.votes.items():
            q = self.skill.get(teller, self.usual)
            for option in logs:
                logs[option] += math.log(q if option == vote else (1 - q) / wrong)
        top = max(logs.values())
        raw = {o: math.exp(v - top) for o, v in logs.items()}
        total = sum(raw.values())
        return {o: v / total for o, v in raw.items()}

    def fit(self, tasks: Sequence[Task], rounds: int = 50, tolerance: float = 1e-6, smoothing: float = 0.0) -> None:
        """EM from the majority's start.

        Args:
            tasks: the markets.
            rounds: most rounds.
            tolerance: ends when no skill moves further.
            smoothing: votes right and wrong that each teller starts with; 0 is plain maximum likelihood.
        """
        beliefs = [majority(t) for t in tasks]
        for _ in range(rounds):
            renewed = self._skills(tasks, beliefs, smoothing)
            moved = max((abs(renewed[w] - self.skill.get(w, 2.0)) for w in renewed), default=0.0)
            self.skill = renewed
            beliefs = [self.posterior(t) for t in tasks]
            if moved < tolerance:
                break

    @staticmethod
    def _skills(tasks: Sequence[Task], beliefs: Sequence[Odds], smoothing: float) -> dict[str, float]:
        right: dict[str, float] = {}
        count: dict[str, float] = {}
        for task, belief in zip(tasks, beliefs, strict=True):
            for teller, vote in task.votes.items():
                right[teller] = right.get(teller, smoothing) + belief[vote]
                count[teller] = count.get(teller, 2 * smoothing) + 1.0
        return {w: min(max(right[w] / count[w], 1e-5), 1 - 1e-5) for w in right}


def majority(task: Task) -> Odds:
    """Shares of the votes; the prior where there are none."""
    if not task.votes:
        return dict(task.prior)
    share = 1.0 / len(task.votes)
    found = dict.fromkeys(task.prior, 0.0)
    for vote in task.votes.values():
        found[vote] += share
    return found


def votes_of(named: Iterable[Report]) -> dict[str, str]:
    """Teller -> the option it named last."""
    return {r.teller: r.option for r in named if r.option != STAYS}
