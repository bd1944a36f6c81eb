"""The base layer of the map: the packaged shapes, or the finer ones of a geodata folder."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Literal

REFERENCE = Path(__file__).parent / "reference"

LayerName = Literal["land", "neighbours", "provinces", "municipalities", "labels"]

# The file of each layer of shapes; a geodata folder has the Dutch names of its sources.
_PACKAGED = {
    "land": "land.geojson",
    "neighbours": "neighbours.geojson",
    "provinces": "provinces.geojson",
}
_IN_FOLDER = {
    "land": "land.geojson",
    "provinces": "provincies.geojson",
    "municipalities": "gemeenten.geojson",
}
_NO_SHAPES = b'{"type":"FeatureCollection","features":[]}'


@cache
def base_layer(folder: Path | None, name: LayerName) -> bytes:
    """One layer as UTF-8 JSON, from `folder` where it has that file, else from the packaged set.

    Shapes are GeoJSON in WGS84, longitude first; each feature has `naam`, provinces and
    municipalities also `code`. Municipalities have no shapes without a folder. "labels" is a list
    of [name, latitude, longitude, rank], rank 0 being the place with the most inhabitants; places
    that were only estimated are left out.
    """
    if name == "labels":
        return _labels(folder)
    if folder is not None and name in _IN_FOLDER and (folder / _IN_FOLDER[name]).exists():
        return (folder / _IN_FOLDER[name]).read_bytes()
    return (REFERENCE / _PACKAGED[name]).read_bytes() if name in _PACKAGED else _NO_SHAPES


def _labels(folder: Path | None) -> bytes:
    with ((folder or REFERENCE) / "plaatsen.csv").open(encoding="utf-8", newline="") as file:
        placed = [row for row in csv.DictReader(file) if row.get("nauwkeurigheid") != "region"]
    rows = sorted(placed, key=lambda row: (-int(row["inwoners"]), row["naam"]))
    labels = [
        [row["naam"], round(float(row["lat"]), 4), round(float(row["lon"]), 4), rank]
        for rank, row in enumerate(rows)
    ]
    return json.dumps(labels, ensure_ascii=False, separators=(",", ":")).encode()
