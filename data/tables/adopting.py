"""How a team is reached, and the activities it asked to take under its wing."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table

from data.tables.columns import Key, Moment, metadata
from domain.adoptions import AdoptionState

team_contacts = Table(
    "team_contacts",
    metadata,
    Column("team_id", ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("started_at", Moment, nullable=False),
    # Until somebody opened the link that was sent, nobody else sees the team.
    Column("confirmed_at", Moment),
)

adoptions = Table(
    "adoptions",
    metadata,
    Column("activity_id", ForeignKey("activities.id", ondelete="CASCADE"), primary_key=True),
    Column("team_id", ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("state", Key(AdoptionState), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("answered_at", Moment),
)
