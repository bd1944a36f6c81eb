"""Saying yes, changing and calling off, by the person whose sign-up it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import outbox, signups
from domain.activities import Activity, ActivityFullError, check_open, new_id
from domain.actors import Actor
from domain.contacts import LinkPurpose, MailKind
from domain.people import SignUp
from domain.vocabulary import SignUpState
from services import access
from services.signing_up import letters
from services.signing_up.access import own, own_or_coordinated
from services.signing_up.registering import check_size
from services.signing_up.types import PlacesLeftError
from services.signing_up.waiting_list import move_up, turn_of

_QUESTIONS = (MailKind.CONFIRM_SIGN_UP, MailKind.WAITING, MailKind.MOVED_UP)


def confirm(database: Database, sign_up_id: str, *, actor: Actor, now: datetime) -> SignUp:
    """Say yes: a held place becomes firm; who waits goes on waiting, and is now in line.

    After the time to answer a place is taken again, or else the waiting list joined. Twice is
    once. Raises `NotAllowedError` and `ActivityClosedError`.
    """
    with database.write() as session:
        asked = own(session, sign_up_id, actor)
        activity = turn_of(session, asked.activity_id, now=now, asking=asked.id)
        sign_up = signups.get(session, sign_up_id)
        if sign_up.state.said_yes:
            return sign_up
        check_open(activity, now=now)
        answered = _answered(sign_up, now=now)
        try:
            return _comes(session, sign_up, answered, activity, now=now)
        except ActivityFullError:
            return _waits(session, sign_up, answered, now=now)


def come(
    session: Session,
    activity_id: str,
    person_id: str,
    *,
    task_id: str | None,
    may_wait: bool = False,
    now: datetime,
) -> SignUp:
    """Sign somebody up who says yes to a mail of ours: firm at once, for their address is known.

    Who signed up before keeps that sign-up, and says yes to it. What is full is refused, or with
    `may_wait` they wait. Raises `ActivityClosedError` and `ActivityFullError`.
    """
    activity = turn_of(session, activity_id, now=now)
    before = signups.find(session, activity_id, person_id)
    if before is not None and before.state.said_yes:
        return before
    check_open(activity, now=now)
    if before is None:
        answered = SignUp(
            new_id(), activity_id, person_id, task_id, created_at=now, confirmed_at=now
        )
    else:
        answered = _answered(before, now=now)
    try:
        return _comes(session, before, answered, activity, now=now)
    except ActivityFullError:
        if not may_wait:
            raise
        return _waits(session, before, answered, now=now)


def change(
    database: Database,
    sign_up_id: str,
    *,
    people: int,
    task_id: str | None,
    actor: Actor,
    now: datetime,
) -> SignUp:
    """Come with more or fewer people, or for another task.

    What does not fit is refused with what is left, and stays as it was; who waits may ask for any
    number, and keeps their turn as long as it is for the same task. Raises `NotAllowedError`,
    `NotFoundError`, `GroupSizeError`, `PlacesLeftError` and `ActivityClosedError`.
    """
    check_size(people)
    with database.write() as session:
        asked = own_or_coordinated(session, sign_up_id, actor)
        activity = turn_of(session, asked.activity_id, now=now, asking=asked.id)
        check_open(activity, now=now)
        before = signups.get(session, sign_up_id)
        if not before.state.is_ahead or (before.people, before.task_id) == (people, task_id):
            return before
        after = replace(before, people=people, task_id=task_id, sequence=before.sequence + 1)
        access.note(session, actor, "sign-up-change", LinkPurpose.SIGN_UP, sign_up_id, now=now)
        if before.state is SignUpState.WAITING:
            return _waits_otherwise(session, before, after, activity, now=now)
        try:
            signups.store(session, before, after)
        except ActivityFullError as error:
            raise PlacesLeftError(count=error.facts["left"]) from error
        move_up(session, activity, now=now)
        if after.confirmed_at is not None:
            letters.tell(session, MailKind.SIGN_UP_CHANGED, after, now=now)
        return after


def cancel(database: Database, sign_up_id: str, *, actor: Actor, now: datetime) -> SignUp:
    """Call a sign-up off: its places go on to who waits. Twice is once, and what is over stays.

    Raises `NotAllowedError` and `NotFoundError`.
    """
    with database.write() as session:
        asked = own_or_coordinated(session, sign_up_id, actor)
        activity = turn_of(session, asked.activity_id, now=now, asking=asked.id)
        before = signups.get(session, sign_up_id)
        if not before.state.is_ahead or activity.is_over(now):
            return before
        after = _call_off(session, before, activity, now=now)
        access.note(session, actor, "sign-up-cancel", LinkPurpose.SIGN_UP, sign_up_id, now=now)
        if after.confirmed_at is not None:
            letters.tell(session, MailKind.SIGN_UP_CANCELLED, after, now=now)
        return after


def leave(session: Session, person_id: str, *, now: datetime) -> int:
    """Call off all that somebody still comes to, without mail, and count it.

    For who asks to be forgotten: their places go on to who waits.
    """
    called_off = 0
    for sign_up in sorted(signups.of_person(session, person_id), key=lambda one: one.activity_id):
        activity = turn_of(session, sign_up.activity_id, now=now, asking=sign_up.id)
        before = signups.get(session, sign_up.id)
        if before.state.is_ahead and not activity.is_over(now):
            _call_off(session, before, activity, now=now)
            called_off += 1
    return called_off


def _answered(sign_up: SignUp, *, now: datetime) -> SignUp:
    """The same with a yes; one that was called off or gone on comes back, at the end of the line."""
    yes = replace(sign_up, confirmed_at=sign_up.confirmed_at or now, hold_until=None)
    if sign_up.state is SignUpState.CANCELLED:
        return replace(yes, created_at=now, confirmed_at=now, sequence=sign_up.sequence + 1)
    return yes


def _comes(
    session: Session, before: SignUp | None, answered: SignUp, activity: Activity, *, now: datetime
) -> SignUp:
    comes = signups.store(session, before, replace(answered, state=SignUpState.CONFIRMED))
    letters.tell(session, MailKind.SIGNED_UP, comes, now=now)
    letters.remind(session, comes, activity, now=now)
    letters.tell_organiser(session, activity.id, now=now)
    return comes


def _waits(session: Session, before: SignUp | None, answered: SignUp, *, now: datetime) -> SignUp:
    waits = replace(answered, state=SignUpState.WAITING)
    if waits == before:
        return waits
    signups.store(session, before, waits)
    letters.tell(session, MailKind.WAITING, waits, now=now)
    return waits


def _waits_otherwise(
    session: Session, before: SignUp, after: SignUp, activity: Activity, *, now: datetime
) -> SignUp:
    """Change what somebody waits for; when that fits at once they come, as they are here now."""
    if before.task_id != after.task_id:
        after = replace(after, created_at=now)
    if after.confirmed_at is not None:
        try:
            return _comes(session, before, after, activity, now=now)
        except ActivityFullError:
            pass
    return signups.store(session, before, after)


def _call_off(session: Session, before: SignUp, activity: Activity, *, now: datetime) -> SignUp:
    after = replace(
        before, state=SignUpState.CANCELLED, hold_until=None, sequence=before.sequence + 1
    )
    signups.store(session, before, after)
    letters.forget_reminder(session, after)
    for kind in _QUESTIONS:
        outbox.cancel(session, kind, after.id)
    move_up(session, activity, now=now)
    return after
