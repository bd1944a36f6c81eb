from dataclasses import replace
from datetime import timedelta

import pytest

from data.repositories import organisers, outbox, people, signups
from domain.activities import ActivityClosedError
from domain.actors import VISITOR, Actor, Grant, NotAllowedError, Role
from domain.contacts import LinkPurpose, MailKind, Person
from domain.vocabulary import ActivityState, SignUpState
from services import signing_up
from services.signing_up import HOLD, PlacesLeftError
from tests.data.samples import NINE
from tests.services.signing_up.made_up import (
    NOW,
    ORGANISER,
    a_task,
    cancel,
    comes,
    confirm,
    mails,
    of,
    organiser,
    owner,
    sign_up,
    stored,
    taken,
)

COORDINATOR = Actor(Role.COORDINATOR)


def waiting_mails(database):
    with database.read() as session:
        return outbox.waiting(session)


def change(database, activity, email, people, task_id=None, *, now=NOW):
    mine = of(database, activity, email)
    return signing_up.change(
        database, mine.id, people=people, task_id=task_id, actor=owner(mine), now=now
    )


def test_a_yes_makes_the_place_firm_and_lays_a_reminder_ready(database):
    activity = stored(database)
    mine = comes(database, activity, "sam@example.org")

    assert (mine.state, mine.hold_until, mine.confirmed_at) == (SignUpState.CONFIRMED, None, NOW)
    assert mails(database) == [
        MailKind.CONFIRM_SIGN_UP,
        MailKind.REMINDER,
        MailKind.SIGNED_UP,
    ]
    (reminder,) = [m for m in waiting_mails(database) if m.kind is MailKind.REMINDER]
    assert reminder.due_at == NINE - timedelta(hours=48)
    assert reminder.key.startswith(f"reminder:{mine.id}")


def test_yes_twice_is_once(database):
    activity = stored(database)
    first = comes(database, activity, "sam@example.org")
    before = mails(database)
    assert confirm(database, activity, "sam@example.org", now=NOW + HOLD * 2) == first
    assert mails(database) == before


def test_nobody_is_reminded_of_what_starts_within_two_days(sqlite_database):
    activity = stored(sqlite_database)
    comes(sqlite_database, activity, "sam@example.org", now=NINE - timedelta(hours=48))
    assert MailKind.REMINDER not in mails(sqlite_database)


def test_the_organiser_hears_of_new_people_once_a_day(database):
    activity = stored(database, capacity=None)
    with database.write() as session:
        person = Person(ORGANISER, "Olga", "olga@example.org", created_at=NOW)
        people.find_or_add(session, person)
        organisers.set_organiser(session, activity.id, ORGANISER, now=NOW)
    for number, hours in enumerate((0, 2, 30)):
        now = NOW + timedelta(hours=hours)
        comes(database, activity, f"sam{number}@example.org", now=now)
    news = [m for m in waiting_mails(database) if m.kind is MailKind.NEW_SIGN_UP]
    assert [(m.person_id, m.subject_id) for m in news] == [(ORGANISER, activity.id)] * 2


def test_a_yes_after_the_hold_takes_a_place_again_or_joins_the_line(database):
    activity = stored(database, capacity=1)
    sign_up(database, activity, "laat@example.org")
    late = NOW + HOLD
    assert signing_up.release(database, now=late) == 1
    assert taken(database, activity) == 0

    sign_up(database, activity, "sam@example.org", now=late)
    assert confirm(database, activity, "laat@example.org", now=late).state is SignUpState.WAITING
    cancel(database, activity, "sam@example.org", now=late)
    moved = of(database, activity, "laat@example.org")
    assert (moved.state, moved.hold_until) == (SignUpState.REGISTERED, late + HOLD)
    assert confirm(database, activity, "laat@example.org", now=late).state is SignUpState.CONFIRMED


def test_a_late_yes_hears_only_that_they_come(sqlite_database):
    activity = stored(sqlite_database)
    sign_up(sqlite_database, activity, "laat@example.org")
    late = confirm(sqlite_database, activity, "laat@example.org", now=NOW + HOLD)
    assert late.state is SignUpState.CONFIRMED
    assert MailKind.HOLD_ENDED not in mails(sqlite_database)


def test_who_waits_and_says_yes_goes_on_waiting_and_knows_their_turn(database):
    activity = stored(database, capacity=1)
    comes(database, activity, "eerst@example.org")
    for minute, name in enumerate(("een", "twee")):
        now = NOW + timedelta(minutes=minute)
        sign_up(database, activity, f"{name}@example.org", now=now)
    assert confirm(database, activity, "twee@example.org").state is SignUpState.WAITING
    confirm(database, activity, "een@example.org")

    second = of(database, activity, "twee@example.org")
    found = signing_up.mine(database, second.id, actor=owner(second), now=NOW)
    assert found.position_in_waiting_list == 2
    assert found.person.email == "twee@example.org"


