"""Photos of activities, stored: one each, re-encoded before it gets here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo with what it shows in words. `approved_at` None: visitors do not see it yet."""

    activity_id: str
    jpeg: bytes
    alt: str
    consented_at: datetime
    approved_at: datetime | None = None


def get(session: Session, activity_id: str) -> Photo | None:
    """The photo of an activity, approved or not; None when it has none. One query."""
    columns = tables.photos.c
    found = records.where(session, tables.photos, Photo, columns.activity_id == activity_id)
    return found[0] if found else None


def save(session: Session, photo: Photo) -> None:
    """Store the photo of an activity over an earlier one. One query."""
    records.put(session, tables.photos, records.row(photo, tables.photos))


def approve(session: Session, activity_id: str, *, now: datetime) -> None:
    """Let visitors see it; the first time counts. One query."""
    columns = tables.photos.c
    session.execute(
        sa.update(tables.photos)
        .where(columns.activity_id == activity_id, columns.approved_at.is_(None))
        .values(approved_at=now)
    )


def delete(session: Session, activity_id: str) -> None:
    """Take the photo of an activity away. One query."""
    columns = tables.photos.c
    session.execute(sa.delete(tables.photos).where(columns.activity_id == activity_id))
