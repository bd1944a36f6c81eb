from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings

from domain.activities import Task
from domain.branches import Branch
from domain.places import Place, Point
from domain.vocabulary import ActivityState, Audience, NeedKind, TravelMode
from matching import suggest
from matching.catalogue import Catalogue
from matching.explain import changes, robust, what_if, why_not, why_not_higher
from matching.gates import GateFailure
from matching.lanes import Lane, lanes
from matching.weights import current
from tests.matching import by_the_book
from tests.matching.made_up import (
    MONDAY,
    NOW,
    UTRECHT,
    a_volunteer,
    activities,
    an_activity,
    hours,
    programmes,
    seekers,
)

FIVE_KM_EAST = Place("verderop", Point(UTRECHT.lat, UTRECHT.lon + 0.073))


def test_the_two_largest_missing_contributions_come_first():
    seeker = a_volunteer(branches=frozenset({Branch.SPORT}), travel_mode=TravelMode.CYCLING)
    helpers = Task("t", "Helpen", 30, people=8, taken=6)
    activity = an_activity(place=FIVE_KM_EAST, branch=Branch.ICT, tasks=(helpers,))
    (match,) = suggest(seeker, Catalogue.from_activities([activity]), now_minute=NOW)

    missing = [(part.criterion, round(gain, 3)) for part, gain in why_not_higher(match)]

    assert missing == [("branch", 0.333), ("nearness", 0.29)]


def outcomes(seeker, *programme):
    catalogue = Catalogue.from_activities(programme)
    found = lanes(seeker, catalogue, now_minute=NOW)
    return {
        (one.change.kind, one.change.value): (one.count, one.more)
        for one in what_if(seeker, found, catalogue, now_minute=NOW)
    }


def test_what_if_counts_what_another_distance_brings_within_reach_and_leaves_out_what_changes_nothing():
    seeker = a_volunteer(radius_km=3.0, branches=frozenset({Branch.SPORT}))

    found = outcomes(seeker, an_activity("a"), an_activity("b", place=FIVE_KM_EAST))

    assert list(found.items()) == [
        (("travel_mode", TravelMode.CYCLING), (2, 1)),
        (("travel_mode", TravelMode.CAR), (2, 1)),
        (("radius", 6.0), (2, 1)),
    ]


def test_what_if_counts_what_any_time_brings():
    wednesday, friday = an_activity("a"), an_activity("b", slots=(hours(4, 9, 11),))
    seeker = a_volunteer(times=(hours(2, 9, 12),))

    assert outcomes(seeker, wednesday, friday) == {("times", None): (2, 1)}
    assert outcomes(replace(seeker, point=None), wednesday, friday) == {("times", None): (2, 1)}


def test_only_changes_to_what_was_answered_are_offered():
    def kinds(**given):
        return [change.kind for change in changes(a_volunteer(**given))]

    assert kinds(travel_mode=TravelMode.CAR) == ["travel_mode", "travel_mode"]
    assert kinds(at_home=True) == kinds(point=None) == []


@settings(max_examples=60)
@given(seekers(), programmes(most=20))
def test_what_if_is_what_asking_anew_says(seeker, programme):
    catalogue = Catalogue.from_activities(programme)
    found = lanes(seeker, catalogue, now_minute=NOW)

    for outcome in what_if(seeker, found, catalogue, now_minute=NOW):
        anew = lanes(outcome.change.seeker, catalogue, now_minute=NOW)
        assert outcome.count == anew.count(outcome.lane)
        assert outcome.more == outcome.count - found.count(outcome.lane) != 0


def test_a_match_that_hangs_on_one_weight_is_not_robust():
    seeker = a_volunteer(branches=frozenset({Branch.SPORT}))
    near = [an_activity(f"near{n}", branch=Branch.ICT) for n in range(3)]
    fits = [an_activity("fits", branch=Branch.SPORT, place=Place("ver", Point(52.0907, 5.2237)))]
    catalogue = Catalogue.from_activities(near + fits)

    group = lanes(seeker, catalogue, now_minute=NOW).groups[Lane.WITHIN]

    assert robust(group) == {"near0", "near1"}


@settings(max_examples=60)
@given(seekers(), programmes(most=20))
def test_robust_is_what_trying_every_weight_says(seeker, programme):
    catalogue, weights = Catalogue.from_activities(programme), current(seeker.audience)

    def top(values, lane):
        group = lanes(seeker, catalogue, weights=values, now_minute=NOW).groups[lane]
        return {match.activity_id for match in group.matches(0, 3)}

    for lane, group in lanes(seeker, catalogue, now_minute=NOW).groups.items():
        expected = top(weights, lane)
        for name, value in weights.values.items():
            for factor in (0.8, 1.2):
                expected &= top(weights.with_values({name: value * factor}), lane)

        assert robust(group) == expected


@pytest.mark.parametrize(
    ("seeker", "activity", "failure"),
    [
        ({}, {"state": ActivityState.DRAFT}, ("published", "no")),
        ({}, {"slots": ()}, ("not_over", "unknown")),
        ({}, {"slots": (hours(-9, 9, 10),)}, ("not_over", "no")),
        ({}, {"capacity": 3, "taken": 3}, ("places_left", "no")),
        ({"size": 2}, {"capacity": 3, "taken": 2}, ("places_left", "no")),
        ({"age": 0}, {"min_age": 16}, ("min_age", "unknown")),
        ({"minutes": 60}, {}, ("short_enough", "no")),
        ({"age": 15}, {"min_age": 16}, ("min_age", "no")),
        ({"radius_km": 3.0}, {"place": FIVE_KM_EAST}, ("radius", "no")),
        ({"radius_km": 3.0}, {"place": Place("Utrecht")}, ("radius", "unknown")),
        ({"radius_km": 3.0, "point": None}, {}, ("radius", "unknown")),
        ({"times": (hours(3, 9, 10),)}, {}, ("shared_time", "no")),
        ({"at_home": True}, {}, ("at_home", "no")),
        ({"audience": Audience.SPONSOR, "offers": frozenset({NeedKind.MONEY})}, {}, ("open_need", "no")),
    ],
)  # fmt: skip
def test_a_closed_gate_says_which_and_whether_it_is_known(seeker, activity, failure):
    found = why_not(a_volunteer(**seeker), an_activity(**activity), now_minute=NOW)

    assert found == [GateFailure(*failure)]


def test_an_activity_of_another_edition_says_so():
    found = why_not(a_volunteer(), an_activity(), now_minute=NOW, edition_id="2025")

    assert found == [GateFailure("edition", "no")]


def test_a_past_edition_is_open_at_a_moment_before_it():
    later = NOW + int(timedelta(days=60) / timedelta(minutes=1))

    assert why_not(a_volunteer(), an_activity(), now_minute=NOW) == []
    assert why_not(a_volunteer(), an_activity(), now_minute=later) == [
        GateFailure("not_over", "no")
    ]
    assert MONDAY.tzinfo is not None


@settings(max_examples=150)
@given(seekers(), activities())
def test_gates_fail_closed_and_every_failure_has_its_reason(seeker, activity):
    found = suggest(seeker, Catalogue.from_activities([activity]), now_minute=NOW)

    assert bool(found) == by_the_book.passes(seeker, activity, now_minute=NOW)
    assert bool(found) == (why_not(seeker, activity, now_minute=NOW) == [])
