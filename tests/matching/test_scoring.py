from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.activities import Task
from domain.branches import Branch
from domain.places import Place, Point
from domain.vocabulary import AttendanceMode, Audience, ConnectionForm, TargetGroup, TaskPlace
from matching import suggest
from matching.catalogue import Catalogue
from matching.criteria import CRITERIA
from matching.weights import VERSIONS, current
from tests.matching import by_the_book
from tests.matching.made_up import (
    NOW,
    a_volunteer,
    activities,
    an_activity,
    hours,
    programmes,
    seekers,
)


def best(seeker, *programme, **given):
    return suggest(seeker, Catalogue.from_activities(programme), now_minute=NOW, **given)


def contributions(match):
    return {part.criterion: part.contribution for part in match.parts if part.value is not None}


def test_no_preference_leaves_branch_out_of_the_score():
    helpers = Task("t", "Soep uitdelen", 30, people=4)

    (match,) = best(a_volunteer(), an_activity(branch=Branch.SPORT, tasks=(helpers,)))

    assert contributions(match) == pytest.approx({"nearness": 0.75, "need": 0.25})
    assert match.score == 1.0


def test_a_relative_of_the_wished_branch_counts_for_its_affinity():
    (match,) = best(
        a_volunteer(branches=frozenset({Branch.SPORT})), an_activity(branch=Branch.CULTURE)
    )

    assert {part.criterion: part.value for part in match.parts}["branch"] == 0.5


def test_an_hour_inside_a_free_morning_covers_that_wish_wholly():
    seeker = a_volunteer(times=(hours(2, 9, 13), hours(3, 9, 13)))

    (match,) = best(seeker, an_activity(slots=(hours(2, 10, 11),)))

    assert {part.criterion: part.value for part in match.parts}["time"] == 0.5


def test_online_stands_at_the_edge_of_ones_reach():
    online = an_activity("b", attendance=AttendanceMode.ONLINE, place=Place(""))
    only_distance = current(Audience.VOLUNTEER).with_values({"need": 0})

    here, there = best(a_volunteer(), an_activity("a"), online, weights=only_distance)

    assert (here.activity_id, here.score, here.km) == ("a", 1.0, 0.0)
    assert (there.activity_id, there.score, there.km) == ("b", 0.176776695, None)


def test_an_activity_that_does_not_say_gets_the_least():
    seeker = a_volunteer(
        branches=frozenset({Branch.SPORT}),
        forms=frozenset({ConnectionForm.SELF}),
        groups=frozenset({TargetGroup.CHILDREN}),
    )

    (match,) = best(seeker, an_activity(place=Place("ergens")))

    assert {part.criterion: (part.value, part.pattern) for part in match.parts} == {
        "nearness": (0.0, "silent"),
        "branch": (0.0, "silent"),
        "time": (None, "no_opinion"),
        "forms": (0.2, "silent"),
        "groups": (0.2, "silent"),
        "need": (0.0, "silent"),
    }


def test_ties_go_to_the_first_id_and_top_cuts_after_them():
    found = best(a_volunteer(), *(an_activity(id) for id in "dbca"), top=3)

    assert [(match.rank, match.activity_id) for match in found] == [(1, "a"), (2, "b"), (3, "c")]


def test_nothing_open_gives_nothing():
    assert best(a_volunteer()) == []
    assert best(a_volunteer(), an_activity(), edition_id="2024") == []


def test_weights_of_zero_leave_no_part():
    weights = current(Audience.VOLUNTEER).with_values({"nearness": 0})

    (match,) = best(a_volunteer(branches=frozenset({Branch.SPORT})), an_activity(), weights=weights)

    assert "nearness" not in {part.criterion for part in match.parts}
    assert (match.score, match.weights_version) == (0.0, "own")


@pytest.mark.parametrize("weights", VERSIONS, ids=lambda weights: weights.version)
def test_every_version_weighs_every_criterion_of_its_audience(weights):
    assert weights.values.keys() == CRITERIA[weights.audience].keys()


@settings(max_examples=150)
@given(seekers(), programmes(), st.sampled_from([None, "2026"]))
def test_the_columns_say_what_the_definition_says(seeker, programme, edition_id):
    weights = current(seeker.audience)
    given = {"now_minute": NOW, "edition_id": edition_id}

    found = suggest(seeker, Catalogue.from_activities(programme), top=99, **given)

    expected = by_the_book.suggest(seeker, programme, weights, **given)
    assert {match.activity_id: match.score for match in found} == pytest.approx(
        {id: score for score, id in expected}, abs=1e-5
    )
    for match in found:
        assert sum(part.contribution for part in match.parts) == pytest.approx(
            match.score, abs=1e-9
        )
    order = [(-match.score, match.activity_id) for match in found]
    assert order == sorted(order)


