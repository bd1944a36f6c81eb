"""Activities as columns: what every gate and criterion is computed on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar, get_args, get_type_hints

import numpy as np
from numpy.typing import NDArray

from domain.activities import Activity, Task
from domain.branches import Branch
from domain.fields import FIELDS, Field, Kind
from domain.vocabulary import (
    ActivityState,
    NeedKind,
    TaskPlace,
)
from matching.distance import earth_centred

UNKNOWN = -1  # in integer columns: not said
NO_LIMIT = np.iinfo(np.int32).max  # in people columns: as many as like

_Member = TypeVar("_Member", bound=Enum)


def code(member: _Member | None) -> int:
    """The position of an enum member in its enum, or UNKNOWN."""
    return UNKNOWN if member is None else list(type(member)).index(member)


def mask(members: Iterable[_Member]) -> int:
    """A bit per enum member, by position."""
    return sum(1 << code(member) for member in members)


def minute(moment: datetime) -> int:
    """Whole minutes since 1970 UTC."""
    return int(moment.timestamp() // 60)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Catalogue:
    """n activities as arrays of length n, sorted by id, so the row number breaks ties.

    Unknown is NaN in float columns and UNKNOWN (-1) in integer ones. Enum columns hold the
    member's position, mask columns a bit per position (0 is "not said"). Times are minutes
    since 1970 UTC. Slots are stored end to end: those of row i are
    `slot_starts[slot_offsets[i]:slot_offsets[i + 1]]`; a row may have none. `needs_asked` and
    `needs_open` are masks of `NeedKind`. Build one with `from_activities` or from a database.
    """

    ids: NDArray[np.str_]
    editions: NDArray[np.str_]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    state: NDArray[np.int8]
    branch: NDArray[np.int8]
    forms: NDArray[np.uint8]
    groups: NDArray[np.uint16]
    attendance: NDArray[np.int8]
    province: NDArray[np.int8]
    municipality: NDArray[np.int32]  # the digits of the CBS code, GM0344 -> 344
    has_home_task: NDArray[np.bool_]
    has_site_task: NDArray[np.bool_]  # a task on the spot, or no tasks at all
    people_asked: NDArray[np.int32]  # NO_LIMIT when no limit was said
    people_left: NDArray[np.int32]
    home_left: NDArray[np.int32]  # of these from home
    site_left: NDArray[np.int32]  # and on the spot; the places of an activity without tasks too
    helpers_asked: NDArray[np.int32]  # people that its tasks ask for; 0 without tasks
    home_minutes: NDArray[np.int32]  # its shortest task with a place left, from home
    site_minutes: NDArray[np.int32]  # the same on the spot; without tasks what the activity takes
    needs_asked: NDArray[np.uint8]
    needs_open: NDArray[np.uint8]
    money_asked: NDArray[np.int64]  # cents
    money_open: NDArray[np.int64]
    has_team: NDArray[np.bool_]
    min_age: NDArray[np.int16]
    min_crew: NDArray[np.int32]
    expected_participants: NDArray[np.int32]
    shows_sponsor: NDArray[np.int8]  # 1 yes, 0 no, UNKNOWN
    slot_offsets: NDArray[np.int64]  # (n + 1,)
    slot_starts: NDArray[np.int64]
    slot_ends: NDArray[np.int64]
    # Worked out once from the columns above:
    xyz: NDArray[np.float64]  # (n, 3) metres, see `matching.distance.earth_centred`
    last_end: NDArray[np.int64]  # UNKNOWN without slots
    edition: NDArray[np.int16]  # position in `edition_ids`
    edition_ids: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, rows: NDArray[np.intp]) -> Catalogue:
        """The activities at `rows`, in that order; row numbers then no longer follow the ids."""
        counts = np.diff(self.slot_offsets)[rows]
        offsets = np.concatenate([[0], np.cumsum(counts)])
        slots = np.arange(offsets[-1]) + np.repeat(self.slot_offsets[rows] - offsets[:-1], counts)
        columns = {
            field.name: getattr(self, field.name)[rows]
            for field in fields(self)
            if not field.name.startswith(("slot_", "edition_"))
        }
        return Catalogue(
            **columns,
            slot_offsets=offsets,
            slot_starts=self.slot_starts[slots],
            slot_ends=self.slot_ends[slots],
            edition_ids=self.edition_ids,
        )

    @classmethod
    def from_activities(cls, activities: Iterable[Activity]) -> Catalogue:
        """Columns of `activities`, in order of id."""
        ordered = sorted(activities, key=lambda activity: activity.id)
        rows = [_row(activity) for activity in ordered]
        slots = [
            sorted(activity.slots, key=lambda slot: (slot.starts_at, slot.ends_at))
            for activity in ordered
        ]
        columns: dict[str, Sequence[object]] = {
            "slot_offsets": np.cumsum([0, *map(len, slots)]).tolist(),
            "slot_starts": [minute(slot.starts_at) for each in slots for slot in each],
            "slot_ends": [minute(slot.ends_at) for each in slots for slot in each],
        }
        names = _COLUMN_TYPES.keys() - columns.keys()
        return cls.from_columns(columns | {name: [row[name] for row in rows] for name in names})

    @classmethod
    def from_columns(cls, columns: dict[str, Sequence[Any]]) -> Catalogue:
        """Columns given as plain sequences, already sorted by id, cast to the types above."""
        arrays = {
            name: np.asarray(columns[name], dtype=dtype) for name, dtype in _COLUMN_TYPES.items()
        }
        ids = arrays["ids"]
        if len(ids) > 1 and not bool((ids[:-1] < ids[1:]).all()):
            raise ValueError("catalogue rows must be sorted by a unique id")
        edition_ids, edition = np.unique(arrays["editions"], return_inverse=True)
        arrays["xyz"] = earth_centred(arrays["lat"], arrays["lon"])
        arrays["last_end"] = _of_slots(
            np.maximum, arrays["slot_offsets"], arrays["slot_ends"], without=UNKNOWN
        )
        arrays["site_minutes"] = _site_minutes(arrays)
        arrays["edition"] = edition.astype(np.int16)
        for array in arrays.values():
            array.flags.writeable = False
        return cls(**arrays, edition_ids=tuple(edition_ids.tolist()))


# What is given, each with its type; the rest is worked out from these.
_WORKED_OUT = frozenset({"xyz", "last_end", "edition", "edition_ids"})
_COLUMN_TYPES: dict[str, Any] = {
    name: get_args(get_args(kind)[-1])[0]
    for name, kind in get_type_hints(Catalogue).items()
    if name not in _WORKED_OUT
}
# The plain fields of an activity that are columns, under the same name.
PLAIN = tuple(field for field in FIELDS if field.name in _COLUMN_TYPES)


def _row(activity: Activity) -> dict[str, object]:
    point = activity.place.point
    asked, left = activity.people_asked, activity.people_left
    at_home = [task for task in activity.tasks if task.place is TaskPlace.AT_HOME]
    on_site = [task for task in activity.tasks if task.place is TaskPlace.ON_SITE]
    own_minutes = UNKNOWN if activity.minutes is None else activity.minutes
    money = [need for need in activity.needs if need.kind is NeedKind.MONEY]
    return {
        "ids": activity.id,
        "editions": activity.edition_id,
        "lat": point.lat if point else np.nan,
        "lon": point.lon if point else np.nan,
        "state": code(activity.state),
        "province": code(activity.place.province),
        "municipality": municipality_number(activity.place.municipality_code),
        "has_home_task": bool(at_home),
        "has_site_task": bool(on_site) or not activity.tasks,
        "people_asked": NO_LIMIT if asked is None else asked,
        "people_left": NO_LIMIT if left is None else left,
        "home_left": sum(task.people_left for task in at_home),
        "site_left": sum(task.people_left for task in on_site)
        if activity.tasks
        else (NO_LIMIT if left is None else left),
        "helpers_asked": sum(task.people for task in activity.tasks),
        "home_minutes": _shortest(at_home),
        "site_minutes": _shortest(on_site) if activity.tasks else own_minutes,
        "needs_asked": mask({need.kind for need in activity.needs}),
        "needs_open": mask({need.kind for need in activity.needs if need.open}),
        "money_asked": sum(need.quantity for need in money),
        "money_open": activity.money_open_cents,
        "has_team": activity.team_id is not None,
        **{field.name: _number(field, getattr(activity, field.name)) for field in PLAIN},
    }


def _number(field: Field, value: Any) -> int:  # noqa: ANN401
    """A plain field as its column holds it."""
    if field.kind is Kind.CHOICES:
        return mask(value)
    if field.kind is Kind.CHOICE:
        return code(value)
    return UNKNOWN if value is None else int(value)


def _shortest(tasks: Iterable[Task]) -> int:
    return min((task.minutes for task in tasks if task.people_left), default=UNKNOWN)


def _of_slots(
    reduce: np.ufunc, offsets: NDArray[np.int64], values: NDArray[np.int64], *, without: int
) -> NDArray[np.int64]:
    """One value per activity from those of its slots; `without` where it has none."""
    found = np.full(len(offsets) - 1, without, dtype=np.int64)
    filled = np.flatnonzero(np.diff(offsets))
    if len(filled):
        found[filled] = reduce.reduceat(values, offsets[filled])
    return found


def _site_minutes(arrays: dict[str, NDArray[Any]]) -> NDArray[np.int32]:
    """`site_minutes`, and where an activity without tasks does not say it, its shortest slot."""
    lengths = arrays["slot_ends"] - arrays["slot_starts"]
    shortest = _of_slots(np.minimum, arrays["slot_offsets"], lengths, without=UNKNOWN)
    said = arrays["site_minutes"]
    silent = (said == UNKNOWN) & (arrays["helpers_asked"] == 0)
    return np.where(silent, shortest, said).astype(np.int32)


def municipality_number(cbs_code: str) -> int:
    """The digits of a CBS municipality code ("GM0344" -> 344), or UNKNOWN."""
    return int(cbs_code[2:]) if cbs_code.startswith("GM") and cbs_code[2:].isdigit() else UNKNOWN


# The member behind a code, for reading columns back.
BRANCHES: tuple[Branch, ...] = tuple(Branch)
STATES: tuple[ActivityState, ...] = tuple(ActivityState)
NEEDS: tuple[NeedKind, ...] = tuple(NeedKind)
