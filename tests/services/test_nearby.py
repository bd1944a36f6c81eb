from domain.places import NOWHERE, Place, Point
from services.discretion import at_least, discreet
from services.nearby import count_within, nearest

HERE = Point(52.0, 5.0)
KM = 1 / 111.26  # degrees of latitude, about


def at(km):
    return Place(f"{km} km", Point(52.0 + km * KM, 5.0))


def test_the_nearest_come_first_within_the_radius_and_never_more_than_asked():
    things = [at(9), at(1), NOWHERE, at(30), at(3)]

    found = nearest(things, lambda place: place, HERE, radius_km=20, most=2)

    assert [place.name for place, _ in found] == ["1 km", "3 km"]
    assert [round(km) for _, km in found] == [1, 3]
    assert nearest([NOWHERE], lambda place: place, HERE, radius_km=20, most=2) == ()


def test_who_is_nowhere_is_not_counted_near():
    assert count_within([at(1).point, None, at(30).point], HERE, 20) == 1
    assert count_within([], HERE, 20) == 0


def test_few_people_are_not_counted_out_loud():
    assert [discreet(count) for count in (0, 1, 4, 5)] == [0, None, None, 5]


def test_what_anybody_may_ask_again_is_told_in_whole_fives():
    counts = [at_least(count) for count in (0, 1, 4, 5, 9, 10, 123)]
    assert counts == [0, None, None, 5, 5, 10, 120]
