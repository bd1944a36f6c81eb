"""Is this it already? Activities on the same day, near the same place, with nearly the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz, process
from scipy.spatial import cKDTree

from data.geocoding.names import plain
from domain.accounts import Scope
from domain.activities import Activity
from domain.times import TimeSlot, midnight, to_local
from domain.vocabulary import ActivityState
from matching.catalogue import code, minute
from matching.distance import earth_centred, kilometres
from services.happening import in_scope
from services.programme import Programme, kept_per_programme

NEAR_KM = 3.0
ALIKE = 80  # of 100; words may be added or left out, as in "Soep" and "Soep voor de buurt"
FEWEST_LETTERS = 4
MOST = 3
TWINS = 88  # of 100, word for word: on a whole map a title that holds another is no double
_DAY = 24 * 60
_WINTER = 60  # minutes that local days are ahead: the week is in December
_MOST_TOGETHER = 500


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


@kept_per_programme(16)
def pairs(programme: Programme, scope: Scope, today: date) -> tuple[tuple[str, str], ...]:
    """What may be on the map twice from `today` on, in a part of the programme: ids, most alike first.

    Of one edition, on one day, within a few kilometres and with nearly the same words.
    """
    catalogue = programme.catalogue
    is_on = np.isin(
        catalogue.state, [code(state) for state in ActivityState if state.is_on]
    ) & in_scope(catalogue, scope)
    rows = np.flatnonzero(is_on & (catalogue.last_end >= minute(midnight(today))))
    words = {row: _sorted(programme.titles[row]) for row in rows.tolist()}
    found: dict[tuple[int, int], float] = {}
    for one, other in _near_each_other(programme, rows):
        if (one, other) not in found and catalogue.editions[one] == catalogue.editions[other]:
            found[one, other] = fuzz.ratio(words[one], words[other])
    best = sorted((-score, pair) for pair, score in found.items() if score >= TWINS)
    return tuple((str(catalogue.ids[one]), str(catalogue.ids[other])) for _, (one, other) in best)


def _near_each_other(programme: Programme, rows: np.ndarray) -> Iterator[tuple[int, int]]:
    """Pairs of rows on one day and within reach; those without a point in one municipality."""
    catalogue = programme.catalogue
    counts = np.diff(catalogue.slot_offsets)
    owners = np.repeat(np.arange(len(catalogue)), counts)
    days = (catalogue.slot_starts + _WINTER) // _DAY
    wanted = np.isin(owners, rows)
    for day in np.unique(days[wanted]):
        here = np.unique(owners[wanted & (days == day)])
        has_point = ~np.isnan(catalogue.lat[here])
        placed, loose = here[has_point], here[~has_point]
        if len(placed) > 1:
            tree = cKDTree(catalogue.xyz[placed])
            for one, other in tree.query_pairs(NEAR_KM * 1000):
                yield int(placed[one]), int(placed[other])
        for town in np.unique(catalogue.municipality[loose]):
            together = loose[catalogue.municipality[loose] == town][:_MOST_TOGETHER]
            yield from combinations(together.tolist(), 2)


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
