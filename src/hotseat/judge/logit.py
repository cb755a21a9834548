"""A conditional logit with normal priors: MAP by L-BFGS with the analytic gradient, Laplace posterior, empirical-Bayes variance.

    log P(theta | data) = sum_v weight_v log softmax(X_v theta)[winner_v] - 1/2 sum_j (theta_j - m_j)^2 / s_j^2

The columns that stand for sources share one variance sigma^2, set by the fixed point of MacKay (1992):
sigma^2 = sum_j (theta_j - m_j)^2 / sum_j (1 - C_jj / sigma^2), C the Laplace covariance.

Where a report is no echo only with some chance, the columns of its source are themselves uncertain. To first order that moves the
gradient of column j by the cell's error times (y - p), so that the estimate's covariance grows to C + C M C,
M_jj = sum_v weight_v sum_k (y_vk - p_vk)^2 Var(x_vkj).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import linalg, optimize, sparse

from hotseat.judge.arrays import Floats, Ints

PSEUDO = 6.0  # sources that the prior of the shared variance counts for
Rows = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One look at one market: each option's columns, the option that won, what the look weighs, and the variances of uncertain cells."""

    rows: Rows
    winner: str
    weight: float = 1.0
    doubts: Rows = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Cases as arrays: options of all cases by columns.

    `x`: the cells; `doubt`: their variances; `starts`: first row of each case; `won`: its winning row.

    Sparse, since a row has a dozen of some hundred columns, and since threaded BLAS on such small matrices is thirty times slower
    than one thread where other work has the cores.
    """

    columns: tuple[str, ...]
    x: sparse.csr_array
    doubt: sparse.csr_array
    starts: Ints
    won: Ints
    weight: Floats

    @property
    def lengths(self) -> Ints:
        """The number of options of each case."""
        return np.diff(np.append(self.starts, self.x.shape[0]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """The Laplace approximation: mean and covariance of the columns."""

    columns: tuple[str, ...]
    mean: Floats
    covariance: Floats
    sigma: float
    loss: float


def design_of(cases: Sequence[Case], columns: Sequence[str]) -> Design:
    """The arrays of the cases; columns that are not asked for are left out."""
    index = {name: i for i, name in enumerate(columns)}
    lengths = [len(c.rows) for c in cases]
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64) if cases else np.zeros(0, np.int64)
    won = np.array([start + list(c.rows).index(c.winner) for start, c in zip(starts, cases, strict=True)], np.int64)
    return Design(
        columns=tuple(columns), x=matrix((row for c in cases for row in c.rows.values()), index),
        doubt=matrix((c.doubts.get(o, {}) for c in cases for o in c.rows), index), starts=starts, won=won,
        weight=np.array([c.weight for c in cases], float),
    )  # fmt: skip


def matrix(rows: Iterable[Mapping[str, float]], index: Mapping[str, int]) -> sparse.csr_array:
    """Rows as a sparse matrix of the columns that are asked for."""
    cells: list[float] = []
    places: tuple[list[int], list[int]] = ([], [])
    number = 0
    for number, row in enumerate(rows, start=1):
        for name, value in row.items():
            column = index.get(name)
            if column is not None:
                cells.append(value)
                places[0].append(number - 1)
                places[1].append(column)
    return sparse.csr_array((cells, places), shape=(number, len(index)))


def softmax(eta: Floats, starts: Ints) -> Floats:
    """Softmax within each case."""
    if not len(starts):
        return np.zeros(0)
    lengths = np.diff(np.append(starts, len(eta)))
    top = np.repeat(np.maximum.reduceat(eta, starts), lengths)
    raw = np.exp(eta - top)
    share: Floats = raw / np.repeat(np.add.reduceat(raw, starts), lengths)
    return share


def loss_and_gradient(theta: Floats, design: Design, mean: Floats, precision: Floats) -> tuple[float, Floats]:
    """The negative log posterior up to a constant, and its gradient."""
    off = theta - mean
    value, gradient = 0.5 * float(off @ (precision * off)), precision * off
    if len(design.starts):
        p = softmax(design.x @ theta, design.starts)
        value -= float(design.weight @ np.log(np.maximum(p[design.won], 1e-300)))
        slack = p * np.repeat(design.weight, design.lengths)
        slack[design.won] -= design.weight
        gradient = gradient + design.x.T @ slack
    return value, gradient


def hessian(theta: Floats, design: Design, precision: Floats) -> Floats:
    """The second derivative of the negative log posterior."""
    found: Floats = np.diag(precision)
    if len(design.starts):
        p = softmax(design.x @ theta, design.starts)
        by_case = sparse.csr_array((p, (np.repeat(np.arange(len(design.starts)), design.lengths), np.arange(len(p)))))
        centre = (by_case @ design.x).toarray()
        heavy = sparse.diags_array(p * np.repeat(design.weight, design.lengths))
        found = found + (design.x.T @ heavy @ design.x).toarray() - centre.T @ (centre * design.weight[:, None])
    return found


def maximise(design: Design, mean: Floats, precision: Floats, start: Floats | None = None) -> Floats:
    """The MAP, by L-BFGS in coordinates in which the starting point's curvature is the identity (a tenth of the steps)."""
    first = mean if start is None else start
    root = linalg.cholesky(hessian(first, design, precision), lower=True, check_finite=False)

    def shifted(z: Floats) -> tuple[float, Floats]:
        step = linalg.solve_triangular(root, z, lower=True, trans="T", check_finite=False)
        value, gradient = loss_and_gradient(first + step, design, mean, precision)
        return value, linalg.solve_triangular(root, gradient, lower=True, check_finite=False)

    options = {"maxiter": 500, "ftol": 1e-12, "gtol": 1e-6}
    found = optimize.minimize(shifted, np.zeros_like(first), jac=True, method="L-BFGS-B", options=options)
    best: Floats = first + linalg.solve_triangular(root, found.x, lower=True, trans="T", check_finite=False)
    return best


