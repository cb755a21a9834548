"""The incumbent's weekly risk against an independent list of spells: calibration and log loss beside simpler hazards.

    python -m benchmarks.score_hazard SPELLS.csv [--write FILE]

SPELLS.csv has club_name, manager_name, start_date, end_date. Every model is fitted on the register's tenures as known on the day that the
test begins, and scored on each later week of the list's spells: would he go within the week? The list tells caretakers apart by nothing, so
that a spell is watched from its seventh week on, which most caretakers do not reach; figures of all weeks stand beside. The shipped
coefficients are scored too; they have seen the register's tenures of the test's years. Clubs are drawn in the bootstrap. The chance to stay for 90 days, which the
beliefs start from, is scored on the first week of each quarter of a year that a spell lasts.

Baselines, from the same weeks as the hazard: one constant risk; a risk by length of tenure only (the share of exits in each band).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.check_tenures import bare
from hotseat.bookkeeping.seats import documented, league_matches, spells_of
from hotseat.judge.form import Form, form_of
from hotseat.judge.hazard import Risk, Seat, Spell, fit, later, shipped
from hotseat.reference.results import embedded as results
from hotseat.register.register import Register
from hotseat.register.register import embedded as register

Floats = npt.NDArray[np.float64]
Hazard = Callable[[Seat], float]
TRAIN_FROM, TEST_FROM, TEST_TO = date(2012, 7, 1), date(2021, 7, 1), date(2025, 5, 31)
LANDMARK = 6  # weeks after which a spell is watched
BANDS = (8, 26, 52, 104, 156, 260)  # weeks in office
HORIZON = 90  # days
DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Week:
    """A week of somebody's spell: its number from 0, his seat, whether he went in it, and the days until he went (None: not seen)."""

    club: str
    number: int
    seat: Seat
    went: bool
    left_after: int | None
    watched: int


def band(seat: Seat) -> int:
    """The band of a seat's length of tenure."""
    return bisect_right(BANDS, (seat.day - seat.since).days / 7) if seat.since else len(BANDS)


def rates(spells: Iterable[Spell]) -> tuple[float, list[float]]:
    """The weekly rate of exits of all weeks, and of each band of tenure."""
    weeks, exits = np.zeros(len(BANDS) + 1), np.zeros(len(BANDS) + 1)
    for spell in spells:
        for number, seat in enumerate(spell.seats, start=1):
            weeks[band(seat)] += spell.weight
            exits[band(seat)] += spell.weight * (spell.cause is not None and number == len(spell.seats))
    return float(exits.sum() / weeks.sum()), (exits / np.maximum(weeks, 1)).tolist()


def models(spells: Sequence[Spell]) -> Mapping[str, Hazard]:
    """Weekly risk of a seat by each model."""
    weeks = list(documented(spells))
    constant, banded = rates(weeks)
    fitted, ships = fit(weeks, {}), shipped()
    return {
        "hazard": weekly_of(fitted), "hazard, as shipped": weekly_of(ships),
        "tenure only": lambda seat: banded[band(seat)], "constant": lambda _: constant,
    }  # fmt: skip


def weekly_of(risk: Risk) -> Hazard:
    """The risk of all causes."""
    return lambda seat: sum(risk.weekly(seat).values())


