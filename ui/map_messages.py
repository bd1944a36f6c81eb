"""What the map in the browser reports, read with care: anybody can send anything."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from domain.places import Point, PointOutsideError
from services.filters import Bounds

_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True)
class MapView:
    """What a visitor sees and did on a map.

    `bounds` is None until the map was moved; `around` is the view that the page had asked for by
    then, None when it asked for none. `chosen_id` is the activity whose popup is open,
    `opened_id` the one whose page was asked for.
    """

    bounds: Bounds | None = None
    zoom: float | None = None
    chosen_id: str | None = None
    opened_id: str | None = None
    around: Bounds | None = None


def in_view(seen: MapView | None, asked: Bounds | None) -> Bounds | None:
    """What is in view on a map that was asked to show `asked` (None: everything).

    As the map itself says; what was asked while it is hidden, or still shows what was asked before.
    """
    if seen is None or seen.bounds is None or seen.around != asked:
        return asked
    return seen.bounds


def view_of(message: object) -> MapView | None:
    """The view in a report; None when there is none. What makes no sense counts as not said."""
    if not isinstance(message, dict) or not message:
        return None
    zoom = _numbers([message.get("zoom")], 1)
    return MapView(
        bounds=_bounds(message.get("bounds")),
        zoom=zoom[0] if zoom else None,
        chosen_id=_id(message.get("chosen")),
        opened_id=_id(message.get("opened")),
        around=_corners(message.get("around")),
    )


def point_of(message: object) -> Point | None:
    """The point that was picked; None when there is none or it lies outside the country."""
    found = _numbers(message.get("point"), 2) if isinstance(message, dict) else None
    try:
        return Point(*found) if found else None
    except PointOutsideError:
        return None


def _bounds(value: object) -> Bounds | None:
    found = _numbers(value, 4)
    if found is None or found[0] >= found[2] or found[1] >= found[3]:
        return None
    return Bounds(*found)


def _corners(value: object) -> Bounds | None:
    """A view as two corners, as the map was given it."""
    if not isinstance(value, list) or len(value) != 2:
        return None
    low, high = (_numbers(corner, 2) for corner in value)
    return _bounds([*low, *high]) if low and high else None


def _numbers(value: object, count: int) -> list[float] | None:
    if not isinstance(value, list) or len(value) != count:
        return None
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in value):
        return None
    return [float(one) for one in value] if all(math.isfinite(one) for one in value) else None


def _id(value: object) -> str | None:
    return value if isinstance(value, str) and _ID.fullmatch(value) else None
