"""People and what they promise: volunteers, sign-ups, pledges, thanks and stories."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from data.tables.columns import Facts, Key, Members, Moment, metadata, place_columns
from domain.branches import Branch
from domain.vocabulary import (
    ConnectionForm,
    PledgeCondition,
    PledgeState,
    SignUpState,
    TravelMode,
)

volunteers = Table(
    "volunteers",
    metadata,
    Column("id", String, primary_key=True),
    *place_columns(),
    Column("travel_mode", Key(TravelMode)),
    Column("radius_km", Float(53)),
    Column("branches", Members(Branch), nullable=False),
    Column("forms", Members(ConnectionForm), nullable=False),
    Column("at_home", Boolean),
    Column("asks_per_week", Integer, nullable=False),
    # When they said yes to being asked; empty for who only said how often.
    Column("said_at", Moment),
    # Their answer to "18 or older?"; no date of birth. Empty for who did not say.
    Column("is_adult", Boolean),
    Column("minutes", Integer),
    CheckConstraint("asks_per_week >= 0", name="asks"),
)

# What somebody filled in, until they open the link that was mailed: nobody is asked before that,
# and what was known of them stays as it was.
waiting_wishes = Table(
    "waiting_wishes",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("fields", Facts, nullable=False),
    Column("made_at", Moment, nullable=False),
)

volunteer_times = Table(
    "volunteer_times",
    metadata,
    Column("volunteer_id", ForeignKey("volunteers.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("has_clock", Boolean, nullable=False),
    CheckConstraint("starts_at < ends_at", name="slot_order"),
)

# No cascade from activities or needs: what people signed up for or promised is cancelled with
# an answer to them, never removed from under them.
sign_ups = Table(
    "sign_ups",
    metadata,
    Column("id", String, primary_key=True),
    Column("activity_id", ForeignKey("activities.id"), nullable=False),
    Column("task_id", ForeignKey("tasks.id"), index=True),
    Column("person_id", String, nullable=False, index=True),
    Column("people", Integer, nullable=False),
    Column("state", Key(SignUpState), nullable=False),
    Column("created_at", Moment),
    Column("hold_until", Moment, index=True),
    Column("confirmed_at", Moment),
    Column("sequence", Integer, nullable=False, server_default="0"),
    UniqueConstraint("activity_id", "person_id"),
    CheckConstraint("people > 0", name="people"),
)

pledges = Table(
    "pledges",
    metadata,
    Column("id", String, primary_key=True),
    Column("need_id", ForeignKey("needs.id"), nullable=False, index=True),
    Column("sponsor_id", ForeignKey("sponsors.id"), nullable=False, index=True),
    Column("quantity", BigInteger, nullable=False),
    Column("state", Key(PledgeState), nullable=False, index=True),
    Column("created_at", Moment),
    Column("condition", Key(PledgeCondition), nullable=False, server_default="altijd"),
    Column("each_cents", BigInteger),
    Column("note", String, nullable=False, server_default=""),
    Column("question", String, nullable=False, server_default=""),
    Column("thanks", String, nullable=False, server_default=""),
    Column("agreed_at", Moment),
    Column("delivered_at", Moment),
    Column("thanked_at", Moment),
    Column("withdrawn_at", Moment),
    CheckConstraint("quantity > 0", name="quantity"),
)

sponsor_contacts = Table(
    "sponsor_contacts",
    metadata,
    Column("sponsor_id", ForeignKey("sponsors.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("started_at", Moment, nullable=False),
    # Until somebody opened the link that was sent, it pledges nothing and nobody else sees it.
    Column("confirmed_at", Moment),
    # A coordinator looked at it, or an organiser said yes to it: from then on it may be shown.
    Column("approved_at", Moment),
)

thank_yous = Table(
    "thank_yous",
    metadata,
    Column("id", String, primary_key=True),
    Column(
        "activity_id", ForeignKey("activities.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("seen", Integer, nullable=False),
    Column("heard", Integer, nullable=False),
    Column("appreciated", Integer, nullable=False),
    Column("text", String, nullable=False),
    CheckConstraint("seen >= 0 AND heard >= 0 AND appreciated >= 0", name="counts"),
)

stories = Table(
    "stories",
    metadata,
    Column("activity_id", ForeignKey("activities.id", ondelete="CASCADE"), primary_key=True),
    Column("text", String, nullable=False),
    Column("consent", Boolean, nullable=False),
    Column("told_at", Moment),
)