def weeks_of(rows: Iterable[Mapping[str, str]], names: Register, form: Form) -> Iterator[Week]:
    """The test's weeks of the list's spells."""
    for row in rows:
        club = row["club_name"]
        org = names.find_org(club) or names.find_org(bare(club))
        post, since = org.name if org else club, date.fromisoformat(row["start_date"])
        end = date.fromisoformat(row["end_date"]) if row["end_date"] else None
        end = end if end and end <= TEST_TO else None
        day, last = since, end or TEST_TO
        while day <= last:
            if day >= TEST_FROM:
                seat = Seat(day=day, since=since, standing=form.standing(post, day, since))
                left = (end - day).days if end else None
                yield Week(post, (day - since).days // 7, seat, left is not None and left < 7, left, (TEST_TO - day).days)
            day += timedelta(days=7)


def losses(p: Floats, y: Floats) -> Floats:
    """Minus the log probability of what happened."""
    p = np.clip(p, 1e-6, 1 - 1e-6)
    found: Floats = -np.where(y > 0, np.log(p), np.log1p(-p))
    return found


def figures(p: Floats, y: Floats, bins: int = 10) -> dict[str, Any]:
    """Log loss, Brier, expected over observed, discrimination, and calibration by tenths of the weeks.

    `ece` is the bins' mean distance of expected from observed exits as a share of all exits.
    """
    order = np.argsort(p, kind="stable")
    table = [
        {"risk": round(float(p[part].mean()), 5), "observed": round(float(y[part].mean()), 5), "n": len(part)}
        for part in np.array_split(order, bins)
    ]
    rank = np.empty(len(p))
    _, inverse, counts = np.unique(p, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    ones, zeros = y.sum(), len(y) - y.sum()
    return {
        "log_loss": round(float(losses(p, y).mean()), 5), "brier": round(float(((p - y) ** 2).mean()), 5),
        "expected_over_observed": round(float(p.sum() / y.sum()), 3),
        "ece": round(sum(abs(b["risk"] - b["observed"]) * b["n"] for b in table) / float(y.sum()), 3),
        "auc": round(float((rank[y > 0].sum() - ones * (ones + 1) / 2) / (ones * zeros)), 3), "calibration": table,
    }  # fmt: skip


def bootstrap(ours: Floats, theirs: Floats, clubs: Sequence[str]) -> list[float]:
    """The central 95 % of their mean loss minus ours, clubs drawn with replacement."""
    _, where = np.unique(np.array(clubs), return_inverse=True)
    gap, n = np.bincount(where, theirs - ours), np.bincount(where)
    drawn = np.random.default_rng(0).integers(0, len(n), (DRAWS, len(n)))
    low, high = np.quantile(gap[drawn].sum(axis=1) / n[drawn].sum(axis=1), [0.025, 0.975])
    return [round(float(low), 6), round(float(high), 6)]


def compare(
    weeks: Sequence[Week], outcome: Callable[[Week], bool], chance: Mapping[str, Callable[[Week], float]]
) -> dict[str, Any]:
    """Every model's figures on the weeks, and the interval of each baseline's loss minus the hazard's."""
    y = np.array([outcome(w) for w in weeks], float)
    p = {name: np.array([of(w) for w in weeks]) for name, of in chance.items()}
    loss = {name: losses(v, y) for name, v in p.items()}
    clubs = [w.club for w in weeks]
    return {
        "n": len(weeks), "exits": int(y.sum()), "models": {name: figures(v, y) for name, v in p.items()},
        "bootstrap": {n: bootstrap(loss["hazard"], loss[n], clubs) for n in ("tenure only", "constant")},
    }  # fmt: skip


def gone_by(hazard: Hazard, seat: Seat) -> float:
    """The chance to have gone within the horizon."""
    still, now, end = 1.0, seat, seat.day + timedelta(days=HORIZON)
    while now.day < end:
        still *= (1 - hazard(now)) ** (min((end - now.day).days, 7) / 7)
        now = later(now)
    return 1 - still


def report_of(path: Path) -> dict[str, Any]:
    """All figures."""
    form = form_of(league_matches(results()))
    learned = list(spells_of(register(), form, TRAIN_FROM, TEST_FROM - timedelta(days=1)))
    with path.open(encoding="utf-8") as lines:
        every = list(weeks_of(csv.DictReader(lines), register(), form))
    by = models(learned)
    weekly = {name: (lambda w, h=h: h(w.seat)) for name, h in by.items()}
    ahead = {name: (lambda w, h=h: gone_by(h, w.seat)) for name, h in by.items()}
    seen = [w for w in every if w.number >= LANDMARK]
    known = [w for w in seen if w.seat.standing]
    starts = [w for w in seen if (w.number - LANDMARK) % 13 == 0 and w.watched >= HORIZON]
    return {
        "spells_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "from": TEST_FROM.isoformat(),
        "to": TEST_TO.isoformat(),
        "learned": {"tenures": len(learned), "exits": sum(bool(s.cause) for s in learned)},
        "weeks from the seventh": compare(seen, lambda w: w.went, weekly),
        "the same, form known": compare(known, lambda w: w.went, weekly),
        "all weeks": compare(every, lambda w: w.went, weekly),
        "gone within 90 days": compare(starts, lambda w: w.left_after is not None and w.left_after < HORIZON, ahead),
    }


def main() -> None:
    """Score, print, and with --write keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("spells", type=Path)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    report = report_of(args.spells)
    for part, found in report.items():
        if isinstance(found, dict) and "models" in found:
            print(f"{part}: {found['n']} weeks, {found['exits']} exits")
            for name, f in found["models"].items():
                span = "{:+.5f} to {:+.5f}".format(*found["bootstrap"][name]) if name in found["bootstrap"] else ""
                print(
                    "  {:20} log loss {log_loss:.5f} Brier {brier:.5f} expected/observed {expected_over_observed:.2f} ece {ece:.3f} auc {auc:.3f} ".format(
                        name, **f
                    )
                    + span
                )
    if args.write:
        args.write.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
