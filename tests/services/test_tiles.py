import gzip
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.filters import Filter
from services.tiles import (
    MAX_ZOOM,
    MIN_ZOOM,
    MapTiles,
    TileIndex,
    TileOutsideError,
    cells_along,
    mercator,
)
from tests.services.made_up import a_big_programme, catalogue_of, programme_of

points = st.lists(
    st.tuples(st.floats(50.7, 53.6), st.floats(3.3, 7.3), st.booleans()), min_size=1, max_size=60
)


def tiles_around(zoom: int, margin: float = 0.0):
    """Every tile that the country touches."""
    x, y = mercator(np.array([53.6, 50.7]), np.array([3.3, 7.3]))
    n = 2 ** (zoom - 1)
    for column in range(int(x[0] * n), int(x[1] * n) + 1):
        for row in range(int(y[0] * n), int(y[1] * n) + 1):
            yield zoom, column, row


@settings(max_examples=60)
@given(points, st.integers(MIN_ZOOM, 11))
def test_the_tiles_of_any_zoom_together_count_every_matching_point_once(points, zoom):
    lat, lon, keep = map(np.array, zip(*points, strict=True))
    index = TileIndex.build(catalogue_of(lat, lon))
    counted = sum(int(index.tile(*tile, keep).count.sum()) for tile in tiles_around(zoom))
    assert counted == keep.sum()


@settings(max_examples=60)
@given(points, st.integers(MIN_ZOOM, 13))
def test_a_tile_is_what_going_through_all_points_gives(points, zoom):
    lat, lon, keep = map(np.array, zip(*points, strict=True))
    index = TileIndex.build(catalogue_of(lat, lon))
    x, y = mercator(lat, lon)
    n, side = 2 ** (zoom - 1), cells_along(zoom)
    column, row = int(x[0] * n), int(y[0] * n)
    expected: dict[int, list[int]] = {}
    for number in np.flatnonzero(keep):
        across, down = x[number] * n - column, y[number] * n - row
        if 0 <= across < 1 and 0 <= down < 1:
            cell = min(int(down * side), side - 1) * side + min(int(across * side), side - 1)
            expected.setdefault(cell, []).append(int(number))

    found = index.tile(zoom, column, row, keep)

    assert found.cell.tolist() == sorted(expected)
    for at, cell in enumerate(found.cell):
        members = expected[int(cell)]
        assert found.count[at] == len(members)
        assert index.members(zoom, column, row, int(cell), keep).tolist() == members
        assert found.row[at] in members
        assert found.south[at] == pytest.approx(lat[members].min(), abs=1e-9)
        assert found.east[at] == pytest.approx(lon[members].max(), abs=1e-9)
        drawn_x, drawn_y = mercator(found.lat[[at]], found.lon[[at]])
        assert int((drawn_x[0] * n - column) * side + 1e-9) == cell % side or len(members) == 1
        assert int((drawn_y[0] * n - row) * side + 1e-9) == cell // side or len(members) == 1


def test_one_activity_stands_exactly_where_it_is():
    index = TileIndex.build(catalogue_of([52.09123], [5.12345]))
    x, y = mercator(np.array([52.09123]), np.array([5.12345]))
    found = index.tile(12, int(x[0] * 2**11), int(y[0] * 2**11), np.array([True]))
    assert (found.lat[0], found.lon[0]) == pytest.approx((52.09123, 5.12345), abs=1e-9)


def test_activities_without_a_point_are_in_no_tile():
    index = TileIndex.build(catalogue_of([np.nan, 52.0], [np.nan, 5.0]))
    assert index.rows.tolist() == [1]


@pytest.mark.parametrize("tile", [(4, 0, 0), (MAX_ZOOM + 1, 0, 0), (7, 64, 0), (7, 0, -1)])
def test_a_tile_that_cannot_be_is_refused(tile):
    index = TileIndex.build(catalogue_of([52.0], [5.0]))
    with pytest.raises(TileOutsideError):
        index.tile(*tile, np.array([True]))


def test_a_tile_of_a_hundred_thousand_stays_a_few_kilobytes():
    tiles = MapTiles(a_big_programme(100_000))
    sizes = [len(tiles.tile(Filter(), *tile)) for zoom in (6, 8, 10) for tile in tiles_around(zoom)]
    assert max(sizes) < 4_000


def test_titles_come_with_single_activities_as_they_are():
    hostile = "{{ 7*7 }} </script><b>`${x}`"
    programme = programme_of(catalogue_of([52.09], [5.12]), titles=[hostile])
    packed = MapTiles(programme).tile(Filter(), 6, 16, 10)
    assert json.loads(gzip.decompress(packed)) == {
        "clusters": [],
        "activities": [[52.09, 5.12, "a000000000", -1, hostile]],
    }