def fit(
    design: Design, mean: Floats, sd: Floats, pooled: npt.NDArray[np.bool_], sigma: float = 0.5, rounds: int = 12
) -> Posterior:
    """MAP, Laplace posterior and the pooled columns' variance.

    Args:
        design: the cases; none at all give the prior back.
        mean: prior mean of each column.
        sd: prior standard deviation of each column; not looked at for pooled ones.
        pooled: which columns share the variance that is estimated.
        sigma: the shared standard deviation's prior; it stays there where there is nothing to learn from.
        rounds: most repetitions of the fixed point.
    """
    theta, covariance, usual = mean, np.diag(sd**2), sigma
    for _ in range(rounds):
        precision = np.where(pooled, 1 / sigma**2, 1 / sd**2)
        theta = maximise(design, mean, precision, theta)
        # numpy's inverse: scipy's starts BLAS threads on small matrices too, a hundred times slower on busy cores.
        covariance = np.asarray(np.linalg.inv(hessian(theta, design, precision)), float)
        if not pooled.any() or not len(design.starts):
            break
        learned = float(np.sum(1 - np.diag(covariance)[pooled] / sigma**2))
        spread = float(np.sum((theta - mean)[pooled] ** 2))
        # A weak inverse-gamma prior (as of six sources) keeps few markets from making all sources alike.
        renewed = float(np.sqrt((spread + PSEUDO * usual**2) / (learned + PSEUDO)))
        done, sigma = abs(renewed - sigma) < 1e-3, renewed
        if done:
            break
    value, _ = loss_and_gradient(theta, design, mean, np.where(pooled, 1 / sigma**2, 1 / sd**2))
    return Posterior(columns=design.columns, mean=theta, covariance=widened(covariance, theta, design), sigma=sigma, loss=value)


def widened(covariance: Floats, theta: Floats, design: Design) -> Floats:
    """The Laplace covariance with the doubt about who echoes whom.

    The looks of one market share their reports, so that their errors add up: weights count once, not squared.
    """
    if not design.doubt.nnz:
        return covariance
    slack = softmax(design.x @ theta, design.starts)
    slack[design.won] -= 1
    spread = design.doubt.T @ (slack**2 * np.repeat(design.weight, design.lengths))
    found: Floats = covariance + (covariance * spread) @ covariance
    return found


def log_scores(theta: Floats, design: Design, temperature: float = 1.0) -> Floats:
    """Log probability of each case's winner."""
    p = softmax(design.x @ theta / temperature, design.starts)
    logs: Floats = np.log(np.maximum(p[design.won], 1e-300))
    return logs
