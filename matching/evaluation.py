"""Whether what people get to see is true: the head of the list, in a few figures.

The same figures hold for one list, in which what is done from home stands at the edge of one's
reach, and for the lanes that a visitor sees; and for lists that another engine made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from domain.vocabulary import AttendanceMode, Audience
from matching.bulk import Ranking, rank
from matching.catalogue import UNKNOWN, Catalogue, code
from matching.criteria import Values, branch
from matching.gates import Flags, open_rows
from matching.lanes import ASIDE, AT_ONCE, Lane, Lanes, lanes_of
from matching.scoring import kilometres_apart
from matching.seekers import Pairs, Seekers
from matching.weights import Weights

TOP = 10  # so many of each list are looked at
HEAD = AT_ONCE  # and so many for distance: what people read before they leave


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What there is for each of n seekers among m activities, before anything is ranked.

    `lane` holds the position in `Lane` where an activity stands for a seeker, UNKNOWN where a gate
    is shut; shape (n, m). `nearest_km` are the HEAD nearest places to go to, shape (n, HEAD), NaN
    where there are fewer.
    """

    seekers: Seekers
    catalogue: Catalogue
    is_open: Flags
    lane: NDArray[np.int8]
    nearest_km: Values

    @property
    def has_near(self) -> Flags:
        """Which seekers have something within reach; shape (n,)."""
        near: Flags = (self.lane == code(Lane.WITHIN)).any(axis=1)
        return near

    @property
    def near(self) -> float:
        """Share of the seekers that have something within reach."""
        return _share(self.has_near)

    @property
    def km(self) -> float:
        """Median distance of the HEAD nearest places to go to."""
        return _median(self.nearest_km.ravel())

    def share(self, lane: Lane) -> float:
        """Share of all that passes the gates of all seekers that stands in `lane`."""
        return _share((self.lane == code(lane))[self.lane != UNKNOWN])

    @property
    def silent(self) -> float:
        """Share of what the criteria ask that the open activities leave unsaid."""
        return _mean(silence(self.catalogue, self.seekers.audience)[self.is_open])


@dataclass(frozen=True, slots=True)
class Figures:
    """How lists of TOP work out for all seekers; shares in [0, 1], NaN where there is nothing to count.

    `near_first` is the share whose first result is within reach, among those who have anything
    within reach. `km` is the median distance of the first HEAD, from home or not; online left out.
    `silent` is the share of what the criteria ask that is left unsaid, `lanes` how much stands in
    each lane. `branch_fits` is the share with a wished branch, among those who wished one. `gini`
    says how unevenly activities are shown: 0 all alike, 1 all attention to one. `unseen` is the
    share of open activities that nobody gets to see.
    """

    without_match: int
    near_first: float
    km: float
    silent: float
    lanes: Mapping[Lane, float]
    branch_fits: float
    gini: float
    unseen: float


def surroundings(
    seekers: Seekers, catalogue: Catalogue, *, now_minute: int, edition_id: str | None = None
) -> Surroundings:
    """What there is for `seekers`. It holds a byte for each of them beside each activity."""
    lane = np.full((len(seekers), len(catalogue)), UNKNOWN, dtype=np.int8)
    nearest = np.full((len(seekers), HEAD), np.nan)
    around = _lanes(seekers, catalogue, now_minute=now_minute, edition_id=edition_id)
    for who, own in enumerate(around):
        for name, group in own.groups.items():
            lane[who, group.pairs.rows] = code(name)
        if own.on_site is not None:
            km = np.sort(own.on_site.km)[:HEAD]
            nearest[who, : len(km)] = km
    is_open = open_rows(catalogue, now_minute=now_minute, edition_id=edition_id)
    return Surroundings(seekers, catalogue, is_open, lane, nearest)


def one_list(
    seekers: Seekers,
    catalogue: Catalogue,
    *,
    weights: Weights,
    now_minute: int,
    edition_id: str | None = None,
) -> Ranking:
    """The TOP of each seeker in one list, as plans, proposals and files have it."""
    return rank(
        seekers, catalogue, weights=weights, now_minute=now_minute, top=TOP, edition_id=edition_id
    )


def in_lanes(
    seekers: Seekers,
    catalogue: Catalogue,
    *,
    weights: Weights,
    now_minute: int,
    edition_id: str | None = None,
) -> Ranking:
    """The first TOP that each seeker reads: lane after lane, AT_ONCE of each. Scores are left out."""
    around = _lanes(
        seekers, catalogue, weights=weights, now_minute=now_minute, edition_id=edition_id
    )
    shown = [np.array(list(islice(_read(own), TOP)), dtype=np.intp) for own in around]
    rows = np.concatenate([*shown, np.zeros(0, dtype=np.intp)])
    offsets = np.concatenate([[0], np.cumsum([len(some) for some in shown], dtype=np.int64)])
    return Ranking(offsets, rows, np.full(len(rows), np.nan))


