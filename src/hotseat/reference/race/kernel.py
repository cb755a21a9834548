"""The compiled inner loops: many seasons at once through their fixtures, then each of them ranked by the league's own rule.

A score is two Poisson numbers by inversion. Dixon and Coles' correction moves the mass |rho| l m exp(-l-m) between the cells 0-1 and 0-0
and between 1-0 and 1-1 (the other way for a positive rho); a drawn low score is moved with the probability that does exactly that, by
what inversion left of its own uniform number. Points, difference and goals of a team are one number (`packed`), so that a match
is one addition a side. `play` has no branches in its inner loop, which lets the compiler run eight seasons at a time.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

# Codes of the criteria, in the order of `competitions.Tie`.
MUTUAL_POINTS, MUTUAL_DIFFERENCE, MUTUAL_GOALS, MUTUAL_AWAY, DIFFERENCE, GOALS, AWAY_GOALS, WINS, AWAY_WINS = range(9)
ONE, HALF, THIRD, FOURTH, FIFTH = (np.float32(1 / k) for k in (1, 2, 3, 4, 5))
SIXTH, SEVENTH, SIXTEENTH = (np.float32(1 / k) for k in (6, 7, 16))
UNIT, EIGHT = np.float32(1.0 / 16777216.0), np.uint32(8)
SHORT = 7  # goals of one side that `play` counts without a branch; `tail` finds the few above
MOST = 15
POINTS_PLACE, DIFFERENCE_PLACE, SHIFT, MASK = 18, 9, 256, 511


def packed(points: int, difference: int, goals: int) -> int:
    """A team's standing as one number of 32 bits: difference within 255, goals below 512."""
    return (points << POINTS_PLACE) + ((difference + SHIFT) << DIFFERENCE_PLACE) + goals


@njit(cache=True, fastmath=True, error_model="numpy")
def play(
    attack: Any,
    defence: Any,
    level: Any,
    advantage: Any,
    rho: Any,
    fixtures: Any,
    bits: Any,
    standing: Any,
    home: Any,
    away: Any,
) -> None:
    """Draw the score of every fixture in every season and add it to both sides' standings.

    Args:
        attack: exp of attacks, (teams, seasons).
        defence: exp of minus defences, (teams, seasons).
        level: exp of the goal level, (seasons,).
        advantage: exp of the home advantage, (seasons,).
        rho: the correction of low scores; all numbers in single precision.
        fixtures: home and away indices, (matches, 2).
        bits: random bits, 32 a number, (2, matches, seasons).
        standing: `packed` standings, (teams, seasons), added to.
        home: goals of the home side, (matches, seasons), written.
        away: goals of the away side.
    """
    plus, minus = max(rho, np.float32(0.0)), max(-rho, np.float32(0.0))
    for m in range(fixtures.shape[0]):
        h, a = fixtures[m, 0], fixtures[m, 1]
        for s in range(attack.shape[1]):
            one = level[s] * advantage[s] * attack[h, s] * defence[a, s]
            two = level[s] * attack[a, s] * defence[h, s]
            # exp(-x) as the 16th power of its series at x / 16: within 1e-4 for six goals expected, 1e-7 for two
            y, z = one * SIXTEENTH, two * SIXTEENTH
            f = ONE - y * (ONE - y * HALF * (ONE - y * THIRD * (ONE - y * FOURTH * (ONE - y * FIFTH))))
            g = ONE - z * (ONE - z * HALF * (ONE - z * THIRD * (ONE - z * FOURTH * (ONE - z * FIFTH))))
            f, g = f * f, g * g
            f, g = f * f, g * g
            f, g = f * f, g * g
            f, g = f * f, g * g
            u = np.float32(np.int32(bits[0, m, s] >> EIGHT)) * UNIT
            v = np.float32(np.int32(bits[1, m, s] >> EIGHT)) * UNIT
            f1, g1 = f * one, g * two
            f2, g2 = f1 * one * HALF, g1 * two * HALF
            f3, g3 = f2 * one * THIRD, g2 * two * THIRD
            f4, g4 = f3 * one * FOURTH, g3 * two * FOURTH
            f5, g5 = f4 * one * FIFTH, g4 * two * FIFTH
            f6, g6 = f5 * one * SIXTH, g5 * two * SIXTH
            a1, b1 = f + f1, g + g1
            a2, b2 = a1 + f2, b1 + g2
            a3, b3 = a2 + f3, b2 + g3
            a4, b4 = a3 + f4, b3 + g4
            a5, b5 = a4 + f5, b4 + g5
            a6, b6 = a5 + f6, b5 + g6
            x = (
                np.int32(u > f)
                + np.int32(u > a1)
                + np.int32(u > a2)
                + np.int32(u > a3)
                + np.int32(u > a4)
                + np.int32(u > a5)
                + np.int32(u > a6)
            )
            w = (
                np.int32(v > g)
                + np.int32(v > b1)
                + np.int32(v > b2)
                + np.int32(v > b3)
                + np.int32(v > b4)
                + np.int32(v > b5)
                + np.int32(v > b6)
            )
            nil, lone = np.int32(x == 0), np.int32(x == 1)
            down = nil * np.int32(w == 1) * np.int32(u < f * minus * one) + lone * np.int32(w == 1) * np.int32(u - f < f1 * plus)
            up = lone * np.int32(w == 0) * np.int32(v < g * minus * two) + nil * np.int32(w == 0) * np.int32(
                u < f * plus * one * two
            )
            w = w - down + up
            home[m, s], away[m, s] = x, w
            level_score = np.int32(x == w)
            standing[h, s] += ((np.int32(3) * np.int32(x > w) + level_score) << 18) + ((x - w) << 9) + x
            standing[a, s] += ((np.int32(3) * np.int32(w > x) + level_score) << 18) + ((w - x) << 9) + w


