"""Several short items as one: a round-up whose stories have nothing to do with each other.

A reader that saw only items of one story gives the coach of one sentence the club of the next. In a round-up every person of one story and
every club of another is a pair that nothing is said of.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice, permutations

from hotseat.register.folding import fold
from training.gold import Row

LONGEST_STORY = 360  # characters
NEAR = 400  # in order of their dates; stories of about one time, since what the register knows is told as of the item's day
STORIES = (2, 2, 2, 3, 4)  # drawn from; three or four make an article of several windows
TRIES = 20  # for each that is wanted
BREAKS = ("\n", "\n", " ")  # between stories


def roundups(rows: Sequence[Row], count: int, seed: int) -> Iterator[Row]:
    """Up to `count` items made of others; none names a person or a club in two of its stories."""
    draw = random.Random(seed)  # noqa: S311
    stories = sorted((r for r in rows if r["claims"] and len(story(r)) <= LONGEST_STORY), key=lambda r: str(r["date"]))
    if len(stories) < max(STORIES):
        return
    tried = (draw_near(stories, draw) for _ in range(TRIES * count))
    for chosen in islice(filter(apart, tried), count):
        yield joined(chosen, draw.choice(BREAKS))


def draw_near(stories: Sequence[Row], draw: random.Random) -> list[Row]:
    """A few stories of about one time."""
    at = draw.randrange(max(1, len(stories) - NEAR))
    return draw.sample(stories[at : at + NEAR], draw.choice(STORIES))


def story(row: Row) -> str:
    """Headline and text of an item as one paragraph."""
    title, text = str(row.get("title") or "").strip(), str(row.get("text") or "").strip()
    if not title or not text:
        return title or text
    return f"{title} {text}" if title[-1] in ".!?…" else f"{title}. {text}"


def apart(rows: Sequence[Row]) -> bool:
    """Whether no word of a name that one item speaks of stands in another."""
    return not any(name_words(a) & (name_words(b) | set(fold(story(b)).split())) for a, b in permutations(rows, 2))


def name_words(row: Row) -> set[str]:
    """The folded words of the persons and posts of an item's claims."""
    return {word for c in row["claims"] for name in (c["person"], c["org"]) if name for word in fold(name).split()}


def joined(rows: Sequence[Row], gap: str) -> Row:
    """The first item's headline, and all stories after one another with their claims."""
    claims = [c for row in rows for c in row["claims"]]
    spans, before = [], 0
    for row in rows:
        spans += [{**s, "claim": s["claim"] + before} for s in row.get("spans", [])]
        before += len(row["claims"])
    first, others = rows[0], rows[1:]
    text = gap.join([str(first.get("text") or "").strip(), *(story(r) for r in others)]).strip()
    return {**first, "id": "+".join(str(r["id"]) for r in rows), "text": text, "claims": claims, "spans": spans}
