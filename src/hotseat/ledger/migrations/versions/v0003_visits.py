"""Visits by source, and the signatures by which near-copies are found."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0010"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add two columns and a table."""
    op.add_column("visits", sa.Column("source", TEXT))
    op.add_column("visits", sa.Column("state", TEXT))
    op.create_index("ix_visits_source", "visits", ["source"])
    op.create_table(
        "signatures",
        sa.Column("seq", SERIAL, primary_key=True, autoincrement=False),
        sa.Column("told", TEXT, nullable=False),
        sa.Column("signature", sa.LargeBinary),
    )
    op.create_index("ix_signatures_told", "signatures", ["told"])


def downgrade() -> None:
    """Drop them: both can be made anew."""
    op.drop_table("signatures")
    op.drop_index("ix_visits_source", "visits")
    op.drop_column("visits", "state")
    op.drop_column("visits", "source")
