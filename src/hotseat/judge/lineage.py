"""Who repeats whom: each report is a root or an echo, with a probability.

Citations are taken at their word: "according to Marca" is an echo of Marca's report on the same option where one is held; the
first outlet to cite a source that is not held stands in for it. What cites nobody is either its teller's own or a silent copy. The
two are weighed as in a self-exciting process (Hawkes 1971; the parent step of Zhao et al., SEISMIC, KDD 2015):

    own(i)     = rate(s) / L * P_own(marks of i)
    copy(i, j) = echo(s) * phi * root(j) * exp(-(t_i - t_j) / d) / d * P_echo(marks of i | j)

s is the teller, rate(s) the number of own reports a topic, L a topic's usual life in days, echo(s) the number of echoes for each
root of others, phi the share of echoes that cite nobody, d the mean delay. All are counted as the stream goes by, each with a
prior, so that a report is judged by nothing later than itself.
"""

from __future__ import annotations

import math
import re
import zlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from hotseat.judge.reports import Report
from hotseat.records_market import Descent, Echo

WORD = re.compile(r"[^\W_]+")
RECENT = 96  # reports of a topic that may still be a parent; older ones are beyond every delay
LEAST_PAIRS = 8  # a headline of a name and a verb is like any other
LEVELS = 5  # certainties are 0..4; a reader that knows fewer levels leaves the rest empty
COPY_ODDS = 60.0  # a near-copy by MinHash: two desks do not write 80 % of the same word pairs by chance
# Likelihood ratio of echo against own by the share of word pairs in common, for texts of which both are known. Of 504 pairs of items in
# which two of four British outlets write of one candidate in autumn 2025, 99 % share less than 14 % of their word pairs and half less
# than 5 %, on the same day too; a copy shares more unless it is rewritten from end to end.
SIMILARITY = ((0.5, 40.0), (0.3, 25.0), (0.2, 8.0), (0.14, 2.0), (0.0, 0.25))


@dataclass(slots=True)
class Habits:
    """Counts of one teller: own reports and echoes, as expected numbers."""

    own: float = 0.0
    echoes: float = 0.0


@dataclass(frozen=True, slots=True)
class Heard:
    """A report that later ones may echo. `root` is the chance that it is its source's own, or stands in for it."""

    report: Report
    root: float


