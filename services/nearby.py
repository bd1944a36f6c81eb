"""What is near a point: how far, how many, and the nearest few. Distances are over the ground, in km."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from domain.places import Place, Point
from matching.distance import earth_centred, kilometres

_Thing = TypeVar("_Thing")


def spots(points: Iterable[Point | None]) -> NDArray[np.float64]:
    """Points as the columns of distances; shape (n, 3). Those that are not known are left out."""
    known = [point for point in points if point is not None]
    return earth_centred(
        np.array([point.lat for point in known]), np.array([point.lon for point in known])
    )


def km_from(point: Point, xyz: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each of `xyz` (n, 3) is from `point`; NaN where that is not known."""
    return kilometres(xyz, spots([point]))


def count_within(points: Iterable[Point | None], point: Point, radius_km: float) -> int:
    """How many of `points` are within `radius_km` of `point`."""
    return int((km_from(point, spots(points)) <= radius_km).sum())


def nearest(
    things: Iterable[_Thing],
    place_of: Callable[[_Thing], Place],
    point: Point,
    *,
    radius_km: float,
    most: int,
) -> tuple[tuple[_Thing, float], ...]:
    """At most `most` of `things` within `radius_km` of `point`, each with its km, nearest first."""
    placed = [thing for thing in things if place_of(thing).point is not None]
    km = km_from(point, spots(place_of(thing).point for thing in placed))
    order = np.argsort(km, kind="stable")[:most]
    return tuple((placed[index], float(km[index])) for index in order if km[index] <= radius_km)
