"""The layers of the map, packaged and from a folder."""

from __future__ import annotations

import json

import pytest
from shapely.geometry import Point, shape

from data.geodata import base_layer

IN_THE_WATER = {
    "IJsselmeer": (52.85, 5.35),
    "Waddenzee": (53.27, 5.35),
    "Westerschelde": (51.4, 3.75),
}
ON_LAND = {
    "Utrecht": (52.09, 5.12),
    "Almere": (52.37, 5.22),
    "Texel": (53.06, 4.8),
    "Vaals": (50.77, 6.02),
}


def shapes(name, folder=None):
    return {
        feature["properties"]["naam"]: shape(feature["geometry"])
        for feature in json.loads(base_layer(folder, name))["features"]
    }


def test_the_land_has_its_great_waters():
    land = shapes("land")["Nederland"]

    assert not [name for name, (lat, lon) in IN_THE_WATER.items() if land.contains(Point(lon, lat))]
    assert not [name for name, (lat, lon) in ON_LAND.items() if not land.contains(Point(lon, lat))]


def test_the_twelve_provinces_share_the_land_without_overlap():
    provinces, land = shapes("provinces"), shapes("land")["Nederland"]

    assert len(provinces) == 12
    assert sum(area.area for area in provinces.values()) == pytest.approx(land.area, rel=0.005)
    assert provinces["Flevoland"].contains(Point(5.22, 52.37))
    assert provinces["Limburg"].contains(Point(5.69, 50.85))


def test_the_neighbours_lie_around_the_land():
    neighbours = shapes("neighbours")

    assert neighbours["België"].contains(Point(4.4, 51.0))
    assert neighbours["Deutschland"].contains(Point(7.0, 51.5))


def test_labels_are_ranked_by_people_and_have_dutch_names():
    labels = json.loads(base_layer(None, "labels"))

    assert [label[3] for label in labels] == list(range(len(labels)))
    assert [label[0] for label in labels[:2]] == ["Amsterdam", "Den Haag"]
    assert len(labels) > 2500


def test_a_folder_gives_finer_shapes_and_municipalities(tmp_path):
    finer = b'{"type":"FeatureCollection","features":[{}]}'
    (tmp_path / "gemeenten.geojson").write_bytes(finer)

    assert base_layer(tmp_path, "municipalities") == finer
    assert base_layer(tmp_path, "land") == base_layer(None, "land")
    assert json.loads(base_layer(None, "municipalities"))["features"] == []
