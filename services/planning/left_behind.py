"""Who is left over in a plan: why, and what would be next best."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from matching.allocation import Plan, open_places
from matching.catalogue import NO_LIMIT
from matching.seekers import Seekers
from services.planning.field import Field

Rows = NDArray[np.intp]
_NONE = -1


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
    room = room_after(field, planned)
    anywhere, anytime = _without_radius(people), _without_times(people)
    plenty = np.where(field.ours, NO_LIMIT, 0).astype(np.int64)
    fits = best(field, people, left, room)
    full, far, time = (best(field, some, left, plenty) >= 0 for some in (people, anywhere, anytime))
    after = fits
    for some in (anywhere, anytime):
        after = np.where(after >= 0, after, best(field, some, left, room))
    why = np.select(
        [fits >= 0, full, far, time],
        [Reason.ROOM, Reason.FULL, Reason.FAR, Reason.TIME],
        Reason.NOTHING,
    )
    return [(Reason(one), row) for one, row in zip(why.tolist(), after.tolist(), strict=True)]


def room_after(field: Field, planned: Plan) -> NDArray[np.int64]:
    """The places that are still there after a plan; none where it found too few for a crew."""
    room = open_places(field.catalogue)
    np.subtract.at(room, planned.rows, field.people.size[planned.who])
    room[planned.short_of_crew] = 0
    return room


def best(field: Field, people: Seekers, left: Rows, places: NDArray[np.int64]) -> Rows:
    """The best row of each of `people`, who are `left` in the field, but for what they refused."""
    refused = field.refused()
    most = max(Counter(person for person, _ in refused).values(), default=0)
    found = field.rank(people, places, top=most + 1)
    keys = [person * len(field.catalogue) + row for person, row in refused]
    allowed = np.flatnonzero(~np.isin(left[found.who] * len(field.catalogue) + found.rows, keys))
    rows = np.full(len(left), _NONE, dtype=np.intp)
    rows[found.who[allowed[::-1]]] = found.rows[allowed[::-1]]  # the first of each is written last
    return rows


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