def figures(found: Ranking, around: Surroundings) -> Figures:
    """What lists of these seekers are worth."""
    pairs = Pairs(around.seekers, around.catalogue, found.who, found.rows)
    rank_of = np.arange(len(found.rows)) - found.offsets[found.who]
    lane = around.lane[found.who, found.rows]
    fits = np.broadcast_to(branch(pairs), pairs.shape)
    shown = np.bincount(found.rows, minlength=len(around.catalogue))[around.is_open]
    any_found = np.diff(found.offsets) > 0
    first = np.full(len(around.seekers), UNKNOWN)
    first[any_found] = lane[found.offsets[:-1][any_found]]
    return Figures(
        without_match=int(np.count_nonzero(~any_found)),
        near_first=_share(first[around.has_near] == code(Lane.WITHIN)),
        km=_median(kilometres_apart(pairs)[rank_of < HEAD]),
        silent=_mean(silence(around.catalogue, around.seekers.audience)[found.rows]),
        lanes={one: _share(lane == code(one)) for one in Lane},
        branch_fits=_share(fits[~np.isnan(fits)] == 1),
        gini=gini(shown),
        unseen=_share(shown == 0),
    )


def silence(catalogue: Catalogue, audience: Audience) -> Values:
    """Of what the criteria of `audience` ask an activity, the share it leaves unsaid; shape (m,)."""
    unsaid = [_IS_SILENT[field](catalogue) for field in _ASKED[audience]]
    share: Values = np.mean(unsaid, axis=0)
    return share


def gini(amounts: NDArray[np.int64]) -> float:
    """The Gini coefficient of amounts of at least 0; 0 when there are none."""
    total, count = int(amounts.sum()), len(amounts)
    if total == 0:
        return 0.0
    places = np.arange(1, count + 1)
    return float((2 * places - count - 1) @ np.sort(amounts) / (count * total))


def _lanes(
    seekers: Seekers,
    catalogue: Catalogue,
    *,
    weights: Weights | None = None,
    now_minute: int,
    edition_id: str | None,
) -> Iterator[Lanes]:
    for who in range(len(seekers)):
        one = seekers.take(np.array([who]))
        yield lanes_of(
            one, catalogue, weights=weights, now_minute=now_minute, edition_id=edition_id
        )


def _read(own: Lanes) -> Iterator[int]:
    """Rows in the order in which somebody reads them who turns no page and asks for nothing more."""
    for lane, group in own.groups.items():
        if lane not in ASIDE:
            yield from group.rows(0, AT_ONCE).tolist()


def _share(flags: Flags) -> float:
    return _mean(flags.astype(np.float64))


def _mean(values: Values) -> float:
    return float(values.mean()) if len(values) else np.nan


def _median(values: Values) -> float:
    known = values[~np.isnan(values)]
    return float(np.median(known)) if len(known) else np.nan


_ONLINE = code(AttendanceMode.ONLINE)
_IS_SILENT: Mapping[str, Callable[[Catalogue], Flags]] = {
    "place": lambda catalogue: np.isnan(catalogue.lat) & (catalogue.attendance != _ONLINE),
    "tasks": lambda catalogue: catalogue.helpers_asked == 0,
    "branch": lambda catalogue: catalogue.branch == UNKNOWN,
    "forms": lambda catalogue: catalogue.forms == 0,
    "groups": lambda catalogue: catalogue.groups == 0,
    "needs": lambda catalogue: catalogue.needs_asked == 0,
    "participants": lambda catalogue: catalogue.expected_participants == UNKNOWN,
    "sponsor": lambda catalogue: catalogue.shows_sponsor == UNKNOWN,
    "crew": lambda catalogue: catalogue.min_crew <= 0,
}
_EVERYBODY_ASKS = ("place", "branch", "forms", "groups")
_ASKED: Mapping[Audience, tuple[str, ...]] = {
    Audience.VOLUNTEER: (*_EVERYBODY_ASKS, "tasks"),
    Audience.SPONSOR: (*_EVERYBODY_ASKS, "needs", "participants", "sponsor"),
    Audience.TEAM: (*_EVERYBODY_ASKS, "tasks", "needs", "crew"),
}
