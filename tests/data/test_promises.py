"""Who gets the last place, and what a need still asks: also when all come at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import tables
from data.database import AlreadyExistsError, Database
from data.repositories import activities, editions, pledges, signups, sponsors
from domain.activities import (
    Activity,
    ActivityClosedError,
    ActivityFullError,
    ConflictError,
    Need,
    NeedMetError,
    Task,
    new_id,
)
from domain.errors import NotFoundError, VerbindingError
from domain.people import Pledge, SignUp, Sponsor
from domain.vocabulary import ActivityState, NeedKind, PledgeState, SignUpState
from tests.data.samples import EDITION, NINE, a_sponsor, an_activity

AT_ONCE, PLACES = 40, 5


@pytest.fixture
def activity(database: Database) -> Activity:
    """Five places, one task for five people, and a need of 500 cents."""
    made = an_activity(
        capacity=PLACES,
        taken=0,
        tasks=(Task(new_id(), "Koffie schenken", 30, people=PLACES),),
        needs=(Need(new_id(), NeedKind.MONEY, 500),),
    )
    with database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, made)
    return made


@pytest.fixture
def sponsor(database: Database, activity: Activity) -> Sponsor:
    made = a_sponsor()
    with database.write() as session:
        sponsors.save(session, made)
    return made


def _read(database: Database, activity: Activity) -> Activity:
    with database.read() as session:
        return activities.get(session, activity.id)


def _all_at_once(database: Database, calls: Sequence[Callable[[Session], object]]) -> int:
    """How many of `calls` were accepted when all start at the same moment."""
    barrier = Barrier(len(calls))

    def one(call: Callable[[Session], object]) -> bool:
        barrier.wait()
        try:
            with database.write() as session:
                call(session)
        except (ActivityFullError, NeedMetError, AlreadyExistsError):
            return False
        return True

    with ThreadPoolExecutor(len(calls)) as threads:
        return sum(threads.map(one, calls))


def _taking(sign_up: SignUp) -> Callable[[Session], object]:
    return lambda session: signups.store(session, None, sign_up)


@pytest.mark.parametrize("for_task", [False, True])
def test_forty_at_once_get_exactly_the_five_places(database, activity, for_task):
    task_id = activity.tasks[0].id if for_task else None
    accepted = _all_at_once(
        database,
        [_taking(SignUp(new_id(), activity.id, f"persoon {n}", task_id)) for n in range(AT_ONCE)],
    )

    found = _read(database, activity)
    with database.read() as session:
        stored = signups.of_activity(session, activity.id)
    assert accepted == len(stored) == PLACES
    assert (found.tasks[0].taken if for_task else found.taken) == PLACES


def test_forty_clicks_of_one_person_are_one_sign_up(database, activity):
    accepted = _all_at_once(
        database, [_taking(SignUp(new_id(), activity.id, "iemand")) for _ in range(AT_ONCE)]
    )
    assert accepted == 1
    assert _read(database, activity).taken == 1


def test_without_the_conditional_update_the_same_race_does_oversell(database, activity):
    """The positive control: if this passes without overselling, the tests above prove nothing."""
    places, sign_up = tables.activities.c, tables.sign_ups
    with database.write() as session:  # without the CHECK that would still catch it
        session.execute(sa.update(tables.activities).values(capacity=None))

    def look_then_take(person: str) -> bool:
        with database.read() as session:  # what a page does that shows the places left
            taken = session.scalar(sa.select(places.taken).where(places.id == activity.id))
        barrier.wait()
        if taken >= PLACES:
            return False
        with database.write() as session:
            new = SignUp(new_id(), activity.id, person)
            session.execute(
                sa.insert(sign_up).values(
                    id=new.id,
                    activity_id=new.activity_id,
                    person_id=person,
                    people=1,
                    state=new.state,
                )
            )
            session.execute(sa.update(tables.activities).values(taken=taken + 1))
        return True

    at_once = PLACES * 2  # the read connections that are there at the same time
    barrier = Barrier(at_once)
    with ThreadPoolExecutor(at_once) as threads:
        accepted = sum(threads.map(look_then_take, [f"persoon {n}" for n in range(at_once)]))
    assert accepted > PLACES


def test_pledges_at_once_never_exceed_the_need_and_doubles_count_once(database, activity, sponsor):
    made = [
        Pledge(new_id(), activity.needs[0].id, sponsor.id, quantity)
        for quantity in (10, 20, 30, 40, 50, 60, 70, 80, 90, 110)
    ]
    _all_at_once(
        database,
        [
            lambda session, pledge=pledge: pledges.promise(session, pledge)
            for pledge in (*made, *made)
        ],
    )

    promised = _read(database, activity).needs[0].promised
    with database.read() as session:
        stored = pledges.of_activity(session, activity.id)
    assert promised == sum(pledge.quantity for pledge in stored) <= 500
    assert promised + min(pledge.quantity for pledge in made if pledge not in stored) > 500


def test_a_place_given_back_is_free_once_and_can_be_taken_again(database, activity):
    group = SignUp(new_id(), activity.id, "groep", people=4)
    with database.write() as session:
        signups.store(session, None, group)
        called_off = replace(group, state=SignUpState.CANCELLED)
        signups.store(session, group, called_off)
        with pytest.raises(ConflictError):
            signups.store(session, group, called_off)
    assert _read(database, activity).taken == 0

    again = replace(group, people=3)
    with database.write() as session:
        signups.store(session, called_off, again)
        assert signups.of_activity(session, activity.id) == [again]
    assert _read(database, activity).taken == 3


def test_a_group_that_is_too_big_takes_nothing_and_hears_what_is_left(database, activity):
    with database.write() as session:
        signups.store(session, None, SignUp(new_id(), activity.id, "drie", people=3))
        with pytest.raises(ActivityFullError) as refused:
            signups.store(session, None, SignUp(new_id(), activity.id, "nog drie", people=3))
    assert refused.value.facts["left"] == 2
    with database.read() as session:
        assert len(signups.of_activity(session, activity.id)) == 1


@pytest.mark.parametrize("for_task", [False, True])
@pytest.mark.parametrize("state", [ActivityState.CANCELLED, ActivityState.DRAFT])
def test_nobody_signs_up_for_what_is_not_open(database, activity, state, for_task):
    with database.write() as session:
        activities.save(session, replace(activity, state=state))
    sign_up = SignUp(new_id(), activity.id, "iemand", activity.tasks[0].id if for_task else None)
    with pytest.raises(ActivityClosedError), database.write() as session:
        signups.store(session, None, sign_up)


def test_a_task_of_another_activity_is_not_found(database, activity):
    other = an_activity()
    with database.write() as session:
        activities.save(session, other)
    strange = SignUp(new_id(), activity.id, "iemand", other.tasks[0].id)
    with pytest.raises(NotFoundError), database.write() as session:
        signups.store(session, None, strange)


def test_a_pledge_beyond_the_need_hears_what_is_open_and_a_withdrawn_one_opens_it(
    database, activity, sponsor
):
    first = Pledge(new_id(), activity.needs[0].id, sponsor.id, 400)
    with database.write() as session:
        pledges.promise(session, first)
        with pytest.raises(NeedMetError) as refused:
            pledges.promise(session, replace(first, id=new_id(), quantity=101))
    assert refused.value.facts["left"] == 100

    with database.write() as session:
        assert pledges.step(session, first, PledgeState.WITHDRAWN, now=NINE)
        pledges.free(session, first, first.quantity)
    assert _read(database, activity).needs[0].promised == 0


def test_one_who_signs_up_for_nothing_known_is_refused(database):
    with pytest.raises(VerbindingError), database.write() as session:
        signups.store(session, None, SignUp(new_id(), "nergens", "iemand"))
