"""How often people looked, stored as counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from data.repositories import editions
from domain.looks import Look, Question
from domain.places import Province
from domain.times import to_local
from domain.vocabulary import Audience


def add(session: Session, counts: Mapping[Look, int]) -> None:
    """Add to what was counted before; an edition that is gone is left out. At most two queries."""
    known = set(session.scalars(sa.select(tables.editions.c.id)))
    rows = [
        {
            "edition_id": look.edition_id,
            "audience": look.audience,
            "province": look.province or "",
            "question": look.question,
            "count": count,
        }
        for look, count in counts.items()
        if look.edition_id in known
    ]
    if rows:
        records.add_up(session, tables.looks, rows, "count")


def of_edition(
    session: Session, edition_id: str, province: Province | None
) -> dict[tuple[Audience, Question], int]:
    """The counts of an edition, in one province or with None everywhere. One query."""
    c = tables.looks.c
    query = (
        sa.select(c.audience, c.question, sa.func.sum(c["count"]))
        .where(c.edition_id == edition_id)
        .group_by(c.audience, c.question)
    )
    if province is not None:
        query = query.where(c.province == province)
    return {
        (audience, question): int(total) for audience, question, total in session.execute(query)
    }


def remove_over(session: Session, *, before: datetime) -> int:
    """Erase the counts of editions that are over, and say how many. Two queries."""
    today = to_local(before).date()
    over = [edition.id for edition in editions.all(session) if edition.is_over(today)]
    return records.count(
        session, sa.delete(tables.looks).where(tables.looks.c.edition_id.in_(over))
    )
