"""What people can answer about themselves, and what their answers teach."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a volunteer can say of their age and time."""
    # Not in a batch: see 0005.
    op.add_column("volunteers", sa.Column("is_adult", sa.Boolean(), nullable=True))
    op.add_column("volunteers", sa.Column("minutes", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take away what `upgrade` added."""
    op.drop_column("volunteers", "minutes")
    op.drop_column("volunteers", "is_adult")