@njit(cache=True)
def tail(
    attack: Any, defence: Any, level: Any, advantage: Any, fixtures: Any, bits: Any, standing: Any, home: Any, away: Any
) -> None:
    """Find the scores of seven goals and more, which `play` counts as seven, to the end."""
    for m in range(fixtures.shape[0]):
        h, a = fixtures[m, 0], fixtures[m, 1]
        for s in range(home.shape[1]):
            x, y = home[m, s], away[m, s]
            if x < SHORT and y < SHORT:
                continue
            one = level[s] * advantage[s] * attack[h, s] * defence[a, s]
            two = level[s] * attack[a, s] * defence[h, s]
            more = inverse(np.float64(one), (bits[0, m, s] >> EIGHT) * float(UNIT)) if x == SHORT else int(x)
            less = inverse(np.float64(two), (bits[1, m, s] >> EIGHT) * float(UNIT)) if y == SHORT else int(y)
            standing[h, s] += gain(more, less) - gain(int(x), int(y))
            standing[a, s] += gain(less, more) - gain(int(y), int(x))
            home[m, s], away[m, s] = more, less


@njit(cache=True)
def gain(own: int, other: int) -> int:
    """What a score adds to a side's standing."""
    won = 3 if own > other else 1 if own == other else 0
    return (won << POINTS_PLACE) + ((own - other) << DIFFERENCE_PLACE) + own


@njit(cache=True)
def inverse(rate: float, u: float) -> int:
    """The Poisson number of a uniform one, at least `SHORT`."""
    term = np.exp(-rate)
    total = term
    k = 0
    while u > total and k < MOST:
        k += 1
        term *= rate / k
        total += term
    return max(k, SHORT)


@njit(cache=True)
def value(code: int, team: int, group: Any, size: int, home_goals: Any, away_goals: Any, standing: Any) -> int:
    """A team's value by one criterion, among the group where the criterion is a mutual one."""
    if code == DIFFERENCE:
        return int((standing[team] >> DIFFERENCE_PLACE) & MASK)
    if code == GOALS:
        return int(standing[team] & MASK)
    found = 0
    if code >= AWAY_GOALS:
        for other in range(home_goals.shape[0]):
            if other != team:
                if code == AWAY_GOALS:
                    found += away_goals[other, team]
                else:
                    found += int(away_goals[other, team] > home_goals[other, team])
                    found += int(code == WINS and home_goals[team, other] > away_goals[team, other])
        return found
    for k in range(size):
        other = group[k]
        if other == team:
            continue
        hg, ag = home_goals[team, other], away_goals[team, other]
        oh, oa = home_goals[other, team], away_goals[other, team]
        if code == MUTUAL_POINTS:
            found += (3 if hg > ag else 1 if hg == ag else 0) + (3 if oa > oh else 1 if oa == oh else 0)
        elif code == MUTUAL_DIFFERENCE:
            found += hg - ag + oa - oh
        elif code == MUTUAL_GOALS:
            found += hg + oa
        else:
            found += oa
    return found


