"""Many seekers at once: the same answers as one by one, without looking at the whole country.

Neighbours who wish the same go in tiles. A tile looks at cells from the highest bound down, level
by level, and each seeker stops when the last of its best beats every bound that is left. Scores
come from `matching.scoring`; nothing here knows a criterion.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from matching.catalogue import Catalogue
from matching.gates import open_rows
from matching.index import Bounds, Index, index_of
from matching.scoring import EXACT, scores, through_gates
from matching.seekers import Pairs, Seekers
from matching.weights import Weights, current

TILE = 256  # seekers looked at together; at most 512, for the keys below
NEIGHBOURS = 4096  # among so many those who wish the same share tiles
BLOCK = 256  # cells bounded together: what fits beside the processor is twice as fast
PIECE = 32_000  # pairs scored together, for the same reason
FIRST_CELLS = 4
SEEDS = 64  # the most promising cells of a tile, of which everybody looks at their own best first
LEVELS = (0.7, 0.4, 0.0)

# One integer says it all: whose, how good, which row. Smaller is better, ties go to the lower row.
_ROW_BITS, _SCORE_BITS = 24, 30
_SEEKER = _ROW_BITS + _SCORE_BITS
_NONE = np.int64((1 << _SEEKER) - 1)
_LAST_ROW = np.int64((1 << _ROW_BITS) - 1)
_NOBODY = np.zeros(0, dtype=np.intp)


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
    named_times = np.diff(seekers.wish_offsets) > 0
    for by_branch, by_place, by_time in product((True, False), repeat=3):
        alike = (chooses == by_branch) & (placed == by_place) & (named_times == by_time)
        who = np.flatnonzero(alike)
        if not len(who):
            continue
        order = _side_by_side(seekers, who)
        index = index_of(catalogue, by_branch=by_branch, by_place=by_place, by_time=by_time)
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
        self._cells = np.flatnonzero(is_open)

    def best(self, start: int, count: int) -> NDArray[np.int64]:
        """Keys of the best of each seeker from `start` on, in order."""
        tile = np.arange(start, start + count)
        ceilings = self._bounds.of_tile(tile, self._cells) + 1 / EXACT
        keys = np.zeros(0, dtype=np.int64)
        last = np.full(count, _NONE)  # the worst key among the best; _NONE while places are free
        keys = self._seed(start, tile, ceilings, keys, last)
        some, which, limit = (
            _NOBODY,
            _NOBODY,
            np.zeros(0, dtype=np.int64),
        )  # still to look at, and by whom
        for above, level in pairwise((np.inf, *LEVELS)):
            busy = np.flatnonzero(last > _key(_exact(min(above, 1.0)), np.int64(0)))
            if not len(busy):
                break
            cells = self._cells[(ceilings >= level) & (ceilings < above)]
            found = [self._hopes(tile, busy, part, last) for part in _blocks(cells)]
            later = [(some, which, limit), *found]
            some, which, limit = (np.concatenate(column) for column in zip(*later, strict=True))
            due = limit <= _key(_exact(level), _LAST_ROW)
            now = np.flatnonzero(due)
            now = now[np.argsort((some[now] << _SEEKER) | limit[now])]
            keys = self._look(start, keys, last, some[now], which[now], limit[now])
            some, which, limit = some[~due], which[~due], limit[~due]
        return keys

    def _seed(
        self,
        start: int,
        tile: NDArray[np.intp],
        ceilings: NDArray[np.float64],
        keys: NDArray[np.int64],
        last: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """Look at a few good cells for everybody: most others are then behind before they are listed."""
        count = min(SEEDS, len(ceilings))
        cells = self._cells[np.argpartition(-ceilings, count - 1)[:count]] if count else self._cells
        bounds = self._bounds.of(tile, cells)
        own = min(FIRST_CELLS, count)
        mine = (
            np.argpartition(-bounds, own - 1, axis=1)[:, :own]
            if own
            else np.zeros((len(tile), 0), np.intp)
        )
        who = np.repeat(np.arange(len(tile)), own)
        for piece in self._pieces(cells[mine].ravel()):
            keys = self._merge(start, keys, last, who[piece], cells[mine].ravel()[piece])
        return keys

    def _hopes(
        self,
        tile: NDArray[np.intp],
        busy: NDArray[np.intp],
        cells: NDArray[np.intp],
        last: NDArray[np.int64],
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.int64]]:
        """Who may find something in which cell, and the best key it could have."""
        limit = _key(_exact(self._bounds.of(tile[busy], cells)), self._index.first_row[cells])
        who, where = np.nonzero(limit < last[busy, None])
        return busy[who], cells[where], limit[who, where]

    def _look(
        self,
        start: int,
        keys: NDArray[np.int64],
        last: NDArray[np.int64],
        some: NDArray[np.intp],
        which: NDArray[np.intp],
        limit: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """Look at cells, for each seeker the most promising first, until the rest cannot be better."""
        step = FIRST_CELLS
        while len(some):
            promising = limit < last[some]
            some, which, limit = some[promising], which[promising], limit[promising]
            now = np.arange(len(some)) - np.searchsorted(some, some) < step
            for piece in self._pieces(which[now]):
                keys = self._merge(start, keys, last, some[now][piece], which[now][piece])
            some, which, limit = some[~now], which[~now], limit[~now]
            step *= 2
        return keys

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
        limit = _key(_exact(self._bounds.of_pairs(pairs)), self._index.rows[rows])
        pairs = through_gates(pairs.only(self._open[rows] & (limit < last[pairs.who - start])))
        found = np.rint(scores(pairs, self._weights) * EXACT).astype(np.int64)
        new = _key(found, self._index.rows[pairs.rows])
        whose = pairs.who - start
        better = new < last[whose]
        keys = np.sort(np.concatenate([keys, (whose[better] << _SEEKER) | new[better]]))
        keys = keys[np.diff(keys, prepend=-1) != 0]  # a seed may be looked at again
        edges = np.searchsorted(keys, np.arange(len(last) + 1) << _SEEKER)
        place = np.arange(len(keys)) - edges[keys >> _SEEKER]
        full = np.flatnonzero(np.diff(edges) >= self._top)
        last[full] = keys[edges[full] + self._top - 1] & _NONE
        return keys[place < self._top]


def _exact(score: NDArray[np.float64] | float) -> NDArray[np.int64]:
    """Whole parts of EXACT; the hair keeps a bound from being rounded below what it bounds."""
    return np.rint(np.asarray(score) * EXACT + 0.001).astype(np.int64)


def _blocks(cells: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    return np.split(cells, range(BLOCK, len(cells), BLOCK))


def _key(found: NDArray[np.int64], rows: NDArray[np.intp] | np.int64) -> NDArray[np.int64]:
    return np.asarray(((EXACT - found) << _ROW_BITS) | rows)


def _side_by_side(seekers: Seekers, who: NDArray[np.intp]) -> NDArray[np.intp]:
    """An order in which neighbours follow each other, and among them those who wish the same.

    The country is halved until a neighbourhood is left; there they are sorted by branches.
    """
    parts, done = [who], []
    while parts:
        part = parts.pop()
        if len(part) <= NEIGHBOURS:
            done.append(part[np.argsort(seekers.branches[part], kind="stable")])
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
