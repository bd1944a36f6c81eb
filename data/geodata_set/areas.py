"""Municipalities from the web feature service of CBS, and what is made of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from data.geocoding.gazetteer import Gazetteer
from domain.places import Point, Province

TOLERANCE = 250.0  # metres that a border may move, the same for both its sides
DIGITS = 4  # about 10 m

_TO_METRES = Transformer.from_crs("EPSG:4326", "EPSG:28992", always_xy=True).transform
_TO_DEGREES = Transformer.from_crs("EPSG:28992", "EPSG:4326", always_xy=True).transform


@dataclass(frozen=True, slots=True)
class Area:
    """One municipality: CBS code, name, province, a point inside, and its shape in degrees."""

    code: str
    name: str
    province: Province
    population: int
    point: Point
    shape: BaseGeometry


def areas(answer: bytes, gazetteer: Gazetteer) -> list[Area]:
    """Every municipality of the service's GeoJSON, by code.

    The service knows no provinces: those come from `gazetteer`, by code, or for a code of a later
    year from what lies nearest. Raises KeyError and ValueError for an answer of another form.
    """
    features = json.loads(answer)["features"]
    exact = [shapely.make_valid(shape(feature["geometry"])) for feature in features]
    simple = shapely.coverage_simplify([_moved(s, _TO_METRES) for s in exact], TOLERANCE)
    known = {municipality.code: municipality for municipality in gazetteer.municipalities()}
    found = []
    for feature, outline in zip(features, simple, strict=True):
        code, name = feature["properties"]["statcode"], feature["properties"]["statnaam"]
        drawn = shapely.set_precision(_moved(outline, _TO_DEGREES), 10**-DIGITS)
        inside = drawn.representative_point()
        point = Point(round(inside.y, 5), round(inside.x, 5))
        own = known.get(code)
        province = own.province if own else gazetteer.nearest(point).province
        if province is None:
            raise ValueError(code)
        found.append(Area(code, name, province, own.population if own else 0, point, drawn))
    return sorted(found, key=lambda area: area.code)


class Locator:
    """Which municipality a point lies in."""

    def __init__(self, found: list[Area]) -> None:
        self._areas = found
        self._tree = shapely.STRtree([area.shape for area in found])

    def area(self, lat: float, lon: float) -> Area:
        """The municipality around the point, or the nearest one for a point in the water."""
        return self._areas[int(self._tree.nearest(shapely.Point(lon, lat)))]


def layers(found: list[Area]) -> dict[str, bytes]:
    """The GeoJSON files of a folder by name: municipalities, provinces and land."""
    by_province: dict[Province, list[BaseGeometry]] = defaultdict(list)
    for area in found:
        by_province[area.province].append(area.shape)
    dissolved = {p: shapely.union_all(by_province[p]) for p in sorted(by_province)}
    return {
        "gemeenten.geojson": _geojson(
            ({"code": a.code, "naam": a.name, "provincie": a.province.label}, a.shape)
            for a in found
        ),
        "provincies.geojson": _geojson(
            ({"code": str(p), "naam": p.label}, area) for p, area in dissolved.items()
        ),
        "land.geojson": _geojson(
            [({"naam": "Nederland"}, shapely.union_all(list(dissolved.values())))]
        ),
    }


def _geojson(features: Iterable[tuple[dict[str, str], BaseGeometry]]) -> bytes:
    rows = [
        {"type": "Feature", "properties": facts, "geometry": mapping(area)}
        for facts, area in features
    ]
    collection = {"type": "FeatureCollection", "features": rows}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _moved(
    geometry: BaseGeometry,
    transform: Callable[..., tuple[NDArray[np.float64], NDArray[np.float64]]],
) -> BaseGeometry:
    def both(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transform(xy[:, 0], xy[:, 1]))

    return shapely.transform(geometry, both)
