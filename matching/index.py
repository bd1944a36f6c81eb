"""Activities in cells, and the best score that anything in a cell could give.

A cell holds up to CELL activities of one branch and edition that lie close together. From its
middle and spread follows a bound on every score in it: exact nearness at its near edge, exact
branch, full marks for everything else. Whoever has seen enough that beats the bound need not look.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.vocabulary import AttendanceMode, Audience
from matching.catalogue import Catalogue, code
from matching.criteria import CRITERIA, FROM_HOME, Values
from matching.seekers import Seekers
from matching.weights import Weights

CELL = 32

@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """m cells over the activities of a catalogue, which `catalogue` holds in the order of the cells.

    `rows` is where each of them stands in the original. Cell c has positions `starts[c]` up to
    `starts[c + 1]`.
    """

    catalogue: Catalogue
    rows: NDArray[np.intp]
    starts: NDArray[np.intp]  # (m + 1,)
    first_row: NDArray[np.intp]  # lowest original row, which wins ties
    middle: NDArray[np.float64]  # (m, 3) metres from `origin`
    origin: NDArray[np.float64]  # (3,) metres
    spread_km: NDArray[np.float64]  # from the middle to the furthest; NaN where no place is known
    branch: NDArray[np.intp]
    from_home: NDArray[np.bool_]  # distance may play no part
    lowest_nearness: NDArray[np.float64]  # what no distance takes away

    def __len__(self) -> int:
        return len(self.first_row)


_KEPT: weakref.WeakKeyDictionary[Catalogue, Index] = weakref.WeakKeyDictionary()


def index_of(catalogue: Catalogue) -> Index:
    """The index of `catalogue`: built at the first call, kept as long as the catalogue is."""
    found = _KEPT.get(catalogue)
    if found is None:
        found = _KEPT[catalogue] = build(catalogue)
    return found


def build(catalogue: Catalogue) -> Index:
    """A new index; about a fifth of a second for 100,000 activities."""
    from_home = catalogue.has_home_task | (catalogue.attendance == code(AttendanceMode.ONLINE))
    cells = list(_cells(catalogue, from_home))
    rows = np.concatenate([np.zeros(0, dtype=np.intp), *cells])
    starts = np.cumsum([0, *map(len, cells)])
    begin, sizes = starts[:-1], np.diff(starts)
    ordered = catalogue.take(rows)
    placed = ordered.xyz[~np.isnan(ordered.lat)]
    origin = placed.mean(axis=0) if len(placed) else np.zeros(3)
    middle = np.add.reduceat(ordered.xyz - origin, begin) / sizes[:, None] if len(cells) else ordered.xyz
    away = np.sqrt(((ordered.xyz - origin - np.repeat(middle, sizes, axis=0)) ** 2).sum(axis=1))
    first = rows[begin]  # a cell is of one kind, so one activity tells

    def over(reduce: np.ufunc, column: NDArray[np.generic]) -> NDArray[np.generic]:
        return reduce.reduceat(column, begin) if len(cells) else column

    return Index(
        catalogue=ordered,
        rows=rows,
        starts=starts,
        first_row=over(np.minimum, rows),
        middle=middle,
        origin=origin,
        spread_km=over(np.maximum, away) / 1000 + 0.001,  # a metre for rounding
        branch=catalogue.branch[first].astype(np.intp),
        from_home=from_home[first],
        # Without a place there may be no opinion, which is as good as full marks.
        lowest_nearness=np.select([np.isnan(catalogue.lat[first]), from_home[first]], [1.0, FROM_HOME], 0.0),
    )


def _cells(catalogue: Catalogue, from_home: NDArray[np.bool_]) -> Iterator[NDArray[np.intp]]:
    """Rows of each cell: of one edition, branch and kind of place, then halved along the longest side."""
    placed = ~np.isnan(catalogue.lat)
    kinds = np.stack([catalogue.edition, catalogue.branch, from_home, placed])
    order = np.lexsort(kinds)
    changes = np.flatnonzero(np.any(np.diff(kinds[:, order]), axis=0)) + 1
    for group in np.split(order, changes) if len(order) else []:
        if placed[group[0]]:
            yield from _halved(group, catalogue.xyz)
        else:
            yield from np.split(group, range(CELL, len(group), CELL))


def _halved(rows: NDArray[np.intp], xyz: NDArray[np.float64]) -> Iterator[NDArray[np.intp]]:
    if len(rows) <= CELL:
        yield rows
        return
    points = xyz[rows]
    side = int(np.argmax(np.ptp(points, axis=0)))
    half = (len(rows) // 2 + CELL - 1) // CELL * CELL if len(rows) < 4 * CELL else len(rows) // 2
    order = np.argpartition(points[:, side], half)
    yield from _halved(rows[order[:half]], xyz)
    yield from _halved(rows[order[half:]], xyz)


class Bounds:
    """The best score that each cell could give each seeker, and how far a given score can lie.

    Never below what an activity in the cell really gives: its criteria without an opinion are
    taken as full marks, which can only raise a mean of values up to 1.
    """

    def __init__(self, seekers: Seekers, index: Index, weights: Weights) -> None:
        self._seekers, self._index = seekers, index
        self._points = seekers.xyz - index.origin
        self._near = np.where(np.isnan(seekers.lat), 0.0, weights.values.get("nearness", 0.0))
        self._branch = weights.values.get("branch", 0.0)
        self._rest = sum(
            (weights.values.get(name, 0.0) * answered for name, answered in _answered(seekers)),
            start=np.zeros(len(seekers)),
        )

    def needed(self, score: float) -> tuple[Values, Values]:
        """From which nearness, and within how many km, each seeker can find `score` at all.

        Nearness is below 0 and the distance infinite where it can lie anywhere.
        """
        whole = self._near + self._rest + np.where(self._seekers.branches != 0, self._branch, 0.0)
        missing = np.divide(
            (1.0 - score) * whole, self._near, out=np.full(len(whole), np.inf), where=self._near > 0
        )
        km = np.where(missing < 1.0, missing * self._seekers.reach_km, np.inf)
        return 1.0 - missing, np.fmin(km, self._seekers.radius_km)

    def of(self, who: NDArray[np.intp], cells: NDArray[np.intp]) -> Values:
        """Bounds in [0, 1], shape (who, cells); below 0 where a gate is shut for the whole cell."""
        index, seekers = self._index, self._seekers
        gap = distances_km(self._points[who], index.middle[cells]) - index.spread_km[cells]
        nearness = np.fmax(1.0 - np.fmax(gap, 0.0) / seekers.reach_km[who, None], 0.0)
        nearness = np.maximum(nearness, index.lowest_nearness[cells])
        fit = seekers.branch_fit[seekers.taste[who]][:, index.branch[cells]]
        has_fit = ~np.isnan(fit)
        near, rest = self._near[who, None], self._rest[who, None]
        whole = near + rest + self._branch * has_fit
        top = near * nearness + rest + self._branch * np.where(has_fit, fit, 0.0)
        bound = np.divide(top, whole, out=np.zeros(top.shape), where=whole > 0)
        shut = (gap > seekers.radius_km[who, None]) & ~index.from_home[cells]
        if seekers.audience is Audience.VOLUNTEER:
            shut |= (seekers.at_home[who, None] == 1) & ~index.from_home[cells]
        return np.where(shut, -1.0, bound)


def distances_km(points: NDArray[np.float64], middles: NDArray[np.float64]) -> Values:
    """Straight lines between points (n, 3) and middles (m, 3), both in metres: (n, m) kilometres.

    Good to a centimetre, as long as both are given from an origin in the country.
    """
    squares = (points**2).sum(axis=1)[:, None] + (middles**2).sum(axis=1) - 2 * points @ middles.T
    return np.asarray(np.sqrt(np.maximum(squares, 0.0)) / 1000)


def _answered(seekers: Seekers) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """For each criterion beside nearness and branch: who may have an opinion on it."""
    asked = {
        "time": np.diff(seekers.wish_offsets) > 0,
        "forms": seekers.forms != 0,
        "groups": seekers.groups != 0,
        "visibility": seekers.wants_to_be_shown == 1,
    }
    for name in CRITERIA[seekers.audience]:
        if name not in ("nearness", "branch"):
            yield name, asked.get(name, np.ones(len(seekers), dtype=np.bool_))
