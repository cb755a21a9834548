"""The exact sum over assignments, its marginals and its samples: compiled loops over the steps of a plan.

Tables are scaled to sum to one after each step; the logarithm of the scale is the logarithm of the sum. All arrays are contiguous,
integers int64, numbers float64, so that each loop is compiled once.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from hotseat.judge.arrays import Choices, Floats, Ints
from hotseat.judge.dominoes.compiled import compiled
from hotseat.judge.dominoes.plan import Steps

BLOCK = 1024  # samples that go through a step together, while its table is in the cache


class Values(NamedTuple):
    """`weight` (E,) of each edge, `rest` (J,) of all that a post may have outside of the plan, `idle` (N,) of a person's getting nothing."""

    weight: Floats
    rest: Floats
    idle: Floats


class Tables(NamedTuple):
    """The sum over the steps so far by state, one table after the other, and what each step's was divided by."""

    value: Floats
    scale: Floats


class Lumps(NamedTuple):
    """Post j's edges outside of the plan, `edge[start[j]:start[j + 1]]`, with the running sums of their weights."""

    start: Ints
    edge: Ints
    sum: Floats


@compiled
def gained(steps: Steps, option: int, state: int) -> float:
    """The factor of the conditions that an option meets in a state."""
    factor = 1.0
    for i in range(steps.gain_low[option], steps.gain_high[option]):
        if state & steps.gain_bit[i]:
            factor *= steps.gain[i]
    return factor


@compiled
def decide(steps: Steps, s: int, values: Values, before: Floats, after: Floats) -> None:
    """A person gets nothing, or one of the posts that are not filled yet."""
    n, nothing = steps.size[s], values.idle[steps.ref[s]]
    for state in range(n):
        after[state] = before[state] * nothing
    for o in range(steps.low[s], steps.high[s]):
        weight, mask = values.weight[steps.edge[o]], steps.mask[o]
        if weight == 0.0:
            continue
        if mask & (mask - 1) == 0 and steps.gain_low[o] == steps.gain_high[o]:
            for base in range(mask, n, 2 * mask):  # blocks of states that have the bit: runs that vectorise
                for state in range(base, base + mask):
                    after[state] += before[state - mask] * weight
            continue
        for state in range(mask, n):
            if state & mask == mask:
                after[state] += before[state ^ mask] * weight * gained(steps, o, state)


@compiled
def close(steps: Steps, s: int, values: Values, before: Floats, after: Floats) -> None:
    """A post closes: filled, or left to its rest; or an event is forgotten."""
    bit = steps.bit[s]
    rest = values.rest[steps.ref[s]] if steps.kind[s] == 1 else 1.0
    for state in range(steps.size[s]):
        if bit == 0:
            after[state] = before[state] * rest
        elif state & bit:
            after[state] = 0.0
        else:
            after[state] = before[state] * rest + before[state | bit]


@compiled
def forward(steps: Steps, values: Values, tables: Tables) -> float:
    """Fill the tables (a plan's length; one scale a step); the logarithm of the sum, or -inf where no assignment is possible."""
    log = 0.0
    tables.value[: steps.at[1]] = 0.0
    tables.value[0] = 1.0
    for s in range(len(steps.kind)):
        n = steps.size[s]
        before = tables.value[steps.at[s] : steps.at[s] + n]
        after = tables.value[steps.at[s + 1] : steps.at[s + 2]]
        after[n:] = 0.0
        if steps.kind[s] == 0:
            decide(steps, s, values, before, after)
        else:
            close(steps, s, values, before, after)
        total = after[:n].sum()
        if not total > 0.0:
            return -np.inf
        after[:n] /= total
        tables.scale[s] = total
        log += np.log(total)
    return log


@compiled
def undecide(
    steps: Steps, s: int, values: Values, table: Floats, after: Floats, before: Floats, edge_chance: Floats
) -> None:  # fmt: skip
    """`decide` backwards: `before` from `after`, and the unscaled chance of each of the person's options."""
    n, nothing = steps.size[s], values.idle[steps.ref[s]]
    for state in range(n):
        before[state] = after[state] * nothing
    for o in range(steps.low[s], steps.high[s]):
        weight, mask = values.weight[steps.edge[o]], steps.mask[o]
        share = 0.0
        if weight > 0.0:
            for state in range(mask, n):
                if state & mask == mask:
                    value = weight * after[state] * gained(steps, o, state)
                    before[state ^ mask] += value
                    share += table[state ^ mask] * value
        edge_chance[steps.edge[o]] = share


@compiled
def unclose(steps: Steps, s: int, values: Values, table: Floats, after: Floats, before: Floats) -> float:
    """`close` backwards; the unscaled chance that the post is left to its rest."""
    bit = steps.bit[s]
    rest = values.rest[steps.ref[s]] if steps.kind[s] == 1 else 1.0
    left = 0.0
    for state in range(steps.size[s]):
        if bit and state & bit:
            before[state] = after[state ^ bit]
        else:
            before[state] = after[state] * rest
            left += table[state] * before[state]
    return left


