"""Whom to ask for one activity: of who fits as well the nearer is ahead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from data.database import Database
from data.repositories import volunteers
from domain.branches import Branch
from domain.people import Volunteer
from domain.places import Point
from domain.vocabulary import TaskPlace, TravelMode
from services.planning import asking, reach
from tests.data.samples import UTRECHT
from tests.services.planning.asked import DESK, LIKES, NOW, a_draft, somebody
from tests.services.signing_up.made_up import a_task, stored

NORTH_KM = 111.2  # a degree of latitude


def at(km: float):
    return replace(UTRECHT, point=Point(UTRECHT.point.lat + km / NORTH_KM, UTRECHT.point.lon))


def helper(database: Database, km: float, **wishes: object) -> str:
    id = somebody(database)
    with database.write() as session:
        volunteers.save(session, replace(volunteers.get(session, id), place=at(km), **wishes))
    return id


def told(database: Database, activity_id: str) -> list[str]:
    found = asking.best(database, activity_id, actor=DESK, now=NOW)
    return [one.helper.id for one in found]


def test_a_car_puts_nobody_before_a_neighbour_on_a_bicycle(sqlite_database: Database):
    activity = stored(sqlite_database)
    by_car = helper(sqlite_database, 12.0, travel_mode=TravelMode.CAR)
    by_bike = helper(sqlite_database, 8.0, travel_mode=TravelMode.CYCLING)
    far_by_bike = helper(sqlite_database, 12.0, travel_mode=TravelMode.CYCLING)
    assert told(sqlite_database, activity.id) == [by_bike, by_car]
    assert far_by_bike not in told(sqlite_database, activity.id)  # further than a bicycle goes


def test_from_home_the_nearer_is_ahead_as_well(sqlite_database: Database):
    task = replace(a_task(9), place=TaskPlace.AT_HOME)
    activity = stored(sqlite_database, tasks=(task,))
    order = [helper(sqlite_database, km) for km in (90.0, 20.0, 50.0)]
    assert told(sqlite_database, activity.id) == [order[1], order[2], order[0]]


def test_who_fits_better_is_ahead_of_who_is_a_little_nearer(sqlite_database: Database):
    activity = stored(sqlite_database)
    other = helper(sqlite_database, 3.0, branches=frozenset({Branch.BANKING}))
    same = helper(sqlite_database, 4.0, branches=LIKES)
    assert told(sqlite_database, activity.id) == [same, other]


def test_a_place_that_a_plan_gave_away_is_not_offered_again(sqlite_database: Database):
    activity = stored(sqlite_database, capacity=1)
    a_draft(sqlite_database, activity, somebody(sqlite_database))
    somebody(sqlite_database)
    assert told(sqlite_database, activity.id) == []


KM = st.floats(0.1, 30.0)
MODES = st.sampled_from([None, *TravelMode])


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=st.lists(st.tuples(KM, MODES, st.none() | KM), min_size=1, max_size=6))
def test_whoever_is_told_is_within_reach_and_the_nearest_comes_first(
    sqlite_database: Database, people
):
    with sqlite_database.write() as session:
        for id in [str(one) for one in volunteers.columns(session, DESK.scope)["ids"]]:
            volunteers.delete(session, id)
    activity = stored(sqlite_database)
    known = {
        helper(sqlite_database, km, travel_mode=mode, radius_km=radius): (
            km,
            reach.furthest_km(Volunteer("", travel_mode=mode, radius_km=radius)),
        )
        for km, mode, radius in people
        if abs(km - (radius or 0)) > 0.1  # the ellipsoid is not a ball
    }
    found = told(sqlite_database, activity.id)
    distances = [known[id][0] for id in found]
    assert distances == sorted(distances)
    for id, (km, furthest) in known.items():
        if abs(km - furthest) > 0.1:
            assert (id in found) == (km < furthest)


@pytest.mark.parametrize(
    ("radius", "mode", "km"),
    [
        (None, None, 15.0),
        (None, TravelMode.WALKING, 5.0),
        (None, TravelMode.CAR, 30.0),
        (3.0, TravelMode.CAR, 3.0),
        (80.0, None, 80.0),
    ],
)
def test_how_far_somebody_may_be_sent(sqlite_database: Database, radius, mode, km):
    wishes = Volunteer("", travel_mode=mode, radius_km=radius)
    modes = [-1 if mode is None else list(TravelMode).index(mode)]
    assert reach.furthest_km(wishes) == km == reach.column([radius], modes)[0]
