"""Places from home and on the spot, counted apart: a plan beside every way there is."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.activities import Activity, Task
from domain.places import Place, Point
from domain.seekers import Seeker
from domain.vocabulary import AttendanceMode, Audience, TaskPlace
from matching.allocation import greedy, plan
from matching.bulk import rank
from matching.catalogue import UNKNOWN, Catalogue
from matching.gates import GATES
from matching.places import Places, allowed, plenty
from matching.seekers import Pairs, Seekers
from tests.matching.made_up import NOW, UTRECHT, a_volunteer, an_activity, programmes, seekers

HOME, SITE = TaskPlace.AT_HOME, TaskPlace.ON_SITE
KINDS = {SITE: 0, HOME: 1}
# Some kilometres apart, so that who goes 5 km cannot be everywhere.
STREET = [Point(UTRECHT.lat + at / 40, UTRECHT.lon) for at in range(4)]


def with_places(id: str, *, site: int = 0, home: int = 0, minutes: int = 30, **given) -> Activity:
    tasks = tuple(
        Task(f"{id}{place}", "Helpen", minutes, people, place=place)
        for place, people in ((SITE, site), (HOME, home))
        if people
    )
    return an_activity(id, tasks=tasks, **given)


def planned(people: list[Seeker], programme: list[Activity], **given):
    columns, catalogue = Seekers.from_seekers(people), Catalogue.from_activities(programme)
    return plan(columns, catalogue, rank(columns, catalogue, now_minute=NOW, top=20), **given)


def test_places_from_home_are_for_who_helps_from_home():
    people = [a_volunteer(id=f"v{n}", at_home=True) for n in range(3)]
    found = planned(people, [with_places("a", site=3, home=1)])
    assert (len(found.who), found.at_home.tolist()) == (1, [1])


def test_who_would_do_either_leaves_room_for_who_would_not():
    only_home, either = a_volunteer(id="v0", at_home=True), a_volunteer(id="v1")
    found = planned([either, only_home], [with_places("a", site=1, home=1)])
    assert found.who.tolist() == [0, 1]
    assert found.at_home.tolist() == [0, 1]


def test_too_far_to_go_is_from_home_only():
    far = Place("ver", Point(53.0, 6.5))
    somebody = a_volunteer(radius_km=10.0)
    both, site = with_places("a", site=2, home=1, place=far), with_places("b", site=2, place=far)
    assert planned([somebody], [both]).at_home.tolist() == [1]
    assert planned([somebody], [site]).who.tolist() == []
    full_at_home = replace(both, tasks=tuple(replace(one, taken=one.people) if one.place is HOME else one for one in both.tasks))  # fmt: skip
    assert planned([somebody], [full_at_home]).who.tolist() == []


def test_a_group_is_not_spread_over_home_and_the_spot():
    found = planned([a_volunteer(size=2)], [with_places("a", site=1, home=1)])
    assert found.who.tolist() == []


def test_fewer_places_in_all_than_of_both_kinds():
    catalogue = Catalogue.from_activities([with_places("a", site=2, home=2)])
    promised = Places.of(catalogue).without([0, 0, 0], [UNKNOWN, UNKNOWN, 1])
    left = promised.on(catalogue)
    assert (left.people_left.tolist(), left.home_left.tolist(), left.site_left.tolist()) == (
        [1], [1], [1],
    )  # fmt: skip
    people = Seekers.from_seekers([a_volunteer(id="v0"), a_volunteer(id="v1", at_home=True)])
    found = plan(people, left, rank(people, left, now_minute=NOW))
    assert len(found.who) == 1


def test_plenty_is_of_the_kinds_that_an_open_activity_has():
    catalogue = Catalogue.from_activities([with_places("a", site=1), with_places("b", home=1)])
    found = plenty(catalogue, np.array([True, False]))
    assert [one.astype(bool).tolist() for one in (found.site, found.home, found.total)] == [
        [True, False], [False, False], [True, False],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "may"),
    [
        ({}, (True, True)),
        ({"at_home": True}, (False, True)),
        ({"at_home": False}, (True, False)),
        ({"minutes": 30}, (True, True)),
        ({"minutes": 20}, (False, False)),
        ({"radius_km": 1.0, "point": Point(52.2, 5.12)}, (False, True)),
    ],
)
def test_which_places_somebody_may_take(wish, may):
    people = Seekers.from_seekers([a_volunteer(**wish)])
    catalogue = Catalogue.from_activities([with_places("a", site=1, home=1)])
    one = np.zeros(1, dtype=np.intp)
    assert tuple(flag.tolist()[0] for flag in allowed(Pairs(people, catalogue, one, one))) == may


people_here = st.builds(
    lambda at, radius, at_home: (STREET[at], radius, at_home),
    st.integers(0, 3),
    st.sampled_from([None, 3.0, 6.0]),
    st.sampled_from([None, None, True, False]),
)
held_here = st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 2), st.booleans())


def a_small_case(people, held):
    programme = [
        with_places(
            f"a{n}",
            site=site,
            home=home,
            place=Place("", STREET[at]),
            attendance=AttendanceMode.ONLINE if online else None,
        )
        for n, (at, site, home, online) in enumerate(held)
        if site or home
    ]
    found = [
        a_volunteer(id=f"v{n}", point=point, radius_km=radius, at_home=at_home)
        for n, (point, radius, at_home) in enumerate(people)
    ]
    return found, programme


def every_way(
    people: list[Seeker], programme: list[Activity], scores: dict[tuple[int, int], float]
):
    """The total of every division that keeps to what people said, by plain counting."""
    options = []
    for who, somebody in enumerate(people):
        mine: list[tuple[int, TaskPlace] | None] = [None]
        for row, activity in enumerate(programme):
            online = activity.attendance is AttendanceMode.ONLINE
            near = (who, row) in scores and (
                somebody.radius_km is None or online
                or abs(somebody.point.lat - activity.place.point.lat) * 111.2 <= somebody.radius_km
            )  # fmt: skip
            for task in activity.tasks:
                wants = {None: True, True: online or task.place is HOME,
                         False: not online and task.place is SITE}[somebody.at_home]  # fmt: skip
                if (who, row) in scores and wants and (near or task.place is HOME):
                    mine.append((row, task.place))
        options.append(mine)
    for way in product(*options):
        room = {
            (row, task.place): task.people
            for row, activity in enumerate(programme)
            for task in activity.tasks
        }
        for choice in way:
            if choice is not None:
                room[choice] -= 1
        if min(room.values(), default=0) >= 0:
            yield sum(scores[who, choice[0]] for who, choice in enumerate(way) if choice)


@settings(max_examples=150, deadline=None)
@given(st.lists(people_here, min_size=1, max_size=4), st.lists(held_here, max_size=3))
def test_no_other_way_of_dividing_is_better(people, held):
    found, programme = a_small_case(people, held)
    columns, catalogue = Seekers.from_seekers(found), Catalogue.from_activities(programme)
    ranking = rank(columns, catalogue, now_minute=NOW, top=20)
    pairs = zip(ranking.who.tolist(), ranking.rows.tolist(), strict=True)
    scores = dict(zip(pairs, ranking.scores.tolist(), strict=True))
    made = plan(columns, catalogue, ranking)

    best = max(every_way(found, programme, scores))
    assert made.measures.total == pytest.approx(best, abs=1e-6)
    assert made.gap < 1e-6
    assert greedy(columns, catalogue, ranking).total <= best + 1e-6
    for kind, left in enumerate((catalogue.site_left, catalogue.home_left)):
        taken = np.bincount(made.rows[made.at_home == kind], minlength=len(catalogue))
        assert (taken <= left).all()


@settings(max_examples=80, deadline=None)
@given(
    st.lists(seekers(audience=Audience.VOLUNTEER), min_size=1, max_size=5),
    programmes(most=6),
)
def test_a_kind_that_is_allowed_and_has_room_passes_the_gates_about_it(people, programme):
    columns, catalogue = Seekers.from_seekers(people), Catalogue.from_activities(programme)
    if not len(catalogue):
        return
    who, rows = (np.array(one) for one in zip(*product(range(len(people)), range(len(catalogue))), strict=True))  # fmt: skip
    pairs = Pairs(columns, catalogue, who, rows)
    site, home = allowed(pairs)
    size = columns.size[who]
    can = site & (catalogue.site_left[rows] >= size) | home & (catalogue.home_left[rows] >= size)
    for gate in GATES[Audience.VOLUNTEER]:
        if gate.name in {"places_left", "at_home", "radius", "short_enough"}:
            assert np.broadcast_to(gate.passes(pairs), pairs.shape)[can].all(), gate.name


@settings(max_examples=80, deadline=None)
@given(
    st.lists(seekers(audience=Audience.VOLUNTEER), min_size=1, max_size=6),
    programmes(most=8),
    st.data(),
)
def test_a_plan_fills_no_kind_of_place_too_far(people, programme, data):
    columns, catalogue = Seekers.from_seekers(people), Catalogue.from_activities(programme)
    asks = np.array(data.draw(st.lists(st.integers(0, 3), min_size=len(people), max_size=len(people))))  # fmt: skip
    made = plan(columns, catalogue, rank(columns, catalogue, now_minute=NOW, top=20), asks=asks)

    size = columns.size[made.who]
    for kind, left in enumerate((catalogue.site_left, catalogue.home_left)):
        here = made.at_home == kind
        taken = np.bincount(made.rows[here], weights=size[here], minlength=len(catalogue))
        assert (taken <= left).all()
    assert len(set(zip(made.who.tolist(), made.rows.tolist(), strict=True))) == len(made.who)
    if len(made.who):
        may = allowed(Pairs(columns, catalogue, made.who, made.rows))
        assert np.where(made.at_home == 1, may[1], may[0]).all()
