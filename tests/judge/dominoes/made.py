"""Books drawn at random, for properties."""

from __future__ import annotations

import numpy as np

from hotseat.judge.dominoes.book import Book, Condition, PostOdds
from hotseat.records_market import OTHER, STAYS


def book(generator: np.random.Generator, posts: int, coaches: int, named: int, *, conditions: int = 0, flat: float = 0.7) -> Book:
    """Posts whose incumbents are the first coaches; some are vacant; options and odds at random."""
    names = [f"Coach {i}" for i in range(coaches)]
    made = []
    for j in range(posts):
        picked = generator.choice(coaches, min(named, coaches), replace=False)
        odds = generator.dirichlet(np.full(len(picked) + 2, flat))
        options = {names[i]: float(p) for i, p in zip(picked, odds, strict=False)}
        incumbent = names[j] if j < coaches and generator.random() < 0.7 else None
        made.append(
            PostOdds(
                post=f"Club {j}", incumbent=incumbent, vacant=bool(generator.random() < 0.3),
                options={**options, STAYS: float(odds[-2]), OTHER: float(odds[-1])},
            )
        )  # fmt: skip
    ties = []
    for _ in range(conditions):
        a, b = generator.integers(posts, size=2)
        pa, pb = (generator.choice(list(made[i].options)) for i in (a, b))
        ties.append(
            Condition(
                person=str(pa), post=f"Club {a}", on_person=str(pb), on_post=f"Club {b}", delta=float(generator.normal(0, 1.5)),
                happens=bool(generator.random() < 0.7),
            )
        )  # fmt: skip
    return Book(posts=tuple(made), conditions=tuple(ties))
