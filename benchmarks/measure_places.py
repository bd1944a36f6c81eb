"""Measure the embedded places, postcodes and shapes against a full geodata folder.

    VERBINDING_RULER=../geodata python benchmarks/measure_places.py

The folder has the format of docs/places.md; nothing of it is kept.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import shapely
from pyproj import Geod, Transformer
from shapely.geometry import shape

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from data.geocoding import entries  # noqa: E402
from data.geocoding.gazetteer import Gazetteer  # noqa: E402
from data.geodata import base_layer  # noqa: E402
from domain.places import (  # noqa: E402
    AmbiguousPlaceError,
    Place,
    PlaceNotFoundError,
    Point,
    Precision,
)

RULER = Path(os.environ.get("VERBINDING_RULER") or ROOT / "../shared/geodata")
GEOD = Geod(ellps="WGS84")
METRES = Transformer.from_crs("EPSG:4326", "EPSG:28992", always_xy=True)


def main() -> None:
    """Print every figure."""
    if not (RULER / "pc4.csv").exists():
        sys.exit(f"no ruler in {RULER}: set VERBINDING_RULER")
    start = time.perf_counter()
    gazetteer = Gazetteer(entries.REFERENCE, "embedded")
    print(f"loaded in {time.perf_counter() - start:.3f} s")
    towns(gazetteer)
    postcodes(gazetteer)
    municipalities(gazetteer)
    provinces()
    speed(gazetteer)


def towns(gazetteer: Gazetteer) -> None:
    """Share of the towns that are found by name, or among the candidates, and how far off."""
    rows = [row for row in table("plaatsen.csv") if row["soort"] == "woonplaats"]
    errors, chosen, missing = [], 0, 0
    for row in rows:
        try:
            candidates: tuple[Place, ...] = (gazetteer.find(row["naam"]),)
        except AmbiguousPlaceError as error:
            candidates, chosen = error.candidates, chosen + 1
        except PlaceNotFoundError:
            missing += 1
            continue
        errors.append(min(km(row, candidate) for candidate in candidates))
    share = 1 - missing / len(rows)
    print(f"towns: {share:.2%} of {len(rows)} found, {chosen} by choice; {spread(errors)}")


def postcodes(gazetteer: Gazetteer) -> None:
    """Share of the postcodes that are answered and how far off, for each precision."""
    rows = list(table("pc4.csv"))
    answers = [(row, gazetteer.postcode(row["pc4"])) for row in rows]
    known = [(row, place) for row, place in answers if place is not None]
    errors = [km(row, place) for row, place in known]
    print(f"postcodes: {len(known)} of {len(rows)} answered; {spread(errors)}")
    for precision in (Precision.POSTCODE, Precision.PLACE, Precision.REGION):
        some = [km(row, place) for row, place in known if place.precision is precision]
        print(f"  {precision}: {len(some)}; {spread(some)}")
    right = sum(row["gemeente_code"] == place.municipality_code for row, place in known)
    print(f"  municipality right: {right / len(known):.2%}")


def municipalities(gazetteer: Gazetteer) -> None:
    """Codes and names that agree, and whether a point finds the municipality it lies in."""
    ruler = {row["code"]: row["naam"] for row in table("gemeenten.csv")}
    own = {municipality.code: municipality.name for municipality in gazetteer.municipalities()}
    same = sum(own.get(code) == name for code, name in ruler.items())
    print(f"municipalities: {same} of {len(ruler)} by code and name")
    rows = list(table("pc4.csv"))
    near = [gazetteer.nearest(Point(float(r["lat"]), float(r["lon"]))) for r in rows]
    right = sum(r["gemeente_code"] == p.municipality_code for r, p in zip(rows, near, strict=True))
    print(f"  nearest() gives the right municipality for {right / len(rows):.2%} of the postcodes")


def provinces() -> None:
    """Overlap (intersection over union) of land and of each province."""
    own_land, ruler_land = features(base_layer(None, "land")), features(read("land.geojson"))
    print(f"land: IoU {overlap(own_land.popitem()[1], ruler_land.popitem()[1]):.3f}")
    own, ruler = features(base_layer(None, "provinces")), features(read("provincies.geojson"))
    found = {code: overlap(own[code], area) for code, area in ruler.items()}
    print(
        f"provinces: IoU mean {np.mean(list(found.values())):.3f}, least {min(found.values()):.3f}"
    )
    print("  " + ", ".join(f"{code} {value:.3f}" for code, value in sorted(found.items())))


def speed(gazetteer: Gazetteer) -> None:
    """Time of one look-up, in microseconds, over 10,000 of each kind."""
    calls = {
        "find a name": lambda: gazetteer.find("'s-Gravenhage"),
        "find a postcode": lambda: gazetteer.find("3511 AB"),
        "find an address": lambda: gazetteer.find("Domplein 1, 3512 JC Utrecht"),
        "nearest": lambda: gazetteer.nearest(Point(52.1, 5.1)),
        "suggest": lambda: gazetteer.suggest("ut", 8),
    }
    for name, call in calls.items():
        call()
        start = time.perf_counter()
        for _ in range(10_000):
            call()
        print(f"{name}: {(time.perf_counter() - start) * 100:.1f} µs")


def table(name: str) -> Iterable[dict[str, str]]:
    """The rows of a CSV file of the ruler."""
    with (RULER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def read(name: str) -> bytes:
    """A file of the ruler."""
    return (RULER / name).read_bytes()


def features(geojson: bytes) -> dict[str, shapely.Geometry]:
    """Shapes in metres by code, or by name where they have none."""
    return {
        feature["properties"].get("code", feature["properties"]["naam"]): shapely.make_valid(
            shapely.transform(
                shape(feature["geometry"]),
                lambda xy: np.column_stack(METRES.transform(xy[:, 0], xy[:, 1])),
            )
        )
        for feature in json.loads(geojson)["features"]
    }


def overlap(one: shapely.Geometry, other: shapely.Geometry) -> float:
    """Intersection over union, in [0, 1]."""
    return one.intersection(other).area / one.union(other).area


def km(row: dict[str, str], place: Place) -> float:
    """Kilometres on the ellipsoid between a row of the ruler and a place."""
    _, _, metres = GEOD.inv(float(row["lon"]), float(row["lat"]), place.point.lon, place.point.lat)
    return metres / 1000


def spread(errors: list[float]) -> str:
    """Median, 95th percentile and largest, in km."""
    if not errors:
        return "none"
    median, p95 = np.percentile(errors, [50, 95])
    return f"median {median:.2f} km, p95 {p95:.2f} km, largest {max(errors):.1f} km"


if __name__ == "__main__":
    main()
