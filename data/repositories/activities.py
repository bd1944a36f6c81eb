"""Activities, stored with their slots, tasks and needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import RowMapping, Table
from sqlalchemy.orm import Session

from data import records, tables
from data.database import programme_changed
from data.repositories import pledges, signups
from domain.activities import Activity, CapacityTooLowError, ConflictError, Need, Task
from domain.errors import NotFoundError
from domain.times import TimeSlot

READ_BATCH = 10_000  # ids in one query; SQLite takes 32,766 parameters at most
WRITE_BATCH = 1_000

# Counters belong to `signups` and `pledges`: an edit may be minutes old and never writes them.
_COUNTERS = frozenset({"taken", "promised"})


def get(session: Session, id: str) -> Activity:
    """One activity. Raises `NotFoundError`. Four queries."""
    found = by_ids(session, [id])
    if not found:
        raise NotFoundError(what="activity", id=id)
    return found[0]


def by_ids(session: Session, ids: Sequence[str]) -> list[Activity]:
    """The activities with these ids, in the order of `ids`; unknown ones are left out.

    Four queries for every 10,000 ids.
    """
    found: dict[str, Activity] = {}
    for batch in records.batches(ids, READ_BATCH):
        rows = session.execute(
            sa.select(tables.activities).where(tables.activities.c.id.in_(batch))
        )
        slots = _parts(session, tables.slots, batch)
        tasks = _parts(session, tables.tasks, batch)
        needs = _parts(session, tables.needs, batch)
        for row in rows.mappings():
            found[row["id"]] = records.thing(
                Activity,
                row,
                slots=tuple(records.thing(TimeSlot, slot) for slot in slots[row["id"]]),
                tasks=tuple(records.thing(Task, task) for task in tasks[row["id"]]),
                needs=tuple(records.thing(Need, need) for need in needs[row["id"]]),
            )
    return [found[id] for id in ids if id in found]


def of_team(session: Session, team_id: str) -> list[Activity]:
    """What a team has under its wing, by first start and then by id. Five queries."""
    columns = tables.activities.c
    ids = list(session.scalars(sa.select(columns.id).where(columns.team_id == team_id)))
    never = datetime.max.replace(tzinfo=UTC)
    return sorted(by_ids(session, ids), key=lambda one: (one.starts_at or never, one.id))


def of_series(session: Session, series_id: str) -> list[Activity]:
    """The activities of a series, by first start and then by id. Five queries."""
    columns = tables.activities.c
    ids = list(session.scalars(sa.select(columns.id).where(columns.series_id == series_id)))
    never = datetime.max.replace(tzinfo=UTC)
    return sorted(by_ids(session, ids), key=lambda one: (one.starts_at or never, one.id))


def save(session: Session, activity: Activity) -> Activity:
    """Store an activity, new or changed, and give it back as stored, with its new version.

    Counters of what exists (`taken`, `promised`) stay as they are in the database. Raises
    `ConflictError` when somebody else changed or removed it since `activity` was read,
    `CapacityTooLowError` when more places are taken than would be left, `AlreadyExistsError`
    when its source key came in before. At most sixteen queries, however many parts it has.
    """
    if not _update(session, activity):
        if activity.version != 1:
            raise ConflictError(id=activity.id, version=activity.version)
        _insert(session, [activity])
        programme_changed(session)
        return activity
    _replace_slots(session, activity)
    _replace_parts(session, tables.tasks, activity.id, activity.tasks)
    _replace_parts(session, tables.needs, activity.id, activity.needs)
    programme_changed(session)
    return get(session, activity.id)


def save_many(session: Session, activities: Iterable[Activity]) -> int:
    """Store activities as `save` does and count them. Takes them as they come: any number fits.

    New ones cost five queries for every 1,000; those that exist cost as much as in `save`.
    """
    saved = 0
    for batch in records.batches(activities, WRITE_BATCH):
        id = tables.activities.c.id
        known = set(session.scalars(sa.select(id).where(id.in_([each.id for each in batch]))))
        _insert(session, [each for each in batch if each.id not in known])
        for each in batch:
            if each.id in known:
                save(session, each)
        saved += len(batch)
    programme_changed(session)
    return saved


def source_keys(session: Session, edition_id: str, source: str) -> set[str]:
    """The keys under which `source` brought activities into an edition before. One query."""
    return set(
        session.scalars(sa.select(tables.activities.c.source_key).where(*_of(edition_id, source)))
    ) - {""}


def delete(session: Session, id: str) -> None:
    """Delete an activity. One query.

    Raises `NotFoundError`; and `LinkedError` when someone signed up or pledged: such an
    activity is cancelled, not deleted.
    """
    records.remove(session, tables.activities, id)
    programme_changed(session)


def _of(edition_id: str, source: str) -> tuple[sa.ColumnElement[bool], ...]:
    columns = tables.activities.c
    return columns.edition_id == edition_id, columns.source == source


def _parts(
    session: Session, table: Table, activity_ids: Sequence[str]
) -> Mapping[str, list[RowMapping]]:
    """The rows of `table` by activity, each list in its own order."""
    found: dict[str, list[RowMapping]] = defaultdict(list)
    query = sa.select(table).where(table.c.activity_id.in_(activity_ids)).order_by(table.c.position)
    for row in session.execute(query).mappings():
        found[row["activity_id"]].append(row)
    return found


def _insert(session: Session, activities: Sequence[Activity]) -> None:
    rows = [records.row(each, tables.activities) for each in activities]
    slots = [row for each in activities for row in _rows(tables.slots, each.id, each.slots)]
    tasks = [row for each in activities for row in _rows(tables.tasks, each.id, each.tasks)]
    needs = [row for each in activities for row in _rows(tables.needs, each.id, each.needs)]
    for table, values in (
        (tables.activities, rows),
        (tables.slots, slots),
        (tables.tasks, tasks),
        (tables.needs, needs),
    ):
        if values:
            session.execute(sa.insert(table), values)


def _rows(
    table: Table, activity_id: str, parts: Sequence[TimeSlot | Task | Need]
) -> list[dict[str, Any]]:
    return [
        records.row(part, table) | {"activity_id": activity_id, "position": position}
        for position, part in enumerate(parts)
    ]


def _update(session: Session, activity: Activity) -> bool:
    """Whether it existed and was updated. Raises `ConflictError` and `CapacityTooLowError`."""
    columns = tables.activities.c
    change = (
        sa.update(tables.activities)
        .where(columns.id == activity.id, columns.version == activity.version)
        .values(_without_counters(records.row(activity, tables.activities)))
        .values(version=columns.version + 1)
    )
    if activity.capacity is not None:
        change = change.where(columns.taken <= activity.capacity)
    if records.count(session, change) == 1:
        return True
    found = session.execute(
        sa.select(columns.version, columns.taken).where(columns.id == activity.id)
    ).first()
    if found is None:
        return False
    if found.version != activity.version:
        raise ConflictError(id=activity.id, version=found.version)
    raise CapacityTooLowError(capacity=activity.capacity, taken=found.taken)


def _replace_slots(session: Session, activity: Activity) -> None:
    columns = tables.slots.c
    session.execute(sa.delete(tables.slots).where(columns.activity_id == activity.id))
    if rows := _rows(tables.slots, activity.id, activity.slots):
        session.execute(sa.insert(tables.slots), rows)


def _replace_parts(
    session: Session, table: Table, activity_id: str, parts: Sequence[Task | Need]
) -> None:
    """Update, add and delete tasks or needs by id, without touching what is taken of them."""
    total, used = (
        (table.c.people, table.c.taken)
        if table is tables.tasks
        else (table.c.quantity, table.c.promised)
    )
    of_activity = table.c.activity_id == activity_id
    stored = session.execute(sa.select(table.c.id, used).where(of_activity).with_for_update())
    in_use: dict[str, int] = {id: count for id, count in stored}  # noqa: C416  # rows are no pairs to mypy
    rows = _rows(table, activity_id, parts)
    for row in rows:
        if in_use.get(row["id"], 0) > row[total.name]:
            raise CapacityTooLowError(capacity=row[total.name], taken=in_use[row["id"]])
    gone = in_use.keys() - {row["id"] for row in rows}
    if gone:
        if table is tables.tasks:
            signups.forget_task(session, gone)
        else:
            pledges.forget_needs(session, gone)
        session.execute(sa.delete(table).where(table.c.id.in_(gone)))
    if kept := [_without_counters(row) for row in rows if row["id"] in in_use]:
        names = kept[0].keys() - {"id"}
        session.execute(
            sa.update(table)
            .where(table.c.id == sa.bindparam("part_id"))
            .values({name: sa.bindparam(name) for name in names}),
            [row | {"part_id": row["id"]} for row in kept],
        )
    if new := [row for row in rows if row["id"] not in in_use]:
        session.execute(sa.insert(table), new)


def _without_counters(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _COUNTERS}
