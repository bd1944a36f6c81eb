from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from data.repositories import activities, signups
from data.repositories import programme as stored_programme
from domain.activities import CapacityTooLowError
from domain.contacts import MailKind
from domain.vocabulary import ActivityState, SignUpState
from services import signing_up
from services.signing_up import HOLD
from tests.data.samples import NINE
from tests.services.signing_up.made_up import (
    NOW,
    cancel,
    comes,
    confirm,
    mails,
    of,
    sign_up,
    stored,
    taken,
)

MINUTE = timedelta(minutes=1)


def states(database, activity, *names):
    return [of(database, activity, f"{name}@example.org").state for name in names]


def line(database, activity, *names, **people):
    """A full activity and these people in line, who all said yes, first one first."""
    for number, name in enumerate(names):
        now = NOW + MINUTE * number
        group = people.get(name, 1)
        comes(database, activity, f"{name}@example.org", people=group, now=now)


def test_a_hold_ends_at_its_moment_once_and_the_first_in_line_moves_up(database):
    activity = stored(database, capacity=1)
    sign_up(database, activity, "zegtniets@example.org", now=NOW - MINUTE)
    line(database, activity, "een", "twee")
    ends_at = NOW - MINUTE + HOLD

    assert signing_up.release(database, now=ends_at - timedelta(microseconds=1)) == 0
    assert signing_up.release(database, now=ends_at) == 1
    assert signing_up.release(database, now=ends_at) == 0

    assert states(database, activity, "zegtniets", "een", "twee") == [
        SignUpState.CANCELLED,
        SignUpState.REGISTERED,
        SignUpState.WAITING,
    ]
    first = of(database, activity, "een@example.org")
    assert first.hold_until == ends_at + HOLD
    assert mails(database, first).count(MailKind.MOVED_UP) == 1
    never_answered = of(database, activity, "zegtniets@example.org")
    assert mails(database, never_answered) == [MailKind.CONFIRM_SIGN_UP]
    assert taken(database, activity) == 1


def test_a_place_goes_on_until_somebody_says_yes(database):
    activity = stored(database, capacity=1)
    line(database, activity, "komt", "een", "twee")
    cancel(database, activity, "komt@example.org")
    signing_up.release(database, now=NOW + HOLD)

    assert states(database, activity, "een", "twee") == [
        SignUpState.CANCELLED,
        SignUpState.REGISTERED,
    ]
    assert MailKind.HOLD_ENDED in mails(database, of(database, activity, "een@example.org"))
    assert (
        confirm(database, activity, "twee@example.org", now=NOW + HOLD).state
        is SignUpState.CONFIRMED
    )
    assert signing_up.release(database, now=NOW + HOLD * 3) == 0


def test_a_place_is_held_shorter_for_who_moves_up_near_the_start(sqlite_database):
    activity = stored(sqlite_database, capacity=1)
    line(sqlite_database, activity, "komt", "een")
    near = NINE - timedelta(hours=3)
    cancel(sqlite_database, activity, "komt@example.org", now=near)
    assert of(sqlite_database, activity, "een@example.org").hold_until == NINE


def test_a_group_that_does_not_fit_keeps_its_turn(database):
    activity = stored(database, capacity=4)
    line(database, activity, "a", "b", "c", "groep", "klein", a=1, b=1, c=2, groep=3, klein=1)
    assert states(database, activity, "groep", "klein") == [SignUpState.WAITING] * 2

    cancel(database, activity, "a@example.org")  # one place: too little for the group
    assert states(database, activity, "groep", "klein") == [
        SignUpState.WAITING,
        SignUpState.REGISTERED,
    ]
    cancel(database, activity, "c@example.org")  # two places, still too little
    assert states(database, activity, "groep") == [SignUpState.WAITING]
    comes(database, activity, "nieuw@example.org", now=NOW + MINUTE * 10)  # one of the two
    cancel(database, activity, "klein@example.org")
    cancel(database, activity, "b@example.org")
    assert states(database, activity, "groep") == [SignUpState.REGISTERED]


