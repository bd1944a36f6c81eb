"""The tables of the first release."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _place() -> list[sa.Column[Any]]:
    return [
        sa.Column("place_name", sa.String(), nullable=False),
        sa.Column("place_lat", sa.Float(precision=53)),
        sa.Column("place_lon", sa.Float(precision=53)),
        sa.Column("place_precision", sa.String()),
        sa.Column("place_municipality", sa.String(), nullable=False),
        sa.Column("place_municipality_code", sa.String(), nullable=False),
        sa.Column("place_province", sa.String()),
        sa.Column("place_pc4", sa.String(), nullable=False),
        sa.Column("place_address", sa.String(), nullable=False),
        sa.Column("place_source", sa.String(), nullable=False),
    ]


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "editions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date()),
        sa.Column("last_day", sa.Date()),
        sa.Column("hashtag", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("publishes_at_once", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(first_day IS NULL) = (last_day IS NULL)", name=op.f("ck_editions_both_days")
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_editions_day_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
    )
    op.create_table(
        "geocodes",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("found", sa.Boolean(), nullable=False),
        *_place(),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", "query", name=op.f("pk_geocodes")),
    )
    op.create_index(op.f("ix_geocodes_asked_at"), "geocodes", ["asked_at"])

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
    programme = op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_programme_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
    )
    op.create_table(
        "volunteers",
        sa.Column("id", sa.String(), nullable=False),
        *_place(),
        sa.Column("travel_mode", sa.String()),
        sa.Column("radius_km", sa.Float(precision=53)),
        sa.Column("branches", sa.Integer(), nullable=False),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("at_home", sa.Boolean()),
        sa.Column("asks_per_week", sa.Integer(), nullable=False),
        sa.CheckConstraint("asks_per_week >= 0", name=op.f("ck_volunteers_asks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteers")),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("edition_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_series_edition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_index(op.f("ix_series_edition_id"), "series", ["edition_id"])

    op.create_table(
        "sponsors",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("edition_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        *_place(),
        sa.Column("nationwide", sa.Boolean(), nullable=False),
        sa.Column("branches", sa.Integer(), nullable=False),
        sa.Column("offers", sa.Integer(), nullable=False),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("budget_cents", sa.BigInteger()),
        sa.Column("wants_to_be_shown", sa.Boolean(), nullable=False),
        sa.CheckConstraint("budget_cents >= 0", name=op.f("ck_sponsors_budget")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_sponsors_edition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sponsors")),
    )
    op.create_index(op.f("ix_sponsors_edition_id"), "sponsors", ["edition_id"])

    op.create_table(
        "teams",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("edition_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        *_place(),
        sa.Column("branch", sa.String()),
        sa.Column("offers", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer()),
        sa.Column("can_do", sa.String(), nullable=False),
        sa.Column("inspired_by", sa.String()),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_teams_edition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
    )
    op.create_index(op.f("ix_teams_edition_id"), "teams", ["edition_id"])

    op.create_table(
        "volunteer_times",
        sa.Column("volunteer_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("has_clock", sa.Boolean(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_volunteer_times_slot_order")),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteers.id"],
            name=op.f("fk_volunteer_times_volunteer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("volunteer_id", "position", name=op.f("pk_volunteer_times")),
    )
    op.create_table(
        "activities",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("edition_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        *_place(),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("organiser", sa.String(), nullable=False),
        sa.Column("team_id", sa.String()),
        sa.Column("branch", sa.String()),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("groups", sa.Integer(), nullable=False),
        sa.Column("attendance", sa.String()),
        sa.Column("minutes", sa.Integer()),
        sa.Column("capacity", sa.Integer()),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("min_crew", sa.Integer(), nullable=False),
        sa.Column("min_age", sa.Integer()),
        sa.Column("expected_participants", sa.Integer()),
        sa.Column("accessibility", sa.String(), nullable=False),
        sa.Column("good_to_know", sa.String(), nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("photo_consent", sa.Boolean(), nullable=False),
        sa.Column("shows_sponsor", sa.Boolean()),
        sa.Column("series_id", sa.String()),
        sa.Column("inspired_by", sa.String()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "taken >= 0 AND (capacity IS NULL OR taken <= capacity)",
            name=op.f("ck_activities_taken"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_activities_version")),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["editions.id"],
            name=op.f("fk_activities_edition_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_activities_series_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_activities_team_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activities")),
    )
    op.create_index(op.f("ix_activities_edition_id"), "activities", ["edition_id"])
    op.create_index(op.f("ix_activities_series_id"), "activities", ["series_id"])
    op.create_index(op.f("ix_activities_team_id"), "activities", ["team_id"])
    op.create_index(
        "uq_activities_source",
        "activities",
        ["edition_id", "source", "source_key"],
        unique=True,
        sqlite_where=sa.text("source_key != ''"),
        postgresql_where=sa.text("source_key != ''"),
    )

    op.create_table(
        "needs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("promised", sa.BigInteger(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.CheckConstraint(
            "promised >= 0 AND promised <= quantity", name=op.f("ck_needs_promised")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_needs_counts")),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name=op.f("fk_needs_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs")),
    )
    op.create_index(op.f("ix_needs_activity_id"), "needs", ["activity_id"])

    op.create_table(
        "slots",
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("has_clock", sa.Boolean(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_slots_slot_order")),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name=op.f("fk_slots_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", "position", name=op.f("pk_slots")),
    )
    op.create_table(
        "stories",
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name=op.f("fk_stories_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_stories")),
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.CheckConstraint("minutes > 0 AND people > 0", name=op.f("ck_tasks_counts")),
        sa.CheckConstraint("taken >= 0 AND taken <= people", name=op.f("ck_tasks_taken")),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name=op.f("fk_tasks_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index(op.f("ix_tasks_activity_id"), "tasks", ["activity_id"])

    op.create_table(
        "thank_yous",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.Column("appreciated", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint(
            "seen >= 0 AND heard >= 0 AND appreciated >= 0", name=op.f("ck_thank_yous_counts")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name=op.f("fk_thank_yous_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thank_yous")),
    )
    op.create_index(op.f("ix_thank_yous_activity_id"), "thank_yous", ["activity_id"])

    op.create_table(
        "pledges",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("need_id", sa.String(), nullable=False),
        sa.Column("sponsor_id", sa.String(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_pledges_quantity")),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_pledges_need_id")),
        sa.ForeignKeyConstraint(
            ["sponsor_id"], ["sponsors.id"], name=op.f("fk_pledges_sponsor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledges")),
    )
    op.create_index(op.f("ix_pledges_need_id"), "pledges", ["need_id"])
    op.create_index(op.f("ix_pledges_sponsor_id"), "pledges", ["sponsor_id"])

    op.create_table(
        "sign_ups",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("task_id", sa.String()),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("people > 0", name=op.f("ck_sign_ups_people")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name=op.f("fk_sign_ups_activity_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_sign_ups_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ups")),
        sa.UniqueConstraint(
            "activity_id", "person_id", name=op.f("uq_sign_ups_activity_id_person_id")
        ),
    )
    op.create_index(op.f("ix_sign_ups_person_id"), "sign_ups", ["person_id"])
    op.create_index(op.f("ix_sign_ups_task_id"), "sign_ups", ["task_id"])
    op.bulk_insert(programme, [{"id": 1, "version": 1}])


def downgrade() -> None:
    """Drop every table, those that refer first."""
    for table in reversed(_TABLES):
        op.drop_table(table)


_TABLES = (
    "editions",
    "geocodes",
    "ideas",
    "programme",
    "volunteers",
    "series",
    "sponsors",
    "teams",
    "volunteer_times",
    "activities",
    "needs",
    "slots",
    "stories",
    "tasks",
    "thank_yous",
    "pledges",
    "sign_ups",
)
