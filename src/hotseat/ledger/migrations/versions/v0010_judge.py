"""Markets, beliefs, outcomes, and how claims descend from one another."""

import sqlalchemy as sa
from alembic import op

from hotseat.ledger.migrations.upgrade import refuse_changes

revision = "0010"
down_revision = "0002"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the four tables, append-only."""
    op.create_table(
        "markets", *texts("id", key=True), *texts("post opened deadline opening rule evidence recorded"),
        *texts("incumbent vacant", optional=True), block(),
    )  # fmt: skip
    op.create_index("ix_markets_post_opened", "markets", ["post", "opened"])
    op.create_table(
        "beliefs", *texts("id", key=True), sa.Column("market", TEXT, sa.ForeignKey("markets.id"), nullable=False),
        *texts("moment options contributions exits weights recorded"), block(),
    )  # fmt: skip
    op.create_index("ix_beliefs_market_moment", "beliefs", ["market", "moment"])
    op.create_table(
        "outcomes", *texts("id", key=True), sa.Column("market", TEXT, sa.ForeignKey("markets.id"), nullable=False),
        *texts("resolution moment evidence note recorded"), *texts("winner", optional=True), block(),
    )  # fmt: skip
    op.create_index("ix_outcomes_market", "outcomes", ["market"])
    op.create_table(
        "echoes", sa.Column("claim", TEXT, sa.ForeignKey("claims.id"), primary_key=True), *texts("descent recorded"),
        *texts("parent origin", optional=True), sa.Column("probability", sa.Integer, nullable=False),
        sa.Column("minutes", sa.Integer), sa.Column("similarity", sa.Integer), sa.Column("circular", sa.Integer, nullable=False),
        block(),
    )  # fmt: skip
    for name in ("markets", "beliefs", "outcomes", "echoes"):
        refuse_changes(op.get_bind(), name)


def texts(names: str, *, key: bool = False, optional: bool = False) -> list[sa.Column[str]]:
    """Text columns by name."""
    return [sa.Column(name, TEXT, primary_key=key, nullable=optional) for name in names.split()]


def block() -> sa.Column[int]:
    """The chain's column."""
    return sa.Column("block", SERIAL, nullable=False)
