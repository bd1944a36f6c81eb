from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from domain.activities import Task
from domain.branches import Branch
from domain.places import Place, Point
from domain.vocabulary import AttendanceMode, Audience, TaskPlace, TravelMode
from matching.catalogue import Catalogue
from matching.lanes import ENOUGH, STRETCH, Lane, lanes
from matching.seekers import REACH_KM
from tests.matching import by_the_book
from tests.matching.made_up import NOW, UTRECHT, a_volunteer, an_activity, programmes, seekers

HERE = Task("t1", "Soep", 60, 5)
AT_HOME = Task("t2", "Bellen", 30, 5, place=TaskPlace.AT_HOME)


def east(km):
    """A place so far east of Utrecht."""
    return Place("verderop", Point(UTRECHT.lat, UTRECHT.lon + km / 68.5))


def apart(seeker, *programme):
    """The ids in each lane, best first."""
    found = lanes(seeker, Catalogue.from_activities(programme), now_minute=NOW)
    return {
        lane: [match.activity_id for match in group.matches(0, len(group))]
        for lane, group in found.groups.items()
    }


def test_near_beyond_and_from_home_are_apart_and_in_that_order():
    found = apart(
        a_volunteer(),
        an_activity("far", place=east(60)),
        an_activity("home", place=east(60), tasks=(AT_HOME,)),
        an_activity("next", place=east(14)),
        an_activity("near", place=east(2)),
        an_activity("nowhere", place=Place("")),
        an_activity("online", place=Place(""), attendance=AttendanceMode.ONLINE),
    )

    assert list(found.items()) == [
        (Lane.WITHIN, ["near"]),
        (Lane.BEYOND, ["next"]),
        (Lane.HOME, ["home", "online"]),
        (Lane.UNPLACED, ["nowhere"]),
        (Lane.FURTHER, ["far"]),
    ]


def test_a_task_from_home_and_one_on_the_spot_is_near_when_it_is_near_else_from_home():
    both = {"tasks": (HERE, AT_HOME)}

    found = apart(
        a_volunteer(),
        an_activity("near", place=east(2), **both),
        an_activity("next", place=east(14), **both),
        an_activity("far", place=east(60), **both),
        an_activity("nowhere", place=Place(""), **both),
    )

    assert found == {
        Lane.WITHIN: ["near"],
        Lane.BEYOND: ["next"],
        Lane.HOME: ["far", "nowhere"],
    }


def test_just_beyond_is_there_only_while_fewer_than_enough_are_within_reach():
    near = [an_activity(f"n{number}", place=east(1 + number)) for number in range(ENOUGH)]
    beyond = an_activity("b", place=east(14))

    assert Lane.BEYOND in apart(a_volunteer(), beyond, *near[1:])
    assert apart(a_volunteer(), beyond, *near)[Lane.FURTHER] == ["b"]


def test_a_radius_is_a_limit_and_a_way_to_travel_is_none():
    programme = [an_activity("a", place=east(7)), an_activity("b", place=east(7.5))]
    catalogue = Catalogue.from_activities(programme)

    walking = lanes(a_volunteer(travel_mode=TravelMode.WALKING), catalogue, now_minute=NOW)
    limited = lanes(a_volunteer(radius_km=5.0), catalogue, now_minute=NOW)

    assert (walking.reach_km, walking.count(Lane.BEYOND), walking.is_limited) == (5.0, 2, False)
    assert (limited.reach_km, limited.count(Lane.BEYOND), limited.is_limited) == (5.0, 0, True)
    assert limited.count(Lane.FURTHER) == 2


def test_the_nearest_is_known_also_behind_a_radius():
    catalogue = Catalogue.from_activities(
        [an_activity("a", place=east(30)), an_activity("b", place=east(14))]
    )

    found = lanes(a_volunteer(radius_km=10.0), catalogue, now_minute=NOW)

    assert (found.nearest.row, round(found.nearest.km)) == (1, 14)
    assert found.count_within(20) == 1
    assert lanes(a_volunteer(), Catalogue.from_activities([]), now_minute=NOW).nearest is None


def test_whoever_wants_one_of_the_two_gets_that_one_only():
    programme = [
        an_activity("both", tasks=(HERE, AT_HOME)),
        an_activity("here", tasks=(HERE,)),
        an_activity("home", tasks=(AT_HOME,)),
    ]

    assert apart(a_volunteer(at_home=True), *programme) == {Lane.HOME: ["both", "home"]}
    assert apart(a_volunteer(at_home=False), *programme) == {Lane.WITHIN: ["both", "here"]}


def test_what_is_done_from_home_stands_at_the_edge_of_ones_reach_wherever_it_is_for():
    catalogue = Catalogue.from_activities(
        [
            an_activity("a", place=east(60), tasks=(AT_HOME,)),
            an_activity("b", place=east(1), tasks=(AT_HOME,)),
            an_activity("c", place=Place(""), attendance=AttendanceMode.ONLINE, tasks=(AT_HOME,)),
        ]
    )

    matches = lanes(a_volunteer(), catalogue, now_minute=NOW).groups[Lane.HOME].matches(0, 3)

    assert len({match.score for match in matches}) == 1
    assert [match.km for match in matches] == [None, None, None]
    patterns = [next(p.pattern for p in m.parts if p.criterion == "nearness") for m in matches]
    assert patterns == ["home", "home", "online"]


