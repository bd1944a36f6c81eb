"""Teams, stored."""

from __future__ import annotations

from sqlalchemy.orm import Session

from data import records, tables
from data.database import programme_changed
from domain.people import Team


def all(session: Session, edition_id: str | None = None) -> list[Team]:
    """Every team, or those of one edition, by name. One query."""
    wanted = [] if edition_id is None else [tables.teams.c.edition_id == edition_id]
    found = records.where(session, tables.teams, Team, *wanted)
    return sorted(found, key=lambda team: (team.name.casefold(), team.id))


def get(session: Session, id: str) -> Team:
    """One team. Raises `NotFoundError`. One query."""
    return records.get(session, tables.teams, Team, id)


def save(session: Session, team: Team) -> None:
    """Store a team, new or changed. One query."""
    records.put(session, tables.teams, records.row(team, tables.teams))
    programme_changed(session)


def delete(session: Session, id: str) -> None:
    """Delete a team; its activities are then still without one. Raises `NotFoundError`. One query."""
    records.remove(session, tables.teams, id)
    programme_changed(session)
