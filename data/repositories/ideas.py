"""Ideas, stored."""

from __future__ import annotations

from sqlalchemy.orm import Session

from data import records, tables
from domain.ideas import Idea


def all(session: Session) -> list[Idea]:
    """Every idea, by title. One query."""
    found = records.where(session, tables.ideas, Idea)
    return sorted(found, key=lambda idea: (idea.title.casefold(), idea.id))


def get(session: Session, id: str) -> Idea:
    """One idea. Raises `NotFoundError`. One query."""
    return records.get(session, tables.ideas, Idea, id)


def save(session: Session, idea: Idea) -> None:
    """Store an idea, new or changed. One query."""
    records.put(session, tables.ideas, records.row(idea, tables.ideas))


def delete(session: Session, id: str) -> None:
    """Delete an idea; activities made after it stay. Raises `NotFoundError`. One query."""
    records.remove(session, tables.ideas, id)
