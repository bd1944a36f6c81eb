"""Pledges with a condition, words and moments; how a sponsor is reached; return favours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_WORDS = ("note", "question", "thanks")
_MOMENTS = ("agreed_at", "delivered_at", "thanked_at", "withdrawn_at")


def upgrade() -> None:
    """Add them; a pledge that is there already has no condition."""
    op.add_column(
        "pledges", sa.Column("condition", sa.String(), server_default="altijd", nullable=False)
    )
    op.add_column("pledges", sa.Column("each_cents", sa.BigInteger(), nullable=True))
    for name in _WORDS:
        op.add_column("pledges", sa.Column(name, sa.String(), server_default="", nullable=False))
    for name in _MOMENTS:
        op.add_column("pledges", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_pledges_state"), "pledges", ["state"])
    op.add_column(
        "activities", sa.Column("return_favour", sa.String(), server_default="", nullable=False)
    )
    op.create_table(
        "sponsor_contacts",
        sa.Column("sponsor_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_sponsor_contacts_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["sponsor_id"],
            ["sponsors.id"],
            name=op.f("fk_sponsor_contacts_sponsor_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sponsor_id", name=op.f("pk_sponsor_contacts")),
    )
    op.create_index(op.f("ix_sponsor_contacts_person_id"), "sponsor_contacts", ["person_id"])


def downgrade() -> None:
    """Undo it."""
    op.drop_table("sponsor_contacts")
    with op.batch_alter_table("activities") as batch:
        batch.drop_column("return_favour")
    op.drop_index("ix_pledges_state", "pledges")
    with op.batch_alter_table("pledges") as batch:
        for name in ("condition", "each_cents", *_WORDS, *_MOMENTS):
            batch.drop_column(name)
