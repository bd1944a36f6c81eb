"""What waits for a coordinator, stored: one row each, so that thousands are listed at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from domain.activities import PUBLIC_STATES
from domain.branches import Branch
from domain.places import Place
from domain.vocabulary import ActivityState

_COLUMNS = frozenset({"id", "edition_id", "title", "branch", "version", "state", "created_at"})


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Something that waits since `since`, None when that is not known.

    `title` is as it would become. `is_new` says that visitors never saw it.
    """

    id: str
    edition_id: str
    title: str
    place: Place
    branch: Branch | None
    version: int
    is_new: bool
    since: datetime | None


def waiting(session: Session, id: str | None = None) -> list[WaitingRow]:
    """What was handed in, and what of the public activities changed: words, story, photo. One query.

    Of all, or of one activity.
    """
    only = [] if id is None else [tables.activities.c.id == id]
    activities, edits, photos = tables.activities.c, tables.activity_edits.c, tables.photos.c
    unseen = sa.and_(photos.activity_id == activities.id, photos.approved_at.is_(None))
    is_new = activities.state == ActivityState.SUBMITTED
    has_changed = sa.or_(edits.activity_id.is_not(None), photos.activity_id.is_not(None))
    found = session.execute(
        sa.select(*_shown(), edits.fields, edits.proposed_at, photos.consented_at)
        .outerjoin(tables.activity_edits, edits.activity_id == activities.id)
        .outerjoin(tables.photos, unseen)
        .where(
            activities.merged_into.is_(None),
            sa.or_(is_new, sa.and_(activities.state.in_(PUBLIC_STATES), has_changed)),
            *only,
        )
    ).mappings()
    return sorted((_row(each) for each in found), key=_turn)


def _shown() -> list[sa.Column[Any]]:
    """Only what a line says: whole texts of thousands would cost twice the time."""
    return [
        column
        for column in tables.activities.c
        if column.name.startswith("place_") or column.name in _COLUMNS
    ]


def _row(found: sa.RowMapping) -> WaitingRow:
    is_new = found["state"] is ActivityState.SUBMITTED
    changed = [found[name] for name in ("proposed_at", "consented_at") if found[name] is not None]
    return WaitingRow(
        id=found["id"],
        edition_id=found["edition_id"],
        title=(found["fields"] or {}).get("title", found["title"]),
        place=records.place(found),
        branch=found["branch"],
        version=found["version"],
        is_new=is_new,
        since=found["created_at"] if is_new else min(changed, default=found["created_at"]),
    )


def _turn(row: WaitingRow) -> tuple[bool, str, str]:
    """Oldest first; what nobody knows the age of before that."""
    return row.since is not None, row.since.isoformat() if row.since else "", row.id
