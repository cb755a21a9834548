"""Verifying a ledger: every id, span, reference and count, and the chain over all of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain as one_after_another
from typing import Any

import sqlalchemy as sa

from hotseat.ledger import chain
from hotseat.ledger.append import READERS_MOST, claim_id
from hotseat.ledger.tables import BLOCKS, CLAIMS, ITEMS, METADATA, READERS, READINGS
from hotseat.ledger.view import SAID, claim_of
from hotseat.records import fingerprint

PIECE = 2000  # rows fetched at a time


def faults(connection: sa.Connection, head: str | None = None) -> Iterator[str]:
    """What is wrong with the ledger, a sentence each.

    Args:
        connection: an open one.
        head: the hash of a block, noted earlier, that must still be in the chain.
    """
    if head is not None and connection.execute(sa.select(BLOCKS.c.seq).where(BLOCKS.c.hash == head)).first() is None:
        yield f"block {head[:12]}…: was the head once and is not in the chain now; the past was rewritten"
    yield from one_after_another(
        chain.broken(connection), references(connection), items(connection), claims(connection), readings(connection)
    )


def references(connection: sa.Connection) -> Iterator[str]:
    """Foreign keys that lead nowhere; a database with its constraints switched off has let them in."""
    for table in METADATA.sorted_tables:
        for key in table.foreign_key_constraints:
            other = key.referred_table.alias()
            pairs = [(element.parent, other.c[element.column.name]) for element in key.elements]
            target = sa.exists().where(*(here == there for here, there in pairs))
            filled = sa.and_(*(here.is_not(None) for here, _ in pairs))
            columns = [here for here, _ in pairs]
            for row in connection.execute(sa.select(*columns).where(filled, ~target).distinct()):
                yield f"{table.name}: {' '.join(map(str, row))} is not in {key.referred_table.name}"


def items(connection: sa.Connection) -> Iterator[str]:
    """Items whose hash is not that of their title and text, and versions that are not 1, 2, 3, ..."""
    columns = (ITEMS.c.id, ITEMS.c.version, ITEMS.c.title, ITEMS.c.text, ITEMS.c.content)
    for row in connection.execute(sa.select(*columns).where(ITEMS.c.text.is_not(None)).execution_options(yield_per=PIECE)):
        if fingerprint(row.title, row.text) != row.content:
            yield f"item {row.id}, version {row.version}: its title or text is not what its hash was made of"
    number = sa.func.count()
    gaps = sa.select(ITEMS.c.id).group_by(ITEMS.c.id).having(sa.func.max(ITEMS.c.version) != number)
    yield from (f"item {row.id}: a version is missing" for row in connection.execute(gaps))


def claims(connection: sa.Connection) -> Iterator[str]:
    """Claims whose id is not that of their content, or whose quote does not stand at their span."""
    query = sa.select(*SAID, CLAIMS.c.id, CLAIMS.c.item, CLAIMS.c.version, CLAIMS.c.edition, ITEMS.c.title, ITEMS.c.text).join(
        ITEMS, sa.and_(ITEMS.c.id == CLAIMS.c.item, ITEMS.c.version == CLAIMS.c.version)
    )
    for row in connection.execute(query.execution_options(yield_per=PIECE)):
        yield from claim_faults(row)


def claim_faults(row: sa.Row[*tuple[Any, ...]]) -> Iterator[str]:
    """What is wrong with one claim."""
    try:
        claim = claim_of(row[: len(SAID)])
    except ValueError as error:
        yield f"claim {row.id}: cannot be read ({error})"
        return
    if claim_id(claim, row.item, row.version) != row.id:
        yield f"claim {row.id}: its id is not that of its content"
    if row.edition % READERS_MOST == 0 or row.edition // READERS_MOST != row.version:
        yield f"claim {row.id}: its edition {row.edition} is not of version {row.version}"
    # Without the text, only a quote from the title can be verified.
    body = f"{row.title}\n{row.text or ''}"
    if (row.text is not None or row.end <= len(row.title)) and claim.span.of(body) != row.quote:
        yield f"claim {row.id}: its quote is not in item {row.item}, version {row.version}, where it says"


def readings(connection: sa.Connection) -> Iterator[str]:
    """Readings whose claims are not all there, or whose edition is not that of their reader."""
    same = sa.and_(
        CLAIMS.c.item == READINGS.c.item, CLAIMS.c.version == READINGS.c.version, CLAIMS.c.reader == READINGS.c.reader,
        CLAIMS.c.edition == READINGS.c.edition,
    )  # fmt: skip
    number = sa.select(sa.func.count()).where(same).correlate(READINGS).scalar_subquery()
    for row in connection.execute(sa.select(READINGS, number.label("there")).where(number != READINGS.c.claims)):
        yield f"item {row.item}, version {row.version}: reader {row.reader} recorded {row.claims} claims, {row.there} are there"
    edition = READINGS.c.version * READERS_MOST + READERS.c.number
    wrong = sa.select(READINGS).join(READERS, READERS.c.name == READINGS.c.reader).where(READINGS.c.edition != edition)
    for row in connection.execute(wrong):
        yield f"item {row.item}, version {row.version}: edition {row.edition} is not that of reader {row.reader}"
