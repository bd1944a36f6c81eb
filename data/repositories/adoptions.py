"""Adoptions, stored. That an activity has one team at most is decided by the database."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from data.database import programme_changed
from domain.adoptions import Adoption, AdoptionState, HasTeamError
from domain.errors import NotFoundError


def get(session: Session, activity_id: str, team_id: str) -> Adoption:
    """One adoption. Raises `NotFoundError`. One query."""
    columns = tables.adoptions.c
    found = _where(session, columns.activity_id == activity_id, columns.team_id == team_id)
    if not found:
        raise NotFoundError(what="adoption", id=activity_id)
    return found[0]


def of_activity(session: Session, activity_id: str) -> list[Adoption]:
    """What was asked for an activity, oldest first. One query."""
    return _where(session, tables.adoptions.c.activity_id == activity_id)


def of_team(session: Session, team_id: str) -> list[Adoption]:
    """What a team asked, oldest first. One query."""
    return _where(session, tables.adoptions.c.team_id == team_id)


def ask(session: Session, adoption: Adoption) -> bool:
    """Store a question; False when the team asks already. One taken back is asked anew. Two queries.

    Raises `LinkedError` for an unknown activity or team.
    """
    row = records.row(adoption, tables.adoptions)
    if records.add(session, tables.adoptions, row):
        return True
    return _move(
        session,
        adoption.activity_id,
        adoption.team_id,
        from_states={AdoptionState.WITHDRAWN},
        values={"state": AdoptionState.ASKED, "asked_at": adoption.asked_at, "answered_at": None},
    )


def agree(session: Session, activity_id: str, team_id: str, *, now: datetime) -> bool:
    """Give the activity this team; False when it was not asked (any more). Two queries.

    Raises `HasTeamError` when another team has it; an error changes nothing.
    """
    with session.begin_nested():
        agreed = _move(
            session,
            activity_id,
            team_id,
            from_states={AdoptionState.ASKED, AdoptionState.NOT_NOW},
            values={"state": AdoptionState.AGREED, "answered_at": now},
        )
        if not agreed:
            return False
        columns = tables.activities.c
        taken = (
            sa.update(tables.activities)
            .where(
                columns.id == activity_id,
                sa.or_(columns.team_id.is_(None), columns.team_id == team_id),
            )
            .values(team_id=team_id, version=columns.version + 1)
        )
        if records.count(session, taken) == 0:
            raise HasTeamError(activity_id=activity_id)
    programme_changed(session)
    return True


def not_now(session: Session, activity_id: str, team_id: str, *, now: datetime) -> bool:
    """Answer that it does not suit now; False when it was not asked. One query."""
    return _move(
        session,
        activity_id,
        team_id,
        from_states={AdoptionState.ASKED},
        values={"state": AdoptionState.NOT_NOW, "answered_at": now},
    )


def withdraw(session: Session, activity_id: str, team_id: str, *, now: datetime) -> bool:
    """Take a question or an agreement back; the activity is then without a team. Two queries."""
    moved = _move(
        session,
        activity_id,
        team_id,
        from_states={AdoptionState.ASKED, AdoptionState.AGREED, AdoptionState.NOT_NOW},
        values={"state": AdoptionState.WITHDRAWN, "answered_at": now},
    )
    if moved:
        columns = tables.activities.c
        session.execute(
            sa.update(tables.activities)
            .where(columns.id == activity_id, columns.team_id == team_id)
            .values(team_id=None, version=columns.version + 1)
        )
        programme_changed(session)
    return moved


def _move(
    session: Session,
    activity_id: str,
    team_id: str,
    *,
    from_states: set[AdoptionState],
    values: dict[str, object],
) -> bool:
    columns = tables.adoptions.c
    statement = sa.update(tables.adoptions).where(
        columns.activity_id == activity_id,
        columns.team_id == team_id,
        columns.state.in_(from_states),
    )
    return records.count(session, statement.values(values)) == 1


def _where(session: Session, *conditions: sa.ColumnElement[bool]) -> list[Adoption]:
    found = records.where(session, tables.adoptions, Adoption, *conditions)
    return sorted(found, key=lambda one: (str(one.asked_at), one.activity_id, one.team_id))
