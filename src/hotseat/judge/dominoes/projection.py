"""The nearest odds that one joint distribution can have: no person's chances over all posts sum to more than one.

With private *someone else* options, odds p_j(k) are the marginals of some assignment in which a person takes at most one post exactly
when sum_j p_j(k) <= 1 for each person k (Birkhoff and von Neumann: the doubly substochastic matrices are the mixtures of the partial
permutations). The projection minimises sum_j KL(q_j || p_j) under these constraints. Its dual is one multiplier lambda_k >= 0 a person,
q_j(k) ~ p_j(k) exp(-lambda_k), solved by exact coordinate ascent (Bregman 1967, with inequalities).
"""

from __future__ import annotations

import numpy as np

from hotseat.judge.arrays import Floats, Ints

CAP = 1 - 1e-5  # of a person's chances; at one exactly, rounding alone can make them impossible again, and fitting would not end
FLOOR = 1e-9  # someone else's least chance where a person who is promised too often must give way
ROUNDS, TOLERANCE = 2000, 1e-13


def project(odds: Floats, other: Floats, edge_post: Ints, edge_person: Ints, persons: int) -> tuple[Floats, Floats]:
    """Coherent odds.

    Args:
        odds: (E,) the chance of each option.
        other: (J,) the chance of someone else; with the options of its post it sums to one.
        edge_post: (E,) the post of each option.
        edge_person: (E,) its person.
        persons: how many persons there are.

    Returns:
        the same two arrays, changed only where a person's odds sum to more than one, and in the posts that share him.
    """
    odds, other = odds.copy(), other.copy()
    total = np.bincount(edge_person, odds, persons)
    over = set(np.flatnonzero(total > CAP).tolist())
    if not over:
        return odds, other
    tight = np.isin(edge_post, edge_post[np.isin(edge_person, list(over))])
    other[np.unique(edge_post[tight])] = np.maximum(other[np.unique(edge_post[tight])], FLOOR)
    scale = other + np.bincount(edge_post, odds, len(other))
    odds, other = odds / scale[edge_post], other / scale
    multiplier = np.zeros(persons)
    own: dict[int, Ints] = {}
    for _ in range(ROUNDS):
        total = np.bincount(edge_person, odds, persons)
        over.update(np.flatnonzero(total > CAP + TOLERANCE).tolist())
        change = 0.0
        for k in sorted(over):
            edges = own.setdefault(k, np.flatnonzero(edge_person == k))
            step = multiplier_of(odds[edges] * np.exp(multiplier[k]), 1.0 - odds[edges])
            change = max(change, abs(step - multiplier[k]))
            odds[edges] *= np.exp(multiplier[k] - step)
            multiplier[k] = step
            touched = edge_post[edges]
            scale = np.ones(len(other))
            scale[touched] = (other + np.bincount(edge_post, odds, len(other)))[touched]
            odds, other = odds / scale[edge_post], other / scale
        if change < TOLERANCE:
            break
    return odds, other


def multiplier_of(own: Floats, rest: Floats) -> float:
    """The least lambda >= 0 with sum_j own_j exp(-lambda) / (own_j exp(-lambda) + rest_j) <= CAP, by safeguarded Newton."""

    def surplus(value: float) -> tuple[float, float]:
        share = own * np.exp(-value)
        share = share / (share + rest)
        return float(share.sum()) - CAP, -float((share * (1 - share)).sum())

    if surplus(0.0)[0] <= 0.0:
        return 0.0
    low, high = 0.0, 1.0
    while surplus(high)[0] > 0.0:
        low, high = high, high * 2
    value = low
    for _ in range(200):
        excess, slope = surplus(value)
        if abs(excess) < 1e-15 or high - low < 1e-15 * max(1.0, high):
            break
        low, high = (value, high) if excess > 0 else (low, value)
        step = value - excess / slope if slope < 0 else value
        value = step if low < step < high else (low + high) / 2
    return value
