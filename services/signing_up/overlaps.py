"""What somebody signed up for at the same time."""

from __future__ import annotations

from sqlalchemy.orm import Session

from data.repositories import activities, signups
from domain.activities import Activity
from domain.actors import Actor
from domain.vocabulary import ActivityState


def people_of(actor: Actor) -> frozenset[str]:
    """The ids of the people whose links were opened in the browser of the one who asks."""
    return frozenset(grant.person_id for grant in actor.grants if grant.person_id is not None)


def overlapping(session: Session, activity: Activity, person_id: str) -> tuple[Activity, ...]:
    """Other activities that somebody signed up for at the same time, by first start."""
    ids = [
        sign_up.activity_id
        for sign_up in signups.of_person(session, person_id)
        if sign_up.state.is_ahead and sign_up.activity_id != activity.id
    ]
    found = [
        other
        for other in activities.by_ids(session, ids)
        if other.state is not ActivityState.CANCELLED and other.overlaps(activity)
    ]
    return tuple(sorted(found, key=lambda other: (str(other.starts_at), other.id)))
