"""People who can be written to, their links and visits, mail, and what guards all of it."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from data.tables.columns import Facts, Key, Moment, metadata
from domain.contacts import LinkPurpose, MailKind

people = Table(
    "people",
    metadata,
    Column("id", String, primary_key=True),
    Column("first_name", String, nullable=False),
    Column("email", String, nullable=False),
    # The address in the one way in which two spellings of it are the same.
    Column("email_key", String, nullable=False, unique=True),
    Column("language", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Column("only_needed_mail", Boolean, nullable=False),
    Column("left_at", Moment, index=True),
    # Somebody with a new address, until it is confirmed: then they become that one person.
    Column("replaces", ForeignKey("people.id", ondelete="CASCADE"), index=True),
)

# A link may be about an activity, a sign-up, a person ...: no foreign key on its subject.
links = Table(
    "links",
    metadata,
    Column("hash", String, primary_key=True),
    Column("purpose", Key(LinkPurpose), nullable=False),
    Column("subject_id", String, nullable=False, index=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), index=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, index=True),
    Column("revoked_at", Moment),
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", String, primary_key=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)

session_links = Table(
    "session_links",
    metadata,
    Column("session_hash", ForeignKey("sessions.hash", ondelete="CASCADE"), primary_key=True),
    Column("link_hash", ForeignKey("links.hash", ondelete="CASCADE"), primary_key=True, index=True),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", Key(MailKind), nullable=False),
    # To a person, or to a coordinator by their account.
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), index=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), index=True),
    Column("subject_id", String, nullable=False, index=True),
    Column("facts", Facts, nullable=False),
    Column("key", String, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("claimed_until", Moment),
    Column("attempts", Integer, nullable=False),
    Column("sent_at", Moment),
    Column("failed_at", Moment),
    Column("problem", String, nullable=False),
    CheckConstraint("attempts >= 0", name="attempts"),
    Index("ix_outbox_waiting", "sent_at", "failed_at", "due_at"),
)

organisers = Table(
    "organisers",
    metadata,
    Column("activity_id", ForeignKey("activities.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("rules_accepted_at", Moment, nullable=False),
    # What a coordinator asked and the organiser has not answered yet.
    Column("question", String, nullable=False, server_default=""),
)

# An edit of a published text by somebody nobody knows yet: the old text stays up meanwhile.
activity_edits = Table(
    "activity_edits",
    metadata,
    Column("activity_id", ForeignKey("activities.id", ondelete="CASCADE"), primary_key=True),
    Column("fields", Facts, nullable=False),
    Column("proposed_at", Moment, nullable=False),
)

photos = Table(
    "photos",
    metadata,
    Column("activity_id", ForeignKey("activities.id", ondelete="CASCADE"), primary_key=True),
    Column("jpeg", LargeBinary, nullable=False),
    Column("alt", String, nullable=False),
    Column("consented_at", Moment, nullable=False),
    # Visitors see it from then on; until then it waits for a coordinator.
    Column("approved_at", Moment),
)

consents = Table(
    "consents",
    metadata,
    Column("id", String, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("purpose", String, nullable=False),
    Column("text_hash", String, nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
)

# How often something was tried, by a keyed hash of an address that cannot be turned back once
# the key of that day is gone.
attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("action", String, nullable=False),
    Column("key", String, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Index("ix_attempts_action_key_at", "action", "key", "at"),
)

day_keys = Table(
    "day_keys",
    metadata,
    Column("day", Date, primary_key=True),
    Column("secret", String, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("name", String, primary_key=True),
    Column("ran_at", Moment, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("outcome", String, nullable=False),
)
