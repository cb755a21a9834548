"""The book as arrays: posts, persons, and an edge for each person who is an option of a post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hotseat.errors import MarketError
from hotseat.judge.arrays import Bools, Floats, Ints
from hotseat.judge.dominoes.book import Book, Condition, PostOdds
from hotseat.judge.dominoes.projection import project
from hotseat.records_market import OTHER, STAYS

LEAST = 1e-12  # a probability below it counts as none
NOBODY = -1  # in an assignment: someone else; as a post or person: there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """J posts, N persons, E edges sorted by post.

    `edge_post`, `edge_person` are (E,); `asked` (E,) and `asked_other` (J,) are the single markets' odds, `target` and
    `target_other` the nearest coherent ones; `idle` (N,) is the chance that a person gets none of the posts. `seat` (J,) is the person
    who sits at a post and `home` (N,) the post that he sits at, or `NOBODY`. Each condition i multiplies the weight by
    exp(`pair_delta[i]`) where edges `pair_a[i]` and `pair_b[i]` are both chosen.
    """

    posts: tuple[PostOdds, ...]
    persons: tuple[str, ...]
    edge_post: Ints
    edge_person: Ints
    asked: Floats
    asked_other: Floats
    target: Floats
    target_other: Floats
    idle: Floats
    seat: Ints
    home: Ints
    pair_a: Ints
    pair_b: Ints
    pair_delta: Floats
    notes: tuple[str, ...]

    def post_index(self, name: str) -> int | None:
        """The number of a post."""
        return next((j for j, p in enumerate(self.posts) if p.post == name), None)

    def edge(self, person: str, post: str) -> int | None:
        """The number of a person's option at a post."""
        j = self.post_index(post)
        found = () if j is None else (e for e in self.options(j) if self.persons[self.edge_person[e]] == person)
        return next(iter(found), None)

    def options(self, post: int) -> Iterator[int]:
        """The edges of a post."""
        yield from np.flatnonzero(self.edge_post == post).tolist()

    @property
    def slack(self) -> dict[str, float]:
        """Post -> total variation distance between the single market's odds and the coherent ones, where there is one."""
        moved = np.abs(self.asked_other - self.target_other)
        np.add.at(moved, self.edge_post, np.abs(self.asked - self.target))
        return {p.post: float(m) / 2 for p, m in zip(self.posts, moved, strict=True) if m / 2 > 1e-9 and not p.implied}

    @property
    def excess(self) -> dict[str, float]:
        """Person -> how far his odds over all posts sum to more than one."""
        total = np.bincount(self.edge_person, self.asked, len(self.persons))
        return {n: float(t) - 1 for n, t in zip(self.persons, total, strict=True) if t > 1 + 1e-9 and n != STAYS}


def network_of(book: Book) -> Network:
    """The arrays of a checked book, with odds made coherent."""
    rows, other = rows_of(book)
    persons = tuple(dict.fromkeys(key for _, key, _ in rows))
    index = {key: i for i, key in enumerate(persons)}
    edge_post = np.array([j for j, _, _ in rows], dtype=np.int64)
    edge_person = np.array([index[key] for _, key, _ in rows], dtype=np.int64)
    asked = np.array([p for _, _, p in rows], dtype=np.float64)
    implied = np.array([p.implied for p in book.posts], dtype=np.bool_)
    target, target_other, idle = coherent(asked, other, edge_post, edge_person, len(persons), implied)
    seat = np.array([index.get((p.holder or "", NOBODY), NOBODY) for p in book.posts], dtype=np.int64)
    home = np.full(len(persons), NOBODY, dtype=np.int64)
    for j, person in enumerate(seat):
        if person != NOBODY:
            home[person] = j
    edges = {(book.posts[j].post, persons[i][0]): e for e, (j, i) in enumerate(zip(edge_post, edge_person, strict=True))}
    pairs, notes = pairs_of(book.conditions, edges)
    return Network(
        posts=book.posts, persons=tuple(name for name, _ in persons), edge_post=edge_post, edge_person=edge_person,
        asked=np.where(implied[edge_post], target, asked), asked_other=np.where(implied, target_other, other), target=target,
        target_other=target_other, idle=idle, seat=seat, home=home, notes=(*book.notes, *notes),
        pair_a=np.array([a for a, _, _ in pairs], dtype=np.int64), pair_b=np.array([b for _, b, _ in pairs], dtype=np.int64),
        pair_delta=np.array([d for _, _, d in pairs], dtype=np.float64),
    )  # fmt: skip


Key = tuple[str, int]


def rows_of(book: Book) -> tuple[list[tuple[int, Key, float]], Floats]:
    """(post, person, odds) for each option, and the odds of someone else; an incumbent without a name is a person of his post only."""
    rows: list[tuple[int, Key, float]] = []
    other = np.zeros(len(book.posts))
    for j, post in enumerate(book.posts):
        for name, p in post.named().items():
            if name == OTHER:
                other[j] = p
            elif p > LEAST:
                rows.append((j, (name, j if name == STAYS else NOBODY), p))
    return rows, other


def coherent(
    asked: Floats, other: Floats, edge_post: Ints, edge_person: Ints, persons: int, implied: Bools
) -> tuple[Floats, Floats, Floats]:
    """Targets of edges, of someone else, and each person's chance to get nothing; implied posts take what the others leave."""
    own = implied[edge_post]
    target, target_other = asked.copy(), other.copy()
    target[~own], target_other[~implied] = project(
        asked[~own], other[~implied], np.cumsum(~implied)[edge_post[~own]] - 1, edge_person[~own], persons
    )
    taken = np.bincount(edge_person[~own], target[~own], persons)
    target[own] = np.maximum(1.0 - taken[edge_person[own]], 0.0)
    target_other[edge_post[own]] = 1.0 - target[own]
    idle = np.asarray(1.0 - np.bincount(edge_person, target, persons), dtype=np.float64)
    idle[idle < 1e-9] = 0.0
    return target, target_other, idle


def pairs_of(
    conditions: tuple[Condition, ...], edges: dict[tuple[str, str], int]
) -> tuple[list[tuple[int, int, float]], list[str]]:
    """(edge, edge, delta) of the conditions that can be placed, and a note for each other one."""
    pairs, notes = [], []
    for c in conditions:
        if not np.isfinite(c.delta):
            raise MarketError(f"{c.person} to {c.post}: the weight of the condition is {c.delta}; give a finite number")
        a, b = edges.get((c.post, c.person)), edges.get((c.on_post, c.on_person))
        told = c.words or f"if {c.on_person} {'gets' if c.happens else 'does not get'} {c.on_post}"
        if a is None or b is None:
            notes.append(f"{c.person} to {c.post} {told!r}: not among the options, left out")
        elif c.person == c.on_person or c.post == c.on_post:
            notes.append(f"{c.person} to {c.post} {told!r}: holds by itself, since a person takes one post and a post one person")
        else:
            # "If it does not happen": the weight counts always, and is taken back where it happens; the fit absorbs the constant.
            pairs.append((a, b, c.delta if c.happens else -c.delta))
    return pairs, notes
