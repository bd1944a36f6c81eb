import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.activities import Task
from domain.branches import Branch
from domain.places import Place, Point
from domain.vocabulary import AttendanceMode, Audience, ConnectionForm, TargetGroup, TaskPlace
from matching.catalogue import Catalogue
from matching.evaluation import figures, gini, in_lanes, one_list, silence, surroundings
from matching.lanes import Lane
from matching.seekers import Seekers
from matching.weights import current
from tests.matching.made_up import NOW, UTRECHT, a_volunteer, an_activity, programmes, seekers

HERE = Task("t1", "Soep", 60, 5)
AT_HOME = Task("t2", "Bellen", 30, 5, place=TaskPlace.AT_HOME)


def east(km):
    """A place about so far east of Utrecht."""
    return Place("verderop", Point(UTRECHT.lat, UTRECHT.lon + km / 68.5))


def measured(people, programme, ranked=one_list):
    columns, catalogue = Seekers.from_seekers(people), Catalogue.from_activities(programme)
    around = surroundings(columns, catalogue, now_minute=NOW)
    weights = current(people[0].audience)
    return figures(ranked(columns, catalogue, weights=weights, now_minute=NOW), around), around


@pytest.mark.parametrize(
    ("amounts", "expected"), [([3, 3, 3], 0.0), ([0, 0, 9], 2 / 3), ([0, 0], 0.0), ([], 0.0)]
)
def test_gini_is_zero_when_all_alike_and_high_when_one_has_all(amounts, expected):
    assert gini(np.array(amounts, dtype=int)) == pytest.approx(expected)


def test_a_branch_may_come_before_what_is_near_in_one_list_and_never_in_lanes():
    people = [a_volunteer(branches=frozenset({Branch.SPORT}))]
    programme = [
        an_activity("near", place=east(9), branch=Branch.ICT, tasks=(HERE,)),
        an_activity("home", place=east(60), branch=Branch.SPORT, tasks=(AT_HOME,)),
    ]

    together, around = measured(people, programme)
    apart, _ = measured(people, programme, in_lanes)

    assert (around.near, together.near_first, apart.near_first) == (1.0, 0.0, 1.0)
    assert together.branch_fits == apart.branch_fits == 0.5


def test_kilometres_are_those_of_the_first_five_beside_the_nearest_five():
    programme = [an_activity(f"a{number}", place=east(number)) for number in range(1, 10)]
    programme.append(an_activity("online", place=Place(""), attendance=AttendanceMode.ONLINE))

    found, around = measured([a_volunteer()], programme)

    assert (round(found.km, 1), round(around.km, 1)) == (3.0, 3.0)


def test_shares_of_lanes_and_of_silence_stand_beside_those_of_the_programme():
    said = {
        "branch": Branch.SPORT,
        "forms": frozenset({ConnectionForm.OTHERS}),
        "groups": frozenset({TargetGroup.EVERYONE}),
        "tasks": (HERE,),
    }
    programme = [an_activity(f"a{number:02}", place=east(1), **said) for number in range(10)]
    programme += [an_activity(f"b{number:02}", place=Place("")) for number in range(10)]

    found, around = measured([a_volunteer()], programme)

    assert (found.silent, around.silent) == (0.0, 0.5)
    assert (found.lanes[Lane.WITHIN], around.share(Lane.WITHIN)) == (1.0, 0.5)
    assert (found.lanes[Lane.UNPLACED], around.share(Lane.UNPLACED)) == (0.0, 0.5)
    assert (found.unseen, found.gini, found.without_match) == (0.5, 0.5, 0)


def test_who_finds_nothing_at_all_is_counted():
    found, around = measured([a_volunteer()], [an_activity(capacity=0)])

    assert (found.without_match, found.unseen) == (1, 1.0)
    assert around.near == 0.0
    assert np.isnan([found.near_first, found.km, around.km]).all()


@pytest.mark.parametrize(
    ("audience", "share"),
    [(Audience.VOLUNTEER, 4 / 5), (Audience.SPONSOR, 6 / 7), (Audience.TEAM, 6 / 7)],
)
def test_silence_is_a_share_of_what_the_audience_asks(audience, share):
    catalogue = Catalogue.from_activities([an_activity()])

    assert silence(catalogue, audience).tolist() == [share]


@settings(max_examples=100)
@given(st.lists(seekers(audience=Audience.VOLUNTEER), min_size=1, max_size=4), programmes(most=20))
def test_in_lanes_whoever_has_something_within_reach_gets_it_first(people, programme):
    found, around = measured(people, programme, in_lanes)

    assert around.near == 0 or found.near_first == 1.0
    assert sum(found.lanes.values()) == pytest.approx(1.0) or np.isnan(sum(found.lanes.values()))
