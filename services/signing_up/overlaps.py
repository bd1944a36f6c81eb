"""What somebody signed up for at the same time."""

from __future__ import annotations

from sqlalchemy.orm import Session

from data.repositories import activities, signups
from domain.activities import Activity
from domain.actors import Actor
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, SignUpState

_COMES = {SignUpState.REGISTERED, SignUpState.CONFIRMED, SignUpState.WAITING}


def people_of(actor: Actor) -> frozenset[str]:
    """The ids of the people whose links were opened in the browser of the one who asks."""
    return frozenset(grant.person_id for grant in actor.grants if grant.person_id is not None)


def overlapping(session: Session, activity: Activity, person_id: str) -> tuple[Activity, ...]:
    """Other activities that somebody signed up for at the same time, by first start."""
    ids = [
        sign_up.activity_id
        for sign_up in signups.of_person(session, person_id)
        if sign_up.state in _COMES and sign_up.activity_id != activity.id
    ]
    found = [
        other
        for other in activities.by_ids(session, ids)
        if other.state is not ActivityState.CANCELLED and _meet(other, activity)
    ]
    return tuple(sorted(found, key=lambda other: (str(other.starts_at), other.id)))


def _meet(one: Activity, other: Activity) -> bool:
    return any(_at_once(slot, beside) for slot in one.slots for beside in other.slots)


def _at_once(one: TimeSlot, other: TimeSlot) -> bool:
    """Whether two slots share time. Of a day without a clock nobody can say."""
    if not (one.has_clock and other.has_clock):
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
