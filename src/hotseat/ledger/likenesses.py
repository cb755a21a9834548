"""Signatures of texts and the near-copies found by them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from hotseat.ledger.chain import Batch
from hotseat.ledger.tables import COPIES, ITEMS, SIGNATURES


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A version of an item, with its signature once it has one; `seq` is its number in the ledger."""

    seq: int
    item: str
    version: int
    told: str
    signature: bytes | None


def unsigned(connection: sa.Connection, most: int) -> list[tuple[int, str, int, str, str]]:
    """Items that have no signature yet, as (seq, item, version, told, text), in the order in which they came."""
    last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(SIGNATURES.c.seq), 0))).scalar_one()
    query = sa.select(ITEMS).where(ITEMS.c.seq > last).order_by(ITEMS.c.seq).limit(most)
    return [(r.seq, r.id, r.version, r.told, f"{r.title}\n{r.text or ''}") for r in connection.execute(query)]


def signed(connection: sa.Connection, earliest: str, latest: str, after: int = 0) -> list[Signed]:
    """The signed items that were told between two moments, numbered above `after`."""
    query = (
        sa.select(SIGNATURES.c.seq, ITEMS.c.id, ITEMS.c.version, SIGNATURES.c.told, SIGNATURES.c.signature)
        .join(ITEMS, ITEMS.c.seq == SIGNATURES.c.seq)
        .where(
            SIGNATURES.c.told >= earliest,
            SIGNATURES.c.told <= latest,
            SIGNATURES.c.seq > after,
            SIGNATURES.c.signature.is_not(None),
        )
        .order_by(SIGNATURES.c.seq)
    )
    return [
        Signed(seq=r.seq, item=r.id, version=r.version, told=r.told, signature=r.signature) for r in connection.execute(query)
    ]


def sign(connection: sa.Connection, marks: Sequence[Signed]) -> None:
    """Keep signatures, in a writing transaction."""
    if marks:
        connection.execute(sa.insert(SIGNATURES), [{"seq": m.seq, "told": m.told, "signature": m.signature} for m in marks])


def record_copies(batch: Batch, pairs: Iterable[tuple[Signed, Signed, float]]) -> int:
    """Add (copy, original, likeness); pairs that are known are passed over. Gives the number of new ones."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for copy, original, like in pairs:
        key = (copy.item, copy.version, original.item, original.version)
        there = sa.select(COPIES.c.item).where(
            COPIES.c.item == copy.item, COPIES.c.version == copy.version, COPIES.c.original == original.item,
            COPIES.c.original_version == original.version,
        )  # fmt: skip
        if key not in rows and batch.connection.execute(there).first() is None:
            rows[key] = {
                "item": copy.item, "version": copy.version, "original": original.item, "original_version": original.version,
                "similarity": round(like * 1000), "recorded": batch.recorded,
            }  # fmt: skip
    batch.insert(COPIES, list(rows.values()))
    return len(rows)
