"""What people agreed to, stored: for what, to which words, and until when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from domain.activities import new_id


def give(session: Session, person_id: str, purpose: str, text_hash: str, *, now: datetime) -> None:
    """Note that somebody agreed for `purpose` to the words with this hash. One query."""
    row = {
        "id": new_id(),
        "person_id": person_id,
        "purpose": purpose,
        "text_hash": text_hash,
        "given_at": now,
    }
    session.execute(sa.insert(tables.consents).values(row))


def withdraw(session: Session, person_id: str, purpose: str, *, now: datetime) -> int:
    """Take back what somebody agreed to for `purpose`, and say how often. One query."""
    columns = tables.consents.c
    return records.count(
        session,
        sa.update(tables.consents)
        .where(
            columns.person_id == person_id,
            columns.purpose == purpose,
            columns.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now),
    )


def given(session: Session, purposes: Collection[str]) -> set[str]:
    """The ones among `purposes` that somebody agrees to. One query."""
    columns = tables.consents.c
    found = sa.select(columns.purpose).where(
        columns.purpose.in_(purposes), columns.withdrawn_at.is_(None)
    )
    return set(session.scalars(found))