def test_near_and_from_home_only_distance_counts_for_what_is_near():
    near = an_activity("a", place=east(9), tasks=(HERE,))
    with_home = replace(near, id="b", tasks=(HERE, AT_HOME))

    group = lanes(a_volunteer(), Catalogue.from_activities([near, with_home]), now_minute=NOW)
    values = [
        next(part.value for part in match.parts if part.criterion == "nearness")
        for match in group.groups[Lane.WITHIN].matches(0, 2)
    ]

    assert values[0] == values[1]


def test_a_page_ranks_on_from_the_one_before_it():
    programme = [an_activity(f"a{number}", place=east(number / 2)) for number in range(7)]
    catalogue = Catalogue.from_activities(programme)
    group = lanes(a_volunteer(), catalogue, now_minute=NOW).groups[Lane.WITHIN]

    assert [match.rank for match in group.matches(5, 10)] == [6, 7]
    assert [match.activity_id for match in group.matches(5, 10)] == ["a5", "a6"]
    assert group.matches(10, 15) == []


@pytest.mark.parametrize("audience", Audience)
def test_whose_place_nobody_knows_gets_one_list(audience):
    seeker = a_volunteer(audience=audience, point=None, branches=frozenset({Branch.SPORT}))
    programme = [an_activity("a"), an_activity("b", attendance=AttendanceMode.ONLINE)]

    found = lanes(seeker, Catalogue.from_activities(programme), now_minute=NOW)

    assert list(found.groups) == ([] if audience is Audience.SPONSOR else [Lane.ANYWHERE])
    assert (found.main, found.nearest, found.reach_km) == (Lane.ANYWHERE, None, None)


def of_the_book(seeker, programme):
    """Where each activity belongs, as the loop over objects says."""

    def passes(activity, **changed):
        return by_the_book.passes(replace(seeker, **changed), activity, now_minute=NOW)

    if seeker.point is None:
        return {activity.id: Lane.ANYWHERE for activity in programme if passes(activity)}
    usual = 30 if seeker.audience is Audience.SPONSOR else 10
    reach = seeker.radius_km or {None: usual, **REACH_KM}[seeker.travel_mode]
    limited = seeker.radius_km is not None
    online = {one.id for one in programme if one.attendance is AttendanceMode.ONLINE}
    on_site = {
        activity.id: by_the_book.km(seeker, activity)
        for activity in programme
        if seeker.at_home is not True
        and activity.id not in online
        and passes(activity, at_home=False, radius_km=None)
    }
    may_help = seeker.audience is Audience.VOLUNTEER
    home = {
        activity.id
        for activity in programme
        if seeker.at_home is not False
        and (activity.id in online or (may_help and activity.has_home_task))
        and passes(activity, at_home=True, radius_km=None)
    }
    within = {id for id, km in on_site.items() if km is not None and km <= reach}
    limit = reach if limited or len(within) >= ENOUGH else STRETCH * reach
    found = dict.fromkeys(home, Lane.HOME)
    for id, km in on_site.items():
        if km is not None and km <= limit:
            found[id] = Lane.WITHIN if id in within else Lane.BEYOND
        else:
            found.setdefault(id, Lane.UNPLACED if km is None else Lane.FURTHER)
    return found


@settings(max_examples=300)
@given(seekers(), programmes(most=20))
def test_every_activity_that_may_be_shown_stands_in_one_lane_the_one_of_the_plain_loop(
    seeker, programme
):
    found = lanes(seeker, Catalogue.from_activities(programme), now_minute=NOW)
    listed = [
        (match.activity_id, lane)
        for lane, group in found.groups.items()
        for match in group.matches(0, len(group))
    ]

    assert dict(listed) == of_the_book(seeker, programme)
    assert len(listed) == len(dict(listed)) == sum(map(found.count, Lane))
    assert list(found.groups) == sorted(found.groups, key=list(Lane).index)


@settings(max_examples=150)
@given(seekers(), programmes(most=20))
def test_what_passes_ones_own_gates_is_shown_or_named(seeker, programme):
    found = lanes(seeker, Catalogue.from_activities(programme), now_minute=NOW)
    listed = {
        str(found_id)
        for group in found.groups.values()
        for found_id in group.pairs.catalogue.ids[group.pairs.rows]
    }

    own = {one.id for one in programme if by_the_book.passes(seeker, one, now_minute=NOW)}

    assert own <= listed


@settings(max_examples=150)
@given(seekers(), programmes(most=20))
def test_a_lane_runs_from_high_to_low_and_ties_by_id(seeker, programme):
    found = lanes(seeker, Catalogue.from_activities(programme), now_minute=NOW)

    for group in found.groups.values():
        order = [(-match.score, match.activity_id) for match in group.matches(0, len(group))]
        assert order == sorted(order)
        assert [match.rank for match in group.matches(2, 5)] == list(range(3, len(order) + 1))[:3]
        assert np.array_equal(group.rows(0, len(group))[2:5], group.rows(2, 5))
