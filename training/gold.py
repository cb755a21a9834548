"""Annotated items to learn from and to measure on: the development sets, the project's own annotations of news, and its own corpus.

The news texts belong to their publishers: annotations of them hold ids and offsets, and are joined here with the files that a user has.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SEED = 20261124
TENTH = 10
FIRST_NEW = 187  # batches of the corpus from this one on were written after the shipped weights had learned
FIRST_UNSEEN = 30  # batches of the corpus before this one have been learned from whole, by the weights that later ones go on from
ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
ANNOTATIONS = ROOT / "benchmarks" / "gold"
Row = dict[str, Any]


def lines(path: Path) -> Iterator[Row]:
    """The JSON lines of a file."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def gold_set(folder: Path, name: str) -> list[Row]:
    """The items of a set with their claims as "claims", by id."""
    labels = {r["id"]: r["claims"] for r in lines(folder / f"{name}.labels.jsonl")}
    return sorted(({**i, "claims": labels[i["id"]]} for i in lines(folder / f"{name}.items.jsonl")), key=lambda r: str(r["id"]))


def split(folder: Path) -> dict[str, tuple[list[Row], list[Row]]]:
    """For each set its development rows and the third set aside, drawn with `SEED`, that nothing is ever trained on."""
    found = {}
    for name in ("short", "full"):
        rows = gold_set(folder, name)
        aside = set(random.Random(SEED).sample([r["id"] for r in rows], len(rows) // 3))  # noqa: S311
        found[name] = ([r for r in rows if r["id"] not in aside], [r for r in rows if r["id"] in aside])
    return found


def to_learn_from(gold: Path, news_folder: Path | None = None, *, own: bool = True) -> list[Row]:
    """What models learn from: the development rows, annotated news, the project's own corpus; without the tenth `is_held` for choosing.

    News that repeats an item set aside is left out.
    """
    aside = openings_aside(gold)
    rows = development(gold) + (corpus() if own else [])
    rows += [r for r in news(news_folder) if opening(r) not in aside] if news_folder else []
    return [r for r in rows if not is_held(r)]


def to_choose_on(gold: Path, news_folder: Path) -> list[Row]:
    """The tenth of the real items that no model learns from, on which thresholds are chosen."""
    aside = openings_aside(gold)
    return [r for r in [*development(gold), *news(news_folder)] if is_held(r) and opening(r) not in aside]


def development(gold: Path) -> list[Row]:
    """The rows of every set that may be learned from."""
    return [r for rows, _ in split(gold).values() for r in rows]


def openings_aside(gold: Path) -> set[str]:
    """The first words of every item set aside; outlets publish a text again under a changed headline."""
    return {opening(r) for _, rows in split(gold).values() for r in rows}


def unseen() -> list[Row]:
    """The tenth of the corpus, of the batches that the shipped weights learned from, that none of them has learned from."""
    return [r for r in corpus() if is_held(r) and FIRST_UNSEEN <= (batch_of(r) or 0) < FIRST_NEW]


def newest() -> list[Row]:
    """The items of the corpus that were written after the shipped weights had learned, all of them; weights that learn from them move `FIRST_NEW`."""
    return [r for r in corpus() if (batch_of(r) or 0) >= FIRST_NEW]


def batch_of(row: Row) -> int | None:
    """The batch of the corpus that an item was written in; None for an item of the news."""
    found = re.match(r"w(\d+)-", str(row["id"]))
    return int(found[1]) if found else None


def opening(row: Row) -> str:
    """The first words of an item's text, by which a repeated one is known."""
    return str(row.get("text") or "").strip().casefold()[:80]


def is_held(row: Row) -> bool:
    """Whether an item belongs to the tenth that thresholds are chosen on."""
    return zlib.crc32(opening(row).encode()) % TENTH == 0


def corpus() -> list[Row]:
    """The project's own items, with claims and further spans."""
    return [row for path in sorted(CORPUS.glob("*.jsonl")) for row in lines(path)]


def news(folder: Path) -> list[Row]:
    """The annotated news whose texts lie in `folder`, quotes put back from their offsets."""
    annotated = {r["id"]: r for path in sorted(ANNOTATIONS.glob("*.jsonl")) for r in lines(path)}
    found: list[Row] = []
    for path in sorted(folder.glob("*.jsonl")):
        if path.name.startswith("markets"):
            continue
        found.extend(joined(item, label) for item in lines(path) if (label := annotated.pop(item["id"], None)))
    return found


def joined(item: Row, label: Row) -> Row:
    """An item with its annotation's offsets turned into words."""
    body = f"{item.get('title') or ''}\n{item.get('text') or ''}"

    def words(span: list[int] | None) -> str | None:
        return body[span[0] : span[1]] if span else None

    claims = [{**c, "quote": words(c["quote"]), "condition": words(c["condition"]), "when": words(c["when"])}
              for c in label["claims"]]  # fmt: skip
    spans = [{**s, "quote": words(s["quote"])} for s in label.get("spans", [])]
    return {**item, "claims": claims, "spans": spans}
