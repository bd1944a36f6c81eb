"""The state of an edition at a glance, for a coordinator's part of the programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import overview, teams
from domain.accounts import Scope
from domain.actors import Actor, check_coordinator
from domain.branches import Branch
from domain.places import Province
from domain.times import to_local
from domain.vocabulary import ActivityState, ConnectionForm, TargetGroup
from matching.catalogue import NO_LIMIT, Catalogue, code
from services.happening import HAPPENING, Rows, happening, rows_of
from services.programme import Programme

WHOLE_DAY = -1
_DAY_MINUTES = 23 * 60  # the shortest day, when the clock goes forward
_Member = TypeVar("_Member", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Numbers:
    """An edition in numbers. Places and money are of what is on the map; money in cents.

    `places` and `open_places` leave out what set no limit, which `unlimited` counts.
    """

    by_state: dict[ActivityState, int]
    places: int
    open_places: int
    unlimited: int
    money_asked_cents: int
    money_promised_cents: int
    teams: int
    without_team: int

    @property
    def on_the_map(self) -> int:
        """How many activities visitors see as happening."""
        return sum(self.by_state.get(state, 0) for state in HAPPENING)


@dataclass(frozen=True, slots=True)
class Pictures:
    """Counts to draw: of activities on the map, by what a report asks for.

    `by_day_and_hour` counts time slots by local day and the hour in which they start, WHOLE_DAY
    for those without a clock; `over_time` is how many activities there were at each day's end.
    """

    over_time: dict[date, int]
    by_province: dict[Province, int]
    by_branch: dict[Branch, int]
    by_form: dict[ConnectionForm, int]
    by_group: dict[TargetGroup, int]
    by_day_and_hour: dict[tuple[date, int], int]


def numbers(database: Database, programme: Programme, edition_id: str, *, actor: Actor) -> Numbers:
    """The edition in numbers. Raises `NotAllowedError`."""
    check_coordinator(actor)
    catalogue = programme.catalogue
    rows = rows_of(catalogue, edition_id, actor.scope)
    alive = happening(catalogue, edition_id, actor.scope)
    limited = alive[catalogue.people_asked[alive] != NO_LIMIT]
    states = Counter(catalogue.state[rows].tolist())
    with database.read() as session:
        found = teams.all_visible(session, edition_id)
    asked = int(catalogue.money_asked[alive].sum())
    return Numbers(
        by_state={state: states.get(code(state), 0) for state in ActivityState},
        places=int(catalogue.people_asked[limited].sum()),
        open_places=int(catalogue.people_left[limited].sum()),
        unlimited=len(alive) - len(limited),
        money_asked_cents=asked,
        money_promised_cents=asked - int(catalogue.money_open[alive].sum()),
        teams=sum(1 for team in found if actor.scope.covers(team.place, team.branch)),
        without_team=int((~catalogue.has_team[alive]).sum()),
    )


def pictures(
    database: Database, programme: Programme, edition_id: str, *, actor: Actor
) -> Pictures:
    """What can be drawn of the edition. Raises `NotAllowedError`."""
    check_coordinator(actor)
    catalogue = programme.catalogue
    rows = happening(catalogue, edition_id, actor.scope)
    with database.read() as session:
        began = _began(session, programme, edition_id, actor.scope)
    return Pictures(
        over_time=_growing(began),
        by_province=_by(Province, catalogue.province[rows]),
        by_branch=_by(Branch, catalogue.branch[rows]),
        by_form=_by_bit(ConnectionForm, catalogue.forms[rows]),
        by_group=_by_bit(TargetGroup, catalogue.groups[rows]),
        by_day_and_hour=_by_hour(catalogue, rows),
    )


def _began(session: Session, programme: Programme, edition_id: str, scope: Scope) -> list[datetime]:
    """When each activity on the map began, as far as that is known."""
    catalogue = programme.catalogue
    rows = happening(catalogue, edition_id, scope)
    ids = set(catalogue.ids[rows].tolist())
    return [moment for id, moment in overview.created(session, edition_id) if id in ids]


def _growing(moments: Iterable[datetime]) -> dict[date, int]:
    per_day = Counter(to_local(moment).date() for moment in moments)
    total, found = 0, {}
    for day in sorted(per_day):
        total += per_day[day]
        found[day] = total
    return found


def _by(members: type[_Member], column: NDArray[np.integer[Any]]) -> dict[_Member, int]:
    counts = Counter(column.tolist())
    return {member: counts.get(code(member), 0) for member in members}


def _by_bit(members: type[_Member], column: NDArray[np.integer[Any]]) -> dict[_Member, int]:
    return {member: int((column >> position & 1).sum()) for position, member in enumerate(members)}


def _by_hour(catalogue: Catalogue, rows: Rows) -> dict[tuple[date, int], int]:
    counts: Counter[tuple[date, int]] = Counter()
    for row in rows:
        first, last = catalogue.slot_offsets[row], catalogue.slot_offsets[row + 1]
        starts, ends = catalogue.slot_starts[first:last], catalogue.slot_ends[first:last]
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            local = to_local(datetime.fromtimestamp(start * 60, UTC))
            whole_day = end - start >= _DAY_MINUTES and (local.hour, local.minute) == (0, 0)
            counts[local.date(), WHOLE_DAY if whole_day else local.hour] += 1
    return dict(sorted(counts.items()))
