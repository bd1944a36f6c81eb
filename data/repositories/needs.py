"""What activities ask for, added and taken away by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from data.database import programme_changed
from data.repositories.activities import READ_BATCH
from domain.activities import Need
from domain.vocabulary import NeedKind


@dataclass(frozen=True, slots=True)
class Asked:
    """What an activity asks, in a few words."""

    id: str
    activity_id: str
    kind: NeedKind
    quantity: int
    description: str


def known(session: Session, ids: Collection[str]) -> set[str]:
    """The ids among these that are there. One query for every 10,000."""
    column = tables.needs.c.id
    return {
        id
        for batch in records.batches(ids, READ_BATCH)
        for id in session.scalars(sa.select(column).where(column.in_(batch)))
    }


def by_ids(session: Session, ids: Collection[str]) -> list[Asked]:
    """Those among these that are there, in no particular order. One query for every 10,000."""
    return [
        one
        for batch in records.batches(ids, READ_BATCH)
        for one in records.where(session, tables.needs, Asked, tables.needs.c.id.in_(batch))
    ]


def asked(session: Session, activity_ids: Collection[str]) -> list[Asked]:
    """What these activities ask. One query for every 10,000."""
    return [
        one
        for batch in records.batches(activity_ids, READ_BATCH)
        for one in records.where(
            session, tables.needs, Asked, tables.needs.c.activity_id.in_(batch)
        )
    ]


def add(session: Session, needs: Mapping[str, Sequence[Need]]) -> None:
    """Add needs to activities, by their id, behind those they have. Three queries an activity.

    The activity gets a new version: whoever edits it meanwhile hears so. Raises `LinkedError` for
    an activity that is gone.
    """
    table = tables.needs
    for activity_id, new in needs.items():
        _touch(session, activity_id)
        last = session.scalar(
            sa.select(sa.func.max(table.c.position)).where(table.c.activity_id == activity_id)
        )
        begin = 0 if last is None else last + 1
        rows = [
            records.row(one, table) | {"activity_id": activity_id, "position": begin + at}
            for at, one in enumerate(new)
        ]
        session.execute(sa.insert(table), rows)
    programme_changed(session)


def remove(session: Session, ids: Collection[str]) -> None:
    """Take needs away, and give their activities a new version. Raises `LinkedError` for pledges."""
    table = tables.needs
    for batch in records.batches(ids, READ_BATCH):
        of = sa.select(table.c.activity_id).where(table.c.id.in_(batch)).distinct()
        for activity_id in list(session.scalars(of)):
            _touch(session, activity_id)
        session.execute(sa.delete(table).where(table.c.id.in_(batch)))
    programme_changed(session)


def _touch(session: Session, activity_id: str) -> None:
    columns = tables.activities.c
    session.execute(
        sa.update(tables.activities)
        .where(columns.id == activity_id)
        .values(version=columns.version + 1)
    )
