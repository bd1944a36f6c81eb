"""Sponsors, stored."""

from __future__ import annotations

from sqlalchemy.orm import Session

from data import records, tables
from data.database import programme_changed
from domain.people import Sponsor


def all(session: Session, edition_id: str | None = None) -> list[Sponsor]:
    """Every sponsor, or those of one edition, by name. One query."""
    wanted = [] if edition_id is None else [tables.sponsors.c.edition_id == edition_id]
    found = records.where(session, tables.sponsors, Sponsor, *wanted)
    return sorted(found, key=lambda sponsor: (sponsor.name.casefold(), sponsor.id))


def get(session: Session, id: str) -> Sponsor:
    """One sponsor. Raises `NotFoundError`. One query."""
    return records.get(session, tables.sponsors, Sponsor, id)


def save(session: Session, sponsor: Sponsor) -> None:
    """Store a sponsor, new or changed. One query."""
    records.put(session, tables.sponsors, records.row(sponsor, tables.sponsors))
    programme_changed(session)


def delete(session: Session, id: str) -> None:
    """Delete a sponsor. Raises `NotFoundError`, and `LinkedError` while it has pledges. One query."""
    records.remove(session, tables.sponsors, id)
    programme_changed(session)