@pytest.mark.parametrize(
    "strange",
    [
        VISITOR,
        COORDINATOR,
        Actor(Role.PERSON, grants=frozenset({Grant(LinkPurpose.SIGN_UP, "een ander", "x")})),
    ],
)
def test_only_the_mailed_link_says_yes(sqlite_database, strange):
    activity = stored(sqlite_database)
    sign_up(sqlite_database, activity, "sam@example.org")
    mine = of(sqlite_database, activity, "sam@example.org")
    of_another = Actor(
        Role.PERSON, grants=frozenset({Grant(LinkPurpose.SIGN_UP, mine.id, "iemand anders")})
    )
    for actor in (strange, of_another, organiser(activity)):
        with pytest.raises(NotAllowedError):
            signing_up.confirm(sqlite_database, mine.id, actor=actor, now=NOW)
        with pytest.raises(NotAllowedError):
            signing_up.confirm(sqlite_database, "bestaat niet", actor=actor, now=NOW)


@pytest.mark.parametrize("call", ["mine", "cancel", "change"])
def test_a_stranger_may_neither_look_nor_touch(sqlite_database, call):
    activity = stored(sqlite_database)
    mine = comes(sqlite_database, activity, "sam@example.org")
    more = {"people": 2, "task_id": None} if call == "change" else {}
    for actor in (VISITOR, organiser(activity)):
        for id in (mine.id, "bestaat niet"):
            with pytest.raises(NotAllowedError):
                getattr(signing_up, call)(sqlite_database, id, actor=actor, now=NOW, **more)
    assert getattr(signing_up, call)(sqlite_database, mine.id, actor=COORDINATOR, now=NOW, **more)


def test_calling_off_frees_the_place_once_and_takes_the_reminder_back(database):
    activity = stored(database)
    first = comes(database, activity, "sam@example.org", people=2)
    gone = cancel(database, activity, "sam@example.org")
    assert cancel(database, activity, "sam@example.org") == gone
    assert (gone.state, gone.sequence) == (SignUpState.CANCELLED, first.sequence + 1)
    assert taken(database, activity) == 0
    assert mails(database) == [MailKind.SIGN_UP_CANCELLED, MailKind.SIGNED_UP]


def test_who_never_said_yes_is_not_mailed_about_calling_off(sqlite_database):
    activity = stored(sqlite_database)
    sign_up(sqlite_database, activity, "sam@example.org")
    cancel(sqlite_database, activity, "sam@example.org")
    assert mails(sqlite_database) == []


def test_a_group_grows_and_shrinks_within_what_is_left(database):
    activity = stored(database, capacity=4)
    comes(database, activity, "groep@example.org", people=2)
    comes(database, activity, "ander@example.org")

    assert change(database, activity, "groep@example.org", 3).people == 3
    with pytest.raises(PlacesLeftError) as refused:
        change(database, activity, "groep@example.org", 4)
    assert refused.value.facts["count"] == 0
    assert change(database, activity, "groep@example.org", 1).sequence == 2
    assert taken(database, activity) == 2
    mine = of(database, activity, "groep@example.org")
    assert mails(database, mine).count(MailKind.SIGN_UP_CHANGED) == 2
    change(database, activity, "groep@example.org", 1)
    assert of(database, activity, "groep@example.org") == mine


def test_going_to_another_task_frees_the_first_for_who_waits(database):
    tasks = (a_task(1), a_task(1))
    activity = stored(database, tasks=tasks)
    comes(database, activity, "sam@example.org", task_id=tasks[0].id)
    comes(database, activity, "wacht@example.org", task_id=tasks[0].id)
    changed = change(database, activity, "sam@example.org", 1, tasks[1].id)
    assert changed.task_id == tasks[1].id
    assert of(database, activity, "wacht@example.org").state is SignUpState.REGISTERED
    with pytest.raises(PlacesLeftError):
        change(database, activity, "sam@example.org", 1, tasks[0].id)


def test_a_waiting_group_that_gets_small_enough_comes_at_once(database):
    activity = stored(database, capacity=3)
    comes(database, activity, "sam@example.org")
    comes(database, activity, "groep@example.org", people=3)
    still = change(database, activity, "groep@example.org", 4)
    assert (still.state, still.people) == (SignUpState.WAITING, 4)
    assert change(database, activity, "groep@example.org", 2).state is SignUpState.CONFIRMED
    assert taken(database, activity) == 3


def test_nothing_is_confirmed_or_changed_once_it_is_called_off(sqlite_database):
    activity = stored(sqlite_database)
    comes(sqlite_database, activity, "sam@example.org")
    sign_up(sqlite_database, activity, "laat@example.org")
    from data.repositories import activities

    with sqlite_database.write() as session:
        activities.save(session, replace(activity, state=ActivityState.CANCELLED))
    with pytest.raises(ActivityClosedError):
        confirm(sqlite_database, activity, "laat@example.org")
    with pytest.raises(ActivityClosedError):
        change(sqlite_database, activity, "sam@example.org", 2)


def test_who_is_forgotten_leaves_their_places_to_who_waits(database):
    activity = stored(database, capacity=1)
    mine = comes(database, activity, "weg@example.org")
    comes(database, activity, "wacht@example.org")
    with database.write() as session:
        assert signing_up.leave(session, mine.person_id, now=NOW) == 1
        assert signing_up.leave(session, mine.person_id, now=NOW) == 0
        people.erase(session, mine.person_id)
    assert of(database, activity, "wacht@example.org").state is SignUpState.REGISTERED
    with database.read() as session:
        assert signups.get(session, mine.id).state is SignUpState.CANCELLED
