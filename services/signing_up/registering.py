"""Signing up: a place is held until the address is confirmed, or somebody waits their turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import activities, signups
from domain.activities import Activity, check_open, new_id
from domain.actors import VISITOR, Actor
from domain.contacts import MailKind, Person
from domain.errors import NotFoundError
from domain.people import SignUp
from domain.vocabulary import ActivityState, SignUpState
from services import contacts, limits
from services.contacts import Contact
from services.limits import Action
from services.signing_up import letters
from services.signing_up.overlaps import overlapping, people_of
from services.signing_up.types import (
    MOST_PEOPLE,
    BelowLeastAgeError,
    GroupSizeError,
    SignedUp,
    SignUpWish,
    TooFastError,
    TooManyOpenError,
    TooYoungError,
    age_asked,
)
from services.signing_up.waiting_list import HOLD, hold_until, turn_of

MOST_OPEN = 3  # sign-ups of one address that wait for a first yes
FASTEST_SECONDS = 2.0  # nobody reads the form in less, also when the browser fills it in
AGAIN_AFTER = timedelta(minutes=1)  # a second wish within it is a second click


def sign_up(
    database: Database,
    wish: SignUpWish,
    *,
    source_address: str,
    now: datetime,
    actor: Actor = VISITOR,
) -> SignedUp:
    """Sign somebody up and mail them to confirm: with a place held, or on the waiting list.

    Somebody signs up for an activity once: a second wish leaves the first as it is and mails the
    link to change it. Raises `TooYoungError`, `BelowLeastAgeError`, `TooFastError`, `NameMissingError`,
    `EmailInvalidError`, `GroupSizeError`, `TooManyOpenError`, `TooOftenError`, `ActivityClosedError`
    and `NotFoundError`.
    """
    if not wish.is_old_enough:
        raise TooYoungError()
    check_size(wish.people)
    contact = contacts.checked(Contact(wish.first_name, wish.email, wish.language))
    if wish.form_seconds < FASTEST_SECONDS:
        raise TooFastError()
    if wish.trap:
        with database.read() as session:
            return _answer(session, wish, activities.get(session, wish.activity_id), now=now)
    with database.write() as session:
        limits.check(session, Action.SIGN_UP, email=contact.email, address=source_address, now=now)
        activity = turn_of(session, wish.activity_id, now=now)
        answer = _answer(session, wish, activity, now=now)
        person = contacts.person_of(session, contact, now=now)
        earlier = signups.find(session, activity.id, person.id)
        if earlier is None or earlier.state is SignUpState.CANCELLED:
            stored = _register(session, wish, answer, person, earlier, now=now)
        else:
            stored = earlier
            if earlier.id != wish.id and now - signups.turn(earlier)[0] > AGAIN_AFTER:
                letters.tell_again(session, _kind(earlier), earlier, now=now)
        if stored.id == wish.id and stored.hold_until is not None:
            # The very form that made it, sent twice: what it got the first time.
            answer = replace(answer, state=stored.state, hold_until=stored.hold_until)
        if person.id in people_of(actor):
            answer = replace(answer, overlaps=overlapping(session, activity, person.id))
        return answer


def check_size(people: int) -> None:
    """Raise `GroupSizeError` unless so many may come together."""
    if isinstance(people, bool) or not isinstance(people, int) or not 1 <= people <= MOST_PEOPLE:
        raise GroupSizeError(field="people", most=MOST_PEOPLE)


def _answer(session: Session, wish: SignUpWish, activity: Activity, *, now: datetime) -> SignedUp:
    """What anybody with this wish hears, whoever they are.

    Raises `ActivityClosedError` and `BelowLeastAgeError`.
    """
    check_open(activity, now=now)
    age = age_asked(activity)
    if age is not None and not wish.meets_least_age:
        raise BelowLeastAgeError(age=age)
    room = signups.room(session, activity.id)
    if wish.task_id not in room:
        raise NotFoundError(what="task", id=wish.task_id)
    left = room[wish.task_id]
    is_free = activity.state is ActivityState.PUBLISHED and (left is None or left >= wish.people)
    if is_free:
        return SignedUp(SignUpState.REGISTERED, hold_until(activity, now=now))
    return SignedUp(SignUpState.WAITING)


def _register(
    session: Session,
    wish: SignUpWish,
    answer: SignedUp,
    person: Person,
    earlier: SignUp | None,
    *,
    now: datetime,
) -> SignUp:
    """Store what was answered: nobody else has had a turn since."""
    if signups.unanswered(session, person.id, now=now, since=now - HOLD) >= MOST_OPEN:
        raise TooManyOpenError(count=MOST_OPEN)
    wanted = SignUp(
        id=earlier.id if earlier else _free_id(session, wish.id),
        activity_id=wish.activity_id,
        person_id=person.id,
        task_id=wish.task_id,
        people=wish.people,
        state=answer.state,
        created_at=now,
        hold_until=answer.hold_until,
        sequence=earlier.sequence + 1 if earlier else 0,
    )
    stored = signups.store(session, earlier, wanted)
    letters.tell(session, _kind(stored), stored, now=now)
    return stored


def _free_id(session: Session, id: str) -> str:
    """The id of the form, or a new one when that form was sent before with another address."""
    try:
        signups.get(session, id)
    except NotFoundError:
        return id
    return new_id()


def _kind(sign_up: SignUp) -> MailKind:
    """The mail that tells somebody how their sign-up stands, with the link to it."""
    if sign_up.confirmed_at is None:
        return MailKind.CONFIRM_SIGN_UP  # a yes to a place, or to the waiting list
    if sign_up.state is SignUpState.WAITING:
        return MailKind.WAITING
    if sign_up.state is SignUpState.REGISTERED:
        return MailKind.MOVED_UP
    return MailKind.SIGNED_UP
