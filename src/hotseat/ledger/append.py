"""Writing to the ledger: an item goes in with all that a reader found in it, or not at all; what is there already stays."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from hotseat.ledger import chain
from hotseat.ledger.chain import Batch, stamp
from hotseat.ledger.tables import CLAIMS, ITEMS, READERS, READINGS
from hotseat.records import Claim, Item, fingerprint

# An edition is version * READERS_MOST + the reader's number, so that a newer version wins over a newer reader.
READERS_MOST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An item with what a reader found in it.

    Args:
        item: the item, as fetched.
        reader: name and version; None keeps the item without its having been read (not English).
        claims: what the reader found.
        recorded: when another ledger recorded it (ISO 8601, UTC); None for now.
        recorded_item: the same for the item's version.
        content: the hash of the whole text, where the item comes from an export without texts.
        told: the same for each claim's `told`; None works them out.
        version, told_item: the number and `told` of the item's version there.
    """

    item: Item
    reader: str | None
    claims: Sequence[Claim] = ()
    recorded: str | None = None
    recorded_item: str | None = None
    content: str | None = None
    told: Sequence[str] | None = None
    version: int | None = None
    told_item: str | None = None


@dataclass(slots=True)
class Added:
    """What an append did: new items, new versions of known items, readings, claims; `unread` of them, and what was there already."""

    items: int = 0
    versions: int = 0
    readings: int = 0
    claims: int = 0
    known: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an item as the ledger has it."""

    number: int
    content: str
    told: str


@dataclass(slots=True)
class State:
    """What the ledger knows of a batch's items; kept up to date while the batch is put together."""

    versions: dict[str, list[Version]] = field(default_factory=dict)
    readings: set[tuple[str, int, str]] = field(default_factory=set)
    readers: dict[str, int] = field(default_factory=dict)


def content_of(item: Item) -> str:
    """The hash by which a changed title or text is noticed."""
    return fingerprint(item.title, item.text)


class Writer:
    """Adds items with what a reader found in them, one transaction a call.

    Args:
        engine: the ledger.
        reverts: whether a text that an earlier version had is a new version again: true for what is fetched live, where it
            means that an edit was undone; false for files, which may be old.
    """

    def __init__(self, engine: sa.Engine, *, reverts: bool = False) -> None:
        """Write to this ledger."""
        self._engine = engine
        self._reverts = reverts

    def unread(self, items: Sequence[Item], reader: str) -> list[Item]:
        """Those of the items that the reader has not read in this version yet, without locking anybody out."""
        with self._engine.connect() as connection:
            state = state_of(connection, {item.id for item in items})
        return [item for item in items if not self._is_known(state, item, reader)]

    def _is_known(self, state: State, item: Item, reader: str) -> bool:
        version = self._version(state, item.id, content_of(item))
        return version is not None and (item.id, version.number, reader) in state.readings

    def _version(self, state: State, item: str, content: str, number: int | None = None) -> Version | None:
        known = state.versions.get(item, [])
        if number is not None:
            there = [version for version in known if version.number == number and version.content == content]
            if there or number == len(known) + 1:
                return there[0] if there else None
        for version in known[-1:] if self._reverts else reversed(known):
            if version.content == content:
                return version
        return None

    def add(self, item: Item, reader: str, claims: Iterable[Claim], now: datetime) -> int:
        """Add one item and its claims; gives the number of new claims, 0 where the same reader had read it."""
        return self.add_all([Reading(item=item, reader=reader, claims=list(claims))], now).claims

    def add_all(self, readings: Sequence[Reading], now: datetime) -> Added:
        """Add items and claims in one transaction; what is there already is counted as known.

        Raises:
            LedgerError, sqlalchemy.exc.SQLAlchemyError: nothing of the batch is in.
        """
        with chain.appending(self._engine, now) as batch:
            return self.add_to(batch, readings)

    def add_to(self, batch: Batch, readings: Sequence[Reading]) -> Added:
        """The same within a batch that also adds other rows."""
        state = state_of(batch.connection, {reading.item.id for reading in readings})
        added, rows = Added(), Rows()
        for reading in readings:
            self._put(reading, state, batch, added, rows)
        for table, found in ((READERS, rows.readers), (ITEMS, rows.items), (READINGS, rows.readings), (CLAIMS, rows.claims)):
            batch.insert(table, found)
        return added

    def _put(self, reading: Reading, state: State, batch: Batch, added: Added, rows: Rows) -> None:
        item, content = reading.item, reading.content or content_of(reading.item)
        version = self._version(state, item.id, content, reading.version)
        fresh = version is None
        if version is None:
            version = new_version(reading, content, state, batch.recorded)
            rows.items.append(item_row(reading, version, batch.recorded))
            added.items += version.number == 1
            added.versions += version.number > 1
        if reading.reader is None or (item.id, version.number, reading.reader) in state.readings:
            added.known += not fresh
            added.unread += fresh
            return
        number = state.readers.get(reading.reader)
        if number is None:
            number = state.readers[reading.reader] = max(state.readers.values(), default=0) + 1
            rows.readers.append({"name": reading.reader, "number": number, "recorded": batch.recorded})
        state.readings.add((item.id, version.number, reading.reader))
        earlier = earlier_claims(batch.connection, rows.claims, item.id, version.number)
        claims = claim_rows(reading, version, version.number * READERS_MOST + number, earlier, batch.recorded)
        rows.claims.extend(claims)
        rows.readings.append({
            "item": item.id, "version": version.number, "reader": reading.reader, "claims": len(claims), "told": version.told,
            "edition": version.number * READERS_MOST + number, "recorded": reading.recorded or batch.recorded,
        })  # fmt: skip
        added.readings += 1
        added.claims += len(claims)


