"""Who is left over in a plan: why, and what would be next best."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from matching.allocation import Plan, enough, first_allowed, room_after
from matching.catalogue import NO_LIMIT
from matching.seekers import Seekers
from services.planning.field import Field

Rows = NDArray[np.intp]


class Reason(StrEnum):
    """Why somebody has no place, as it is kept. The words are in `i18n`."""

    FULL = "vol"  # all that fits is full
    FAR = "ver"  # nothing within the distance they set
    TIME = "tijd"  # nothing at the times they named
    NOTHING = "niets"  # nothing that fits
    ROOM = "plek"  # something fits and has room, but did not come out of the plan


def reasons(field: Field, planned: Plan) -> list[tuple[Reason, int]]:
    """For each of those left over why, and the row of the next best with room; -1 for none.

    The next best keeps to what they said as far as that goes: then it lies further than they set,
    or at another time.
    """
    left = planned.left_over
    people = field.people.take(left)
    room = room_after(field.people, field.catalogue, planned)
    anywhere, anytime = _without_radius(people), _without_times(people)
    plenty = np.where(field.ours, NO_LIMIT, 0).astype(np.int64)
    fits = _best(field, people, left, room)
    full, far, time = (
        _best(field, some, left, plenty) >= 0 for some in (people, anywhere, anytime)
    )
    after = fits
    for some in (anywhere, anytime):
        after = np.where(after >= 0, after, _best(field, some, left, room))
    why = np.select(
        [fits >= 0, full, far, time],
        [Reason.ROOM, Reason.FULL, Reason.FAR, Reason.TIME],
        Reason.NOTHING,
    )
    return [(Reason(one), row) for one, row in zip(why.tolist(), after.tolist(), strict=True)]


def _best(field: Field, people: Seekers, left: Rows, places: NDArray[np.int64]) -> Rows:
    """The best row of each of `people`, who are `left` in the field, but for what they refused."""
    refused = field.refused()
    found = field.rank(people, places, top=enough(refused))
    return first_allowed(found, left, refused, len(field.catalogue))


def _without_radius(people: Seekers) -> Seekers:
    return replace(people, radius_km=np.full(len(people), np.nan))


def _without_times(people: Seekers) -> Seekers:
    nothing = np.zeros(0, dtype=np.int64)
    return replace(
        people,
        wish_offsets=np.zeros(len(people) + 1, dtype=np.int64),
        wish_starts=nothing,
        wish_ends=nothing,
    )
