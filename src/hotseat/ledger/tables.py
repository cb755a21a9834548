"""The ledger's tables. Rows are only ever added; every row has the time it was recorded."""

from __future__ import annotations

import sqlalchemy as sa

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)

ITEMS = sa.Table(
    "items",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("outlet", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("published", sa.Text, index=True, comment="ISO 8601, UTC"),
    sa.Column("recorded", sa.Text, nullable=False, comment="ISO 8601, UTC"),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)

READINGS = sa.Table(
    "readings",
    METADATA,
    sa.Column("item", sa.Text, sa.ForeignKey("items.id"), primary_key=True),
    sa.Column("reader", sa.Text, primary_key=True),
    sa.Column("recorded", sa.Text, nullable=False),
    sa.Column("claims", sa.Integer, nullable=False),
)

CLAIMS = sa.Table(
    "claims",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("item", sa.Text, sa.ForeignKey("items.id"), nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("person", sa.Text, index=True),
    sa.Column("org", sa.Text, index=True),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("polarity", sa.Text, nullable=False),
    sa.Column("certainty", sa.Text, nullable=False),
    sa.Column("source_kind", sa.Text, nullable=False),
    sa.Column("source_name", sa.Text),
    sa.Column("condition", sa.Text),
    sa.Column("happens", sa.Text, comment="the claim's `when`"),
    sa.Column("details", sa.Text, nullable=False, comment="JSON object"),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("reader", sa.Text, nullable=False),
    sa.Column("recorded", sa.Text, nullable=False),
)
