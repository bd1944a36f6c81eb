"""Places from home and on the spot, from the plan to the yes: what is planned can be sent and taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from data import tables
from data.database import Database
from data.repositories import activities, proposals, volunteers
from domain.activities import Activity, Task, new_id
from domain.places import Point
from domain.proposals import Proposal, ProposalState
from domain.times import TimeSlot
from domain.vocabulary import SignUpState, TaskPlace
from services.planning import answering, asking, changing, making, sending
from services.planning.changing import NoPlaceError, NotFittingError
from services.planning.sending import HeldBack
from tests.data.samples import EDITION, NINE, UTRECHT
from tests.services.planning.asked import DAY, DESK, NOW, a_draft, reader, somebody
from tests.services.signing_up.made_up import stored

HOME, SITE = TaskPlace.AT_HOME, TaskPlace.ON_SITE
FAR = replace(UTRECHT, name="9711 Groningen", pc4="9711", point=Point(53.22, 6.57))


def held(
    database: Database, *, site: int = 0, home: int = 0, minutes: int = 30, **given
) -> Activity:
    tasks = tuple(
        Task(new_id(), place.value, minutes, people, place=place)
        for place, people in ((SITE, site), (HOME, home))
        if people
    )
    return stored(database, tasks=tasks, capacity=None, min_crew=0, **given)


def helper(database: Database, **wishes: object) -> str:
    id = somebody(database)
    with database.write() as session:
        volunteers.save(session, replace(volunteers.get(session, id), **wishes))
    return id


def plan(database: Database) -> dict[str, Proposal]:
    making.make(database, EDITION.id, actor=DESK, now=NOW)
    return drafts(database)


def drafts(database: Database) -> dict[str, Proposal]:
    with database.read() as session:
        found = proposals.of_edition(session, EDITION.id, [ProposalState.DRAFT])
    return {one.volunteer_id: one for one in found}


def say_yes(database: Database, proposal: Proposal) -> tuple[str, SignUpState]:
    """The kind of place of the task that a yes took, and the state of the sign-up."""
    who = reader(proposal.id, proposal.volunteer_id)
    sign_up = answering.accept(database, proposal.id, actor=who, now=NOW)
    with database.read() as session:
        tasks = activities.get(session, proposal.activity_id).tasks
    return next(one.place for one in tasks if one.id == sign_up.task_id), sign_up.state


def test_who_would_do_either_leaves_the_place_at_home_to_who_would_not(database: Database):
    held(database, site=1, home=1)
    either, at_home = helper(database), helper(database, at_home=True)
    found = plan(database)
    assert {who: one.at_home for who, one in found.items()} == {either: False, at_home: True}

    assert sending.send(database, EDITION.id, actor=DESK, now=NOW).held_back == {}
    # In whatever order they say yes: each takes the place that was planned.
    assert say_yes(database, found[either]) == (SITE, SignUpState.CONFIRMED)
    assert say_yes(database, found[at_home]) == (HOME, SignUpState.CONFIRMED)


def test_too_far_to_go_is_a_place_at_home_or_none(sqlite_database: Database):
    held(sqlite_database, site=5, home=1, place=FAR)
    one, other = helper(sqlite_database), helper(sqlite_database)
    found = plan(sqlite_database)
    assert [each.at_home for each in found.values()] == [True]
    assert set(found) < {one, other}


def test_by_hand_it_is_the_kind_that_has_most_left(sqlite_database: Database):
    activity = held(sqlite_database, site=1, home=2)
    first, second, third, at_home = (helper(sqlite_database) for _ in range(4))
    for who in (first, second):
        changing.put(sqlite_database, who, activity.id, actor=DESK, now=NOW)
    found = drafts(sqlite_database)
    assert (found[first].at_home, found[second].at_home) == (True, False)
    with sqlite_database.write() as session:
        wishes = volunteers.get(session, third)
        volunteers.save(session, replace(wishes, at_home=False))
    with pytest.raises(NotFittingError) as raised:
        changing.put(sqlite_database, third, activity.id, actor=DESK, now=NOW)
    assert raised.value.key == "error.not_fitting.places_left.no"
    changing.put(sqlite_database, at_home, activity.id, actor=DESK, now=NOW)
    with pytest.raises(NoPlaceError):
        changing.put(sqlite_database, third, activity.id, actor=DESK, now=NOW)


def test_put_again_it_does_not_stand_in_its_own_way(sqlite_database: Database):
    activity, one = held(sqlite_database, home=1), helper(sqlite_database)
    for _ in range(2):
        changing.put(sqlite_database, one, activity.id, actor=DESK, now=NOW)
    assert drafts(sqlite_database)[one].at_home is True


def test_nobody_is_told_for_a_kind_of_place_that_is_gone(sqlite_database: Database):
    activity = held(sqlite_database, site=1, home=1)
    taken = a_draft(sqlite_database, activity, helper(sqlite_database))
    with sqlite_database.write() as session:
        proposals.save(session, replace(proposals.get(session, taken), at_home=True))
    helper(sqlite_database, at_home=True)
    on_site = helper(sqlite_database)
    found = asking.best(sqlite_database, activity.id, actor=DESK, now=NOW)
    assert [one.helper.id for one in found] == [on_site]


def test_a_task_that_takes_too_long_is_not_the_one_that_is_asked(sqlite_database: Database):
    tasks = (Task(new_id(), "lang", 120, 3), Task(new_id(), "kort", 20, 1))
    activity = stored(sqlite_database, tasks=tasks, capacity=None, min_crew=0)
    one = helper(sqlite_database, minutes=30)
    found = plan(sqlite_database)[one]
    assert found.activity_id == activity.id
    sending.send(sqlite_database, EDITION.id, actor=DESK, now=NOW)
    sign_up = answering.accept(sqlite_database, found.id, actor=reader(found.id, one), now=NOW)
    assert sign_up.task_id == tasks[1].id


def test_who_can_no_longer_take_that_kind_is_not_asked(sqlite_database: Database):
    held(sqlite_database, site=1)
    one = helper(sqlite_database)
    plan(sqlite_database)
    with sqlite_database.write() as session:
        wishes = volunteers.get(session, one)
        volunteers.save(session, replace(wishes, place=FAR))
    sent = sending.send(sqlite_database, EDITION.id, actor=DESK, now=NOW)
    assert (sent.count, sent.held_back) == (0, {HeldBack.UNFIT: 1})


PEOPLE = st.lists(
    st.tuples(st.sampled_from([None, True, False]), st.sampled_from([UTRECHT, FAR])),
    min_size=1,
    max_size=6,
)
HELD = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)).filter(any), min_size=1, max_size=3)


@hypothesis_settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=PEOPLE, places=HELD, data=st.data())
def test_whatever_is_planned_can_be_sent_and_taken_in_any_order(
    sqlite_database: Database, people, places, data
):
    with sqlite_database.write() as session:
        for table in (tables.sign_ups, tables.volunteers, tables.people, tables.activities):
            session.execute(sa.delete(table))
    room = Counter()
    for day, (site, home) in enumerate(places):
        slot = TimeSlot(NINE + day * DAY, NINE + day * DAY + timedelta(hours=1))
        activity = held(sqlite_database, site=site, home=home, slots=(slot,))
        room.update({(activity.id, SITE): site, (activity.id, HOME): home})
    for at_home, place in people:
        helper(sqlite_database, at_home=at_home, place=place)
    found = plan(sqlite_database)
    planned = Counter((one.activity_id, HOME if one.at_home else SITE) for one in found.values())
    assert all(count <= room[kind] for kind, count in planned.items())

    assert sending.send(sqlite_database, EDITION.id, actor=DESK, now=NOW).held_back == {}
    order = data.draw(st.permutations(sorted(found)))
    for who in order:
        kind, state = say_yes(sqlite_database, found[who])
        assert (kind, state) == (HOME if found[who].at_home else SITE, SignUpState.CONFIRMED)
