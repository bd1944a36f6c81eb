"""Gates: firm conditions that say yes or no and never carry a weight.

A gate fails closed: what an activity does not say is a no, with that as the reason. A question
that the seeker was not asked opens its gate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from domain.activities import Activity
from domain.seekers import Seeker
from domain.vocabulary import ActivityState, AttendanceMode, Audience
from matching.catalogue import UNKNOWN, Catalogue, code
from matching.seekers import ONE, Pairs, beside

Flags = NDArray[np.bool_]

_PUBLISHED = code(ActivityState.PUBLISHED)
_ONLINE = code(AttendanceMode.ONLINE)
_YES = np.ones(1, dtype=np.bool_)  # of every pair


@dataclass(frozen=True, slots=True)
class Gate:
    """`passes` is the answer per pair, False where it is unknown; `known` tells those apart."""

    name: str
    passes: Callable[[Pairs], Flags]
    known: Callable[[Pairs], Flags]


@dataclass(frozen=True, slots=True)
class GateFailure:
    """A gate that stayed shut: `reason` "no" when it is so, "unknown" when nobody said."""

    gate: str
    reason: Literal["no", "unknown"]


def open_rows(catalogue: Catalogue, *, now_minute: int, edition_id: str | None = None) -> Flags:
    """Which activities anyone can be matched with: published, in the edition, not over; shape (n,)."""
    is_published: Flags = catalogue.state == _PUBLISHED
    return is_published & _in_edition(catalogue, edition_id) & (catalogue.last_end >= now_minute)


def failures(
    seeker: Seeker, activity: Activity, *, now_minute: int, edition_id: str | None = None
) -> list[GateFailure]:
    """Every gate that keeps `activity` from `seeker`, in a fixed order; empty when it may be proposed."""
    catalogue = Catalogue.from_activities([activity])
    pairs = beside(seeker, catalogue, ONE)
    opening = {
        "published": (catalogue.state == _PUBLISHED, catalogue.state != UNKNOWN),
        "edition": (_in_edition(catalogue, edition_id), catalogue.edition >= 0),
        "not_over": (catalogue.last_end >= now_minute, catalogue.last_end != UNKNOWN),
    }
    answers = opening | {
        gate.name: (gate.passes(pairs), gate.known(pairs)) for gate in GATES[seeker.audience]
    }
    return [
        GateFailure(name, "no" if np.all(known) else "unknown")
        for name, (passes, known) in answers.items()
        if not np.all(passes)
    ]


def from_home(pairs: Pairs) -> Flags:
    """Whether distance plays no part: online, or a task that a volunteer can and may do at home."""
    may_work_at_home: Flags = pairs.seekers.at_home[pairs.who] != 0
    return is_online(pairs) | (_offers_home(pairs) & may_work_at_home)


def _offers_home(pairs: Pairs) -> Flags:
    """Whether there is something to do from home.

    A sponsor or team looks for what happens near it, whatever can be done from home for that.
    """
    if pairs.seekers.audience is not Audience.VOLUNTEER:
        return ~_YES
    has_home_task: Flags = pairs.catalogue.has_home_task[pairs.rows]
    return has_home_task


def is_online(pairs: Pairs) -> Flags:
    """Whether it takes place online only."""
    online: Flags = pairs.catalogue.attendance[pairs.rows] == _ONLINE
    return online


def _in_edition(catalogue: Catalogue, edition_id: str | None) -> Flags:
    if edition_id is None:
        return np.ones(len(catalogue), dtype=np.bool_)
    if edition_id not in catalogue.edition_ids:
        return np.zeros(len(catalogue), dtype=np.bool_)
    belongs: Flags = catalogue.edition == catalogue.edition_ids.index(edition_id)
    return belongs


def _has_room(pairs: Pairs) -> Flags:
    """Whether all who come fit in one kind of place: those from home and on the spot are apart."""
    home, site = pairs.catalogue.home_left[pairs.rows], pairs.catalogue.site_left[pairs.rows]
    left = np.maximum(*_where_allowed(pairs, home, site, otherwise=0))
    enough: Flags = left >= pairs.seekers.size[pairs.who]
    return enough | ~_right_place_to_work(pairs)  # of a place there is not, another gate tells


def _short_enough(pairs: Pairs) -> Flags:
    limit = pairs.seekers.minutes[pairs.who]
    if (limit == UNKNOWN).all():
        return _YES
    shortest = _shortest(pairs)
    return np.asarray(limit == UNKNOWN) | ((shortest != UNKNOWN) & (shortest <= limit))


def _shortest(pairs: Pairs) -> NDArray[np.int32]:
    """Minutes of the shortest thing to do where the seeker may, with room for all; else UNKNOWN."""
    size, columns, rows = pairs.seekers.size[pairs.who], pairs.catalogue, pairs.rows
    home = np.where(columns.home_left[rows] >= size, columns.home_minutes[rows], UNKNOWN)
    site = np.where(columns.site_left[rows] >= size, columns.site_minutes[rows], UNKNOWN)
    home, site = _where_allowed(pairs, home, site, otherwise=UNKNOWN)
    both = (home != UNKNOWN) & (site != UNKNOWN)
    return np.where(both, np.minimum(home, site), np.maximum(home, site))


def _where_allowed(
    pairs: Pairs, home: NDArray[np.int32], site: NDArray[np.int32], *, otherwise: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """What holds from home and on the spot, each `otherwise` where the seeker wants the other only.

    What is online is done from home, whatever it is called.
    """
    at_home = pairs.seekers.at_home[pairs.who]
    if (at_home == UNKNOWN).all():
        return home, site
    elsewhere = (at_home == 1) & ~is_online(pairs)
    return np.where(at_home == 0, otherwise, home), np.where(elsewhere, otherwise, site)


def _needs_what_is_offered(pairs: Pairs) -> Flags:
    offers = pairs.seekers.offers[pairs.who]
    wanted = np.where(offers == 0, np.uint8(255), offers)
    wants_it: Flags = (pairs.catalogue.needs_open[pairs.rows] & wanted) != 0
    return wants_it


def _within_radius(pairs: Pairs) -> Flags:
    limit = pairs.seekers.radius_km[pairs.who]
    if np.isnan(limit).all():
        return _YES
    return np.isnan(limit) | from_home(pairs) | (pairs.km <= limit)


def _distance_known(pairs: Pairs) -> Flags:
    return ~np.isnan(pairs.km) | from_home(pairs)


def _shares_a_time(pairs: Pairs) -> Flags:
    if not pairs.wishes.any():
        return _YES
    shares: Flags = (pairs.wishes == 0) | (pairs.time_share > 0)
    return shares


def _old_enough(pairs: Pairs) -> Flags:
    """A least age is a condition to be confirmed at signing up for who was never asked."""
    age = pairs.seekers.age[pairs.who]
    return np.asarray(age == UNKNOWN) | (age >= pairs.catalogue.min_age[pairs.rows])


def _right_place_to_work(pairs: Pairs) -> Flags:
    at_home = pairs.seekers.at_home[pairs.who]
    if (at_home == UNKNOWN).all():
        return _YES
    online = is_online(pairs)
    from_here = _offers_home(pairs) | online
    on_the_spot = ~online
    if pairs.seekers.audience is Audience.VOLUNTEER:
        on_the_spot = on_the_spot & pairs.catalogue.has_site_task[pairs.rows]
    fits = np.where(at_home == 1, from_here, on_the_spot)
    return fits | np.asarray(at_home == UNKNOWN)


def _always_known(_pairs: Pairs) -> Flags:
    return _YES


_ROOM = Gate("places_left", _has_room, _always_known)
_NEED = Gate("open_need", _needs_what_is_offered, _always_known)
_RADIUS = Gate("radius", _within_radius, _distance_known)
_TIME = Gate("shared_time", _shares_a_time, lambda pairs: pairs.catalogue.last_end[pairs.rows] >= 0)
_AGE = Gate("min_age", _old_enough, lambda pairs: pairs.seekers.age[pairs.who] > 0)
_LENGTH = Gate("short_enough", _short_enough, lambda pairs: _shortest(pairs) != UNKNOWN)
_WHERE = Gate("at_home", _right_place_to_work, _always_known)

# Per audience, cheap ones first: the later gates look at what the earlier ones left.
GATES: dict[Audience, tuple[Gate, ...]] = {
    Audience.VOLUNTEER: (_ROOM, _AGE, _LENGTH, _WHERE, _RADIUS, _TIME),
    Audience.SPONSOR: (_NEED, _WHERE, _RADIUS, _TIME),
    Audience.TEAM: (_WHERE, _RADIUS, _TIME),
}
