"""Places that are held for an answer, and who is next when one comes free."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import activities, people, signups
from data.settings import Settings
from domain.activities import Activity
from domain.contacts import MailKind
from domain.people import SignUp
from domain.vocabulary import ActivityState, SignUpState
from services.jobs import Job
from services.signing_up import letters

HOLD = timedelta(hours=24)
SHORTEST_HOLD = timedelta(minutes=30)  # a mail must be able to arrive


def hold_until(activity: Activity, *, now: datetime) -> datetime:
    """Until when a place is held: a day, or until it starts when that is sooner."""
    starts_at = letters.next_start(activity, now=now)
    if starts_at is None:
        starts_at = activity.ends_at or now + HOLD
    return max(now + SHORTEST_HOLD, min(now + HOLD, starts_at))


def turn_of(
    session: Session, activity_id: str, *, now: datetime, asking: str | None = None
) -> Activity:
    """Take an activity's turn and bring its places up to `now`: what every change begins with.

    So a hold that is over is over, whether or not the job has run. `asking` is the sign-up whose
    person is here and needs no mail about that. Raises `NotFoundError`.
    """
    signups.lock(session, activity_id)
    activity = activities.get(session, activity_id)
    if end_holds(session, activity, now=now, asking=asking):
        return activities.get(session, activity_id)
    return activity


def end_holds(
    session: Session, activity: Activity, *, now: datetime, asking: str | None = None
) -> int:
    """Free the places whose answer did not come, let the next move up, and count the freed."""
    ended = signups.over(session, activity.id, now=now)
    known = people.by_ids(session, [sign_up.person_id for sign_up in ended]) if ended else {}
    for sign_up in ended:
        freed = replace(sign_up, state=SignUpState.CANCELLED, hold_until=None)
        signups.store(session, sign_up, freed)
        person = known.get(sign_up.person_id)
        # Nobody hears about a sign-up that somebody else may have typed.
        has_answered = person is not None and person.confirmed_at is not None
        if has_answered and sign_up.id != asking and activity.is_open(now):
            letters.tell(session, MailKind.HOLD_ENDED, freed, now=now)
    if ended:
        move_up(session, activity, now=now)
    return len(ended)


def move_up(session: Session, activity: Activity, *, now: datetime) -> list[SignUp]:
    """Give free places to who waits, first come first, and ask each to say yes in time.

    A group for which too little is free keeps its turn while smaller ones behind it go on:
    a place that stays empty helps nobody. It is the first to be looked at whenever more comes free.
    """
    # The state as it is now: a place given back opens what was said to be full.
    is_published = signups.lock(session, activity.id) is ActivityState.PUBLISHED
    if not is_published or activity.is_over(now):
        return []
    moved: list[SignUp] = []
    room: dict[str | None, int | None] | None = None
    for waiting in signups.waiting(session, activity.id):
        room = signups.room(session, activity.id) if room is None else room
        left = room.get(waiting.task_id, 0)
        if left is not None and left < waiting.people:
            continue
        asked = replace(
            waiting, state=SignUpState.REGISTERED, hold_until=hold_until(activity, now=now)
        )
        signups.store(session, waiting, asked)
        letters.tell(session, MailKind.MOVED_UP, asked, now=now)
        moved.append(asked)
        room = None
    return moved


def release(database: Database, *, now: datetime) -> int:
    """Free every hold that is over and let the next move up; how many were freed.

    One transaction for each activity; a second process at the same moment finds nothing to do.
    """
    with database.read() as session:
        ids = signups.with_work(session, now=now)
    freed = 0
    for id in ids:
        with database.write() as session:
            signups.lock(session, id)
            activity = activities.get(session, id)
            freed += end_holds(session, activity, now=now)
            # More places may have come in another way, such as by a file.
            move_up(session, activity, now=now)
    return freed


def _release(database: Database, _settings: Settings, now: datetime) -> str:
    return str(release(database, now=now))


JOB = Job("places", timedelta(minutes=5), _release)
