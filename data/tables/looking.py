"""How often people looked, by what they asked: counts of nobody."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table

from data.tables.columns import Key, metadata
from domain.looks import Question
from domain.vocabulary import Audience

looks = Table(
    "looks",
    metadata,
    Column("edition_id", ForeignKey("editions.id", ondelete="CASCADE"), primary_key=True),
    Column("audience", Key(Audience), primary_key=True),
    Column("province", String, primary_key=True),  # "" of who did not say where they are
    Column("question", Key(Question), primary_key=True),
    Column("count", Integer, nullable=False),
    CheckConstraint("count > 0", name="count"),
)
