"""Many seekers at once: the same answers as one by one, without looking at the whole country.

Seekers that live close together go in tiles. A tile looks at cells from the highest bound down,
level by level, and each seeker stops when the last of its best beats every bound that is left.
Scores come from `matching.scoring`; nothing here knows a criterion.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from matching.catalogue import Catalogue
from matching.distance import chords
from matching.gates import open_rows
from matching.index import SLOT_KINDS, Bounds, Index, index_of
from matching.scoring import EXACT, scores, through_gates
from matching.seekers import Pairs, Seekers
from matching.weights import Weights, current

TILE = 128  # seekers looked at together; at most 512, for the keys below
PIECE = 200_000  # pairs scored together, which bounds memory
FIRST_CELLS = 4
LEVELS = (0.96, 0.9, 0.82, 0.72, 0.6, 0.4, 0.0)

# One integer says it all: whose, how good, which row. Smaller is better, ties go to the lower row.
_ROW_BITS, _SCORE_BITS = 24, 30
_SEEKER = _ROW_BITS + _SCORE_BITS
_NONE = np.int64((1 << _SEEKER) - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The best of n seekers end to end, best first; those of seeker i are offsets[i] to offsets[i + 1]."""

    offsets: NDArray[np.int64]
    rows: NDArray[np.intp]
    scores: NDArray[np.float64]

    @property
    def who(self) -> NDArray[np.intp]:
        """The seeker of each entry."""
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))


def rank(
    seekers: Seekers,
    catalogue: Catalogue,
    *,
    weights: Weights | None = None,
    now_minute: int,
    top: int = 10,
    edition_id: str | None = None,
) -> Ranking:
    """The `top` activities of each seeker: exactly what `suggest` gives, for any number of seekers."""
    weights = weights or current(seekers.audience)
    counts = np.zeros(len(seekers), dtype=np.int64)
    found: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
    orders = []
    chooses, placed = seekers.branches != 0, ~np.isnan(seekers.lat)
    for by_branch, by_place in product((True, False), repeat=2):
        who = np.flatnonzero((chooses == by_branch) & (placed == by_place))
        if not len(who):
            continue
        order = _side_by_side(seekers, who)
        index = index_of(catalogue, by_branch=by_branch, by_place=by_place)
        search = _Search(seekers.take(order), index, weights, now_minute, top, edition_id)
        for start in range(0, len(order), TILE):
            tile = order[start : start + TILE]
            keys = search.best(start, len(tile))
            counts[tile] = np.bincount(keys >> _SEEKER, minlength=len(tile))
            found.append(keys)
        orders.append(order)
    return _in_order(
        np.concatenate([*orders, np.zeros(0, dtype=np.intp)]), counts, np.concatenate(found)
    )


