"""The whole programme at once as columns to match on, with its version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from operator import itemgetter
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from data import records, tables
from domain.fields import Field, Kind
from domain.places import Province
from domain.vocabulary import ActivityState, NeedKind, TaskPlace
from matching.catalogue import NO_LIMIT, PLAIN, UNKNOWN, Catalogue, municipality_number

_IntArray = NDArray[np.int64]


def version(session: Session) -> int:
    """The number of the programme as it is now; it rises with every change. One query."""
    return int(session.scalars(sa.select(tables.programme.c.version)).one())


def catalogue(session: Session, edition_id: str | None = None) -> Catalogue:
    """Every activity, or those of one edition, read straight into columns. Four queries.

    The same as `Catalogue.from_activities` gives for the same activities.
    """
    # Sorted here and not by the database: PostgreSQL's order depends on its locale.
    stored = _stored()
    query = sa.select(*stored.values()).where(*in_edition(edition_id))
    rows = sorted(records.fetch(session, query), key=itemgetter(0))
    columns: dict[str, Any] = {
        name: [row[place] for row in rows] for place, name in enumerate(stored)
    }
    row_of = {id: row for row, id in enumerate(columns["ids"])}
    for name, kind in _KINDS.items():
        codes = {member.value: code for code, member in enumerate(kind)}
        columns[name] = [UNKNOWN if key is None else codes[key] for key in columns[name]]
    numbers = {code: municipality_number(code) for code in set(columns["municipality"])}
    columns["municipality"] = [numbers[code] for code in columns["municipality"]]
    columns |= _tasks(session, edition_id, row_of, columns)
    columns |= _needs(session, edition_id, row_of)
    columns |= _slots(session, edition_id, row_of)
    return Catalogue.from_columns({k: v for k, v in columns.items() if k not in _OWN})


# Columns of the catalogue that hold a member's position; stored as its key.
_KINDS: dict[str, type[StrEnum]] = {
    "state": ActivityState,
    "province": Province,
} | {field.name: field.members for field in PLAIN if field.kind is Kind.CHOICE}


def _stored() -> dict[str, ColumnElement[Any]]:
    """What stands in the table itself, by name in the catalogue."""
    c = tables.activities.c
    return {
        "ids": c.id,
        "editions": c.edition_id,
        "lat": c.place_lat,
        "lon": c.place_lon,
        "state": sa.type_coerce(c.state, sa.String()),
        "province": sa.type_coerce(c.place_province, sa.String()),
        "municipality": c.place_municipality_code,
        "has_team": c.team_id.is_not(None),
        "minutes": sa.func.coalesce(c.minutes, UNKNOWN),
        **{field.name: _plain(field, c[field.name]) for field in PLAIN},
        "capacity": sa.func.coalesce(c.capacity, NO_LIMIT),
        "places_left": sa.func.coalesce(c.capacity - c.taken, NO_LIMIT),
    }


def _plain(field: Field, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A plain field as the catalogue holds it; of a closed list the key, or the bits as stored."""
    if field.kind is Kind.CHOICE:
        return sa.type_coerce(column, sa.String())
    if field.kind is Kind.CHOICES:
        return sa.type_coerce(column, sa.Integer())
    return sa.func.coalesce(sa.cast(column, sa.Integer()), UNKNOWN)


_OWN = frozenset({"capacity", "places_left", "minutes"})  # only to work people out with


