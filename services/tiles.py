"""Cluster tiles: what the map shows of 100,000 activities in one small piece of the country."""

from __future__ import annotations

import gzip
import json
import threading
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.catalogue import Catalogue
from services.filters import Filter, Mask, mask
from services.programme import Programme

TILE_PIXELS = 512  # twice the usual side: a quarter of the requests
MIN_ZOOM, MAX_ZOOM = 5, 18
NEAR_ZOOM = 13  # from here on the cells are smaller and single activities show sooner
FAR_CELLS, NEAR_CELLS = 6, 12  # cells along a side: 85 and 43 pixels
TILES_KEPT = 4096  # about a kilobyte each

# How much of a cell's side its circle may use to lean to where its activities are. With less
# than this, circles of neighbouring cells do not cover each other.
FAR_PLAY, NEAR_PLAY = 0.36, 0.2

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


class TileOutsideError(ValueError):
    """No tile has this zoom, column and row."""


def mercator(lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """Web Mercator of degrees, in [0, 1): x to the east, y to the south."""
    x = lon / 360 + 0.5
    y = 0.5 - np.arctanh(np.sin(np.radians(lat))) / (2 * np.pi)
    return x, y


def degrees(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Latitude and longitude of Web Mercator, the inverse of `mercator`."""
    lat = np.degrees(np.arcsin(np.tanh((0.5 - y) * 2 * np.pi)))
    return lat, (x - 0.5) * 360


def cells_along(zoom: int) -> int:
    """How many cells a tile has along a side."""
    return FAR_CELLS if zoom < NEAR_ZOOM else NEAR_CELLS


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """The filled cells of one tile, as columns of length k in order of `cell`.

    `cell` counts from the north-west corner, row by row. `lat` and `lon` say where to draw:
    near the middle of its activities for several, exactly there for one. `south` to `east` is
    the box around the activities, in degrees. `row` is the row number of one of them: the only
    one where `count` is 1.
    """

    cell: NDArray[np.int64]
    count: NDArray[np.int64]
    lat: Floats
    lon: Floats
    south: Floats
    west: Floats
    north: Floats
    east: Floats
    row: Rows


@dataclass(frozen=True, slots=True, eq=False)
class TileIndex:
    """Points in order of Mercator x, so that the columns of a tile are a slice.

    `rows` are the row numbers in the catalogue; activities without a point are not in it.
    """

    x: Floats
    y: Floats
    rows: Rows

    @classmethod
    def build(cls, catalogue: Catalogue) -> TileIndex:
        """The index of a catalogue; 30 ms at 100,000 activities."""
        located = np.flatnonzero(np.isfinite(catalogue.lat) & np.isfinite(catalogue.lon))
        x, y = mercator(catalogue.lat[located], catalogue.lon[located])
        order = np.argsort(x, kind="stable")
        return cls(x[order], y[order], located[order])

    def tile(self, zoom: int, column: int, row: int, keep: Mask) -> Clusters:
        """The clusters of the activities in `keep` (a mask over the catalogue) in one tile.

        A tile is TILE_PIXELS wide at `zoom`, so there are 2 ** (zoom - 1) along each side of
        the world. Raises `TileOutsideError` for anything else.
        """
        across, down, cell, rows = self._inside(zoom, column, row, keep)
        side = cells_along(zoom)
        count = np.bincount(cell, minlength=side * side)
        filled = np.flatnonzero(count)
        box = [_extreme(cell, along, side * side)[:, filled] for along in (across, down)]
        middle = [
            np.bincount(cell, weights=along, minlength=side * side)[filled] / count[filled]
            for along in (across, down)
        ]
        one = np.zeros(side * side, dtype=np.intp)
        one[cell] = rows
        several = count[filled] > 1
        play = FAR_PLAY if zoom < NEAR_ZOOM else NEAR_PLAY
        drawn = [
            np.where(several, _towards_cell_middle(found, position, play), found)
            for found, position in zip(middle, (filled % side, filled // side), strict=True)
        ]
        tiles, start = 2 ** (zoom - 1) * side, (column * side, row * side)

        def place(along_x: Floats, along_y: Floats) -> tuple[Floats, Floats]:
            return degrees((along_x + start[0]) / tiles, (along_y + start[1]) / tiles)

        lat, lon = place(*drawn)
        north, west = place(box[0][0], box[1][0])
        south, east = place(box[0][1], box[1][1])
        return Clusters(filled, count[filled], lat, lon, south, west, north, east, one[filled])

    def members(self, zoom: int, column: int, row: int, cell: int, keep: Mask) -> Rows:
        """The row numbers of the activities in one cell of a tile, in order of id."""
        _, _, cells, rows = self._inside(zoom, column, row, keep)
        return np.sort(rows[cells == cell])

    def _inside(
        self, zoom: int, column: int, row: int, keep: Mask
    ) -> tuple[Floats, Floats, NDArray[np.int64], Rows]:
        """Position in cells from the tile's north-west corner, cell and row number of its points."""
        if not (MIN_ZOOM <= zoom <= MAX_ZOOM):
            raise TileOutsideError
        tiles = 2 ** (zoom - 1)
        if not (0 <= column < tiles and 0 <= row < tiles):
            raise TileOutsideError
        side = cells_along(zoom)
        # Edges are whole numbers over a power of two, so tiles meet exactly: no point is lost
        # or counted twice.
        first, last = np.searchsorted(self.x, [column / tiles, (column + 1) / tiles])
        y, rows = self.y[first:last], self.rows[first:last]
        inside = np.flatnonzero((y >= row / tiles) & (y < (row + 1) / tiles) & keep[rows])
        across = (self.x[first:last][inside] * tiles - column) * side
        down = (y[inside] * tiles - row) * side
        cell = np.minimum(down.astype(np.int64), side - 1) * side
        cell += np.minimum(across.astype(np.int64), side - 1)
        return across, down, cell, rows[inside]


def _extreme(cell: NDArray[np.int64], along: Floats, cells: int) -> Floats:
    """Smallest and largest position in each cell: (2, cells)."""
    found = np.empty((2, cells))
    found[0], found[1] = np.inf, -np.inf
    np.minimum.at(found[0], cell, along)
    np.maximum.at(found[1], cell, along)
    return found


def _towards_cell_middle(position: Floats, cell: NDArray[np.int64], play: float) -> Floats:
    middle = cell + 0.5
    return np.clip(position, middle - play / 2, middle + play / 2)


class MapTiles:
    """The tiles of one version of the programme as gzipped JSON, the latest kept.

    Shared between threads.
    """

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self._index = TileIndex.build(programme.catalogue)
        self._kept: OrderedDict[tuple[str, int, int, int], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def tile(self, wanted: Filter, zoom: int, column: int, row: int) -> bytes:
        """One tile: `clusters` as [lat, lon, count, cell, south, west, north, east] and
        `activities` as [lat, lon, id, branch, title], where branch is a position in `Branch` or -1.

        Raises `TileOutsideError`.
        """  # noqa: D205  # the two lists belong in the first sentence
        key = (wanted.code, zoom, column, row)
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        clusters = self._index.tile(zoom, column, row, mask(wanted, self.programme))
        packed = gzip.compress(_json(clusters, self.programme), compresslevel=5, mtime=0)
        with self._lock:
            self._kept[key] = packed
            if len(self._kept) > TILES_KEPT:
                self._kept.popitem(last=False)
        return packed

    def members(self, wanted: Filter, zoom: int, column: int, row: int, cell: int) -> Rows:
        """The row numbers behind one cluster, in order of id. Raises `TileOutsideError`."""
        if not 0 <= cell < cells_along(zoom) ** 2:
            raise TileOutsideError
        return self._index.members(zoom, column, row, cell, mask(wanted, self.programme))


def _json(clusters: Clusters, programme: Programme) -> bytes:
    several = clusters.count > 1
    boxes = np.column_stack([clusters.south, clusters.west, clusters.north, clusters.east]).round(5)
    places = np.column_stack([clusters.lat, clusters.lon]).round(5)
    catalogue = programme.catalogue
    content = {
        "clusters": [
            [
                *places[at].tolist(),
                int(clusters.count[at]),
                int(clusters.cell[at]),
                *boxes[at].tolist(),
            ]
            for at in np.flatnonzero(several)
        ],
        "activities": [
            [
                *places[at].tolist(),
                str(catalogue.ids[clusters.row[at]]),
                int(catalogue.branch[clusters.row[at]]),
                programme.titles[clusters.row[at]],
            ]
            for at in np.flatnonzero(~several)
        ],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
