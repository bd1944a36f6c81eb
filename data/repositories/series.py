"""Series, stored."""

from __future__ import annotations

from sqlalchemy.orm import Session

from data import records, tables
from data.database import programme_changed
from domain.activities import Series


def all(session: Session, edition_id: str | None = None) -> list[Series]:
    """Every series, or those of one edition, by title. One query."""
    wanted = [] if edition_id is None else [tables.series.c.edition_id == edition_id]
    found = records.where(session, tables.series, Series, *wanted)
    return sorted(found, key=lambda one: (one.title.casefold(), one.id))


def get(session: Session, id: str) -> Series:
    """One series. Raises `NotFoundError`. One query."""
    return records.get(session, tables.series, Series, id)


def save(session: Session, one: Series) -> None:
    """Store a series, new or changed. One query."""
    records.put(session, tables.series, records.row(one, tables.series))
    programme_changed(session)