@settings(max_examples=100)
@given(seekers(), activities(), st.floats(0, 1))
def test_nearer_is_never_worse(seeker, activity, share):
    if seeker.point is None or activity.place.point is None:
        return
    here, there = seeker.point, activity.place.point
    halfway = Point(
        here.lat + share * (there.lat - here.lat), here.lon + share * (there.lon - here.lon)
    )
    nearer = replace(activity, place=Place("dichterbij", halfway))

    far = {match.activity_id: match.score for match in best(seeker, activity)}
    near = {match.activity_id: match.score for match in best(seeker, nearer)}

    assert far.keys() <= near.keys()
    assert all(near[id] >= score - 1e-9 for id, score in far.items())


@settings(max_examples=60)
@given(seekers(), programmes(), st.floats(0, 9))
def test_the_weight_of_an_unanswered_question_changes_nothing(seeker, programme, weight):
    seeker = replace(seeker, branches=frozenset(), times=())
    moved = current(seeker.audience).with_values({"branch": weight, "time": weight})

    one = [(match.activity_id, match.score) for match in best(seeker, *programme)]
    other = [(match.activity_id, match.score) for match in best(seeker, *programme, weights=moved)]

    assert [id for id, _ in one] == [id for id, _ in other]
    assert dict(one) == pytest.approx(dict(other))


@settings(max_examples=60)
@given(seekers(), programmes(), st.randoms(use_true_random=False), activities(id="zzz"))
def test_neither_order_nor_company_changes_a_score(seeker, programme, random, newcomer):
    shuffled = random.sample(programme, len(programme))

    alone = best(seeker, *programme, top=99)

    assert best(seeker, *shuffled, top=99) == alone
    together = {m.activity_id: m.score for m in best(seeker, *programme, newcomer, top=99)}
    assert {m.activity_id: m.score for m in alone}.items() <= together.items()


def test_work_at_home_is_judged_by_its_tasks():
    at_home = an_activity(tasks=(_task(TaskPlace.AT_HOME),))
    on_site = an_activity(tasks=(_task(TaskPlace.ON_SITE),))

    assert best(a_volunteer(at_home=True), at_home)
    assert not best(a_volunteer(at_home=True), on_site)
    assert not best(a_volunteer(at_home=False), at_home)
    assert best(a_volunteer(at_home=False), on_site)


def _task(place):
    return Task("t", "Bellen", 20, place=place)


def test_a_form_that_is_missing_keeps_its_base():
    seeker = a_volunteer(forms=frozenset({ConnectionForm.SELF}))

    (match,) = best(seeker, an_activity(forms=frozenset({ConnectionForm.OTHERS})))

    assert {part.criterion: part.value for part in match.parts}["forms"] == 0.2


def test_a_least_age_is_no_gate_for_who_was_never_asked():
    adults = an_activity(min_age=18)

    assert [bool(best(a_volunteer(age=age), adults)) for age in (None, 0, 16, 18)] == [
        True,
        False,
        False,
        True,
    ]
    assert best(a_volunteer(age=0), an_activity(min_age=0))


def test_the_shortest_task_that_somebody_may_do_fits_their_time():
    long_here, short_at_home = (
        Task("a", "Koken", 240),
        Task("b", "Bellen", 20, place=TaskPlace.AT_HOME),
    )
    both = an_activity(tasks=(long_here, short_at_home))

    assert best(a_volunteer(minutes=30), both)
    assert not best(a_volunteer(minutes=30, at_home=False), both)
    assert not best(a_volunteer(minutes=30), an_activity())  # it lasts two hours
    assert best(a_volunteer(minutes=30), an_activity(minutes=30))


def test_places_at_home_and_on_the_spot_are_apart():
    tasks = (
        Task("a", "Koken", 30, people=3, taken=2),
        Task("b", "Bellen", 30, people=2, place=TaskPlace.AT_HOME),
    )
    activity = an_activity(tasks=tasks)

    assert best(a_volunteer(size=2), activity)
    assert not best(a_volunteer(size=2, at_home=False), activity)
    assert not best(a_volunteer(size=3), activity)
