"""Proposals, plans, imports that can be undone, and an edition's own rules and words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make them; ideas came with the product since long, so their table goes."""
    _proposals()
    _plans()
    _imports()
    # Not in a batch: that writes the table anew, and dropping the old one would take along, by
    # their foreign keys, the rows of all tables that lead to it.
    for column in (
        sa.Column("publishing", sa.String(), nullable=False, server_default="eerste-keer"),
        sa.Column("answer_within_days", sa.Integer(), nullable=False, server_default="2"),
        sa.Column("erase_on", sa.Date(), nullable=True),
        sa.Column("welcome_nl", sa.String(), nullable=False, server_default=""),
        sa.Column("welcome_en", sa.String(), nullable=False, server_default=""),
    ):
        op.add_column("editions", column)
    op.add_column("volunteers", sa.Column("said_at", _MOMENT, nullable=True))
    op.create_table(
        "waiting_wishes",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        _to("waiting_wishes", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_waiting_wishes")),
    )
    op.execute("UPDATE editions SET publishing = 'meteen' WHERE publishes_at_once")
    op.drop_column("editions", "publishes_at_once")
    op.add_column("activities", sa.Column("merged_into", sa.String(), nullable=True))
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("person_id", existing_type=sa.String(), nullable=True)
        outbox.add_column(sa.Column("account_id", sa.String(), nullable=True))
        outbox.create_foreign_key(
            op.f("fk_outbox_account_id"), "accounts", ["account_id"], ["id"], ondelete="CASCADE"
        )
    op.create_index(op.f("ix_outbox_account_id"), "outbox", ["account_id"])
    op.add_column(
        "accounts",
        sa.Column("wants_digest", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.drop_table("ideas")


def _proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("edition_id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("volunteer_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("score", sa.Float(precision=53), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("sent_at", _MOMENT, nullable=True),
        sa.Column("answer_until", _MOMENT, nullable=True),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_proposals_score")),
        _to("proposals", "edition_id", "editions"),
        _to("proposals", "activity_id", "activities"),
        _to("proposals", "volunteer_id", "volunteers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint(
            "activity_id", "volunteer_id", name=op.f("uq_proposals_activity_id_volunteer_id")
        ),
    )
    op.create_index(op.f("ix_proposals_volunteer_id"), "proposals", ["volunteer_id"])
    op.create_index("ix_proposals_edition_id_state", "proposals", ["edition_id", "state"])


def _plans() -> None:
    op.create_table(
        "plan_runs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("edition_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("seekers", sa.Integer(), nullable=False),
        sa.Column("placed", sa.Integer(), nullable=False),
        sa.Column("total", sa.Float(precision=53), nullable=False),
        sa.Column("gap", sa.Float(precision=53), nullable=False),
        sa.Column("worst", sa.Float(precision=53), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("provinces", sa.Integer(), nullable=False),
        sa.Column("municipalities", sa.String(), nullable=False),
        sa.Column("branches", sa.Integer(), nullable=False),
        sa.Column("compared", sa.String(), nullable=False),
        _to("plan_runs", "edition_id", "editions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_runs")),
    )
    op.create_index(op.f("ix_plan_runs_edition_id"), "plan_runs", ["edition_id"])
    op.create_table(
        "left_over",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("volunteer_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=True),
        _to("left_over", "plan_id", "plan_runs"),
        _to("left_over", "volunteer_id", "volunteers"),
        _to("left_over", "activity_id", "activities", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("plan_id", "volunteer_id", name=op.f("pk_left_over")),
    )
    op.create_index(op.f("ix_left_over_volunteer_id"), "left_over", ["volunteer_id"])


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("undone_at", _MOMENT, nullable=True),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.CheckConstraint("added >= 0 AND kept >= 0", name=op.f("ck_imports_counts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_table(
        "import_rows",
        sa.Column("import_id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), server_default="", nullable=False),
        _to("import_rows", "import_id", "imports"),
        sa.PrimaryKeyConstraint("import_id", "subject_id", name=op.f("pk_import_rows")),
    )
    op.create_index(op.f("ix_import_rows_subject_id"), "import_rows", ["subject_id"])


def _to(
    table: str, column: str, other: str, *, ondelete: str = "CASCADE"
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    """Drop them."""
    op.create_table(
        "ideas",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("cost_cents", sa.BigInteger(), nullable=False),
        sa.Column("branch", sa.String()),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("groups", sa.Integer(), nullable=False),
        sa.Column("needs", sa.Integer(), nullable=False),
        sa.Column("copied_from", sa.String()),
        sa.CheckConstraint("cost_cents >= 0", name=op.f("ck_ideas_cost")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ideas")),
    )
    op.drop_column("accounts", "wants_digest")
    op.drop_index(op.f("ix_outbox_account_id"), "outbox")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_constraint(op.f("fk_outbox_account_id"), type_="foreignkey")
        outbox.drop_column("account_id")
    op.drop_column("activities", "merged_into")
    op.drop_column("volunteers", "said_at")
    op.drop_table("waiting_wishes")
    op.add_column(
        "editions",
        sa.Column("publishes_at_once", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    for name in ("publishing", "answer_within_days", "erase_on", "welcome_nl", "welcome_en"):
        op.drop_column("editions", name)
    for table in ("import_rows", "imports", "left_over", "plan_runs", "proposals"):
        op.drop_table(table)
