"""Teams, stored."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
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


def all_visible(session: Session, edition_id: str) -> list[Team]:
    """The teams of an edition that visitors may see, by name. One query.

    Those are the ones that nobody started here (imported, example) and those whose contact
    opened the link that was sent.
    """
    contacts = tables.team_contacts.c
    waiting = sa.select(contacts.team_id).where(contacts.confirmed_at.is_(None))
    columns = tables.teams.c
    found = records.where(
        session, tables.teams, Team, columns.edition_id == edition_id, columns.id.not_in(waiting)
    )
    return sorted(found, key=lambda team: (team.name.casefold(), team.id))


def is_visible(session: Session, id: str) -> bool:
    """Whether visitors may see a team (see `all_visible`). One query."""
    contacts = tables.team_contacts.c
    waiting = sa.select(contacts.team_id).where(
        contacts.team_id == id, contacts.confirmed_at.is_(None)
    )
    return session.scalar(waiting) is None


def add_contact(session: Session, team_id: str, person_id: str, *, now: datetime) -> bool:
    """Note who is written to for a team; False when it has a contact already. One query."""
    row = {"team_id": team_id, "person_id": person_id, "started_at": now, "confirmed_at": None}
    return records.add(session, tables.team_contacts, row)


def confirm(session: Session, team_id: str, *, now: datetime) -> None:
    """Note that the contact of a team opened their link: from now on it is seen. One query."""
    columns = tables.team_contacts.c
    confirmed = records.count(
        session,
        sa.update(tables.team_contacts)
        .where(columns.team_id == team_id, columns.confirmed_at.is_(None))
        .values(confirmed_at=now),
    )
    if confirmed:
        programme_changed(session)


def contact_of(session: Session, team_id: str) -> str | None:
    """The id of the person who is written to for a team; None without one. One query."""
    columns = tables.team_contacts.c
    return session.scalar(sa.select(columns.person_id).where(columns.team_id == team_id))


def of_person(session: Session, person_id: str) -> list[str]:
    """The ids of the teams that somebody manages, in order. One query."""
    columns = tables.team_contacts.c
    found = sa.select(columns.team_id).where(columns.person_id == person_id)
    return sorted(session.scalars(found))


def add(session: Session, team: Team) -> bool:
    """Store a new team; False, and nothing changes, when its id is there already. One query."""
    is_new = records.add(session, tables.teams, records.row(team, tables.teams))
    if is_new:
        programme_changed(session)
    return is_new


def save(session: Session, team: Team) -> None:
    """Store a team, new or changed. One query."""
    records.put(session, tables.teams, records.row(team, tables.teams))
    programme_changed(session)
