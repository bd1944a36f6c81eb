"""Who is left over in a plan: why, and what would be next best."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from matching import places
from matching.allocation import Plan, enough, first_allowed, room_after
from matching.places import Places
from matching.seekers import Seekers
from services.planning.field import LEAST_SCORE, Field

Rows = NDArray[np.intp]


class Reason(StrEnum):
    """Why somebody has no place, as it is kept. The words are in `i18n`."""

    FULL = "vol"  # all that fits is full
    POOR = "matig"  # what there is does not really fit (`field.LEAST_SCORE`)
    FAR = "ver"  # nothing as near as they would go
    TIME = "tijd"  # nothing at the times they named
    NOTHING = "niets"  # nothing that fits
    ROOM = "plek"  # something fits and has room, but did not come out of the plan


def reasons(field: Field, planned: Plan) -> list[tuple[Reason, int]]:
    """For each of those left over why, and the row of the next best with room; -1 for none.

    The next best keeps to what they said as far as that goes: then it fits poorly, lies further
    than they would go, or is at another time.
    """
    left = planned.left_over
    people = field.people.take(left)
    room = room_after(field.people, field.catalogue, planned)
    anywhere, anytime = _without_radius(people), _without_times(people)
    plenty = places.plenty(field.catalogue, field.ours)
    after, score = _best(field, people, left, room)
    there, best_score = _best(field, people, left, plenty)
    far, time = (_best(field, some, left, plenty)[0] >= 0 for some in (anywhere, anytime))
    for some in (anywhere, anytime):
        after = np.where(after >= 0, after, _best(field, some, left, room)[0])
    why = np.select(
        [score >= LEAST_SCORE, best_score >= LEAST_SCORE, there >= 0, far, time],
        [Reason.ROOM, Reason.FULL, Reason.POOR, Reason.FAR, Reason.TIME],
        Reason.NOTHING,
    )
    return [(Reason(one), row) for one, row in zip(why.tolist(), after.tolist(), strict=True)]


def _best(
    field: Field, people: Seekers, left: Rows, room: Places
) -> tuple[Rows, NDArray[np.float64]]:
    """The best row of each of `people`, who are `left` in the field, and its score; -1 for none.

    However poorly it fits, but for what they refused.
    """
    refused = field.refused()
    found = field.rank(people, room, top=enough(refused), least=0.0)
    choice = first_allowed(found, left, refused, len(field.catalogue))
    rows, scores = np.full(len(left), -1, dtype=np.intp), np.full(len(left), -1.0)
    known = np.flatnonzero(choice >= 0)
    rows[known], scores[known] = found.rows[choice[known]], found.scores[choice[known]]
    return rows, scores


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
