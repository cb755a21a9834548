"""Items, readings and claims."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first three tables."""
    op.create_table(
        "items",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("outlet", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("recorded", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("ix_items_published", "items", ["published"])
    op.create_table(
        "readings",
        sa.Column("item", sa.Text, sa.ForeignKey("items.id"), primary_key=True),
        sa.Column("reader", sa.Text, primary_key=True),
        sa.Column("recorded", sa.Text, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
    )
    texts = ("kind", "stage", "polarity", "certainty", "source_kind", "details", "quote", "reader", "recorded")
    maybe = ("person", "org", "source_name", "condition", "happens")
    op.create_table(
        "claims",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("item", sa.Text, sa.ForeignKey("items.id"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        *(sa.Column(name, sa.Text) for name in maybe),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
    )
    for column in ("item", "person", "org"):
        op.create_index(f"ix_claims_{column}", "claims", [column])


def downgrade() -> None:
    """Refuse: the ledger is append-only, and this would drop it."""
    msg = "the first migration cannot be undone; delete the ledger's file instead"
    raise NotImplementedError(msg)
