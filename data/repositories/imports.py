"""What a spreadsheet brought in, so that it can be seen and taken back as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from domain.activities import PUBLIC_STATES
from domain.branches import Branch
from domain.imports import Import
from domain.places import Place
from domain.vocabulary import ActivityState

_WRITE_BATCH, _READ_BATCH = 5_000, 10_000


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One thing of an import.

    `digest` tells whether it is still as it came in; "" for what tells that itself.
    """

    import_id: str
    subject_id: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """An activity as a need may name it. `starts` are all its beginnings."""

    id: str
    title: str
    place: Place
    branch: Branch | None
    state: ActivityState
    starts: tuple[datetime, ...] = ()


def add(session: Session, made: Import, rows: Iterable[ImportRow]) -> None:
    """Note an import with its things. One query, and one for every 5,000 things."""
    session.execute(sa.insert(tables.imports), [records.row(made, tables.imports)])
    for batch in records.batches(rows, _WRITE_BATCH):
        values = [records.row(one, tables.import_rows) for one in batch]
        session.execute(sa.insert(tables.import_rows), values)


def get(session: Session, id: str) -> Import:
    """One import. Raises `NotFoundError`. One query."""
    return records.get(session, tables.imports, Import, id)


def all(session: Session, account_id: str | None = None) -> list[Import]:
    """Every import, or those of one account, newest first. One query."""
    columns = tables.imports.c
    wanted = [] if account_id is None else [columns.account_id == account_id]
    found = records.where(session, tables.imports, Import, *wanted)
    return sorted(found, key=lambda one: (one.made_at, one.id), reverse=True)


def rows(session: Session, import_id: str) -> list[ImportRow]:
    """The things of an import that were not taken back, in order of id. One query."""
    columns = tables.import_rows.c
    found = records.where(session, tables.import_rows, ImportRow, columns.import_id == import_id)
    return sorted(found, key=lambda one: one.subject_id)


def undone(session: Session, import_id: str, *, kept: int, now: datetime) -> bool:
    """Note that an import was taken back but for `kept` things; False when it was before. One query."""
    columns = tables.imports.c
    change = (
        sa.update(tables.imports)
        .where(columns.id == import_id, columns.undone_at.is_(None))
        .values(undone_at=now, kept=kept)
    )
    return records.count(session, change) == 1


def forget_rows(session: Session, import_id: str, ids: Collection[str]) -> None:
    """Forget that these came in with an import: they are gone. One query for every 5,000."""
    columns = tables.import_rows.c
    for batch in records.batches(ids, _WRITE_BATCH):
        session.execute(
            sa.delete(tables.import_rows).where(
                columns.import_id == import_id, columns.subject_id.in_(batch)
            )
        )


def outlines(session: Session, edition_id: str | None) -> list[Outline]:
    """The activities that may still ask something, of an edition or of all, in order of id.

    One query, and one for every 10,000.
    """
    columns = tables.activities.c
    open_states = (
        *PUBLIC_STATES - {ActivityState.FINISHED},
        ActivityState.DRAFT,
        ActivityState.SUBMITTED,
        ActivityState.CHANGES_ASKED,
    )
    where: list[sa.ColumnElement[bool]] = [
        columns.state.in_(open_states),
        columns.merged_into.is_(None),
    ]
    if edition_id is not None:
        where.append(columns.edition_id == edition_id)
    places = [column for column in columns if column.name.startswith("place_")]
    wanted = (columns.id, columns.title, columns.branch, columns.state, *places)
    found = session.execute(sa.select(*wanted).where(*where).order_by(columns.id)).mappings().all()
    starts = _starts(session, [row["id"] for row in found])
    return [records.thing(Outline, row, starts=tuple(starts.get(row["id"], ()))) for row in found]


def _starts(session: Session, ids: Sequence[str]) -> dict[str, list[datetime]]:
    found: dict[str, list[datetime]] = {}
    columns = tables.slots.c
    for batch in records.batches(ids, _READ_BATCH):
        query = sa.select(columns.activity_id, columns.starts_at).where(
            columns.activity_id.in_(batch)
        )
        for activity_id, start in session.execute(query.order_by(columns.position)):
            found.setdefault(activity_id, []).append(start)
    return found
