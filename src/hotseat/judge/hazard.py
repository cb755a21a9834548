"""The incumbent's weekly risk, by cause: sacked, ended (resigned, agreed, contract out) or poached.

A discrete-time hazard with competing causes: in week t of a tenure

    P(cause c) = exp(b_c . x_t) / (1 + sum_c' exp(b_c' . x_t))

x_t are `COLUMNS`; what is not known of a post (results, table, contract) is 0 and its "known" column is 0 too, so that the risk is then the
average one. Form and position enter as shortfalls against what the side's strength promised; van Ours and van Tuijl (2016) and Bryson,
Buraimo, Farnell and Simmons (2021) find these, and the recent games most, to decide dismissals.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from hotseat.errors import WeightsError
from hotseat.judge.arrays import Floats
from hotseat.records_market import Exit

CAUSES = (Exit.SACKED, Exit.ENDED, Exit.POACHED)
COLUMNS = (
    "constant", "first 8 weeks", "log years", "nation", "summer", "winter", "form known", "points short", "points above", "place short",
    "drop zone", "contract known", "contract ends",
)  # fmt: skip
SEASON_END, SEASON_START = (5, 10), (7, 15)  # months and days between which European leagues change coaches without sacking
GRACE = 8  # weeks at the start in which few are sacked
NEAR = 8  # weeks around the end of a contract
CONTRACT_RIDGE = 30.0
FADES = 10  # weeks in which what recent results say loses all but 37 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a side is doing, as of a day: points a game against expectation over the recent games, and the place against the expected.

    `short` is expected minus won points a game (negative when above), `place` the number of places below the expected one as a
    share of the table, `drop` whether it stands where sides go down.
    """

    short: float
    place: float = 0.0
    drop: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """An incumbent as of a day. Unknown parts are None."""

    day: date
    since: date | None
    nation: bool = False
    standing: Standing | None = None
    contract_end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """The hazard's coefficients: `rows` by cause and column, what they rest on, and when they were fitted.

    The contract's part is a judgement: hardly a contract's end is known of anybody, so that its coefficient is its prior.
    """

    rows: tuple[tuple[float, ...], ...]
    basis: Mapping[str, Any]

    def weekly(self, seat: Seat) -> dict[Exit, float]:
        """The chance to go within the week, by cause."""
        x = describe(seat)
        raw = [math.exp(min(sum(b * v for b, v in zip(row, x, strict=True)), 3.0)) for row in self.rows]
        return dict(zip(CAUSES, (r / (1 + sum(raw)) for r in raw), strict=True))

    def exits(self, seat: Seat, until: date) -> dict[Exit, float]:
        """The chance to have gone by a day, by cause; what is known of results fades as the weeks go on."""
        still, found, now = 1.0, dict.fromkeys(CAUSES, 0.0), seat
        while now.day < until:
            part = min((until - now.day).days, 7) / 7
            week = self.weekly(now)
            for cause, chance in week.items():
                found[cause] += still * part * chance
            still *= 1 - part * sum(week.values())
            now = later(now)
        return found


def contract_counts(seat: Seat, until: date) -> bool:
    """Whether the seat's chances up to a day rest on when its contract ends, which is judged, not measured."""
    end, near = seat.contract_end, timedelta(weeks=NEAR)
    return end is not None and end + near >= seat.day and end - near <= until


def later(seat: Seat) -> Seat:
    """The seat a week on, nothing new known."""
    standing = seat.standing
    if standing:
        keep = math.exp(-1 / FADES)
        standing = Standing(short=standing.short * keep, place=standing.place * keep, drop=standing.drop)
    return replace(seat, day=seat.day + timedelta(days=7), standing=standing)


