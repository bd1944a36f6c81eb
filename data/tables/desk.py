"""Who may act as a coordinator, and the browsers they signed in with."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, String, Table, true

from data.tables.columns import Members, Moment, Words, metadata
from domain.branches import Branch
from domain.places import Province

accounts = Table(
    "accounts",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("password_hash", String, nullable=False),
    Column("email", String, nullable=False),
    Column("identity", String, unique=True),
    Column("provinces", Members(Province), nullable=False),
    Column("municipalities", Words, nullable=False),
    Column("branches", Members(Branch), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("disabled_at", Moment),
    # Whether the mail of the morning goes to its address.
    Column("wants_digest", Boolean, nullable=False, server_default=true()),
)

desk_sessions = Table(
    "desk_sessions",
    metadata,
    Column("hash", String, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)

# Who did what when. Each line holds the hash of the one before it, so that a changed or missing
# line shows. No names, addresses or values: `subject` is an id, `reason` what an export is for.
audit = Table(
    "audit",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False, index=True),
    Column("actor", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("count", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("hash", String, nullable=False),
)
