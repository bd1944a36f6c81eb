"""The map as folium knows it: numbers, ids, paths and our own sentences. The only importer of folium.

folium renders what it is given through Jinja twice and writes strings into JavaScript, so a title
could run as code on the server and in the browser. No word of a visitor ever comes here: activities
are drawn from tiles, their words are fetched by the browser and set as text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import folium
from branca.element import Element, MacroElement
from folium.template import Template

from data.settings import Settings
from domain.places import Point
from i18n.texts import Language
from services.addresses import Page
from services.base_layer import base_layers
from services.filters import Bounds, Filter
from services.tiles import MAX_ZOOM
from ui.map_words import FONT, FONT_FILE, PALETTE, branch_groups, sentences

_STATIC = Path(__file__).parent.parent / "static"

# The frame is /component/<name>/index.html, so two up is where the app itself is.
_APP = "../.."
COUNTRY = ((50.75, 3.36), (53.56, 7.23))
_AROUND = ((49.4, 0.8), (54.9, 9.8))
_MIN_ZOOM = 6.5  # the widest map then ends where the neighbouring countries do
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


class MapKind(StrEnum):
    """What a map is for."""

    EXPLORE = "explore"  # all activities of a filter
    RESULTS = "results"  # a few ranked ones
    PLACE = "place"  # one point
    PICK = "pick"  # choose a point


@dataclass(frozen=True, slots=True)
class Pin:
    """A ranked result: where it is, its rank from 1, and the id of its activity."""

    point: Point
    rank: int
    activity_id: str

    def __post_init__(self) -> None:
        check_id(self.activity_id)


@dataclass(frozen=True, slots=True)
class MapState:
    """What may change while a map stays: its source, its marks and where it looks.

    `origin` is where was searched, never finer than a four-digit postcode; `chosen` where the
    chosen activity is. `view` moves the map each time it changes.
    """

    version: int = 0
    wanted: Filter | None = None
    chosen: Point | None = None
    origin: Point | None = None
    radius_km: float | None = None
    results: Sequence[Pin] = ()
    point: Point | None = None
    view: Bounds | None = None


class LocalMap(folium.Map):
    """A map of which everything comes from this server.

    st_folium takes the script from the template, the links from `default_js` and ignores the rest
    of folium's page, so `render` has nothing to do; folium's own page would forbid zooming
    (`user-scalable=no`). One object serves all visitors and is never changed.
    """

    default_js = [("kaart", "")]  # noqa: RUF012  # folium's own shape
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.map('map_div', {{ this.options|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, start: dict[str, Any]) -> None:
        super().__init__(location=None, tiles=None)
        self._id = "div"  # what st_folium calls it
        self.default_js = [("kaart", bundle_path())]
        self.options = {
            "center": [52.2, 5.3],
            "zoom": 7,
            "minZoom": _MIN_ZOOM,
            "maxZoom": MAX_ZOOM,
            "maxBounds": _AROUND,
            "maxBoundsViscosity": 0.9,
            "zoomSnap": 0.25,
            "wheelPxPerZoomLevel": 90,
            "zoomControl": False,
            "attributionControl": False,
        }
        self.add_child(_Start(start))

    def render(self, **_kwargs: object) -> str:
        """Nothing: see the class."""
        return ""


class _Start(MacroElement):
    """Starts the layer of static/src/start.js."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.kaart.start({{ this._parent.get_name() }}, {{ this.start|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, start: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.start = start


class State(folium.FeatureGroup):
    """Hands a `MapState` to the running map as a feature group; draws nothing itself.

    The map is shared by all visitors, so this neither becomes its child nor renders into it.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = window.kaart.state({{ this.state|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, state: MapState) -> None:
        super().__init__()
        self.state = _plain(state)

    def add_to(self, parent: Element, name: str | None = None, index: int | None = None) -> State:  # noqa: ARG002
        """Know the map without being known by it."""
        self._parent = parent
        return self

    def render(self, **_kwargs: object) -> str:
        """Nothing: st_folium takes the script from the template."""
        return ""


def bundle_path() -> str:
    """The one script of the map, as its frame asks for it."""
    return f"{_APP}/app/static/{next(_STATIC.glob('kaart.*.js')).name}"


@lru_cache(maxsize=16)
def local_map(kind: MapKind, language: Language, settings: Settings) -> LocalMap:
    """The map of a kind in a language; made once per process and shared."""
    base = {
        name: f"{_APP}/kaart/basis/{layer.file_name}"
        for name, layer in base_layers(settings.geodata).items()
    }
    online = {"url": settings.tiles_url, "credit": _entities(settings.tiles_credit)}
    return LocalMap(
        {
            "language": str(language),
            "words": sentences(language),
            "palette": PALETTE,
            "country": COUNTRY,
            "base": base,
            "tiles": f"{_APP}/kaart",
            "cards": f"{_APP}/kaart/activiteiten",
            "activityPage": f"{_APP}/{Page.ACTIVITY}",
            "font": {"family": FONT, "path": f"{_APP}/app/static/{FONT_FILE}"},
            "branchGroups": branch_groups(),
            "online": online if settings.tiles_url else None,
            "wheel": "zoom" if kind is MapKind.EXPLORE else "ctrl",
            "legend": kind is MapKind.EXPLORE,
            # A list stands beside only this one; on other maps a move need not rerun the page.
            "reportsView": kind is MapKind.EXPLORE,
            "picking": kind is MapKind.PICK,
        }
    )


def check_id(activity_id: str) -> str:
    """The id, when it is one that may go into a script. Raises ValueError."""
    if not _ID.fullmatch(activity_id):
        raise ValueError("not an id")
    return activity_id


def _plain(state: MapState) -> dict[str, Any]:
    """The state as start.js reads it: points as [lat, lon], a view as two corners."""

    def pair(point: Point | None) -> list[float] | None:
        return [round(point.lat, 5), round(point.lon, 5)] if point else None

    view = state.view
    return {
        "version": state.version,
        "filter": state.wanted.code if state.wanted else None,
        "chosen": pair(state.chosen),
        "origin": pair(state.origin),
        "radiusKm": state.radius_km,
        "results": [
            [pin.point.lat, pin.point.lon, pin.rank, pin.activity_id] for pin in state.results
        ],
        "point": pair(state.point),
        "view": [[view.south, view.west], [view.north, view.east]] if view else None,
    }


def _entities(words: str) -> str:
    """An operator's credit line as HTML that is only text: Leaflet writes it as HTML."""
    plain = re.compile(r"[0-9A-Za-zÀ-ɏ .,-]")
    return "".join(one if plain.fullmatch(one) else f"&#{ord(one)};" for one in words)
