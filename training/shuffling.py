"""Other marks for a window's names, so that an item that is seen often is not known by them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

FIRST = 8  # of a kind: marks are drawn among as many, or as many as a window needs; later ones are seldom seen


def other_marks(used: AbstractSet[int], kinds: Sequence[Sequence[int]], draw: random.Random) -> dict[int, int]:
    """For each mark in use another of its kind, or itself; no two become one.

    Args:
        used: token ids, those of marks among them.
        kinds: the marks' token ids in their order, those of a kind together.
        draw: the only source of chance.
    """
    new: dict[int, int] = {}
    for kind in kinds:
        here = [at for at, mark in enumerate(kind) if mark in used]
        if here:
            drawn = draw.sample(list(kind[: max(FIRST, here[-1] + 1)]), len(here))
            new.update(zip((kind[at] for at in here), drawn, strict=True))
    return new
