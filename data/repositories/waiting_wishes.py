"""Wishes to be asked that wait for a yes, stored. The last that somebody filled in counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables

_MANY = 5_000  # in one statement


def save(session: Session, person_id: str, fields: dict[str, Any], *, now: datetime) -> None:
    """Keep what somebody filled in, over what they filled in before. One query."""
    row = {"person_id": person_id, "fields": fields, "made_at": now}
    records.put(session, tables.waiting_wishes, row)


def add_many(
    session: Session, fields: Iterable[tuple[str, dict[str, Any]]], *, now: datetime
) -> None:
    """Keep the wishes of people of whom none wait, by their id. A query per 5,000."""
    for batch in records.batches(fields, _MANY):
        rows = [{"person_id": id, "fields": one, "made_at": now} for id, one in batch]
        session.execute(sa.insert(tables.waiting_wishes), rows)


def get(session: Session, person_id: str) -> dict[str, Any] | None:
    """What waits for a yes of somebody; None when nothing does. One query."""
    columns = tables.waiting_wishes.c
    return session.scalar(sa.select(columns.fields).where(columns.person_id == person_id))


def by_ids(session: Session, ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """What waits for a yes of these people, by id; of whom nothing waits is not in it. One query."""
    columns = tables.waiting_wishes.c
    found = session.execute(
        sa.select(columns.person_id, columns.fields).where(columns.person_id.in_(ids))
    )
    return {row.person_id: row.fields for row in found}


def remove(session: Session, person_id: str) -> None:
    """Forget it. One query."""
    table = tables.waiting_wishes
    session.execute(sa.delete(table).where(table.c.person_id == person_id))
