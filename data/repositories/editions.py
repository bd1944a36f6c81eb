"""Editions, stored."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from data.database import programme_changed
from domain.editions import Edition


def all(session: Session) -> list[Edition]:
    """Every edition, latest year first, then by id. One query."""
    found = records.where(session, tables.editions, Edition)
    return sorted(found, key=lambda edition: (-edition.year, edition.id))


def get(session: Session, id: str) -> Edition:
    """One edition. Raises `NotFoundError`. One query."""
    return records.get(session, tables.editions, Edition, id)


def save(session: Session, edition: Edition) -> None:
    """Store an edition, new or changed. One query."""
    records.put(session, tables.editions, records.row(edition, tables.editions))
    programme_changed(session)


def delete(session: Session, id: str) -> None:
    """Delete an edition and all in it, sign-ups and pledges too. Raises `NotFoundError`.

    Three queries; the database takes activities, teams, sponsors and series along.
    """
    inside = sa.select(tables.activities.c.id).where(tables.activities.c.edition_id == id)
    needs = sa.select(tables.needs.c.id).where(tables.needs.c.activity_id.in_(inside))
    session.execute(sa.delete(tables.pledges).where(tables.pledges.c.need_id.in_(needs)))
    session.execute(sa.delete(tables.sign_ups).where(tables.sign_ups.c.activity_id.in_(inside)))
    records.remove(session, tables.editions, id)
    programme_changed(session)