@dataclass(slots=True)
class Rows:
    """The rows of a batch by table."""

    readers: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    readings: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)


def state_of(connection: sa.Connection, items: set[str]) -> State:
    """What the ledger knows of these items."""
    state = State()
    ids = sorted(items)
    query = sa.select(ITEMS.c.id, ITEMS.c.version, ITEMS.c.content, ITEMS.c.told).where(ITEMS.c.id.in_(ids))
    for row in connection.execute(query.order_by(ITEMS.c.id, ITEMS.c.version)):
        state.versions.setdefault(row.id, []).append(Version(row.version, row.content, row.told))
    read = sa.select(READINGS.c.item, READINGS.c.version, READINGS.c.reader)
    state.readings = {
        (r.item, r.version, r.reader) for r in connection.execute(read.where(READINGS.c.item.in_(list(state.versions))))
    }
    state.readers = {r.name: r.number for r in connection.execute(sa.select(READERS.c.name, READERS.c.number))}
    return state


def new_version(reading: Reading, content: str, state: State, recorded: str) -> Version:
    """The item's next version: a first one is told when published, a later one when updated, or else when seen."""
    item = reading.item
    known = state.versions.setdefault(item.id, [])
    seen = reading.recorded_item or recorded
    if reading.told_item:
        told = reading.told_item
    elif known:
        told = max(stamp(item.updated) if item.updated else seen, known[-1].told)
    else:
        told = stamp(item.published) if item.published else seen
    known.append(Version(known[-1].number + 1 if known else 1, content, told))
    return known[-1]


def item_row(reading: Reading, version: Version, recorded: str) -> dict[str, Any]:
    """The columns of an item's version."""
    item = reading.item
    return {
        "id": item.id, "version": version.number, "outlet": item.outlet, "author": item.author, "url": item.url,
        "language": item.language, "published": stamp(item.published) if item.published else None,
        "updated": stamp(item.updated) if item.updated else None, "title": item.title,
        "text": item.text if version.content == content_of(item) else None, "content": version.content,
        "told": version.told, "recorded": reading.recorded_item or recorded,
    }  # fmt: skip


def sameness(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two claims of an item's versions the same statement."""
    return tuple(row[key] for key in ("kind", "person", "org", "stage", "polarity", "source_kind", "source_name"))


def earlier_claims(
    connection: sa.Connection, pending: Sequence[Mapping[str, Any]], item: str, version: int
) -> dict[tuple[Any, ...], str]:
    """When the item's earlier versions first said what they say."""
    if version == 1:
        return {}
    query = sa.select(CLAIMS).where(CLAIMS.c.item == item, CLAIMS.c.version < version)
    found: dict[tuple[Any, ...], str] = {}
    stored: list[Mapping[str, Any]] = [dict(row) for row in connection.execute(query).mappings()]
    for row in [*stored, *(row for row in pending if row["item"] == item and row["version"] < version)]:
        key = sameness(row)
        found[key] = min(found.get(key, row["told"]), row["told"])
    return found


def claim_rows(
    reading: Reading, version: Version, edition: int, earlier: Mapping[tuple[Any, ...], str], recorded: str
) -> list[dict[str, Any]]:
    """The rows of a reading's claims, each claim once."""
    rows: dict[str, dict[str, Any]] = {}
    for index, stated in enumerate(reading.claims):
        claim = stated if stated.reader == reading.reader else replace(stated, reader=str(reading.reader))
        key = claim_id(claim, reading.item.id, version.number)
        if key in rows:
            continue
        row = {
            "id": key, "item": reading.item.id, "version": version.number, "edition": edition, **row_of(claim),
            "recorded": reading.recorded or recorded,
        }  # fmt: skip
        row["told"] = reading.told[index] if reading.told else earlier.get(sameness(row), version.told)
        rows[key] = row
    return list(rows.values())


def claim_id(claim: Claim, item: str, version: int) -> str:
    """The claim's id in this version of the item."""
    return claim.id_in(item if version == 1 else f"{item}#{version}")


def row_of(claim: Claim) -> dict[str, Any]:
    """The columns of what the claim itself says."""
    return {
        "kind": claim.kind.value, "person": claim.person, "org": claim.org, "stage": claim.stage.value,
        "polarity": claim.polarity.value, "certainty": claim.certainty.value, "source_kind": claim.source.kind.value,
        "source_name": claim.source.name, "condition": claim.condition, "happens": claim.when,
        "details": json.dumps(dict(claim.details), sort_keys=True), "quote": claim.quote, "start": claim.span.start,
        "end": claim.span.end, "reader": claim.reader,
    }  # fmt: skip
