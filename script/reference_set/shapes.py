"""The base map: land, neighbours and provinces, as GeoJSON in degrees (longitude first, RFC 7946)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely import MultiPolygon, Polygon
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

# Shapes are worked on in metres, in the Dutch grid (Rijksdriehoeksmeting).
_TO_METRES = Transformer.from_crs("EPSG:4326", "EPSG:28992", always_xy=True).transform
_TO_DEGREES = Transformer.from_crs("EPSG:28992", "EPSG:4326", always_xy=True).transform

# Around the IJsselmeer, where the source is coarse: rounded more than the sea coast may be.
LAKESIDE = shapely.box(4.98, 52.33, 5.75, 53.08)
VIEW = shapely.box(-2.5, 48.5, 13.0, 55.8)  # beyond what the widest map can show
NEIGHBOURS = {
    "BEL": "België",
    "DEU": "Deutschland",
    "FRA": "France",
    "LUX": "Lëtzebuerg",
    "CZE": "Česko",
    "DNK": "Danmark",
    "GBR": "United Kingdom",
}
SMOOTHING = 900.0  # metres a province border may move
NECK = 200.0  # metres
WHOLE = 0.85  # of the points on an island
DIGITS = 4  # about 10 m

Feature = tuple[dict[str, str], BaseGeometry]


def countries(world: bytes) -> dict[str, BaseGeometry]:
    """The Netherlands and its neighbours from the GeoJSON of the world, in metres, by three-letter code."""
    wanted = {"NLD", *NEIGHBOURS}
    return {
        feature["properties"]["A3"]: _metres(
            shapely.make_valid(shape(feature["geometry"])).intersection(VIEW)
        )
        for feature in json.loads(world)["features"]
        if feature["properties"]["A3"] in wanted
    }


def land(
    country: BaseGeometry, waters: list[BaseGeometry], dikes: list[BaseGeometry]
) -> BaseGeometry:
    """The country with its large waters cut out and its great dikes put back, in metres.

    The source cuts every pond out in small pieces; pieces that touch within 300 m are joined and
    only what is then larger than 4 km² stays water. `waters` are cut out besides.
    """
    whole = shapely.union_all([Polygon(part.exterior) for part in _polygons(country)])
    holes = [Polygon(ring) for part in _polygons(country) for ring in part.interiors]
    joined = shapely.union_all([*holes, *waters]).buffer(150).buffer(-150)
    water = shapely.union_all([part for part in _polygons(joined) if part.area > 4e6])
    dry = _rounded(whole.difference(_rounded(water, 300)), 120)
    lakeside = _metres(LAKESIDE)
    dry = shapely.union_all(
        [dry.difference(lakeside), _rounded(dry.intersection(lakeside.buffer(2000)), 450)]
    )
    dry = shapely.union_all([part for part in _polygons(dry) if part.area > 3e5])
    return shapely.union_all([dry, *dikes])


def _rounded(geometry: BaseGeometry, radius: float) -> BaseGeometry:
    """The same area without the steps and spikes, up to 2 * `radius` metres, that its source has."""
    return geometry.buffer(radius).buffer(-2 * radius).buffer(radius).simplify(60)


def neighbour(country: BaseGeometry) -> BaseGeometry:
    """A neighbouring country, coarser than the land and a little wider, so that no gap shows between them."""
    whole = shapely.union_all([Polygon(part.exterior) for part in _polygons(country)])
    wider = whole.buffer(600, quad_segs=2).simplify(500)
    return shapely.union_all([part for part in _polygons(wider) if part.area > 8e6])


def provinces(
    dry: BaseGeometry, points: NDArray[np.float64], names: list[str]
) -> dict[str, BaseGeometry]:
    """For each name the part of the land that lies nearest to one of its points, in metres.

    `points` is (n, 2), x and y in metres; `names` has the province of each. An island or polder
    goes as a whole to the province that nearly all its points are of. Elsewhere the borders
    between the cells zigzag, so they are smoothed together, which leaves no gap and no overlap.
    """
    cells = shapely.voronoi_polygons(
        shapely.multipoints(points), extend_to=dry.envelope, ordered=True
    ).geoms
    found = sorted(set(names))
    merged = [
        shapely.union_all([c for c, n in zip(cells, names, strict=True) if n == name])
        for name in found
    ]
    areas = dict(
        zip(
            found,
            shapely.coverage_simplify(merged, SMOOTHING, simplify_boundary=False),
            strict=True,
        )
    )
    for island in _polygons(dry.buffer(-NECK)):  # parts that hang together by a dike only are apart
        owner = _owner(island, points, names)
        if owner is not None:
            whole = island.buffer(2 * NECK).simplify(NECK / 2)
            areas = {name: area.difference(whole) for name, area in areas.items()}
            areas[owner] = areas[owner].union(whole)
    return {name: shapely.make_valid(area).intersection(dry) for name, area in areas.items()}


def _owner(piece: Polygon, points: NDArray[np.float64], names: list[str]) -> str | None:
    """The province of at least `WHOLE` of the points on a piece of land; None when they differ."""
    inside = shapely.contains_xy(piece, points[:, 0], points[:, 1])
    counted = Counter(name for name, is_in in zip(names, inside, strict=True) if is_in)
    if not counted:
        return None
    name, count = counted.most_common(1)[0]
    return name if count >= WHOLE * counted.total() else None


def metres(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Latitude and longitude (n, 2) as x and y in metres (n, 2)."""
    return np.column_stack(_TO_METRES(points[:, 1], points[:, 0]))


def band(row: dict[str, str]) -> BaseGeometry:
    """A narrow water or a dike of the facts: the line through its points, as wide as it says, in metres."""
    points = [tuple(map(float, pair.split())) for pair in row["punten"].split("|")]
    ends = "flat" if row["soort"] == "dijk" else "round"
    line = shapely.linestrings(metres(np.array(points)))
    return line.buffer(float(row["breedte_m"]) / 2, cap_style=ends)


def geojson(features: Iterable[Feature]) -> bytes:
    """Features, given in metres, as minified GeoJSON in degrees."""
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": facts, "geometry": _geometry(_degrees(geometry))}
                for facts, geometry in features
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def _polygons(geometry: BaseGeometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)]


def _move(function: Callable[..., Any], geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(geometry, lambda xy: np.column_stack(function(xy[:, 0], xy[:, 1])))


def _metres(geometry: BaseGeometry) -> BaseGeometry:
    return _move(_TO_METRES, geometry)


def _degrees(geometry: BaseGeometry) -> BaseGeometry:
    return _move(_TO_DEGREES, geometry)


def _geometry(geometry: BaseGeometry) -> dict[str, Any]:
    snapped = shapely.set_precision(MultiPolygon(_polygons(geometry)), 10**-DIGITS)
    return _round(mapping(snapped))


def _round(value: Any) -> Any:  # noqa: ANN401 - any part of a GeoJSON geometry
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {key: _round(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_round(part) for part in value]
    return value
