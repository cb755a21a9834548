"""Tables of the server's own: tokens, and alerts on their way. They are state, not evidence, and so stand outside the hash chain."""

from __future__ import annotations

import sqlalchemy as sa

from hotseat.ledger.tables import METADATA, SERIAL, TEXT

TOKENS = sa.Table(
    "tokens",
    METADATA,
    sa.Column("id", TEXT, primary_key=True, comment="public part, shown in lists"),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("scope", TEXT, nullable=False, comment="read or write"),
    sa.Column("hash", TEXT, nullable=False, comment="SHA-256 of the whole token"),
    sa.Column("created", TEXT, nullable=False),
    sa.Column("revoked", TEXT),
)

DELIVERIES = sa.Table(
    "deliveries",
    METADATA,
    sa.Column("seq", SERIAL, primary_key=True),
    sa.Column("id", TEXT, nullable=False, unique=True, comment="hash of rule, channel and events: an alert is queued once"),
    sa.Column("rule", TEXT, nullable=False),
    sa.Column("channel", TEXT, nullable=False, comment="webhook or email"),
    sa.Column("target", TEXT, nullable=False),
    sa.Column("body", TEXT, nullable=False, comment="JSON"),
    sa.Column("state", TEXT, nullable=False, comment="waiting, sent or dead"),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("created", TEXT, nullable=False),
    sa.Column("due", TEXT, nullable=False, comment="not before"),
    sa.Column("problem", TEXT, comment="why the last attempt failed"),
    sa.Index("ix_deliveries_state_due", "state", "due"),
)

MARKS = sa.Table(
    "marks",
    METADATA,
    sa.Column("name", TEXT, primary_key=True, comment="a rule's name"),
    sa.Column("value", TEXT, nullable=False, comment="how far it has looked"),
)
