"""The programme: editions, what happens in them, and who carries it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)

from data.tables.columns import Key, Members, Moment, Words, metadata, place_columns
from domain.branches import Branch
from domain.vocabulary import (
    ActivityState,
    AttendanceMode,
    ConnectionForm,
    EditionKind,
    NeedKind,
    PublishingRule,
    SponsorForm,
    SponsorKind,
    TargetGroup,
    TaskPlace,
    TeamKind,
)

# One row, whose number rises with every change of the programme: what caches are kept by.
programme = Table(
    "programme",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", BigInteger, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

editions = Table(
    "editions",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("kind", Key(EditionKind), nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("hashtag", String, nullable=False),
    Column("contact", String, nullable=False),
    Column("source", String, nullable=False),
    Column(
        "publishing", Key(PublishingRule), nullable=False, server_default=PublishingRule.FIRST_READ
    ),
    Column("answer_within_days", Integer, nullable=False, server_default="2"),
    Column("erase_on", Date),
    Column("welcome_nl", String, nullable=False, server_default=""),
    Column("welcome_en", String, nullable=False, server_default=""),
    CheckConstraint("(first_day IS NULL) = (last_day IS NULL)", name="both_days"),
    CheckConstraint("first_day <= last_day", name="day_order"),
)

series = Table(
    "series",
    metadata,
    Column("id", String, primary_key=True),
    Column("edition_id", ForeignKey("editions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("title", String, nullable=False),
    Column("summary", String, nullable=False),
    Column("source", String, nullable=False),
)

# `inspired_by` has no foreign key: the spark may have been an idea, or something removed since.
teams = Table(
    "teams",
    metadata,
    Column("id", String, primary_key=True),
    Column("edition_id", ForeignKey("editions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("kind", Key(TeamKind), nullable=False),
    *place_columns(),
    Column("branch", Key(Branch)),
    Column("offers", Members(NeedKind), nullable=False),
    Column("size", Integer),
    Column("can_do", String, nullable=False),
    Column("inspired_by", String),
)

sponsors = Table(
    "sponsors",
    metadata,
    Column("id", String, primary_key=True),
    Column("edition_id", ForeignKey("editions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("kind", Key(SponsorKind), nullable=False),
    *place_columns(),
    Column("nationwide", Boolean, nullable=False),
    Column("branches", Members(Branch), nullable=False),
    Column("offers", Members(NeedKind), nullable=False),
    Column("forms", Members(SponsorForm), nullable=False),
    Column("budget_cents", BigInteger),
    Column("wants_to_be_shown", Boolean, nullable=False),
    CheckConstraint("budget_cents >= 0", name="budget"),
)

activities = Table(
    "activities",
    metadata,
    Column("id", String, primary_key=True),
    Column("edition_id", ForeignKey("editions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("title", String, nullable=False),
    *place_columns(),
    Column("summary", String, nullable=False),
    Column("description", String, nullable=False),
    Column("organiser", String, nullable=False),
    Column("team_id", ForeignKey("teams.id", ondelete="SET NULL"), index=True),
    Column("branch", Key(Branch)),
    Column("forms", Members(ConnectionForm), nullable=False),
    Column("groups", Members(TargetGroup), nullable=False),
    Column("attendance", Key(AttendanceMode)),
    Column("minutes", Integer),
    Column("capacity", Integer),
    Column("taken", Integer, nullable=False),
    Column("min_crew", Integer, nullable=False),
    Column("min_age", Integer),
    Column("expected_participants", Integer),
    Column("accessibility", String, nullable=False),
    Column("wheelchair", Boolean),
    Column("good_to_know", String, nullable=False),
    Column("languages", Words, nullable=False),
    Column("photo_consent", Boolean, nullable=False),
    Column("shows_sponsor", Boolean),
    Column("return_favour", String, nullable=False, server_default=""),
    Column("series_id", ForeignKey("series.id", ondelete="SET NULL"), index=True),
    Column("inspired_by", String),
    Column("state", Key(ActivityState), nullable=False),
    Column("source", String, nullable=False),
    Column("source_key", String, nullable=False),
    Column("created_at", Moment),
    Column("version", Integer, nullable=False),
    # The activity that it turned out to be the same as; no foreign key: that may be gone too.
    Column("merged_into", String),
    CheckConstraint("taken >= 0 AND (capacity IS NULL OR taken <= capacity)", name="taken"),
    CheckConstraint("version >= 1", name="version"),
)

# One file never comes in twice; what was typed in by hand has no key and is free.
Index(
    "uq_activities_source",
    activities.c.edition_id,
    activities.c.source,
    activities.c.source_key,
    unique=True,
    sqlite_where=activities.c.source_key != "",
    postgresql_where=activities.c.source_key != "",
)

slots = Table(
    "slots",
    metadata,
    Column("activity_id", ForeignKey("activities.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("has_clock", Boolean, nullable=False),
    CheckConstraint("starts_at < ends_at", name="slot_order"),
)

tasks = Table(
    "tasks",
    metadata,
    Column("id", String, primary_key=True),
    Column(
        "activity_id", ForeignKey("activities.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("position", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("people", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("place", Key(TaskPlace), nullable=False),
    CheckConstraint("minutes > 0 AND people > 0", name="counts"),
    CheckConstraint("taken >= 0 AND taken <= people", name="taken"),
)

# Money in integer cents, everything else in whole pieces.
needs = Table(
    "needs",
    metadata,
    Column("id", String, primary_key=True),
    Column(
        "activity_id", ForeignKey("activities.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("position", Integer, nullable=False),
    Column("kind", Key(NeedKind), nullable=False),
    Column("quantity", BigInteger, nullable=False),
    Column("promised", BigInteger, nullable=False),
    Column("description", String, nullable=False),
    CheckConstraint("quantity > 0", name="counts"),
    CheckConstraint("promised >= 0 AND promised <= quantity", name="promised"),
)
