"""Maps on a page, and what visitors do on them. The only importer of streamlit_folium.

Never import this outside a page run: Streamlit then does not know the component, and every
visitor gets an empty frame.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st
from streamlit_folium import st_folium

from domain.places import Point
from i18n.texts import Language
from services.filters import Bounds, Filter
from services.programme import Programme
from ui import navigation, resources, state
from ui.map_messages import MapView, point_of, view_of
from ui.maps import MapKind, MapState, Pin, State, local_map

HEIGHT = 560
SMALL_HEIGHT = 300
PINS_SHOWN = 20
_PLACE_KM = 2.5  # around a single point


def explore_map(
    programme: Programme,
    wanted: Filter,
    *,
    key: str,
    language: Language,
    chosen: Point | None = None,
    origin: Point | None = None,
    radius_km: float | None = None,
    view: Bounds | None = None,
    height: int = HEIGHT,
) -> MapView | None:
    """All activities of a filter, clustered. What is in view and chosen, None until it moved.

    Put it in a fragment: a move then reruns only that. Shows all activities of `wanted` at first,
    or `view`; a changed `view` moves the map.
    """
    shown = MapState(
        version=programme.version,
        wanted=wanted,
        chosen=chosen,
        origin=origin,
        radius_km=radius_km,
        view=view,
    )
    return _opened(view_of(_show(MapKind.EXPLORE, shown, key, language, height)))


def result_map(
    ids: Sequence[str],
    programme: Programme,
    *,
    key: str,
    language: Language,
    ranks: Sequence[int] | None = None,
    origin: Point | None = None,
    radius_km: float | None = None,
    height: int = HEIGHT,
) -> MapView | None:
    """The activities `ids` as numbered pins; those without a point are only in the list.

    `ranks` are their numbers in the list, else they count from 1. Draws at most PINS_SHOWN and looks
    at all of them and `origin`.
    """
    pins = _pins(ids, programme, ranks or range(1, len(ids) + 1))
    points = [pin.point for pin in pins] + ([origin] if origin else [])
    shown = MapState(
        version=programme.version,
        origin=origin,
        radius_km=radius_km,
        results=pins,
        view=_around(points),
    )
    return _opened(view_of(_show(MapKind.RESULTS, shown, key, language, height)))


def place_map(point: Point, *, key: str, language: Language, height: int = SMALL_HEIGHT) -> None:
    """One point and what is around it."""
    shown = MapState(chosen=point, view=Bounds.around(point, km=_PLACE_KM))
    _show(MapKind.PLACE, shown, key, language, height)


def pick_point_map(
    point: Point | None, *, key: str, language: Language, height: int = HEIGHT
) -> Point | None:
    """A map to choose a point on; `point` is where it stands at first. None until one is chosen."""
    view = Bounds.around(point, km=_PLACE_KM) if point else None
    chosen = point_of(_show(MapKind.PICK, MapState(point=point, view=view), key, language, height))
    return chosen or point


def _show(kind: MapKind, shown: MapState, key: str, language: Language, height: int) -> object:
    return st_folium(
        local_map(kind, language, resources.settings()),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=[],  # the map reports by itself: see Report in static/src/start.js
        feature_group_to_add=State(shown),
        render=False,
    )


def _opened(view: MapView | None) -> MapView | None:
    """Go to the page of the activity that was opened: a frame without origin cannot do so itself."""
    if view is not None and view.opened_id is not None:
        page = navigation.page("verkennen/activiteit.py")
        st.switch_page(page, query_params={state.ID: view.opened_id})
    return view


def _pins(ids: Sequence[str], programme: Programme, ranks: Sequence[int]) -> list[Pin]:
    rank_of = dict(zip(ids[:PINS_SHOWN], ranks, strict=False))
    rows = programme.rows(ids[:PINS_SHOWN])
    found = programme.catalogue
    return [
        Pin(Point(float(found.lat[row]), float(found.lon[row])), rank_of[id], id)
        for row in rows
        if np.isfinite(found.lat[row]) and (id := str(found.ids[row]))
    ]


def _around(points: Sequence[Point]) -> Bounds | None:
    if not points:
        return None
    lats, lons = [point.lat for point in points], [point.lon for point in points]
    return Bounds(min(lats), min(lons), max(lats), max(lons))
