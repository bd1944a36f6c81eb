"""Plans of who is asked for what, and what a spreadsheet brought in."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from data.tables.columns import Facts, Key, Members, Moment, Words, metadata
from domain.branches import Branch
from domain.imports import ImportKind
from domain.places import Province
from domain.proposals import ProposalState

proposals = Table(
    "proposals",
    metadata,
    Column("id", String, primary_key=True),
    Column("edition_id", ForeignKey("editions.id", ondelete="CASCADE"), nullable=False),
    Column("activity_id", ForeignKey("activities.id", ondelete="CASCADE"), nullable=False),
    Column(
        "volunteer_id", ForeignKey("volunteers.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("state", Key(ProposalState), nullable=False),
    Column("score", Float(53), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("by_hand", Boolean, nullable=False),
    Column("sent_at", Moment),
    Column("answer_until", Moment),
    Column("answered_at", Moment),
    Column("at_home", Boolean),
    UniqueConstraint("activity_id", "volunteer_id"),
    CheckConstraint("score >= 0 AND score <= 1", name="score"),
    Index("ix_proposals_edition_id_state", "edition_id", "state"),
)

plan_runs = Table(
    "plan_runs",
    metadata,
    Column("id", String, primary_key=True),
    Column("edition_id", ForeignKey("editions.id", ondelete="CASCADE"), nullable=False, index=True),
    # No foreign key: a shut account is erased after a year, what it made stays.
    Column("account_id", String, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("seekers", Integer, nullable=False),
    Column("placed", Integer, nullable=False),
    Column("total", Float(53), nullable=False),
    Column("gap", Float(53), nullable=False),
    Column("worst", Float(53), nullable=False),
    Column("milliseconds", Integer, nullable=False),
    # The part of the programme that it divided, as in `accounts`.
    Column("provinces", Members(Province), nullable=False),
    Column("municipalities", Words, nullable=False),
    Column("branches", Members(Branch), nullable=False),
    Column("compared", Facts, nullable=False),
)

left_over = Table(
    "left_over",
    metadata,
    Column("plan_id", ForeignKey("plan_runs.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "volunteer_id",
        ForeignKey("volunteers.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    Column("reason", String, nullable=False),
    Column("activity_id", ForeignKey("activities.id", ondelete="SET NULL")),
)

imports = Table(
    "imports",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", Key(ImportKind), nullable=False),
    Column("file_name", String, nullable=False),
    Column("account_id", String, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("added", Integer, nullable=False),
    Column("undone_at", Moment),
    Column("kept", Integer, nullable=False),
    CheckConstraint("added >= 0 AND kept >= 0", name="counts"),
)

# No foreign key on the subject: it is an activity, a person, a team, a sponsor or a need.
import_rows = Table(
    "import_rows",
    metadata,
    Column("import_id", ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True),
    Column("subject_id", String, primary_key=True, index=True),
    # Of what it was when it came in; "" for what tells by itself whether it changed.
    Column("digest", String, nullable=False, server_default=""),
)
