"""Is this it already? Activities on the same day, near the same place, with nearly the same words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from rapidfuzz import fuzz, process

from data.geocoding.names import plain
from domain.activities import Activity
from domain.times import TimeSlot, midnight, to_local
from matching.catalogue import minute
from matching.distance import earth_centred, kilometres
from services.programme import Programme

NEAR_KM = 3.0
ALIKE = 80  # of 100; words may be added or left out, as in "Soep" and "Soep voor de buurt"
FEWEST_LETTERS = 4
MOST = 3


def alike(programme: Programme, activity: Activity) -> list[str]:
    """The ids of at most three activities that may be the same, most alike first.

    Of any state: ask `services.activities.listed` for those that a visitor may see.
    """
    words = _sorted(activity.title)
    if len(words) < FEWEST_LETTERS or not activity.slots or not len(programme):
        return []
    rows = np.flatnonzero(_of_edition(programme, activity) & _same_day(programme, activity.slots))
    rows = rows[_is_near(programme, rows, activity)]
    titles = [_sorted(programme.titles[row]) for row in rows]
    found = process.extract(
        words, titles, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=MOST + 1
    )
    ids = [str(programme.catalogue.ids[rows[at]]) for _, _, at in found]
    return [id for id in ids if id != activity.id][:MOST]


def _of_edition(programme: Programme, activity: Activity) -> np.ndarray:
    return programme.catalogue.editions == activity.edition_id


def _same_day(programme: Programme, slots: Sequence[TimeSlot]) -> np.ndarray:
    """Which activities have a slot on one of the days of `slots`."""
    catalogue = programme.catalogue
    owners = np.repeat(np.arange(len(catalogue)), np.diff(catalogue.slot_offsets))
    found = np.zeros(len(catalogue), dtype=bool)
    for day in {to_local(slot.starts_at).date() for slot in slots}:
        begin, end = minute(midnight(day)), minute(midnight(day + timedelta(days=1)))
        found[owners[(catalogue.slot_starts < end) & (catalogue.slot_ends > begin)]] = True
    return found


def _is_near(programme: Programme, rows: np.ndarray, activity: Activity) -> np.ndarray:
    """Within a few kilometres; without a point only what has none either."""
    point = activity.place.point
    if point is None:
        return np.isnan(programme.catalogue.lat[rows])
    here = earth_centred(np.array([point.lat]), np.array([point.lon]))
    return kilometres(programme.catalogue.xyz[rows], here) <= NEAR_KM


def _sorted(words: str) -> str:
    return " ".join(sorted(plain(words).split()))
