"""Everybody at once: sign-ups, answers and the job. The control is in `tests.data.test_promises`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from data.repositories import activities, outbox, signups
from data.repositories.signups import HOLDING
from domain.contacts import MailKind
from domain.vocabulary import SignUpState
from services import signing_up
from services.signing_up import HOLD, TooManyOpenError
from tests.services.signing_up.made_up import (
    NOW,
    a_task,
    cancel,
    comes,
    confirm,
    of,
    sign_up,
    stored,
    taken,
)

AT_ONCE, PLACES = 40, 5


def at_once(calls: Sequence[Callable[[], object]]) -> list[object]:
    """What each call gave, or the refusal it met, when all start at the same moment."""
    barrier = Barrier(len(calls))

    def one(call: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return call()
        except TooManyOpenError as error:
            return error

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(one, calls))


def of_kind(database, kind: MailKind) -> Counter[str]:
    with database.read() as session:
        return Counter(mail.subject_id for mail in outbox.waiting(session) if mail.kind is kind)


@pytest.mark.parametrize("for_task", [False, True])
def test_forty_sign_up_at_once_for_five_places_and_the_rest_waits(database, for_task):
    task = a_task(PLACES)
    activity = stored(database, capacity=PLACES, tasks=(task,))
    task_id = task.id if for_task else None
    heard = at_once(
        [
            lambda n=n: sign_up(database, activity, f"sam{n}@example.org", task_id=task_id)
            for n in range(AT_ONCE)
        ]
    )
    with database.read() as session:
        found = signups.of_activity(session, activity.id)
    assert Counter(one.state for one in heard) == Counter(one.state for one in found)
    assert sum(one.state in HOLDING for one in found) == taken(database, activity) == PLACES
    assert set(of_kind(database, MailKind.CONFIRM_SIGN_UP).values()) == {1}


def test_one_person_in_forty_tabs_is_one_sign_up(database):
    activity = stored(database)
    wish = "dezelfde"
    at_once(
        [
            lambda: sign_up(database, activity, "sam@example.org", id=wish)
            for _ in range(5)  # more in one hour is too often
        ]
    )
    assert taken(database, activity) == 1
    assert of_kind(database, MailKind.CONFIRM_SIGN_UP).total() == 1


def test_the_fourth_at_once_without_an_answer_is_one_too_many(database):
    five = [stored(database) for _ in range(5)]
    at_once([lambda each=each: sign_up(database, each, "sam@example.org") for each in five])
    assert sum(taken(database, each) for each in five) == 3


def test_two_jobs_at_once_free_each_place_once_and_move_each_up_once(database):
    some = [stored(database, capacity=2) for _ in range(4)]
    for number, activity in enumerate(some):
        for hold in range(2):
            sign_up(database, activity, f"stil{number}{hold}@example.org")
        for wait in range(3):
            comes(database, activity, f"wacht{number}{wait}@example.org")
    freed = at_once([lambda: signing_up.release(database, now=NOW + HOLD) for _ in range(6)])
    assert sum(freed) == 8
    moved = of_kind(database, MailKind.MOVED_UP)
    assert (len(moved), set(moved.values())) == (8, {1})
    assert [taken(database, activity) for activity in some] == [2] * 4


def test_leaving_and_moving_up_at_once_leaves_no_place_empty_and_none_too_many(database):
    activity = stored(database, capacity=PLACES)
    for number in range(PLACES):
        comes(database, activity, f"komt{number}@example.org")
    for number in range(PLACES):
        comes(database, activity, f"wacht{number}@example.org")
    at_once(
        [
            *(lambda n=n: cancel(database, activity, f"komt{n}@example.org") for n in range(5)),
            *(lambda n=n: cancel(database, activity, f"komt{n}@example.org") for n in range(5)),
            lambda: signing_up.release(database, now=NOW),
            lambda: signing_up.release(database, now=NOW),
        ]
    )
    states = [of(database, activity, f"wacht{n}@example.org").state for n in range(PLACES)]
    assert states == [SignUpState.REGISTERED] * PLACES
    assert set(of_kind(database, MailKind.MOVED_UP).values()) == {1}
    assert taken(database, activity) == PLACES


def test_saying_yes_while_the_place_goes_on_gives_it_to_one_of_the_two(database):
    activity = stored(database, capacity=1)
    sign_up(database, activity, "laat@example.org")
    comes(database, activity, "wacht@example.org")
    late = NOW + HOLD
    at_once(
        [
            lambda: confirm(database, activity, "laat@example.org", now=late),
            lambda: signing_up.release(database, now=late),
            lambda: confirm(database, activity, "wacht@example.org", now=late),
        ]
    )
    with database.read() as session:
        holding = [
            one.state for one in signups.of_activity(session, activity.id) if one.state in HOLDING
        ]
        assert activities.get(session, activity.id).taken == len(holding) == 1
