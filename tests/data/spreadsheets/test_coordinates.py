"""Points from RD and WGS84, swapped or not, and what is not in the Netherlands."""

from __future__ import annotations

import math

import pytest

from data.spreadsheets import coordinates
from data.spreadsheets.errors import CellError
from domain.places import Point

DOM = Point(52.0907, 5.1214)


def km(one: Point, other: Point) -> float:
    east = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return math.hypot(one.lat - other.lat, east) * 111.2


@pytest.mark.parametrize(
    ("east", "north"),
    [
        ("5.1214", "52.0907"), ("5,1214", "52,0907"), ("52,0907", "5,1214"),
        ("136780", "455840"), ("455840", "136780"), ("136.780", "455.840"), ("136780,4", "455840,2"),
    ],
)  # fmt: skip
def test_one_tower_written_in_many_ways(east, north):
    assert km(coordinates.read_point(east, north), DOM) < 0.1


@pytest.mark.parametrize("text", ["52.0907, 5.1214", "52,0907;5,1214", "POINT(5.1214 52.0907)", "5.1214 52.0907"])  # fmt: skip
def test_both_in_one_cell(text):
    assert km(coordinates.read_pair(text), DOM) < 0.1


@pytest.mark.parametrize(
    ("east", "north", "why"),
    [
        ("0", "0", "coordinate_outside"), ("5.1", "91", "coordinate_outside"),
        ("NaN", "NaN", "coordinate"), ("5.1", "", "coordinate"), ("oost", "52", "coordinate"),
        ("٥", "52", "coordinate"), ("1e2", "52", "coordinate"),
    ],
)  # fmt: skip
def test_what_is_no_point_here_goes_back(east, north, why):
    with pytest.raises(CellError) as caught:
        coordinates.read_point(east, north)
    assert caught.value.reason == why


def test_the_first_pair_that_says_something_counts():
    assert coordinates.first_point([("NA", "NA"), ("5.1214", "52.0907")]) == DOM
    assert coordinates.first_point([("", ""), ("-", "?")]) is None


def test_rd_begins_at_the_tower_of_amersfoort():
    amersfoort = Point(52.15517440, 5.38720621)
    assert km(coordinates.from_rd(155_000, 463_000), amersfoort) < 0.001