def test_who_did_not_confirm_their_address_does_not_move_up(database):
    activity = stored(database, capacity=1)
    comes(database, activity, "komt@example.org")
    sign_up(database, activity, "eerder@example.org")
    line(database, activity, "later")
    cancel(database, activity, "komt@example.org")
    assert states(database, activity, "eerder", "later") == [
        SignUpState.WAITING,
        SignUpState.REGISTERED,
    ]


def test_a_hold_that_is_over_stands_in_nobodys_way_before_the_job_ran(database):
    activity = stored(database, capacity=1)
    sign_up(database, activity, "zegtniets@example.org")
    late = sign_up(database, activity, "sam@example.org", now=NOW + HOLD)
    assert late.state is SignUpState.REGISTERED
    assert states(database, activity, "zegtniets") == [SignUpState.CANCELLED]


def test_nobody_moves_up_to_what_is_over_or_called_off(sqlite_database):
    activity = stored(sqlite_database, capacity=1)
    line(sqlite_database, activity, "komt", "een")
    with sqlite_database.write() as session:
        found = activities.get(session, activity.id)
        activities.save(session, replace(found, state=ActivityState.CANCELLED))
    cancel(sqlite_database, activity, "komt@example.org")
    assert states(sqlite_database, activity, "een") == [SignUpState.WAITING]
    assert signing_up.release(sqlite_database, now=NOW + HOLD) == 0

    over = stored(sqlite_database, capacity=1)
    sign_up(sqlite_database, over, "zegtniets@example.org", now=NINE)
    comes(sqlite_database, over, "twee@example.org", now=NINE)
    assert signing_up.release(sqlite_database, now=NINE + timedelta(days=2)) == 1
    assert states(sqlite_database, over, "twee") == [SignUpState.WAITING]
    with sqlite_database.read() as session:
        assert signups.with_work(session, now=NINE + timedelta(days=2)) == []


def test_more_places_go_to_who_waits_also_when_only_the_job_sees_them(database):
    activity = stored(database, capacity=1)
    line(database, activity, "komt", "een", "twee")
    with database.write() as session:
        found = activities.get(session, activity.id)
        after = activities.save(session, replace(found, capacity=2))
        signing_up.activity_changed(session, found, after, NOW)
    assert states(database, activity, "een", "twee") == [
        SignUpState.REGISTERED,
        SignUpState.WAITING,
    ]
    with database.write() as session:  # such as an import that changes a file's activity
        found = activities.get(session, activity.id)
        activities.save(session, replace(found, capacity=3))
    signing_up.release(database, now=NOW)
    assert states(database, activity, "twee") == [SignUpState.REGISTERED]


def test_places_below_what_is_taken_are_refused(database):
    activity = stored(database, capacity=2)
    line(database, activity, "a", "b")
    with database.read() as session:
        found = activities.get(session, activity.id)
    with pytest.raises(CapacityTooLowError) as refused:
        replace(found, capacity=1)
    assert refused.value.facts["taken"] == 2
    assert taken(database, activity) == 2


def test_the_programme_rises_with_every_public_number_and_with_nothing_else(sqlite_database):
    activity = stored(sqlite_database, capacity=1)

    def version():
        with sqlite_database.read() as session:
            return stored_programme.version(session)

    seen = [version()]
    for step in (
        lambda: sign_up(sqlite_database, activity, "a@example.org"),  # rises
        lambda: confirm(sqlite_database, activity, "a@example.org"),
        lambda: comes(sqlite_database, activity, "b@example.org"),  # waits
        lambda: cancel(sqlite_database, activity, "b@example.org"),
        lambda: cancel(sqlite_database, activity, "a@example.org"),  # rises
    ):
        step()
        seen.append(version())
    risen = [later - earlier for earlier, later in pairwise(seen)]
    assert risen == [1, 0, 0, 0, 1]
