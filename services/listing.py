"""Rows of the programme in the order of a list: by time for an agenda, by distance from a place."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from domain.places import Point
from domain.times import midnight
from matching.catalogue import Catalogue, minute
from services.filters import Bounds, in_bounds
from services.nearby import km_from
from services.programme import Programme

Rows = NDArray[np.intp]
_NEVER = np.iinfo(np.int64).max


def by_time(programme: Programme, rows: Rows, *, now: datetime) -> Rows:
    """`rows` with what comes next first, what has no time after that, and what is over last.

    Within one moment in order of id.
    """
    catalogue = programme.catalogue
    moment = minute(now)
    upcoming = _next_start(catalogue, moment)[rows]
    over = (catalogue.last_end[rows] >= 0) & (catalogue.last_end[rows] < moment)
    first = np.where(over, _next_start(catalogue, 0)[rows], upcoming)
    return rows[np.lexsort((first, over))]


def by_distance(programme: Programme, rows: Rows, point: Point) -> Rows:
    """`rows` with the nearest to `point` first; those without a point last."""
    km = km_from(point, programme.catalogue.xyz[rows])
    return rows[np.argsort(np.where(np.isnan(km), np.inf, km), kind="stable")]


def on_day(programme: Programme, rows: Rows, day: date) -> Rows:
    """`rows` in the order in which they start on the local `day`; what began earlier comes first."""
    starts = _next_start(programme.catalogue, minute(midnight(day)))[rows]
    after = minute(midnight(day + timedelta(days=1)))
    return rows[np.argsort(np.where(starts < after, starts, -1), kind="stable")]


def _next_start(catalogue: Catalogue, moment: int) -> NDArray[np.int64]:
    """Per activity the first start of a slot that ends after `moment`; _NEVER when there is none."""
    first = np.full(len(catalogue), _NEVER, dtype=np.int64)
    ahead = catalogue.slot_ends >= moment
    owners = np.repeat(np.arange(len(catalogue)), np.diff(catalogue.slot_offsets))
    np.minimum.at(first, owners[ahead], catalogue.slot_starts[ahead])
    return first


def in_view(programme: Programme, rows: Rows, bounds: Bounds | None) -> tuple[Rows, Rows]:
    """Those of `rows` with a point inside `bounds` (None: anywhere), and those without a point."""
    catalogue = programme.catalogue
    without_point = np.isnan(catalogue.lat[rows])
    if bounds is None:
        return rows[~without_point], rows[without_point]
    return rows[in_bounds(bounds, catalogue)[rows]], rows[without_point]