def describe(seat: Seat) -> list[float]:
    """The columns of a seat."""
    weeks = max((seat.day - seat.since).days / 7, 0.0) if seat.since else 52.0
    month_day = (seat.day.month, seat.day.day)
    standing, end = seat.standing, seat.contract_end
    return [
        1.0, float(weeks < GRACE), math.log1p(weeks / 52), float(seat.nation), float(SEASON_END <= month_day <= SEASON_START),
        float(seat.day.month in (12, 1)), float(standing is not None), max(standing.short, 0.0) if standing else 0.0,
        max(-standing.short, 0.0) if standing else 0.0, standing.place if standing else 0.0,
        float(standing.drop) if standing else 0.0, float(end is not None),
        float(end is not None and abs((end - seat.day).days) <= 7 * NEAR),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A tenure for fitting: the seat in each week, how it ended (None: it went on, or out of sight), and what it weighs."""

    seats: Sequence[Seat]
    cause: Exit | None
    weight: float = 1.0


def fit(spells: Iterable[Spell], basis: Mapping[str, Any], ridge: float = 1.0) -> Risk:
    """The coefficients by penalised maximum likelihood.

    Args:
        spells: tenures week by week; the last week of one that ended is the week of the exit.
        basis: what they come from, kept with the coefficients.
        ridge: strength of the normal prior around `PRIOR`, standard deviation 1 / sqrt(ridge); the constants are free.
    """
    from scipy import optimize  # noqa: PLC0415 -- only fitting needs it, and it takes longer to load than a dossier to make

    x, y, weight = arrays(spells)
    prior, strength = PRIOR, np.where(np.array(COLUMNS) == "constant", 1e-6, ridge)
    # A contract is known because somebody wrote of it, mostly when it was signed: few such cases must not say much.
    strength[[c.startswith("contract") for c in COLUMNS]] = CONTRACT_RIDGE * ridge

    left = np.flatnonzero(y >= 0)

    def loss(flat: Floats) -> tuple[float, Floats]:
        b = flat.reshape(prior.shape)
        raw = np.exp(np.minimum(x @ b.T, 30))
        total = 1 + raw.sum(axis=1)
        p = raw / total[:, None]
        off = b - prior
        told = float(weight @ np.log(total) - weight[left] @ (x @ b.T)[left, y[left]])
        slack = p.copy()
        slack[left, y[left]] -= 1
        return told + 0.5 * float((strength * off**2).sum()), ((slack * weight[:, None]).T @ x + strength * off).ravel()

    found = optimize.minimize(loss, prior.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 1000})
    rows = found.x.reshape(prior.shape)
    counts = {c.value: round(float(weight[y == i].sum())) for i, c in enumerate(CAUSES)}
    return Risk(rows=tuple(map(tuple, rows.tolist())), basis={**basis, "weeks": round(float(weight.sum())), "exits": counts})


def arrays(spells: Iterable[Spell]) -> tuple[Floats, npt.NDArray[np.int64], Floats]:
    """Weeks by columns, the cause that ended each week (-1: none), and the week's weight."""
    rows, ends, weights = [], [], []
    for spell in spells:
        for number, seat in enumerate(spell.seats, start=1):
            rows.append(describe(seat))
            ends.append(CAUSES.index(spell.cause) if spell.cause and number == len(spell.seats) else -1)
            weights.append(spell.weight)
    return np.array(rows, float).reshape(-1, len(COLUMNS)), np.array(ends, np.int64), np.array(weights, float)


def _prior() -> Floats:
    """Before any data: about 1.1 % a week in all, half of it dismissals; a contract that ends is left five times as often.

    The last line is the prior of the contract's coefficients, which the data inform least: `basis` says by how many contracts.
    """
    prior = np.zeros((len(CAUSES), len(COLUMNS)))
    prior[:, 0] = math.log(0.006), math.log(0.003), math.log(0.002)
    prior[:, COLUMNS.index("contract ends")] = 0.0, math.log(5.0), 0.0
    return prior


PRIOR = _prior()


def untrained() -> Risk:
    """The hazard before any fitting."""
    return Risk(rows=tuple(map(tuple, PRIOR.tolist())), basis={"spells": 0})


def to_json(risk: Risk) -> dict[str, Any]:
    """The coefficients as plain values."""
    rows = {
        c.value: {n: round(v, 4) for n, v in zip(COLUMNS, row, strict=True)} for c, row in zip(CAUSES, risk.rows, strict=True)
    }
    return {"basis": dict(risk.basis), "coefficients": rows}


def from_json(value: Mapping[str, Any]) -> Risk:
    """The coefficients from plain values.

    Raises:
        WeightsError: they are of another version.
    """
    try:
        rows = tuple(tuple(float(value["coefficients"][c.value][n]) for n in COLUMNS) for c in CAUSES)
    except (KeyError, TypeError, ValueError) as error:
        msg = f"the hazard's coefficients are of another version ({error!r}); fit them anew with `make learn`"
        raise WeightsError(msg) from error
    return Risk(rows=rows, basis=value.get("basis", {}))


def shipped() -> Risk:
    """The coefficients that hotseat ships."""
    file = files("hotseat.judge").joinpath("data").joinpath("hazard.json")
    return from_json(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else untrained()
