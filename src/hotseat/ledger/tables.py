"""The ledger's tables. Rows of a table with a `block` column are only ever added and are covered by the hash chain.

Times are text, ISO 8601 in UTC to the second, so that text order is time order on every database. `recorded` is when the
ledger learnt the row, `told` when the world did: the publication of an item's first version, the update of a later one.
"""

from __future__ import annotations

import sqlalchemy as sa

# PostgreSQL compares bytes, as SQLite does: faster, and the same order on both.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
# SQLite makes a row id only of the very type INTEGER.
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)


def block() -> sa.Column[int]:
    """The column that puts a table's rows under the hash chain: the block that they were added in.

    No foreign key: the block's own row comes last, when its hash is known, and the chain's check finds more than a key would.
    """
    return sa.Column("block", SERIAL, nullable=False)


BLOCKS = sa.Table(
    "blocks",
    METADATA,
    sa.Column("seq", SERIAL, primary_key=True, autoincrement=False, comment="1, 2, 3, ... without a gap"),
    sa.Column("previous", TEXT, nullable=False, comment="hash of the block before"),
    sa.Column("hash", TEXT, nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("recorded", TEXT, nullable=False),
)

READERS = sa.Table(
    "readers",
    METADATA,
    sa.Column("name", TEXT, primary_key=True, comment="name and version"),
    sa.Column("number", sa.Integer, nullable=False, unique=True, comment="order of first use; a higher one is newer"),
    sa.Column("recorded", TEXT, nullable=False),
    block(),
)

ITEMS = sa.Table(
    "items",
    METADATA,
    sa.Column("seq", SERIAL, primary_key=True),
    sa.Column("id", TEXT, nullable=False),
    sa.Column("version", sa.Integer, nullable=False, comment="1, 2, ...: each change of the title or the text"),
    sa.Column("outlet", TEXT, index=True),
    sa.Column("author", TEXT),
    sa.Column("url", TEXT),
    sa.Column("language", TEXT, comment="ISO 639-1"),
    sa.Column("published", TEXT),
    sa.Column("updated", TEXT),
    sa.Column("title", TEXT, nullable=False),
    sa.Column("text", TEXT, comment="NULL: not known here, the ledger was made from an export without texts"),
    sa.Column("content", TEXT, nullable=False, comment="hash of title and text"),
    sa.Column("told", TEXT, nullable=False, index=True),
    sa.Column("recorded", TEXT, nullable=False),
    block(),
    sa.UniqueConstraint("id", "version"),
)

READINGS = sa.Table(
    "readings",
    METADATA,
    sa.Column("item", TEXT, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("reader", TEXT, sa.ForeignKey("readers.name"), primary_key=True),
    sa.Column("edition", SERIAL, nullable=False, comment="version and reader as one number: the highest is current"),
    sa.Column("claims", sa.Integer, nullable=False),
    sa.Column("told", TEXT, nullable=False),
    sa.Column("recorded", TEXT, nullable=False),
    block(),
    sa.ForeignKeyConstraint(["item", "version"], ["items.id", "items.version"]),
    sa.Index("ix_readings_item_edition", "item", "edition"),
)

CLAIMS = sa.Table(
    "claims",
    METADATA,
    sa.Column("seq", SERIAL, primary_key=True),
    sa.Column("id", TEXT, nullable=False, unique=True),
    sa.Column("item", TEXT, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("edition", SERIAL, nullable=False),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("person", TEXT),
    sa.Column("org", TEXT),
    sa.Column("stage", TEXT, nullable=False),
    sa.Column("polarity", TEXT, nullable=False),
    sa.Column("certainty", TEXT, nullable=False),
    sa.Column("source_kind", TEXT, nullable=False),
    sa.Column("source_name", TEXT),
    sa.Column("condition", TEXT),
    sa.Column("happens", TEXT, comment="the claim's `when`"),
    sa.Column("details", TEXT, nullable=False, comment="JSON object"),
    sa.Column("quote", TEXT, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("reader", TEXT, nullable=False),
    sa.Column("told", TEXT, nullable=False, comment="when the item first said so: an unchanged claim keeps its time"),
    sa.Column("recorded", TEXT, nullable=False),
    block(),
    sa.ForeignKeyConstraint(["item", "version", "reader"], ["readings.item", "readings.version", "readings.reader"]),
    sa.Index("ix_claims_item_version", "item", "version"),
    sa.Index("ix_claims_org_told", "org", "told"),
    sa.Index("ix_claims_person_told", "person", "told"),
    sa.Index("ix_claims_told", "told"),
    sa.Index("ix_claims_source_name_told", "source_name", "told"),
)

IDENTITIES = sa.Table(
    "identities",
    METADATA,
    sa.Column("seq", SERIAL, primary_key=True),
    sa.Column("name", TEXT, nullable=False, comment="a person as claims name him"),
    sa.Column("org", TEXT, comment="only in claims about this post; NULL: in all"),
    sa.Column("person", TEXT, nullable=False, comment="who is meant; the name itself undoes what was said before"),
    sa.Column("reason", TEXT),
    sa.Column("recorded", TEXT, nullable=False),
    block(),
)

COPIES = sa.Table(
    "copies",
    METADATA,
    sa.Column("item", TEXT, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("original", TEXT, primary_key=True, comment="id of the item that was told before"),
    sa.Column("original_version", sa.Integer, primary_key=True),
    sa.Column("similarity", sa.Integer, nullable=False, comment="estimated Jaccard of word triples, per mille"),
    sa.Column("recorded", TEXT, nullable=False),
    block(),
    sa.ForeignKeyConstraint(["item", "version"], ["items.id", "items.version"]),
    sa.ForeignKeyConstraint(["original", "original_version"], ["items.id", "items.version"]),
    sa.Index("ix_copies_original", "original"),
)

PROBLEMS = sa.Table(
    "problems",
    METADATA,
    sa.Column("seq", SERIAL, primary_key=True),
    sa.Column("source", TEXT, nullable=False, index=True, comment="the source's name, or the path that was given"),
    sa.Column("place", TEXT, nullable=False, comment="address or file and line"),
    sa.Column("problem", TEXT, nullable=False),
    sa.Column("recorded", TEXT, nullable=False),
    block(),
)

MARKETS = sa.Table(
    "markets",
    METADATA,
    sa.Column("id", TEXT, primary_key=True),
    sa.Column("post", TEXT, nullable=False),
    sa.Column("opened", TEXT, nullable=False),
    sa.Column("deadline", TEXT, nullable=False),
    sa.Column("opening", TEXT, nullable=False),
    sa.Column("rule", TEXT, nullable=False),
    sa.Column("evidence", TEXT, nullable=False, comment="JSON list of claim ids"),
    sa.Column("recorded", TEXT, nullable=False),
    sa.Column("incumbent", TEXT),
    sa.Column("vacant", TEXT),
    block(),
    sa.Index("ix_markets_post_opened", "post", "opened"),
)

BELIEFS = sa.Table(
    "beliefs",
    METADATA,
    sa.Column("id", TEXT, primary_key=True),
    sa.Column("market", TEXT, sa.ForeignKey("markets.id"), nullable=False),
    sa.Column("moment", TEXT, nullable=False),
    sa.Column("options", TEXT, nullable=False, comment="JSON"),
    sa.Column("contributions", TEXT, nullable=False, comment="JSON"),
    sa.Column("exits", TEXT, nullable=False, comment="JSON object: cause -> chance"),
    sa.Column("weights", TEXT, nullable=False),
    sa.Column("recorded", TEXT, nullable=False),
    block(),
    sa.Index("ix_beliefs_market_moment", "market", "moment"),
)

OUTCOMES = sa.Table(
    "outcomes",
    METADATA,
    sa.Column("id", TEXT, primary_key=True),
    sa.Column("market", TEXT, sa.ForeignKey("markets.id"), nullable=False, index=True),
    sa.Column("resolution", TEXT, nullable=False),
    sa.Column("moment", TEXT, nullable=False),
    sa.Column("evidence", TEXT, nullable=False, comment="JSON list of claim ids or addresses"),
    sa.Column("note", TEXT, nullable=False),
    sa.Column("recorded", TEXT, nullable=False),
    sa.Column("winner", TEXT),
    block(),
)

# How a claim came to its item, as judged when it was first heard.
ECHOES = sa.Table(
    "echoes",
    METADATA,
    sa.Column("claim", TEXT, sa.ForeignKey("claims.id"), primary_key=True),
    sa.Column("descent", TEXT, nullable=False),
    sa.Column("recorded", TEXT, nullable=False),
    sa.Column("parent", TEXT, index=True, comment="a claim's id"),
    sa.Column("origin", TEXT, comment="the source that is repeated"),
    sa.Column("probability", sa.Integer, nullable=False, comment="of being an echo, per mille"),
    sa.Column("minutes", sa.Integer, comment="after the parent"),
    sa.Column("similarity", sa.Integer, comment="per mille"),
    sa.Column("circular", sa.Integer, nullable=False, comment="0 or 1"),
    block(),
)

# What the fetcher remembers from one visit to the next. It may change and may be lost: then a page is fetched once more.
VISITS = sa.Table(
    "visits",
    METADATA,
    sa.Column("url", TEXT, primary_key=True),
    sa.Column("etag", TEXT),
    sa.Column("modified", TEXT, comment="the Last-Modified header, as it was sent"),
    sa.Column("status", sa.Integer),
    sa.Column("fetched", TEXT, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False, comment="in a row"),
    sa.Column("due", TEXT, comment="not before, or the next time to look for changes"),
    sa.Column("source", TEXT, index=True),
    sa.Column("state", TEXT, comment="hash of what the source said of the address"),
)

# The marks by which near-copies are found. They follow from the items' texts, and can be made anew from them.
SIGNATURES = sa.Table(
    "signatures",
    METADATA,
    sa.Column("seq", SERIAL, primary_key=True, autoincrement=False, comment="items.seq"),
    sa.Column("told", TEXT, nullable=False, index=True),
    sa.Column("signature", sa.LargeBinary, comment="MinHash; NULL for a text too short to have one"),
)


def chained() -> list[sa.Table]:
    """The tables whose rows the hash chain covers."""
    return [table for table in METADATA.sorted_tables if "block" in table.columns]
