"""Tokens, alerts on their way, and the indexes that pages need."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0003"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "tokens",
        sa.Column("id", TEXT, primary_key=True),
        *(sa.Column(name, TEXT, nullable=False) for name in ("name", "scope", "hash", "created")),
        sa.Column("revoked", TEXT),
    )
    op.create_table(
        "deliveries",
        sa.Column("seq", SERIAL, primary_key=True),
        *(sa.Column(n, TEXT, nullable=False) for n in ("id", "rule", "channel", "target", "body", "state", "created", "due")),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("problem", TEXT),
        sa.UniqueConstraint("id", name="uq_deliveries_id"),
    )
    op.create_index("ix_deliveries_state_due", "deliveries", ["state", "due"])
    op.create_table("marks", sa.Column("name", TEXT, primary_key=True), sa.Column("value", TEXT, nullable=False))
    op.create_index("ix_claims_source_name_told", "claims", ["source_name", "told"])
    op.create_index("ix_items_outlet", "items", ["outlet"])
    op.create_index("ix_echoes_parent", "echoes", ["parent"])


def downgrade() -> None:
    """Take them away; tokens and undelivered alerts are lost, the evidence is not."""
    op.drop_index("ix_echoes_parent", "echoes")
    op.drop_index("ix_items_outlet", "items")
    op.drop_index("ix_claims_source_name_told", "claims")
    for name in ("marks", "deliveries", "tokens"):
        op.drop_table(name)