@njit(cache=True)
def settle(
    order: Any,
    start: int,
    end: int,
    ties: Any,
    home_goals: Any,
    away_goals: Any,
    standing: Any,
    stack: Any,
    keys: Any,
    group: Any,
    state: Any,
) -> None:
    """Put the teams order[start:end], level on points, into the order of the criteria; parts begin anew with the first."""
    if end - start == 2:  # by far the most of them
        group[0], group[1] = order[start], order[start + 1]
        for at in range(len(ties)):
            one = value(ties[at], group[0], group, 2, home_goals, away_goals, standing)
            two = value(ties[at], group[1], group, 2, home_goals, away_goals, standing)
            if one != two:
                if two > one:
                    order[start], order[start + 1] = group[1], group[0]
                return
    depth = 0
    stack[0, 0], stack[0, 1], stack[0, 2] = start, end, 0
    while depth >= 0:
        low, high, at = stack[depth, 0], stack[depth, 1], stack[depth, 2]
        depth -= 1
        if at == len(ties):
            for i in range(high - 1, low, -1):  # nothing separates them: the lot
                state[0] = state[0] * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
                j = low + int((state[0] >> np.uint64(33)) % np.uint64(i - low + 1))
                order[i], order[j] = order[j], order[i]
            continue
        for i in range(low, high):
            group[i - low] = order[i]
        for i in range(low, high):
            keys[i] = value(ties[at], order[i], group, high - low, home_goals, away_goals, standing)
        for i in range(low + 1, high):
            team, key, j = order[i], keys[i], i
            while j > low and keys[j - 1] < key:
                order[j], keys[j] = order[j - 1], keys[j - 1]
                j -= 1
            order[j], keys[j] = team, key
        first = low
        for i in range(low + 1, high + 1):
            if i == high or keys[i] != keys[first]:
                if i - first > 1:
                    depth += 1
                    stack[depth, 0], stack[depth, 1] = first, i
                    stack[depth, 2] = at + 1 if i - first == high - low else 0
                first = i


@njit(cache=True)
def rank(
    standing: Any, fixtures: Any, home: Any, away: Any, home_goals: Any, away_goals: Any, ties: Any, seed: Any, places: Any
) -> None:
    """Rank every season and count places.

    Args:
        standing: `packed` standings, (seasons, teams).
        fixtures: home and away indices, (matches, 2).
        home: goals of the home side, (matches, seasons).
        away: goals of the away side.
        home_goals: goals of each pairing's home side, (teams, teams), with what was played before; written over where teams are level.
        away_goals: the same of the away side.
        ties: codes of the ranking criteria.
        seed: of the lot that decides where nothing else does.
        places: counts to add to, (teams, teams): team by place.
    """
    state = np.array([seed], dtype=np.uint64)
    n = standing.shape[1]
    order, keys, group = np.arange(n), np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    stack, pairing = np.zeros((n + 2, 3), dtype=np.int64), np.full((n, n), -1, dtype=np.int64)
    for m in range(fixtures.shape[0]):
        pairing[fixtures[m, 0], fixtures[m, 1]] = m
    plain = len(ties) > 1 and ties[0] == DIFFERENCE and ties[1] == GOALS
    whole = len(ties) > 0 and ties[len(ties) - 1] >= AWAY_GOALS
    shift = 0 if plain else POINTS_PLACE
    for s in range(standing.shape[0]):
        row = standing[s]
        for i in range(1, n):
            team, j = order[i], i
            key = row[team]
            while j > 0 and row[order[j - 1]] < key:
                order[j] = order[j - 1]
                j -= 1
            order[j] = team
        first = 0
        for i in range(1, n + 1):
            if i == n or row[order[i]] >> shift != row[order[first]] >> shift:
                if i - first > 1:
                    for p in range(first, i):
                        for q in range(n if whole else i - first):
                            one, two = order[p], q if whole else order[first + q]
                            for h, a in ((one, two), (two, one)):
                                m = pairing[h, a]
                                if m >= 0:
                                    home_goals[h, a], away_goals[h, a] = home[m, s], away[m, s]
                    settle(order, first, i, ties, home_goals, away_goals, row, stack, keys, group, state)
                first = i
        for i in range(n):
            places[order[i], i] += 1
