"""Reading the ledger, now or as it was known at a moment."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any

import sqlalchemy as sa

from hotseat.ledger.chain import stamp
from hotseat.ledger.identities import Identities, Identity, history, identities
from hotseat.ledger.tables import CLAIMS, COPIES, ITEMS, READINGS, chained
from hotseat.records import ByValue, Certainty, Claim, Kind, Polarity, Source, SourceKind, Span, Stage

AHEAD = 1000  # rows that are fetched ahead where all are wanted
KIND_AND_STAGE = sa.tuple_(CLAIMS.c.kind, CLAIMS.c.stage)
# Claims that say that somebody has gone or got the post, has it meanwhile, or has a contract.
FIRM = sa.and_(CLAIMS.c.polarity == Polarity.AFFIRMED, KIND_AND_STAGE.in_([
    (Kind.DEPARTURE, Stage.DONE), (Kind.ARRIVAL, Stage.AGREED), (Kind.ARRIVAL, Stage.DONE), (Kind.TENURE, Stage.CARETAKER),
    (Kind.CONTRACT, Stage.IN_FORCE),
]))  # fmt: skip
# Claims that bind their person to the post: he has agreed to come, or does not go.
BINDING = sa.or_(
    sa.and_(
        CLAIMS.c.polarity == Polarity.AFFIRMED, KIND_AND_STAGE.in_([(Kind.ARRIVAL, Stage.AGREED), (Kind.ARRIVAL, Stage.DONE)])
    ),
    sa.and_(CLAIMS.c.polarity == Polarity.DENIED, CLAIMS.c.kind == Kind.DEPARTURE),
)
SEPARATOR = "\x1f"  # of units, in no name
# What a claim says, in the order in which `claim_of` takes it. To ask a row for 26 columns by name takes 12 µs, to take it apart 0.4 µs.
SAID = tuple(CLAIMS.c[name] for name in (
    "kind", "person", "org", "stage", "polarity", "certainty", "source_kind", "source_name", "quote", "start", "end", "reader",
    "condition", "happens", "details",
))  # fmt: skip
KINDS, STAGES_BY_NAME, POLARITIES = ByValue(Kind), ByValue(Stage), ByValue(Polarity)
CERTAINTIES, SOURCE_KINDS = ByValue(Certainty), ByValue(SourceKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A claim with the item that it stands in.

    Args:
        claim: with the person who is meant, where people were merged or split.
        id: the claim's.
        seq: its number in the ledger: a later one was recorded later.
        item, version: which version of which item says so.
        told: when the item first said so (ISO 8601, UTC): publication, update, or else when the ledger first saw it.
        recorded: when the ledger learnt it.
        stated: the person as the reader named him.
    """

    claim: Claim
    id: str
    seq: int
    item: str
    version: int
    title: str
    outlet: str | None
    author: str | None
    url: str | None
    published: str | None
    told: str
    recorded: str
    stated: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """A post or a person with the number of claims, all readings counted, and the last time one was told."""

    name: str
    claims: int
    latest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An item whose words are nearly those of an earlier one; `similarity` is an estimated Jaccard index of word triples."""

    item: str
    version: int
    original: str
    original_version: int
    similarity: float
    recorded: str


class View:
    """The ledger as of a moment: what was told and recorded by then, each item in its newest version and by its newest reader of then.

    Args:
        connection: an open one; `hotseat.ledger.store.reading` gives one that sees a single moment.
        as_of: the moment; None for now.
        hindsight: count what was told by then though it was recorded later, as for archives that are read afterwards.
    """

    def __init__(self, connection: sa.Connection, as_of: datetime | None = None, *, hindsight: bool = False) -> None:
        """Read through an open connection."""
        self._connection = connection
        self._as_of = stamp(as_of) if as_of else None
        self._hindsight = hindsight

    def entries(
        self,
        *,
        org: str | None = None,
        person: str | None = None,
        item: str | None = None,
        since: datetime | None = None,
        before: datetime | None = None,
        limit: int | None = None,
        only: sa.ColumnElement[bool] | None = None,
    ) -> list[Entry]:
        """The claims about a post, about a person or of an item, or all, in the order in which they were told.

        Args:
            org: the post's club or national team.
            person: whoever is meant by the claims, by whatever name.
            item: an item's id.
            since: only what was told at that moment or later.
            before: only what was told before that moment.
            limit: at most so many, the latest ones.
            only: only claims that this holds for: `FIRM` or `BINDING`.
        """
        who = self.identities()
        query = self._current(entry_columns())
        if org is not None:
            query = query.where(CLAIMS.c.org == org)
        if person is not None:
            query = query.where(CLAIMS.c.person.in_(sorted(who.names(person))))
        if item is not None:
            query = query.where(CLAIMS.c.item == item)
        if since is not None:
            query = query.where(CLAIMS.c.told >= stamp(since))
        if before is not None:
            query = query.where(CLAIMS.c.told < stamp(before))
        if only is not None:
            query = query.where(only)
        return self._taken(latest_first(query), who, person, limit)

    def entries_of_each(
        self, people: Iterable[str], *, limit: int, only: sa.ColumnElement[bool] | None = None
    ) -> dict[str, list[Entry]]:
        """The claims about each of some persons, as `entries` gives them one by one; the question is put together once for all."""
        who = self.identities()
        query = self._current(entry_columns()).where(CLAIMS.c.person.in_(sa.bindparam("names", expanding=True)))
        query = latest_first(query if only is None else query.where(only))
        return {person: self._taken(query, who, person, limit, {"names": sorted(who.names(person))}) for person in people}

    def _taken(
        self, query: sa.Select[Any], who: Identities, person: str | None, limit: int | None,
        values: Mapping[str, Any] | None = None,
    ) -> list[Entry]:  # fmt: skip
        """The entries of a query that gives the latest first, in the order in which they were told."""
        found: list[Entry] = []
        ahead = {"yield_per": min(AHEAD, limit or AHEAD)}
        with self._connection.execute(query, values, execution_options=ahead) as rows:
            # By the piece: to fetch rows one by one takes twice as long.
            for row in chain.from_iterable(rows.partitions()):
                entry = entry_of(row, who)
                # A name may mean several people, told apart by the post; SQL has found all of them.
                if person is None or entry.claim.person == person:
                    found.append(entry)
                if limit is not None and len(found) >= limit:
                    break
        return found[::-1]

    def _current(self, query: sa.Select[Any]) -> sa.Select[Any]:
        """Only claims of the newest reading of the item's newest version, as of the view's moment."""
        newest = sa.select(sa.func.max(READINGS.c.edition)).where(READINGS.c.item == CLAIMS.c.item)
        if self._as_of:
            newest = newest.where(READINGS.c.told <= self._as_of)
            query = query.where(CLAIMS.c.told <= self._as_of)
            if not self._hindsight:
                newest = newest.where(READINGS.c.recorded <= self._as_of)
                query = query.where(CLAIMS.c.recorded <= self._as_of)
        return query.where(CLAIMS.c.edition == newest.correlate(CLAIMS).scalar_subquery())

    def identities(self) -> Identities:
        """Who was meant by which name."""
        return identities(self._connection, None if self._hindsight else self._as_of)

    def decisions(self) -> list[Identity]:
        """Every merge and split, oldest first."""
        return history(self._connection)

    def posts(self, among: Sequence[str] | None = None) -> list[Mentioned]:
        """The posts that claims are about, all or those among some names; the most talked of first."""
        return self._mentioned(CLAIMS.c.org, among)

    def people(self, among: Sequence[str] | None = None) -> list[Mentioned]:
        """The persons whom claims name, as the readers named them, all or those among some names; the most talked of first."""
        return self._mentioned(CLAIMS.c.person, among)

    def _mentioned(self, column: sa.Column[Any], among: Sequence[str] | None) -> list[Mentioned]:
        number = sa.func.count()
        query = sa.select(column, number, sa.func.max(CLAIMS.c.told)).where(column.is_not(None)).group_by(column)
        if among is not None:
            query = query.where(column.in_(list(among)))
        if self._as_of:
            query = query.where(CLAIMS.c.told <= self._as_of)
            if not self._hindsight:
                query = query.where(CLAIMS.c.recorded <= self._as_of)
        rows = self._connection.execute(query.order_by(number.desc(), column))
        return [Mentioned(name=name, claims=claims, latest=latest) for name, claims, latest in rows]

    def post_names(self) -> Iterator[str]:
        """The posts that claims of any time name; nothing is asked for before the first is taken."""
        yield from self._names(CLAIMS.c.org)

    def person_names(self) -> Iterator[str]:
        """The same of persons."""
        yield from self._names(CLAIMS.c.person)

    def names(self, after: int = 0) -> tuple[set[str], set[str], set[str]]:
        """The posts, persons and sources that claims name, all or those of claims after a number."""
        columns = (CLAIMS.c.org, CLAIMS.c.person, CLAIMS.c.source_name)
        if not after:
            posts, people, sources = (set(self._names(column)) for column in columns)
            return posts, people, sources
        rows = self._connection.execute(sa.select(*columns).where(CLAIMS.c.seq > after).distinct()).all()
        posts, people, sources = ({row[i] for row in rows if row[i]} for i in range(3))
        return posts, people, sources

    def _names(self, column: sa.Column[Any]) -> list[str]:
        """Every value of an indexed column, by leaping from one to the next: a step a name, not a step a claim."""
        least = sa.func.min(column)
        names = sa.select(least.label("name")).cte("names", recursive=True)
        following = sa.select(least).where(column > names.c.name).scalar_subquery()
        names = names.union_all(sa.select(following).where(names.c.name.is_not(None)))
        # As one row: SQLite's driver lets other threads go first after each row, which beside a busy thread takes longer than the query.
        joined = sa.select(sa.func.aggregate_strings(names.c.name, SEPARATOR)).where(names.c.name.is_not(None))
        return [name for name in (self._connection.execute(joined).scalar() or "").split(SEPARATOR) if name]

    def copies(self, *, item: str | None = None) -> list[Copy]:
        """The near-copies that were found, of one item (as the copy or as the original) or all."""
        query = sa.select(COPIES).order_by(COPIES.c.recorded, COPIES.c.item, COPIES.c.original)
        if item is not None:
            query = query.where(sa.or_(COPIES.c.item == item, COPIES.c.original == item))
        if self._as_of and not self._hindsight:
            query = query.where(COPIES.c.recorded <= self._as_of)
        return [
            Copy(item=r.item, version=r.version, original=r.original, original_version=r.original_version,
                 similarity=r.similarity / 1000, recorded=r.recorded)
            for r in self._connection.execute(query)
        ]  # fmt: skip

    def counts(self) -> dict[str, int]:
        """The number of rows of each chained table; `items` counts every version."""
        return {t.name: self._connection.execute(sa.select(sa.func.count()).select_from(t)).scalar_one() for t in chained()}


def entry_columns() -> sa.Select[Any]:
    """What an entry is made of, in the order in which `entry_of` takes it."""
    return sa.select(
        CLAIMS.c.id, CLAIMS.c.seq, CLAIMS.c.item, CLAIMS.c.version, CLAIMS.c.told, CLAIMS.c.recorded,
        ITEMS.c.title, ITEMS.c.outlet, ITEMS.c.author, ITEMS.c.url, ITEMS.c.published, *SAID,
    ).join(ITEMS, sa.and_(ITEMS.c.id == CLAIMS.c.item, ITEMS.c.version == CLAIMS.c.version))  # fmt: skip


def latest_first(query: sa.Select[Any]) -> sa.Select[Any]:
    """The claims that were told last come first; of one item, those that stand last in it."""
    return query.order_by(CLAIMS.c.told.desc(), CLAIMS.c.item.desc(), CLAIMS.c.start.desc(), CLAIMS.c.id.desc())


def entry_of(row: Sequence[Any], who: Identities) -> Entry:
    """An entry from a row of `entry_columns`."""
    key, seq, item, version, told, recorded, title, outlet, author, url, published, *said = row
    stated = claim_of(said)
    person = who.person(stated.person, stated.org)
    return Entry(
        claim=stated if person == stated.person else replace(stated, person=person), id=key, seq=seq, item=item, version=version,
        title=title, outlet=outlet, author=author, url=url, published=published, told=told, recorded=recorded,
        stated=stated.person,
    )  # fmt: skip


def claim_of(said: Sequence[Any]) -> Claim:
    """The claim of the columns `SAID`.

    Raises:
        ValueError: a value is none of its closed set.
    """
    (kind, person, org, stage, polarity, certainty, source_kind, source_name, quote, start, end, reader, condition, happens,
     details) = said  # fmt: skip
    return Claim(
        kind=KINDS[kind], person=person, org=org, stage=STAGES_BY_NAME[stage], polarity=POLARITIES[polarity],
        certainty=CERTAINTIES[certainty], source=Source(kind=SOURCE_KINDS[source_kind], name=source_name), quote=quote,
        span=Span(start=start, end=end), reader=reader, condition=condition, when=happens,
        details=json.loads(details) if details != "{}" else {},
    )  # fmt: skip
