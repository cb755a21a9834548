"""What one would say before any report: the incumbent's chance to stay, and the rest over candidates named and unnamed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from hotseat.records_market import OTHER, STAYS

VACANT = 0.01  # two of 71 vacancies of 2021-2025 went back to the man who had just left
# Someone not named yet weighs as much as two candidates: 0.5, 1 and 2 have log losses of 0.406, 0.374 and 0.351 in cross-validation over
# 44 markets of 2021-2023.
UNNAMED = 2.0


def open_prior(stays: float, unnamed: float = UNNAMED) -> Callable[[Sequence[str]], Mapping[str, float]]:
    """The prior of a real market, which nobody knows the candidates of.

    Args:
        stays: chance that the incumbent is still there at the deadline.
        unnamed: weight of all who are not named, in candidates.
    """

    def prior(candidates: Sequence[str]) -> Mapping[str, float]:
        each = (1.0 - stays) / (len(candidates) + unnamed)
        return {**dict.fromkeys(candidates, each), STAYS: stays, OTHER: each * unnamed}

    return prior