class _Search:
    """The search for the best of each seeker, tile by tile; `seekers` lie side by side."""

    def __init__(
        self,
        seekers: Seekers,
        index: Index,
        weights: Weights,
        now_minute: int,
        top: int,
        edition_id: str | None,
    ) -> None:
        self._seekers, self._index, self._weights, self._top = seekers, index, weights, top
        self._bounds = Bounds(seekers, index, weights)
        self._open = open_rows(index.catalogue, now_minute=now_minute, edition_id=edition_id)
        is_open = (
            np.logical_or.reduceat(self._open, index.starts[:-1]) if len(index) else self._open
        )
        cells = np.flatnonzero(is_open)
        self._cells = [cells[index.slots[cells] == kind] for kind in range(SLOT_KINDS)]

    def best(self, start: int, count: int) -> NDArray[np.int64]:
        """Keys of the best of each seeker from `start` on, in order."""
        gaps = self._gaps(np.arange(start, start + count))
        keys = np.zeros(0, dtype=np.int64)
        last = np.full(count, _NONE)  # the worst key among the best; _NONE while places are free
        above = EXACT + 1
        for level in LEVELS:
            below = int(level * EXACT)
            busy = np.flatnonzero(last >> _ROW_BITS >= EXACT - above)
            if not len(busy):
                break
            cells = self._within(gaps, level, start + busy)
            limits = np.rint(self._bounds.of(start + busy, cells) * EXACT + 0.001).astype(np.int64)
            some, which = np.nonzero((limits >= below) & (limits < above))
            limit = _key(limits[some, which], self._index.first_row[cells[which]])
            some, which = busy[some], cells[which]
            step = FIRST_CELLS
            while len(some):
                promising = np.flatnonzero(limit < last[some])
                some, which, limit = some[promising], which[promising], limit[promising]
                order = np.arange(len(some)) - np.searchsorted(some, some)
                now = order < step
                for piece in self._pieces(which[now]):
                    keys = self._merge(start, keys, last, some[now][piece], which[now][piece])
                some, which, limit = some[~now], which[~now], limit[~now]
                step *= 2
            above = below
        return keys

    def _gaps(self, who: NDArray[np.intp]) -> list[NDArray[np.float64]]:
        """Kilometres from a tile to each open cell, edge to edge, for each kind of slots."""
        points = self._bounds.points[who]
        points = points[~np.isnan(points[:, 0])]
        if not len(points):
            return [np.full(len(cells), np.inf) for cells in self._cells]
        middle = points.mean(axis=0)
        size = chords(points, middle).max()
        gaps = (chords(self._index.middle, middle) - size) / 1000 - self._index.spread_km
        return [gaps[cells] for cells in self._cells]

    def _within(
        self, gaps: list[NDArray[np.float64]], level: float, who: NDArray[np.intp]
    ) -> NDArray[np.intp]:
        """Cells in which anyone of `who` can find a score of `level`."""
        found = []
        for kind, (cells, gap) in enumerate(zip(self._cells, gaps, strict=True)):
            nearness, km = self._bounds.needed(level, kind, who)
            found.append(cells[(gap <= km) | (self._index.lowest_nearness[cells] >= nearness)])
        cells = np.concatenate(found)
        return cells[np.argsort(self._index.first_row[cells])]

    def _pieces(self, cells: NDArray[np.intp]) -> Iterator[slice]:
        """Runs of `cells` that hold about PIECE activities each."""
        sizes = np.diff(self._index.starts)[cells]
        cuts = np.flatnonzero(np.diff(np.cumsum(sizes) // PIECE)) + 1
        edges = [0, *cuts.tolist(), len(cells)]
        for start, stop in pairwise(edges):
            if stop > start:
                yield slice(start, stop)

    def _merge(
        self,
        start: int,
        keys: NDArray[np.int64],
        last: NDArray[np.int64],
        who: NDArray[np.intp],
        cells: NDArray[np.intp],
    ) -> NDArray[np.int64]:
        """The best of `keys` and of the activities in `cells`; writes the new `last`."""
        begins, sizes = self._index.starts[cells], np.diff(self._index.starts)[cells]
        ends = np.cumsum(sizes)
        rows = np.arange(ends[-1]) + np.repeat(begins - (ends - sizes), sizes)
        pairs = Pairs(self._seekers, self._index.catalogue, np.repeat(start + who, sizes), rows)
        pairs = through_gates(pairs.only(self._open[rows]))
        found = np.rint(scores(pairs, self._weights) * EXACT).astype(np.int64)
        new = _key(found, self._index.rows[pairs.rows])
        whose = pairs.who - start
        better = new < last[whose]
        keys = np.sort(np.concatenate([keys, (whose[better] << _SEEKER) | new[better]]))
        edges = np.searchsorted(keys, np.arange(len(last) + 1) << _SEEKER)
        place = np.arange(len(keys)) - edges[keys >> _SEEKER]
        full = np.flatnonzero(np.diff(edges) >= self._top)
        last[full] = keys[edges[full] + self._top - 1] & _NONE
        return keys[place < self._top]


def _key(found: NDArray[np.int64], rows: NDArray[np.intp]) -> NDArray[np.int64]:
    return np.asarray(((EXACT - found) << _ROW_BITS) | rows)


def _side_by_side(seekers: Seekers, who: NDArray[np.intp]) -> NDArray[np.intp]:
    """An order in which neighbours follow each other, halving the country until a tile is left."""
    parts, done = [who], []
    while parts:
        part = parts.pop()
        if len(part) <= TILE:
            done.append(part)
            continue
        points = seekers.xyz[part]
        half = (len(part) // 2 + TILE - 1) // TILE * TILE
        side = np.argmax(np.ptp(points, axis=0))
        order = np.argpartition(points[:, side], half)
        parts += [part[order[:half]], part[order[half:]]]
    return np.concatenate(done)


def _in_order(
    order: NDArray[np.intp], counts: NDArray[np.int64], keys: NDArray[np.int64]
) -> Ranking:
    """Keys tile by tile, put in the order in which the seekers came."""
    starts = np.zeros(len(order), dtype=np.int64)
    starts[order] = np.cumsum(counts[order]) - counts[order]
    offsets = np.concatenate([[0], np.cumsum(counts)])
    keys = keys[np.arange(offsets[-1]) + np.repeat(starts - offsets[:-1], counts)]
    found = EXACT - ((keys & _NONE) >> _ROW_BITS)
    return Ranking(offsets, (keys & ((1 << _ROW_BITS) - 1)).astype(np.intp), found / EXACT)
