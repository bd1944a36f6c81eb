"""Volunteers, stored with the times at which they can."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from domain.errors import NotFoundError
from domain.people import Volunteer
from domain.places import Point
from domain.times import TimeSlot


def get(session: Session, id: str) -> Volunteer:
    """One volunteer. Raises `NotFoundError`. Two queries."""
    found = session.execute(
        sa.select(tables.volunteers).where(tables.volunteers.c.id == id)
    ).mappings()
    row = found.first()
    if row is None:
        raise NotFoundError(what="volunteer", id=id)
    columns = tables.volunteer_times.c
    times = session.execute(
        sa.select(tables.volunteer_times)
        .where(columns.volunteer_id == id)
        .order_by(columns.position)
    ).mappings()
    return records.thing(
        Volunteer, row, times=tuple(records.thing(TimeSlot, time) for time in times)
    )


def points(session: Session) -> list[Point | None]:
    """Where volunteers are, to the postcode area, without saying who. One query."""
    columns = tables.volunteers.c
    found = session.execute(sa.select(columns.place_lat, columns.place_lon))
    return [None if lat is None else Point(lat, lon) for lat, lon in found]


def save(session: Session, volunteer: Volunteer) -> None:
    """Store a volunteer, new or changed. At most three queries."""
    records.put(session, tables.volunteers, records.row(volunteer, tables.volunteers))
    times = tables.volunteer_times
    session.execute(sa.delete(times).where(times.c.volunteer_id == volunteer.id))
    rows = [
        records.row(slot, times) | {"volunteer_id": volunteer.id, "position": position}
        for position, slot in enumerate(volunteer.times)
    ]
    if rows:
        session.execute(sa.insert(times), rows)


def delete(session: Session, id: str) -> None:
    """Erase a volunteer. Raises `NotFoundError`. One query."""
    records.remove(session, tables.volunteers, id)
