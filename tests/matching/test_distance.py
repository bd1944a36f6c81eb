import numpy as np
from geopy.distance import geodesic

from domain.places import EAST, NORTH, SOUTH, WEST
from matching.distance import earth_centred, kilometres


def test_any_way_through_the_country_is_within_ten_centimetres_of_the_geodesic():
    random = np.random.default_rng(7)
    lat, lon = random.uniform(SOUTH, NORTH, (2, 2000)), random.uniform(WEST, EAST, (2, 2000))
    lat[1, 1000:] = lat[0, 1000:] + random.normal(0, 0.02, 1000)  # neighbours too
    lon[1, 1000:] = lon[0, 1000:] + random.normal(0, 0.02, 1000)

    ours = kilometres(earth_centred(lat[0], lon[0]), earth_centred(lat[1], lon[1]))

    ends = np.stack([lat, lon], axis=-1).transpose(1, 0, 2)
    theirs = [geodesic(one, other).km for one, other in ends]
    assert np.abs(ours - theirs).max() < 0.0001


def test_a_missing_point_gives_no_distance():
    nowhere = earth_centred(np.array([np.nan]), np.array([np.nan]))

    assert np.isnan(kilometres(nowhere, earth_centred(np.array([52.0]), np.array([5.0]))))
