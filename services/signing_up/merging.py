"""Two activities were the same: who signed up for the one is signed up for the other.

Called in the transaction that merges them, while both take their turn and before the one that
goes is stored as off. Nobody is lost: who does not fit waits, with the moment they came first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from data.geocoding.names import plain
from data.repositories import people, signups
from domain.activities import Activity, ActivityFullError
from domain.contacts import MailKind
from domain.people import SignUp
from domain.vocabulary import ActivityState, SignUpState
from services.mail.letters import language_of
from services.signing_up import letters
from services.signing_up.activity_news import was
from services.signing_up.waiting_list import move_up

# Who came or stayed away did so there: that remains as it was noted.
_ORDER = (SignUpState.CONFIRMED, SignUpState.REGISTERED, SignUpState.WAITING)


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of those who came to the activity that goes, in sign-ups.

    `moved` came along, of whom `waits` had a place and have none yet; `both` were signed up for
    both and stay so once.
    """

    moved: int
    both: int
    waits: int


def moving(session: Session, activity_id: str) -> list[SignUp]:
    """Who would come along: firm places first, then those that are held, then who waits."""
    found = [one for one in signups.of_activity(session, activity_id) if one.state.is_ahead]
    return sorted(found, key=lambda one: (_ORDER.index(one.state), signups.turn(one)))


def would_wait(session: Session, found: Sequence[SignUp], drop: Activity, keep: Activity) -> int:
    """How many people of `found` have a place at `drop` and will have none at `keep`."""
    room = signups.room(session, keep.id)
    waits = 0
    for one in found:
        task_id = _same_task(one, drop, keep)
        left = room[task_id]
        if not one.state.holds_a_place:
            continue
        if keep.state is ActivityState.FULL or (left is not None and left < one.people):
            waits += one.people
        elif left is not None:
            room[task_id] = left - one.people
    return waits


def activity_merged(session: Session, drop: Activity, keep: Activity, *, now: datetime) -> Moved:
    """Bring everybody from `drop` to `keep`, tell them, and say what became of them."""
    found = moving(session, drop.id)
    known = people.by_ids(session, [one.person_id for one in found])
    both = waits = 0
    for before in found:
        there = signups.find(session, keep.id, before.person_id)
        letters.forget_reminder(session, before)
        if there is None:
            after = _came_along(session, before, drop, keep)
        else:
            both += there.state is not SignUpState.CANCELLED
            after = _joined(session, before, there)
        waits += before.state.holds_a_place and after.state is SignUpState.WAITING
        if after.state is SignUpState.CONFIRMED:
            letters.remind(session, after, keep, now=now)
        person = known.get(before.person_id)
        if before.confirmed_at is None or person is None:
            continue  # nobody hears about a sign-up that somebody else may have typed
        words = was(drop, keep, language_of(person))
        had = "1" if before.state is SignUpState.CONFIRMED else ""
        told = after if there is None else signups.get(session, before.id)
        letters.tell(session, MailKind.SIGN_UP_MERGED, told, now=now, had=had, **words)
        if there is not None:
            _tell_difference(session, there, after, now=now)
    move_up(session, keep, now=now)
    return Moved(len(found) - both, both, waits)


def _came_along(session: Session, before: SignUp, drop: Activity, keep: Activity) -> SignUp:
    """The same sign-up at the other activity, so that its link and its appointment stay good."""
    # Calendars go by the version of the activity and this number together: it must rise.
    sequence = before.sequence + 1 + max(0, drop.version - keep.version)
    moved = replace(
        before,
        activity_id=keep.id,
        task_id=_same_task(before, drop, keep),
        sequence=sequence,
    )
    return _fitted(session, before, moved)


def _fitted(session: Session, before: SignUp, after: SignUp) -> SignUp:
    """Store it with a place, or else on the waiting list."""
    try:
        return signups.store(session, before, after)
    except ActivityFullError:
        waiting = replace(after, state=SignUpState.WAITING, hold_until=None)
        return signups.store(session, before, waiting)


def _joined(session: Session, before: SignUp, there: SignUp) -> SignUp:
    """Somebody signed up for both: the one that stays has the larger number, as far as it fits."""
    off = replace(
        before, state=SignUpState.CANCELLED, hold_until=None, sequence=before.sequence + 1
    )
    signups.store(session, before, off)
    if there.state in {SignUpState.ATTENDED, SignUpState.ABSENT}:
        return there
    if there.state is SignUpState.CANCELLED:
        again = replace(
            before,
            id=there.id,
            activity_id=there.activity_id,
            task_id=None,
            sequence=there.sequence + 1,
        )
        return _fitted(session, there, again)
    state = min(before.state, there.state, key=_ORDER.index)
    wanted = replace(
        there,
        people=max(before.people, there.people),
        state=state,
        created_at=min(signups.turn(before), signups.turn(there))[0],
        hold_until=_later(before, there) if state is SignUpState.REGISTERED else None,
        confirmed_at=there.confirmed_at or before.confirmed_at,
        sequence=there.sequence + 1,
    )
    return _as_many_as_fit(session, before, there, wanted)


def _as_many_as_fit(session: Session, before: SignUp, there: SignUp, wanted: SignUp) -> SignUp:
    """A place that somebody has is never given up for a larger number that does not fit."""
    try:
        return signups.store(session, there, wanted)
    except ActivityFullError as error:
        left = error.facts["left"]
        assert isinstance(left, int)  # noqa: S101  # the places of something that is full
    if there.state is not SignUpState.WAITING:
        people = min(wanted.people, there.people + left)
        return signups.store(session, there, replace(wanted, people=people))
    return _fitted(
        session, there, replace(wanted, people=min(left, before.people) or wanted.people)
    )


def _later(one: SignUp, other: SignUp) -> datetime | None:
    moments = [each.hold_until for each in (one, other) if each.hold_until is not None]
    return max(moments, default=None)


def _same_task(sign_up: SignUp, drop: Activity, keep: Activity) -> str | None:
    """The task of the same name; None is the activity as a whole."""
    titles = {task.id: plain(task.title) for task in drop.tasks}
    wanted = titles.get(sign_up.task_id or "")
    return next((task.id for task in keep.tasks if plain(task.title) == wanted), None)


def _tell_difference(session: Session, there: SignUp, after: SignUp, *, now: datetime) -> None:
    """Say what is different in the sign-up that stays, if anything that matters is."""
    if there.state is SignUpState.CANCELLED or after.state is not there.state:
        kind = {
            SignUpState.CONFIRMED: MailKind.SIGNED_UP,
            SignUpState.WAITING: MailKind.WAITING,
        }.get(after.state, MailKind.MOVED_UP)
    elif after.people != there.people:
        kind = MailKind.SIGN_UP_CHANGED
    else:
        return
    letters.tell(session, kind, after, now=now)
