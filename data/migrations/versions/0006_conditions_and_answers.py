"""What people can answer about themselves, and what their answers teach."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a volunteer can say of their age and time, and how often people look."""
    # Not in a batch: see 0005.
    op.add_column("volunteers", sa.Column("is_adult", sa.Boolean(), nullable=True))
    op.add_column("volunteers", sa.Column("minutes", sa.Integer(), nullable=True))
    _looks()


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


def downgrade() -> None:
    """Take away what `upgrade` added."""
    op.drop_table("looks")
    op.drop_column("volunteers", "minutes")
    op.drop_column("volunteers", "is_adult")
