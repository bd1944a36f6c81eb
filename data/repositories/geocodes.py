"""Answers of geocoders, kept so that nobody is asked the same twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from domain.places import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Answer:
    """What `source` said about `query` at `asked_at`; `place` None means that it knew no such place."""

    source: str
    query: str
    place: Place | None
    asked_at: datetime


def get(session: Session, source: str, query: str) -> Answer | None:
    """The last answer of `source`; None when it was never asked. One query."""
    columns = tables.geocodes.c
    found = (
        session.execute(
            sa.select(tables.geocodes).where(columns.source == source, columns.query == query)
        )
        .mappings()
        .first()
    )
    if found is None:
        return None
    return Answer(
        source, query, records.place(found) if found["found"] else None, found["asked_at"]
    )


def save(session: Session, answer: Answer) -> None:
    """Keep an answer over an earlier one. One query."""
    values = {
        "source": answer.source,
        "query": answer.query,
        "found": answer.place is not None,
        "asked_at": answer.asked_at,
    }
    records.put(session, tables.geocodes, values | records.place_row(answer.place or NOWHERE))


def forget(session: Session, *, before: datetime) -> int:
    """Delete the answers from before a moment and count them. One query."""
    old = tables.geocodes.c.asked_at < before
    return records.count(session, sa.delete(tables.geocodes).where(old))
