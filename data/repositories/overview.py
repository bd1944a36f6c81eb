"""Questions that only the coordinator's desk asks: counts over many rows, without names."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import tables
from domain.activities import PUBLIC_STATES


def created(session: Session, edition_id: str) -> list[tuple[str, datetime]]:
    """Id and moment of beginning of the public activities whose beginning is known. One query."""
    columns = tables.activities.c
    found = session.execute(
        sa.select(columns.id, columns.created_at).where(
            columns.edition_id == edition_id,
            columns.created_at.is_not(None),
            columns.state.in_(PUBLIC_STATES),
            columns.merged_into.is_(None),
        )
    )
    return [(row.id, row.created_at) for row in found]