def _tasks(
    session: Session, edition_id: str | None, row_of: dict[str, int], columns: dict[str, Any]
) -> dict[str, Any]:
    c = tables.tasks.c
    at_home = c.place == TaskPlace.AT_HOME
    rows, home, people, left, minutes = _parts(
        session, edition_id, row_of, c.activity_id, at_home, c.people, c.people - c.taken, c.minutes
    )
    n = len(row_of)
    has_tasks, is_home, is_open = np.bincount(rows, minlength=n) > 0, home == 1, left > 0
    home_left, site_left = (_sum(rows[kind], left[kind], n) for kind in (is_home, ~is_home))
    helpers = _sum(rows, people, n)
    return {
        "has_home_task": np.bincount(rows[is_home], minlength=n) > 0,
        "has_site_task": ~has_tasks | (np.bincount(rows[~is_home], minlength=n) > 0),
        "people_asked": np.where(has_tasks, helpers, columns["capacity"]),
        "people_left": np.where(has_tasks, home_left + site_left, columns["places_left"]),
        "home_left": home_left,
        "site_left": np.where(has_tasks, site_left, columns["places_left"]),
        "helpers_asked": helpers,
        "home_minutes": _least(rows[is_home & is_open], minutes[is_home & is_open], n),
        "site_minutes": np.where(
            has_tasks,
            _least(rows[~is_home & is_open], minutes[~is_home & is_open], n),
            columns["minutes"],
        ),
    }


def _needs(session: Session, edition_id: str | None, row_of: dict[str, int]) -> dict[str, Any]:
    c = tables.needs.c
    kind = sa.case(
        {member: code for code, member in enumerate(NeedKind)}, value=c.kind, else_=UNKNOWN
    )
    rows, kinds, asked, left = _parts(
        session, edition_id, row_of, c.activity_id, kind, c.quantity, c.quantity - c.promised
    )
    n = len(row_of)
    is_money = kinds == list(NeedKind).index(NeedKind.MONEY)
    is_open = left > 0
    return {
        "needs_asked": _sum(rows, 1 << kinds, n, np.bitwise_or),
        "needs_open": _sum(rows[is_open], 1 << kinds[is_open], n, np.bitwise_or),
        "money_asked": _sum(rows[is_money], asked[is_money], n),
        "money_open": _sum(rows[is_money], left[is_money], n),
    }


def _slots(session: Session, edition_id: str | None, row_of: dict[str, int]) -> dict[str, Any]:
    c = tables.slots.c
    moments = (c.starts_at, c.ends_at)
    numbers = map(records.seconds, moments)
    rows, starts, ends = _parts(
        session, edition_id, row_of, c.activity_id, *numbers, order_by=moments
    )
    order = np.argsort(rows, kind="stable")
    counts = np.bincount(rows, minlength=len(row_of))
    return {
        "slot_offsets": np.concatenate(([0], np.cumsum(counts))),
        "slot_starts": starts[order] // 60,
        "slot_ends": ends[order] // 60,
    }


def _parts(
    session: Session,
    edition_id: str | None,
    row_of: dict[str, int],
    activity_id: ColumnElement[str],
    *numbers: ColumnElement[Any],
    order_by: Sequence[ColumnElement[Any]] = (),
) -> tuple[_IntArray, ...]:
    """The row in the catalogue that each part belongs to, and its numbers."""
    query = sa.select(activity_id, *numbers).order_by(*order_by)
    if edition_id is not None:
        query = query.join(tables.activities, tables.activities.c.id == activity_id)
        query = query.where(*in_edition(edition_id))
    # A join costs more than leaving out the few parts of what became part of another.
    found = [part for part in records.fetch(session, query) if part[0] in row_of]
    rows = [row_of[part[0]] for part in found]
    values = [[part[place] for part in found] for place in range(1, 1 + len(numbers))]
    return tuple(np.asarray(each, dtype=np.int64) for each in (rows, *values))


def _sum(rows: _IntArray, values: _IntArray, n: int, how: np.ufunc = np.add) -> _IntArray:
    total = np.zeros(n, dtype=np.int64)
    how.at(total, rows, values)
    return total


def _least(rows: _IntArray, values: _IntArray, n: int) -> _IntArray:
    """The lowest value of each row; UNKNOWN where it has none."""
    least = np.full(n, none := np.iinfo(np.int64).max)
    np.minimum.at(least, rows, values)
    return np.where(least == none, UNKNOWN, least)


def in_edition(edition_id: str | None) -> Iterable[ColumnElement[bool]]:
    """The condition for activities of an edition, or of all. What became part of another is found there, and is no longer in the programme itself."""
    c = tables.activities.c
    alone = c.merged_into.is_(None)
    return (alone,) if edition_id is None else (alone, c.edition_id == edition_id)
