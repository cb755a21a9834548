"""Versions of items, the hash chain, merged people, near-copies, problems, visits, and full-text search."""

import sqlalchemy as sa
from alembic import op

from hotseat.ledger.migrations.upgrade import from_first, refuse_changes
from hotseat.ledger.search import ACCENTED, PLAIN

revision = "0002"
down_revision = "0001"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# PostgreSQL refuses a vector of more than a megabyte; a hundred thousand characters are below that whatever they are.
SEARCHED = 100_000


def upgrade() -> None:
    """Make the tables anew and move what the first version's hold into them, as the chain's first block."""
    connection = op.get_bind()
    old = {name: [dict(r) for r in connection.execute(sa.text(f"SELECT * FROM {name}")).mappings()]  # noqa: S608 -- our names
           for name in ("items", "readings", "claims")}  # fmt: skip
    for name in ("claims", "readings", "items"):
        op.drop_table(name)
    make_chained_tables()
    op.create_table(
        "visits",
        sa.Column("url", TEXT, primary_key=True),
        *(sa.Column(name, TEXT) for name in ("etag", "modified", "due")),
        sa.Column("status", sa.Integer),
        sa.Column("fetched", TEXT, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
    )
    make_search(connection.dialect.name)
    from_first(connection, old)
    for name in ("blocks", "readers", "items", "readings", "claims", "identities", "copies", "problems"):
        refuse_changes(connection, name)


def texts(required: str, optional: str = "") -> list[sa.Column[str]]:
    """Text columns by name."""
    return [sa.Column(name, TEXT, nullable=False) for name in required.split()] + [
        sa.Column(name, TEXT) for name in optional.split()
    ]  # fmt: skip


def block() -> sa.Column[int]:
    """The chain's column."""
    return sa.Column("block", SERIAL, nullable=False)


def make_chained_tables() -> None:
    """The append-only tables."""
    integer = sa.Integer
    op.create_table(
        "blocks", sa.Column("seq", SERIAL, primary_key=True, autoincrement=False), *texts("previous hash recorded"),
        sa.Column("rows", integer, nullable=False),
    )  # fmt: skip
    op.create_table(
        "readers", sa.Column("name", TEXT, primary_key=True), sa.Column("number", integer, nullable=False), *texts("recorded"),
        block(), sa.UniqueConstraint("number", name="uq_readers_number"),
    )  # fmt: skip
    op.create_table(
        "items", sa.Column("seq", SERIAL, primary_key=True), sa.Column("version", integer, nullable=False),
        *texts("id title content told recorded", "outlet author url language published updated text"), block(),
        sa.UniqueConstraint("id", "version", name="uq_items_id_version"),
    )  # fmt: skip
    op.create_index("ix_items_told", "items", ["told"])
    version = sa.Column("version", integer, primary_key=True)
    op.create_table(
        "readings", sa.Column("item", TEXT, primary_key=True), version,
        sa.Column("reader", TEXT, sa.ForeignKey("readers.name", name="fk_readings_reader"), primary_key=True),
        sa.Column("edition", SERIAL, nullable=False), sa.Column("claims", integer, nullable=False), *texts("told recorded"),
        block(), sa.ForeignKeyConstraint(["item", "version"], ["items.id", "items.version"], name="fk_readings_item_version"),
    )  # fmt: skip
    op.create_index("ix_readings_item_edition", "readings", ["item", "edition"])
    op.create_table(
        "claims", sa.Column("seq", SERIAL, primary_key=True),
        *texts("id item kind stage polarity certainty source_kind details quote reader told recorded"),
        *texts("", "person org source_name condition happens"),
        *(sa.Column(name, integer, nullable=False) for name in ("version", "start", "end")),
        sa.Column("edition", SERIAL, nullable=False), block(), sa.UniqueConstraint("id", name="uq_claims_id"),
        sa.ForeignKeyConstraint(
            ["item", "version", "reader"], ["readings.item", "readings.version", "readings.reader"],
            name="fk_claims_item_version_reader",
        ),
    )  # fmt: skip
    for columns in (["item", "version"], ["org", "told"], ["person", "told"], ["told"]):
        op.create_index(f"ix_claims_{'_'.join(columns)}", "claims", columns)
    op.create_table(
        "identities", sa.Column("seq", SERIAL, primary_key=True), *texts("name person recorded", "org reason"), block()
    )
    op.create_table(
        "copies", *(sa.Column(name, TEXT, primary_key=True) for name in ("item", "original")),
        *(sa.Column(name, integer, primary_key=True) for name in ("version", "original_version")),
        sa.Column("similarity", integer, nullable=False), *texts("recorded"), block(),
        sa.ForeignKeyConstraint(["item", "version"], ["items.id", "items.version"], name="fk_copies_item_version"),
        sa.ForeignKeyConstraint(
            ["original", "original_version"], ["items.id", "items.version"], name="fk_copies_original_original_version"
        ),
    )  # fmt: skip
    op.create_index("ix_copies_original", "copies", ["original"])
    op.create_table("problems", sa.Column("seq", SERIAL, primary_key=True), *texts("source place problem recorded"), block())
    op.create_index("ix_problems_source", "problems", ["source"])


def make_search(dialect: str) -> None:
    """Full-text search that follows the items by itself."""
    if dialect == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5(title, text, content='items', content_rowid='seq', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        op.execute(
            "CREATE TRIGGER items_search AFTER INSERT ON items BEGIN "
            "INSERT INTO search(rowid, title, text) VALUES (new.seq, new.title, coalesce(new.text, '')); END"
        )
        return
    words = f"translate(lower(title || ' ' || left(coalesce(text, ''), {SEARCHED})), '{ACCENTED}', '{PLAIN}')"
    op.execute(f"ALTER TABLE items ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', {words})) STORED")
    op.execute("CREATE INDEX ix_items_search ON items USING gin (search)")


def downgrade() -> None:
    """Refuse: versions and history would be lost."""
    msg = "this migration cannot be undone; export the ledger and load it with the older hotseat"
    raise NotImplementedError(msg)
