"""Volunteers, stored with the times at which they can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from domain.accounts import Scope
from domain.errors import NotFoundError
from domain.people import SURE_AGE, Volunteer
from domain.places import Place, Point
from domain.times import TimeSlot
from domain.vocabulary import TravelMode
from matching.catalogue import UNKNOWN, mask


@dataclass(frozen=True, slots=True)
class Helper:
    """A volunteer as a coordinator reads of them: a first name and a town, never how to reach them."""

    id: str
    first_name: str
    place: Place

    @property
    def town(self) -> str:
        """The town, without its postcode."""
        return self.place.name.removeprefix(self.place.pc4).strip()


def get(session: Session, id: str) -> Volunteer:
    """One volunteer. Raises `NotFoundError`. Two queries."""
    found = by_ids(session, [id])
    if id not in found:
        raise NotFoundError(what="volunteer", id=id)
    return found[id]


def by_ids(session: Session, ids: Collection[str]) -> dict[str, Volunteer]:
    """These volunteers, by id; who is not there is left out. Two queries."""
    columns, times = tables.volunteer_times.c, defaultdict(list)
    stored = sa.select(tables.volunteer_times).where(columns.volunteer_id.in_(ids))
    for row in session.execute(stored.order_by(columns.position)).mappings():
        times[row["volunteer_id"]].append(records.thing(TimeSlot, row))
    found = session.execute(sa.select(tables.volunteers).where(tables.volunteers.c.id.in_(ids)))
    return {
        row["id"]: records.thing(Volunteer, row, times=tuple(times[row["id"]]))
        for row in found.mappings()
    }


def points(session: Session) -> list[Point | None]:
    """Where volunteers are, to the postcode area, without saying who. One query."""
    columns = tables.volunteers.c
    found = session.execute(sa.select(columns.place_lat, columns.place_lon))
    return [None if lat is None else Point(lat, lon) for lat, lon in found]


def columns(session: Session, scope: Scope) -> dict[str, Sequence[Any]]:
    """Everybody in `scope` who may be asked now, as columns in order of id. Two queries.

    Named as in `matching.seekers.Seekers`, with `asks_per_week` beside them. Who never said yes to
    being asked, left, wants no mail but what is needed or is never to be asked is not in it.
    """
    found = sorted(records.fetch(session, _asked(scope, *_stored().values())), key=itemgetter(0))
    read: dict[str, Any] = {name: [row[at] for row in found] for at, name in enumerate(_stored())}
    codes = {mode.value: code for code, mode in enumerate(TravelMode)}
    read["travel_mode"] = [codes.get(key, UNKNOWN) for key in read["travel_mode"]]
    return read | _times(session, scope, read["ids"])


def may_be_asked(session: Session, id: str) -> bool:
    """Whether somebody may be asked now, apart from how often. One query."""
    c = tables.volunteers.c
    return session.scalar(_asked(Scope(), c.id).where(c.id == id)) is not None


def helpers(session: Session, ids: Collection[str], scope: Scope) -> dict[str, Helper]:
    """Those of these volunteers who are in `scope`, by id. One query."""
    people, volunteers = tables.people.c, tables.volunteers
    query = (
        sa.select(volunteers, people.first_name)
        .join(tables.people, people.id == volunteers.c.id)
        .where(volunteers.c.id.in_(ids), *in_scope(scope))
    )
    return {
        row["id"]: Helper(row["id"], row["first_name"], records.place(row))
        for row in session.execute(query).mappings()
    }


def in_scope(scope: Scope) -> tuple[sa.ColumnElement[bool], ...]:
    """What a volunteer in a part of the programme meets: lives there, and named a branch of it or none."""
    c, conditions = tables.volunteers.c, []
    if scope.provinces or scope.municipalities:
        conditions.append(
            sa.or_(
                c.place_province.in_(scope.provinces),
                c.place_municipality_code.in_(scope.municipalities),
            )
        )
    if scope.branches:
        named = sa.type_coerce(c.branches, sa.Integer)
        wanted = named.bitwise_and(mask(scope.branches))
        conditions.append(sa.or_(named == 0, wanted != 0))
    return tuple(conditions)


def save(session: Session, volunteer: Volunteer) -> None:
    """Store a volunteer, new or changed. At most three queries."""
    records.put(session, tables.volunteers, records.row(volunteer, tables.volunteers))
    times = tables.volunteer_times
    session.execute(sa.delete(times).where(times.c.volunteer_id == volunteer.id))
    rows = [
        records.row(slot, times) | {"volunteer_id": volunteer.id, "position": position}
        for position, slot in enumerate(volunteer.times)
    ]
    if rows:
        session.execute(sa.insert(times), rows)


def delete(session: Session, id: str) -> None:
    """Erase a volunteer. Raises `NotFoundError`. One query."""
    records.remove(session, tables.volunteers, id)


def _stored() -> dict[str, sa.ColumnElement[Any]]:
    """What stands in the table itself, by name among the columns of seekers."""
    c = tables.volunteers.c
    number, text = sa.Integer(), sa.String()
    return {
        "ids": c.id,
        "lat": c.place_lat,
        "lon": c.place_lon,
        "radius_km": c.radius_km,
        "travel_mode": sa.type_coerce(c.travel_mode, text),
        "branches": sa.type_coerce(c.branches, number),
        "forms": sa.type_coerce(c.forms, number),
        "at_home": sa.func.coalesce(sa.cast(c.at_home, sa.Integer), UNKNOWN),
        "age": sa.case(*((c.is_adult.is_(said), age) for said, age in SURE_AGE.items())),
        "minutes": sa.func.coalesce(c.minutes, UNKNOWN),
        "asks_per_week": c.asks_per_week,
    }


def _asked(scope: Scope, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    people, volunteers = tables.people.c, tables.volunteers
    return (
        sa.select(*columns)
        .select_from(volunteers.join(tables.people, people.id == volunteers.c.id))
        .where(
            people.confirmed_at.is_not(None),
            people.left_at.is_(None),
            people.only_needed_mail.is_(False),
            volunteers.c.said_at.is_not(None),
            volunteers.c.asks_per_week > 0,
            *in_scope(scope),
        )
    )


def _times(session: Session, scope: Scope, ids: Sequence[str]) -> dict[str, Sequence[Any]]:
    """When they can, end to end."""
    times, row_of = tables.volunteer_times.c, {id: row for row, id in enumerate(ids)}
    columns = (times.volunteer_id, records.seconds(times.starts_at), records.seconds(times.ends_at))
    query = _asked(scope, *columns).join(
        tables.volunteer_times, times.volunteer_id == tables.volunteers.c.id
    )
    found = records.fetch(session, query.order_by(times.position))
    rows = np.array([row_of[each[0]] for each in found], dtype=np.int64)
    order = np.argsort(rows, kind="stable")
    starts, ends = (np.array([each[at] for each in found], dtype=np.int64) for at in (1, 2))
    counts = np.bincount(rows, minlength=len(ids))
    return {
        "wish_offsets": np.concatenate(([0], np.cumsum(counts))).tolist(),
        "wish_starts": (starts[order] // 60).tolist(),
        "wish_ends": (ends[order] // 60).tolist(),
    }
