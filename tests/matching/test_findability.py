"""What an activity leaves unsaid and what saying it would do, counted by the engine itself."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.activities import Need, Task
from domain.branches import Branch
from domain.looks import Question
from domain.places import NOWHERE, Place, Point
from domain.unsaid import Fact, Possible, answers, missing
from domain.vocabulary import (
    ActivityState,
    AttendanceMode,
    Audience,
    ConnectionForm,
    NeedKind,
    TargetGroup,
    TravelMode,
)
from matching.catalogue import Catalogue, minute
from matching.findability import Effect, findability
from matching.scoring import scores, through_gates
from matching.seekers import Pairs, Seekers
from matching.weights import current
from tests.matching.made_up import (
    NOW,
    UTRECHT,
    a_volunteer,
    activities,
    an_activity,
    hours,
    seekers,
)

ZWOLLE = Point(52.5126, 6.0936)
POSSIBLE = Possible(
    [Place("Utrecht", UTRECHT), Place("Zwolle", ZWOLLE)],
    [hours(day, hour, hour + 2) for day in range(5) for hour in (10, 14, 19)],
)
SAYS_ALL = an_activity(
    branch=Branch.CULTURE,
    forms=frozenset({ConnectionForm.OTHERS}),
    groups=frozenset({TargetGroup.NEIGHBOURS}),
    tasks=(Task("t", "Soep scheppen", 30, 3),),
    needs=(Need("n", NeedKind.MONEY, 100),),
    expected_participants=30,
    min_crew=2,
    shows_sponsor=True,
)


def found_by(some, activity, *, audience=Audience.VOLUNTEER):
    columns = Seekers.from_seekers(some, audience=audience)
    return findability(activity, columns, POSSIBLE, now_minute=NOW)


def effect(some, activity, fact) -> Effect:
    (found,) = [one for one in found_by(some, activity).effects if one.fact is fact]
    return found


def counts(some, activity, fact) -> tuple[int, int, int]:
    found = effect(some, activity, fact)
    return found.matters, found.better, found.more


def test_an_activity_that_says_all_misses_nothing():
    assert missing(SAYS_ALL) == ()
    assert found_by([a_volunteer()], SAYS_ALL).effects == ()


@pytest.mark.parametrize(
    ("fact", "silent"),
    [
        (Fact.PLACE, {"place": Place("ergens")}),
        (Fact.MOMENTS, {"slots": ()}),
        (Fact.TASKS, {"tasks": ()}),
        (Fact.NEEDS, {"needs": ()}),
        (Fact.BRANCH, {"branch": None}),
        (Fact.FORMS, {"forms": frozenset()}),
        (Fact.GROUPS, {"groups": frozenset()}),
        (Fact.PARTICIPANTS, {"expected_participants": None}),
        (Fact.CREW, {"min_crew": 0}),
        (Fact.SPONSOR, {"shows_sponsor": None}),
    ],
)
def test_every_fact_that_is_not_said_is_missing_and_its_answers_say_it(fact, silent):
    activity = replace(SAYS_ALL, **silent)

    assert missing(activity) == (fact,)
    assert [missing(told) for told in answers(activity, fact, POSSIBLE)] != []
    assert {missing(told) for told in answers(activity, fact, POSSIBLE)} == {()}


def test_what_is_online_needs_no_place():
    online = replace(SAYS_ALL, place=NOWHERE, attendance=AttendanceMode.ONLINE)
    assert missing(online) == ()


def test_only_who_has_it_within_reach_finds_it():
    some = [
        a_volunteer(),
        a_volunteer(point=Point(52.17, 5.12), travel_mode=TravelMode.WALKING),  # 8.8 km
        a_volunteer(point=Point(52.17, 5.12), travel_mode=TravelMode.CYCLING),
        a_volunteer(point=ZWOLLE),
        a_volunteer(point=None),
    ]
    assert found_by(some, SAYS_ALL).found == 3


def test_the_branch_counts_who_wished_one_and_the_best_answer_who_is_matched_better():
    some = [
        *(a_volunteer(branches=frozenset({Branch.BANKING})) for _ in range(3)),
        *(a_volunteer(branches=frozenset({Branch.SERVICES})) for _ in range(2)),  # related: 0.5
        a_volunteer(branches=frozenset({Branch.CARE})),  # no relative of those
        a_volunteer(),  # did not say
        a_volunteer(branches=frozenset({Branch.BANKING}), point=ZWOLLE),  # too far anyway
    ]
    silent = replace(SAYS_ALL, branch=None)

    assert found_by(some, silent).found == 7
    assert counts(some, silent, Fact.BRANCH) == (6, 5, 0)


def test_without_a_place_who_says_where_they_are_does_not_find_it():
    some = [
        *(a_volunteer() for _ in range(2)),
        *(a_volunteer(point=ZWOLLE) for _ in range(3)),
        a_volunteer(point=None),
    ]
    nowhere = replace(SAYS_ALL, place=NOWHERE)

    assert found_by(some, nowhere).found == 1
    assert counts(some, nowhere, Fact.PLACE) == (5, 0, 3)  # Zwolle does most


def test_without_moments_nobody_finds_it_and_other_facts_are_tried_with_them():
    some = [
        a_volunteer(),
        a_volunteer(times=(hours(0, 9, 12),), branches=frozenset({Branch.SPORT})),
        a_volunteer(times=(hours(1, 18, 22),)),
    ]
    silent = replace(SAYS_ALL, slots=(), branch=None)

    assert found_by(some, silent).found == 0
    assert counts(some, silent, Fact.MOMENTS) == (3, 0, 2)
    assert counts(some, silent, Fact.BRANCH) == (1, 1, 0)


def test_what_is_over_on_all_possible_moments_helps_nobody():
    past = NOW + int(timedelta(days=30).total_seconds() // 60)
    columns = Seekers.from_seekers([a_volunteer()])
    found = findability(replace(SAYS_ALL, slots=()), columns, POSSIBLE, now_minute=past)
    (moments,) = found.effects
    assert (found.found, moments.matters, moments.more) == (0, 0, 0)


def test_a_short_task_lets_who_has_little_time_find_it():
    some = [a_volunteer(), a_volunteer(minutes=30), a_volunteer(minutes=240)]
    silent = replace(SAYS_ALL, tasks=())  # takes two hours

    assert found_by(some, silent).found == 2
    assert counts(some, silent, Fact.TASKS) == (3, 2, 1)


def test_what_waits_for_a_coordinator_is_counted_as_if_it_were_on_the_map():
    waits = replace(SAYS_ALL, state=ActivityState.SUBMITTED)
    assert found_by([a_volunteer()], waits).found == 1


def test_without_anybody_every_count_is_nought():
    nobody = found_by([], replace(SAYS_ALL, branch=None, slots=()))
    assert nobody.found == 0
    assert {(one.matters, one.better, one.more) for one in nobody.effects} == {(0, 0, 0)}


ANY, NOT = frozenset({Question.ANY}), frozenset()


@pytest.mark.parametrize(
    ("fact", "silent", "volunteers", "sponsors", "teams"),
    [
        (Fact.PLACE, {"place": NOWHERE}, {Question.PLACE}, {Question.PLACE}, {Question.PLACE}),
        (Fact.MOMENTS, {"slots": ()}, ANY, ANY, ANY),
        (Fact.TASKS, {"tasks": ()}, ANY, NOT, ANY),
        (Fact.NEEDS, {"needs": ()}, NOT, ANY, {Question.OFFERS}),
        (Fact.BRANCH, {"branch": None}, *3 * [{Question.BRANCHES}]),
        (Fact.FORMS, {"forms": frozenset()}, *3 * [{Question.FORMS}]),
        (Fact.GROUPS, {"groups": frozenset()}, *3 * [{Question.GROUPS}]),
        (Fact.PARTICIPANTS, {"expected_participants": None}, NOT, ANY, NOT),
        (Fact.CREW, {"min_crew": 0}, NOT, NOT, {Question.SIZE}),
        (Fact.SPONSOR, {"shows_sponsor": None}, NOT, {Question.SHOWN}, NOT),
    ],
)
def test_the_engine_tells_to_whom_who_looks_a_fact_matters(
    fact, silent, volunteers, sponsors, teams
):
    found = effect([], replace(SAYS_ALL, **silent), fact)
    wanted = zip(Audience, (volunteers, sponsors, teams), strict=True)
    assert found.asked == {audience: frozenset(questions) for audience, questions in wanted}


def test_a_sponsor_is_told_of_a_branch_also_while_no_need_is_said():
    found = effect([], replace(SAYS_ALL, branch=None, needs=()), Fact.BRANCH)
    assert found.asked[Audience.SPONSOR] == {Question.BRANCHES}


def plain_scores(seeker, some) -> list[float]:
    """The score of each activity by the plain engine; -1 behind a gate."""
    numbered = [replace(one, id=f"{number:03d}") for number, one in enumerate(some)]
    columns, every = Seekers.from_seekers([seeker]), np.arange(len(some))
    pairs = Pairs(columns, Catalogue.from_activities(numbered), np.zeros_like(every), every)
    found = np.full(len(some), -1.0)
    passed = through_gates(pairs)
    if len(passed):
        found[passed.rows] = scores(passed, current(seeker.audience))
    return found.tolist()


@settings(max_examples=80, deadline=None)
@given(seekers(), activities())
def test_filling_in_never_lowers(seeker, activity):
    for fact in missing(activity):
        told = answers(activity, fact, POSSIBLE)
        before, *after = plain_scores(seeker, [activity, *told])
        if fact is Fact.PLACE:  # who turns out to be too far away did not know that before
            after = [score for score in after if score >= 0]
        assert min(after, default=before) >= before - 1e-9


@settings(max_examples=30, deadline=None)
@given(st.lists(seekers(audience=Audience.VOLUNTEER), max_size=6), activities())
def test_counts_are_those_of_the_plain_engine_one_by_one(some, activity):
    shown = replace(activity, state=ActivityState.PUBLISHED)
    found = found_by(some, shown)

    for one in found.effects:
        if one.fact in (Fact.MOMENTS, Fact.PLACE) or Fact.MOMENTS in missing(shown):
            continue
        before = [in_reach(seeker, shown) for seeker in some]
        helped = [
            [
                (now >= 0, then > now)
                for now, then in zip(
                    before, (in_reach(seeker, told) for seeker in some), strict=True
                )
            ]
            for told in answers(shown, one.fact, POSSIBLE)
        ]
        best = max(helped, key=lambda rows: sum(is_helped for _, is_helped in rows))
        assert one.better == sum(finds and is_helped for finds, is_helped in best)
        assert one.more == sum(is_helped and not finds for finds, is_helped in best)
    assert found.found == sum(in_reach(seeker, shown) >= 0 for seeker in some)


def in_reach(seeker, activity) -> float:
    """The plain score of one who finds it within reach, else -1."""
    one = np.zeros(1, dtype=np.intp)
    pairs = Pairs(Seekers.from_seekers([seeker]), Catalogue.from_activities([activity]), one, one)
    is_over = not activity.slots or minute(activity.ends_at) < NOW
    from_home = activity.attendance is AttendanceMode.ONLINE or (
        activity.has_home_task and seeker.at_home is not False
    )
    near = pairs.km[0] <= pairs.seekers.reach_km[0]
    if is_over or not (seeker.point is None or near or from_home):
        return -1.0
    return plain_scores(seeker, [activity])[0]
