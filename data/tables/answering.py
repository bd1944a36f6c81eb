"""What people answered to proposals, of nobody, and until then how well what they were asked fitted."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table

from data.tables.columns import Facts, Key, metadata
from domain.vocabulary import Audience

# Kept from the moment that somebody was asked until they answered, or no longer can.
asked_fits = Table(
    "asked_fits",
    metadata,
    Column("proposal_id", ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True),
    Column("audience", Key(Audience), nullable=False),
    Column("fit", Facts, nullable=False),
)

# Refers to nothing and knows no day. SQLite keeps rows in order of their random id: numbered ones
# would tell in which order people answered.
answers = Table(
    "answers",
    metadata,
    Column("id", String, primary_key=True),
    Column("audience", Key(Audience), nullable=False),
    Column("fit", Facts, nullable=False),
    Column("is_yes", Boolean, nullable=False),
    Column("year", Integer, nullable=False),
    sqlite_with_rowid=False,
)
