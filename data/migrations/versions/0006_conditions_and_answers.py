"""What people can answer about themselves, and what their answers teach."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what can be said of age, time, wheelchairs and from where, and how often people look."""
    # Not in a batch: see 0005.
    op.add_column("activities", sa.Column("wheelchair", sa.Boolean(), nullable=True))
    op.add_column("volunteers", sa.Column("is_adult", sa.Boolean(), nullable=True))
    op.add_column("volunteers", sa.Column("minutes", sa.Integer(), nullable=True))
    op.add_column("proposals", sa.Column("at_home", sa.Boolean(), nullable=True))
    _looks()
    _answers()


def _looks() -> None:
    op.create_table(
        "looks",
        sa.Column("edition_id", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("province", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count > 0", name=op.f("ck_looks_count")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_looks_edition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "edition_id", "audience", "province", "question", name=op.f("pk_looks")
        ),
    )


def _answers() -> None:
    op.create_table(
        "asked_fits",
        sa.Column("proposal_id", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("fit", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_asked_fits_proposal_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_asked_fits")),
    )
    op.create_table(
        "answers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("fit", sa.String(), nullable=False),
        sa.Column("is_yes", sa.Boolean(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        # Rows in order of their random id: numbered ones would tell in which order people answered.
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take away what `upgrade` added."""
    op.drop_table("answers")
    op.drop_table("asked_fits")
    op.drop_table("looks")
    op.drop_column("proposals", "at_home")
    op.drop_column("volunteers", "minutes")
    op.drop_column("volunteers", "is_adult")
    op.drop_column("activities", "wheelchair")