@dataclass(slots=True)
class Tracer:
    """Traces a stream of reports in order of time. Holds counts and the recent reports of each topic.

    Args:
        life: days that a topic is usually written about.
        delay: mean days from a root to its echo, before any are seen.
    """

    life: float = 14.0
    delay: float = 0.5
    _tellers: dict[str, Habits] = field(default_factory=lambda: defaultdict(Habits))
    _topics: dict[tuple[str, str, int], list[Heard]] = field(default_factory=lambda: defaultdict(list))
    _cited: dict[tuple[str, str, int], dict[str, set[str]]] = field(default_factory=dict)
    _roots: float = 0.0
    _seen: int = 0
    _open: float = 14.0  # prior: seven echoes in ten cite
    _silent: float = 6.0
    _waited: float = 0.0
    _waits: float = 0.0
    _levels: list[float] = field(default_factory=lambda: [1.0, 1.0, 2.0, 0.5, 0.5])  # most reports are plain assertions
    _shifts: list[float] = field(default_factory=lambda: [3.0, 3.0, 0.3, 0.1, 0.1])

    def hear(self, report: Report) -> Echo:
        """Judge a report by those before it, and remember it."""
        past = self._topics[report.topic]
        if not past:
            self._seen += 1
        echo = self._of_citation(report, past) if report.cites else self._of_silence(report, past)
        root = 1.0 if echo.parent is None and not echo.circular else 1.0 - echo.probability
        self._count(report, echo, root)
        past.append(Heard(report, root))
        if len(past) > RECENT:
            del past[0]
        return echo

    def _of_citation(self, report: Report, past: list[Heard]) -> Echo:
        """The echo of a cited source: its own report, or whoever cited it first."""
        cites = report.cites or ""
        circular = self._closes_a_circle(report)
        own = [h for h in past if h.report.teller == cites and h.report.item != report.item]
        stands_in = [h for h in past if h.report.source == cites and h.report.id != report.id]
        for found in (own, stands_in):
            if found:
                parent = found[-1]
                self._learn_delay(report, parent, 1.0)
                return Echo(
                    claim=report.id, descent=Descent.CITED, probability=1.0, parent=parent.report.id, origin=cites,
                    hours=24 * (report.time - parent.report.time), similarity=likeness(report, parent.report), circular=circular,
                )  # fmt: skip
        return Echo(claim=report.id, descent=Descent.CITED, probability=1.0, origin=cites, circular=circular)

    def _closes_a_circle(self, report: Report) -> bool:
        """Whether whom it cites has, on this topic, been citing its teller, straight or through others."""
        edges = self._cited.setdefault(report.topic, {})
        cites = report.cites or ""
        edges.setdefault(report.teller, set()).add(cites)
        reached, front = {cites}, [cites]
        while front:
            for further in edges.get(front.pop(), ()):
                if further not in reached:
                    reached.add(further)
                    front.append(further)
        return report.teller in reached and cites != report.teller

    def _of_silence(self, report: Report, past: list[Heard]) -> Echo:
        """Root or silent echo, by the weights of the module's formula."""
        own = self.own_rate(report.teller) / self.life * self._own_mark(report)
        rate, delay, total = self.silent_rate(report.teller), self.mean_delay, 0.0
        best, best_weight, best_alike = None, 0.0, None
        weights: list[tuple[Heard, float]] = []
        # They lie in order of time, and most of a post's months are too long ago for any to be a parent.
        for heard in past[bisect_left(past, report.time - 20 * delay, key=_time_of) :]:
            wait = report.time - heard.report.time
            if heard.report.teller == report.teller or heard.root < 0.01:
                continue
            alike = likeness(report, heard.report)
            copied = self._echo_mark(report, heard.report, alike)
            weight = rate * heard.root * math.exp(-wait / delay) / delay * copied
            weights.append((heard, weight))
            total += weight
            if weight > best_weight:
                best, best_weight, best_alike = heard, weight, alike
        if best is None:
            return Echo(claim=report.id, descent=Descent.ROOT, probability=0.0)
        chance = total / (own + total)
        for heard, weight in weights:
            self._learn_delay(report, heard, weight / (own + total))
        return Echo(
            claim=report.id, descent=Descent.SILENT if chance > 0.5 else Descent.ROOT, probability=chance, parent=best.report.id,
            origin=best.report.source, hours=24 * (report.time - best.report.time), similarity=best_alike,
        )  # fmt: skip

    def own_rate(self, teller: str) -> float:
        """Own reports of a teller on a topic."""
        return (self._tellers[teller].own + 1.0) / (self._seen + 4.0)

    def silent_rate(self, teller: str) -> float:
        """Silent echoes of a teller for each root of others."""
        habits = self._tellers[teller]
        echo = (habits.echoes + 0.5) / (max(self._roots - habits.own, 0.0) + 10.0)
        return echo * self._silent / (self._silent + self._open)

    @property
    def mean_delay(self) -> float:
        """Mean days from a root to its echo; the prior weighs five echoes."""
        return (self._waited + 5 * self.delay) / (self._waits + 5)

    def _own_mark(self, report: Report) -> float:
        level = min(int(report.certainty), LEVELS - 1)
        return self._levels[level] / sum(self._levels)

    def _echo_mark(self, report: Report, parent: Report, alike: float | None) -> float:
        """The chance of the certainty if it was copied, times how much the texts speak for copying."""
        shift = abs(int(report.certainty) - int(parent.certainty))
        kept = self._shifts[min(shift, LEVELS - 1)] / sum(self._shifts) / (1 if shift == 0 else 2)
        if report.copy_of is not None and report.copy_of == parent.item:
            return kept * COPY_ODDS
        return kept * (1.0 if alike is None else next(odds for least, odds in SIMILARITY if alike >= least))

    def _learn_delay(self, report: Report, parent: Heard, share: float) -> None:
        wait = report.time - parent.report.time
        if wait > 20 * self.mean_delay:
            return
        self._waited += share * wait
        self._waits += share
        self._shifts[min(abs(int(report.certainty) - int(parent.report.certainty)), LEVELS - 1)] += share

    def _count(self, report: Report, echo: Echo, root: float) -> None:
        habits = self._tellers[report.teller]
        if report.cites:
            # What nobody but the cited source could know is counted as the teller's habit to echo.
            habits.echoes += 1.0
            self._open += 1.0
            self._tellers[report.source].own += root
        else:
            habits.own += root
            habits.echoes += echo.probability
            self._silent += echo.probability
            self._levels[min(int(report.certainty), LEVELS - 1)] += root
        self._roots += root


def _time_of(heard: Heard) -> float:
    return heard.report.time


def likeness(a: Report, b: Report) -> float | None:
    """Jaccard similarity of the word pairs of two reports; None where one has too few to tell."""
    ours, theirs = word_pairs(a.text), word_pairs(b.text)
    if min(len(ours), len(theirs)) < LEAST_PAIRS:
        return None
    shared = len(ours & theirs)
    return shared / (len(ours) + len(theirs) - shared)


@lru_cache(maxsize=2_000)
def word_pairs(text: str) -> frozenset[int]:
    """Hashes of the text's pairs of neighbouring words; most texts lie near no other and are never asked for theirs."""
    words = WORD.findall(text.casefold())
    return frozenset(map(zlib.crc32, map(str.encode, map(" ".join, pairwise(words)))))


def trace(reports: Iterable[Report], tracer: Tracer | None = None) -> Iterator[tuple[Report, Echo]]:
    """Each report with its descent; they must come in order of time."""
    found = tracer or Tracer()
    for report in reports:
        yield report, found.hear(report)