@compiled
def backward(steps: Steps, values: Values, tables: Tables, edge_chance: Floats, rest_chance: Floats) -> None:
    """The chance of each option (E,) and of each post's rest (J,), from filled tables; only what the plan decides is written."""
    widest = steps.size.max()
    after, before = np.zeros(widest), np.zeros(widest)
    after[0] = 1.0
    for s in range(len(steps.kind) - 1, -1, -1):
        n = steps.size[s]
        table = tables.value[steps.at[s] : steps.at[s] + n]
        left = 0.0
        if steps.kind[s] == 0:
            undecide(steps, s, values, table, after, before, edge_chance)
        else:
            left = unclose(steps, s, values, table, after, before)
        total = (table * before[:n]).sum()
        before[:n] /= total
        if steps.kind[s] == 0:
            for o in range(steps.low[s], steps.high[s]):
                edge_chance[steps.edge[o]] /= total
        elif steps.kind[s] == 1:
            rest_chance[steps.ref[s]] = left / total
        if s > 0 and steps.size[s - 1] > n:
            before[n : steps.size[s - 1]] = 0.0  # from a state beyond this step's no way leads on
        after, before = before, after


@compiled
def draw_person(
    steps: Steps, s: int, values: Values, tables: Tables, post: Ints, generator: np.random.Generator, states: Ints, chosen: Choices
) -> None:  # fmt: skip
    """`decide` backwards, for samples in given states (n,): which of his options the person took."""
    before = tables.value[steps.at[s] : steps.at[s] + steps.size[s]]
    after = tables.value[steps.at[s + 1] : steps.at[s + 2]]
    nothing, scale, low, high = values.idle[steps.ref[s]], tables.scale[s], steps.low[s], steps.high[s]
    edges, masks, weights = steps.edge[low:high], steps.mask[low:high], values.weight
    gain_low, gain_high, gain_bit, gain = steps.gain_low[low:high], steps.gain_high[low:high], steps.gain_bit, steps.gain
    for row in range(len(states)):
        state, taken, o = states[row], -1, 0
        left = generator.random() * after[state] * scale - before[state] * nothing
        while left >= 0.0 and o < high - low:
            if state & masks[o] == masks[o]:
                value = before[state ^ masks[o]] * weights[edges[o]]
                for i in range(gain_low[o], gain_high[o]):
                    if state & gain_bit[i]:
                        value *= gain[i]
                if value > 0.0:  # rounding may leave a crumb after the last one: it is his
                    taken = o
                    left -= value
            o += 1
        if taken >= 0:
            chosen[row, post[edges[taken]]] = edges[taken]
            states[row] = state ^ masks[taken]


@compiled
def draw_closing(
    steps: Steps, s: int, values: Values, tables: Tables, lumps: Lumps, generator: np.random.Generator, states: Ints, chosen: Choices
) -> None:  # fmt: skip
    """`close` backwards, for samples in given states (n,): whether the post was filled, and who of its rest it was if not."""
    before = tables.value[steps.at[s] : steps.at[s] + steps.size[s]]
    bit, j, is_post = steps.bit[s], steps.ref[s], steps.kind[s] == 1
    rest = values.rest[j] if is_post else 1.0
    low, high = (lumps.start[j], lumps.start[j + 1]) if is_post else (0, 0)
    edges, sums = lumps.edge[low:high], lumps.sum[low:high]
    for row in range(len(states)):
        state = states[row]
        filled = before[state | bit] if bit else 0.0
        left = generator.random() * (filled + before[state] * rest) - filled
        if left < 0.0:
            states[row] = state | bit
        elif is_post:
            left /= before[state]  # uniform over the rest: one random number does for both decisions
            chosen[row, j] = -1
            for i in range(high - low):
                if left < sums[i]:
                    chosen[row, j] = edges[i]
                    break


@compiled
def draw(
    steps: Steps, values: Values, tables: Tables, lumps: Lumps, post: Ints, generator: np.random.Generator, chosen: Choices
) -> None:  # fmt: skip
    """Independent samples, drawn back to front through filled tables.

    Args:
        steps: the plan's.
        values: the weights.
        tables: filled with these weights.
        lumps: the edges outside of the plan.
        post: (E,) of each edge.
        generator: the source of randomness.
        chosen: (n, J), written at the posts that the plan covers: an edge, or -1 for someone else.
    """
    states = np.zeros(BLOCK, dtype=np.int64)
    for first in range(0, chosen.shape[0], BLOCK):
        rows = chosen[first : first + BLOCK]
        states[:] = 0
        for s in range(len(steps.kind) - 1, -1, -1):
            if steps.kind[s] == 0:
                draw_person(steps, s, values, tables, post, generator, states[: len(rows)], rows)
            else:
                draw_closing(steps, s, values, tables, lumps, generator, states[: len(rows)], rows)
