"""Replays resolved markets day by day: what would have been believed, by hotseat and by each baseline, without the future.

A day's distribution rests on items published by its end, on lineage judged at their time, and on weights learned from markets filled
before the market opened.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from hotseat.bookkeeping.hearing import days
from hotseat.bookkeeping.questions import Question, midnight
from hotseat.judge.beliefs import probabilities
from hotseat.judge.docket import Docket
from hotseat.judge.lineage import trace
from hotseat.judge.logit import Case
from hotseat.judge.prior import VACANT, open_prior
from hotseat.judge.reports import Channel, Report
from hotseat.judge.weights import Weights
from hotseat.records_market import OTHER, STAYS, Echo

Told = tuple[Report, Echo]
BEFORE = 45  # days of talk before the opening that count
SITS = 0.35  # an incumbent's chance to stay where a market opens on doubts only


@dataclass(frozen=True, slots=True)
class Archive:
    """All reports with their descent, by post and, for commitments elsewhere, by person; each in order of time."""

    by_post: Mapping[str, Sequence[Told]]
    by_person: Mapping[str, Sequence[Told]]


def archive(reports: Sequence[Report]) -> Archive:
    """Trace the reports and sort them into an archive."""
    posts: dict[str, list[Told]] = defaultdict(list)
    persons: dict[str, list[Told]] = defaultdict(list)
    for told in trace(reports):
        if told[0].channel is Channel.ELSEWHERE:
            persons[told[0].option].append(told)
        else:
            posts[told[0].post].append(told)
    return Archive(posts, persons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One scored day of a market: the docket at its end, who had been named, and what was the answer."""

    question: Question
    day: date
    now: float
    docket: Docket
    named: tuple[Report, ...]
    winner: str


@dataclass(slots=True)
class Replay:
    """The days of one question, each docket on its own, built from the archive."""

    archive: Archive
    since: Mapping[str, date] = field(default_factory=dict)

    def start(self, question: Question) -> date | None:
        """The first scored day: the opening, or the first report among the market's items; None where there is neither."""
        if question.opened:
            return question.opened
        first = [r.time for r, _ in self.archive.by_post.get(question.post, ()) if r.item in question.items]
        day = (midnight(date(2000, 1, 1)) + timedelta(days=min(first))).date() if first else None
        return day if day and day < question.filled else None

    def told(self, question: Question, start: date, end: float) -> list[Told]:
        """The reports on the market up to a time in days, and where its candidates bound themselves meanwhile."""
        low = days(midnight(start - timedelta(days=BEFORE)))
        if question.id in self.since:
            low = max(low, days(midnight(self.since[question.id] + timedelta(days=1))))
        rows = self.archive.by_post.get(question.post, ())
        found = [t for t in rows[: bisect_right(rows, end, key=lambda t: t[0].time)] if t[0].time >= low]
        for person in {r.option for r, _ in found if r.option != STAYS}:
            bound = self.archive.by_person.get(person, ())
            found.extend(t for t in bound if low <= t[0].time <= end and t[0].post != question.post)
        return sorted(found, key=lambda t: (t[0].time, t[0].item, t[0].id))

    def docket(self, question: Question, start: date, end: float) -> tuple[Docket, tuple[Report, ...]]:
        """The docket at a time, and the reports that named a candidate."""
        docket = Docket(prior=open_prior(VACANT if question.opened and question.vacated else SITS))
        named = []
        for report, echo in self.told(question, start, end):
            if report.option == question.previous:
                continue
            docket.hear(report, echo)
            if report.channel.names:
                named.append(report)
        return docket, tuple(named)

    def days(self, question: Question) -> Iterator[Day]:
        """Every scored day: from the first to the day before it was filled."""
        start = self.start(question)
        day = start
        while start and day and day < question.filled:
            now = days(midnight(day + timedelta(days=1)))
            docket, named = self.docket(question, start, now)
            winner = question.answer(docket.candidates) or OTHER
            yield Day(question=question, day=day, now=now, docket=docket, named=named, winner=winner)
            day += timedelta(days=1)


def predecessors(questions: Sequence[Question]) -> dict[str, date]:
    """Question -> the day on which the same post was last filled for good before it; talk of then is not about it."""
    found: dict[str, date] = {}
    last: dict[str, date] = {}
    for question in sorted(questions, key=lambda q: q.filled):
        if question.post in last:
            found[question.id] = last[question.post]
        if not question.interim:
            last[question.post] = question.filled
    return found


def cases_of(days: Sequence[Day], tau: float) -> list[Case]:
    """A market's days as cases that weigh one together."""
    return [
        Case(rows=d.docket.features(d.now, tau), winner=d.winner, weight=1.0 / len(days), doubts=d.docket.doubts(d.now, tau))
        for d in days
    ]


def odds_of(day: Day, weights: Weights) -> dict[str, float]:
    """What hotseat would have believed at the end of the day."""
    return probabilities(day.docket, weights, day.now)
