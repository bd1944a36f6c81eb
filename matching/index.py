"""Activities in cells, and the best score that anything in a cell could give.

A cell holds up to CELL activities of one branch and edition that lie close together. From its
middle and spread follows a bound on every score in it: nearness at its near edge, exact branch,
full marks for everything else that the seeker was asked. Whoever has seen enough that beats the bound need not look.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.vocabulary import AttendanceMode
from matching.catalogue import UNKNOWN, Catalogue, code
from matching.criteria import CRITERIA, FROM_HOME, Values, halved, nearness
from matching.distance import chords
from matching.seekers import Pairs, Seekers
from matching.weights import Weights

CELL = 32

# Activities by how much of someone's wishes one of them can cover: one short slot, two, or any.
LONG_MINUTES = 6 * 60
SLOT_KINDS = 3
MANY_WISHES = 8  # beyond this nobody's ceiling is worked out

_BLOCK_MINUTES = 4 * 60
_ALWAYS = ~np.uint64(0)


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
    slots: NDArray[np.intp]  # which of SLOT_KINDS
    hours: NDArray[np.uint64]  # blocks of the clock that any of them touches, see `_clock_bits`
    from_home: NDArray[np.bool_]  # distance may play no part
    lowest_nearness: NDArray[np.float64]  # what no distance takes away
    highest_nearness: NDArray[np.float64]  # what no distance gives

    def __len__(self) -> int:
        return len(self.first_row)


_KEPT: weakref.WeakKeyDictionary[Catalogue, dict[tuple[bool, ...], Index]] = (
    weakref.WeakKeyDictionary()
)


def index_of(catalogue: Catalogue, *, by_branch: bool, by_place: bool, by_time: bool) -> Index:
    """The index of `catalogue`: built at the first call, kept as long as the catalogue is.

    With `by_branch` a cell holds one branch, for seekers who prefer some; without it cells are
    smaller on the map. In the same way `by_time` keeps activities apart by their slots, for seekers
    who named times. Without `by_place` cells follow the ids, for seekers of whom no place is known.
    """
    kept = _KEPT.setdefault(catalogue, {})
    flavour = (by_branch, by_place, by_time)
    if flavour not in kept:
        kept[flavour] = _build(catalogue, by_branch=by_branch, by_place=by_place, by_time=by_time)
    return kept[flavour]


def _build(catalogue: Catalogue, *, by_branch: bool, by_place: bool, by_time: bool) -> Index:
    online = catalogue.attendance == code(AttendanceMode.ONLINE)
    from_home = catalogue.has_home_task | online
    unplaced = np.isnan(catalogue.lat)
    slots = _slot_kinds(catalogue)
    branch = catalogue.branch if by_branch else np.full(len(catalogue), UNKNOWN)
    anywhere = online | unplaced
    # Few happen anywhere, and every tile looks at them: large cells, whatever their slots.
    at_home, length = from_home & ~anywhere, np.where(anywhere | (not by_time), 0, slots)
    kinds = np.stack([catalogue.edition, branch, length, at_home, online, unplaced])
    cells = list(_cells(catalogue, kinds, anywhere=anywhere | (not by_place)))
    rows = np.concatenate([np.zeros(0, dtype=np.intp), *cells])
    starts = np.cumsum([0, *map(len, cells)])
    ordered, first = catalogue.take(rows), rows[starts[:-1]]
    origin, middle, spread_km = _where(ordered, starts)
    bits = _clock_bits(ordered.slot_starts, ordered.slot_ends, ordered.slot_offsets)
    any_home = _over(np.logical_or, from_home[rows], starts)
    nowhere = online[first] | unplaced[first]  # alike in a cell
    return Index(
        catalogue=ordered,
        rows=rows,
        starts=starts,
        first_row=_over(np.minimum, rows, starts),
        middle=middle,
        origin=origin,
        spread_km=spread_km,
        branch=branch[first].astype(np.intp),
        slots=_over(np.maximum, slots[rows], starts),
        hours=_over(np.bitwise_or, bits, starts),
        from_home=any_home,
        lowest_nearness=np.where(any_home, FROM_HOME, 0.0),
        highest_nearness=np.where(nowhere, FROM_HOME, 1.0),
    )


def _over(reduce: np.ufunc, column: NDArray[Any], starts: NDArray[np.intp]) -> NDArray[Any]:
    """One value per cell from the values of its activities."""
    return reduce.reduceat(column, starts[:-1]) if len(starts) > 1 else column


def _where(ordered: Catalogue, starts: NDArray[np.intp]) -> tuple[NDArray[Any], ...]:
    """An origin in the middle of all, and for each cell its middle and how far it spreads in km."""
    placed, sizes = ordered.xyz[~np.isnan(ordered.lat)], np.diff(starts)
    origin = placed.mean(axis=0) if len(placed) else np.zeros(3)
    points = ordered.xyz - origin
    middle = _over(np.add, points, starts) / sizes[:, None]
    away = chords(points, np.repeat(middle, sizes, axis=0))
    return origin, middle, _over(np.maximum, away, starts) / 1000 + 0.001  # a metre for rounding


def _cells(
    catalogue: Catalogue, kinds: NDArray[np.intp], *, anywhere: NDArray[np.bool_]
) -> Iterator[NDArray[np.intp]]:
    """Rows of each cell: of one kind and near each other, or in order of row where place says nothing."""
    order = np.lexsort(kinds)
    changes = np.flatnonzero(np.any(np.diff(kinds[:, order]), axis=0)) + 1
    for group in np.split(order, changes) if len(order) else []:
        if anywhere[group[0]]:
            yield from np.split(group, range(CELL, len(group), CELL))
        else:
            yield from _halved(group, catalogue.xyz)


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


def _slot_kinds(catalogue: Catalogue) -> NDArray[np.intp]:
    counts = np.diff(catalogue.slot_offsets)
    is_long = np.zeros(len(catalogue), dtype=np.bool_)
    longer = catalogue.slot_ends - catalogue.slot_starts > LONG_MINUTES
    is_long[np.repeat(np.arange(len(catalogue)), counts)[longer]] = True
    return np.where(is_long | (counts > 2), 2, np.maximum(counts, 1) - 1)


def _clock_bits(
    starts: NDArray[np.int64], ends: NDArray[np.int64], offsets: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """Per owner of slots a bit for each block of the clock they touch, counted round in 64 blocks.

    Whoever shares a time shares a bit; sharing a bit promises nothing.
    """
    first, last = starts // _BLOCK_MINUTES, (ends - 1) // _BLOCK_MINUTES
    count = np.minimum(last - first, 63).astype(np.uint64) + np.uint64(1)
    run = ~np.uint64(0) >> (np.uint64(64) - count)
    turn = (first % 64).astype(np.uint64)
    bits = (run << turn) | np.where(
        turn > 0, run >> ((np.uint64(64) - turn) % np.uint64(64)), np.uint64(0)
    )
    found = np.zeros(len(offsets) - 1, dtype=np.uint64)
    filled = np.flatnonzero(np.diff(offsets))
    if len(filled):
        found[filled] = np.bitwise_or.reduceat(bits, offsets[filled])
    return found


class Bounds:
    """The best score that each cell could give each seeker, and how far a given score can lie.

    Never below what an activity in the cell really gives: which questions count is the seeker's
    alone, and each value is taken at its highest in the cell, or as full marks.
    """

    def __init__(self, seekers: Seekers, index: Index, weights: Weights) -> None:
        self._seekers, self._index = seekers, index
        self.points = seekers.xyz - index.origin
        wishes = np.diff(seekers.wish_offsets)
        self._near = np.where(np.isnan(seekers.lat), 0.0, weights.values.get("nearness", 0.0))
        branch = weights.values.get("branch", 0.0)
        self._branch_top = branch * np.nan_to_num(seekers.branch_fit)  # (tastes, branches + 1)
        time = np.where(wishes > 0, weights.values.get("time", 0.0), 0.0)
        self._rest = sum(
            (weights.values.get(name, 0.0) * answered for name, answered in _answered(seekers)),
            start=time,
        )
        chooses = np.where(seekers.branches != 0, branch, 0.0)
        self._whole = self._near + chooses + self._rest
        self._lost_time = time[:, None] * (1.0 - _time_ceilings(seekers))  # (n, SLOT_KINDS)
        bits = _clock_bits(seekers.wish_starts, seekers.wish_ends, seekers.wish_offsets)
        self._hours = np.where(wishes > 0, bits, _ALWAYS)
        self._only_home = seekers.at_home == 1

    def of(self, who: NDArray[np.intp], cells: NDArray[np.intp]) -> Values:
        """Bounds in [0, 1], shape (who, cells); below 0 where a gate is shut for the whole cell."""
        index = self._index
        gap = distances_km(self.points[who], index.middle[cells])
        gap -= index.spread_km[cells]
        top = halved(gap, self._seekers.reach_km[who, None])  # nearness; NaN takes the lowest
        np.fmin(np.fmax(top, index.lowest_nearness[cells]), index.highest_nearness[cells], out=top)
        top *= self._near[who, None]
        top += self._rest[who, None]
        top += self._branch_top[self._seekers.taste[who, None], index.branch[cells]]
        if self._lost_time[who].any():
            top -= self._lost_time[who][:, index.slots[cells]]
        whole = self._whole[who, None]
        bound = top / np.where(whole > 0, whole, 1.0)
        bound[self._shut(who, cells, gap)] = -1.0
        return bound

    def of_pairs(self, pairs: Pairs) -> Values:
        """A bound for each pair, as `of`, but from how near that very activity is; gates are not looked at."""
        who = pairs.who
        top = np.nan_to_num(nearness(pairs)) * self._near[who] + self._rest[who]
        top += self._branch_top[self._seekers.taste[who], pairs.catalogue.branch[pairs.rows]]
        whole = self._whole[who]
        return np.asarray(top / np.where(whole > 0, whole, 1.0))

    def of_tile(self, who: NDArray[np.intp], cells: NDArray[np.intp]) -> Values:
        """For each of `cells` a bound that holds for everybody in `who`; below 0 where all are shut out.

        The tile is bounded as one seeker with the best of everybody in it: a mean only rises with
        a longer reach, less time lost, and more weight on full marks. What can be lost weighs the
        same for all: in a tile all have a place or none, and so for branches and times.
        """
        index, points = self._index, self.points[who]
        middle = points.mean(axis=0)
        size_km = chords(points, middle).max() / 1000
        gap = chords(index.middle[cells], middle) / 1000 - size_km - index.spread_km[cells]
        near = self._near[who].max()
        top = halved(gap, self._seekers.reach_km[who].max())
        top = np.fmin(np.fmax(top, index.lowest_nearness[cells]), index.highest_nearness[cells])
        tastes = np.unique(self._seekers.taste[who])
        top = near * top + self._rest[who].max()
        top += self._branch_top[tastes].max(axis=0)[index.branch[cells]]
        top -= self._lost_time[who].min(axis=0)[index.slots[cells]]
        bound = top / max(self._whole[who].max(), 1e-9)
        radius = self._seekers.radius_km[who].max()  # NaN when anyone has none
        shut = np.full(len(cells), bool(self._only_home[who].all()))
        shut |= ~np.isnan(radius) & ~(gap <= radius)
        shut &= ~index.from_home[cells]
        shut |= (np.bitwise_or.reduce(self._hours[who]) & index.hours[cells]) == 0
        bound[shut] = -1.0
        return np.asarray(bound)

    def _shut(
        self, who: NDArray[np.intp], cells: NDArray[np.intp], gap: Values
    ) -> NDArray[np.bool_]:
        """Where nothing in a cell lets the seeker in: too far, not from home, or at another time."""
        limit = self._seekers.radius_km[who, None]
        shut = np.zeros(gap.shape, dtype=np.bool_)
        if not np.isnan(limit).all():
            shut |= ~np.isnan(limit) & ~(gap <= limit)
        if self._only_home[who].any():
            shut |= self._only_home[who, None]
        shut &= ~self._index.from_home[cells]
        if (self._hours[who] != _ALWAYS).any():
            shut |= (self._hours[who, None] & self._index.hours[cells]) == 0
        return shut


def _time_ceilings(seekers: Seekers) -> Values:
    """The largest share of someone's wishes that an activity of each of SLOT_KINDS can cover.

    A short slot can touch two wishes only if the second begins before the slot can have ended.
    """
    offsets = seekers.wish_offsets
    wishes = np.diff(offsets)
    touched = np.zeros(len(seekers))
    for first in range(min(int(wishes.max(initial=0)), MANY_WISHES)):
        having = np.flatnonzero((wishes > first) & (wishes <= MANY_WISHES))
        end = seekers.wish_ends[offsets[having] + first]
        together = np.zeros(len(having))
        for other in range(int(wishes[having].max(initial=0))):
            place = np.minimum(offsets[having] + other, len(seekers.wish_ends) - 1)
            meets = seekers.wish_starts[place] < end + LONG_MINUTES
            together += (wishes[having] > other) & (seekers.wish_ends[place] >= end) & meets
        touched[having] = np.maximum(touched[having], together)
    share = np.where(touched > 0, touched / np.maximum(wishes, 1), 1.0)
    return np.stack([share, np.minimum(1.0, 2 * share), np.ones(len(seekers))], axis=1)


def distances_km(points: NDArray[np.float64], middles: NDArray[np.float64]) -> Values:
    """Straight lines between points (n, 3) and middles (m, 3), both in metres: (n, m) kilometres.

    Good to a centimetre, as long as both are given from an origin in the country.
    """
    squares = (points**2).sum(axis=1)[:, None] + (middles**2).sum(axis=1) - 2 * points @ middles.T
    return np.asarray(np.sqrt(np.maximum(squares, 0.0)) / 1000)


def _answered(seekers: Seekers) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """For each criterion beside nearness, branch and time: who answered what it asks."""
    asked = {
        "forms": seekers.forms != 0,
        "groups": seekers.groups != 0,
        "visibility": seekers.wants_to_be_shown == 1,
    }
    for name in CRITERIA[seekers.audience]:
        if name not in ("nearness", "branch", "time"):
            yield name, asked.get(name, np.ones(len(seekers), dtype=np.bool_))
