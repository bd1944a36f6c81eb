"""Sign-ups as the person whose they are sees them, and as the organiser does."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import activities, people, signups
from domain.actors import Actor
from domain.people import SignUp
from domain.vocabulary import SignUpState
from services import access
from services.signing_up.access import is_own, own_or_coordinated
from services.signing_up.overlaps import overlapping
from services.signing_up.types import MySignUp, Participant


def mine(database: Database, sign_up_id: str, *, actor: Actor, now: datetime) -> MySignUp:
    """A sign-up with what belongs to it; only its own person hears what else they come to.

    Raises `NotAllowedError`, `OutsideScopeError` and `NotFoundError`.
    """
    with database.read() as session:
        sign_up = own_or_coordinated(session, sign_up_id, actor)
        activity = activities.get(session, sign_up.activity_id)
        is_ahead = sign_up.state.is_ahead and not activity.is_over(now)
        is_told = is_ahead and is_own(actor, sign_up)
        return MySignUp(
            sign_up,
            activity,
            people.get(session, sign_up.person_id),
            _position(session, sign_up),
            overlapping(session, activity, sign_up.person_id) if is_told else (),
        )


def of_activity(database: Database, activity_id: str, *, actor: Actor) -> list[Participant]:
    """Who comes to an activity, who waits, and who came, first come first; nothing of where they live.

    Only who confirmed their address is in it: another may have been typed by anybody. Raises
    `NotAllowedError`.
    """
    with database.read() as session:
        access.activity(session, activity_id, actor)
        found = [
            sign_up
            for sign_up in signups.of_activity(session, activity_id)
            if sign_up.confirmed_at is not None and sign_up.state is not SignUpState.CANCELLED
        ]
        known = people.by_ids(session, [sign_up.person_id for sign_up in found])
    participants = []
    for sign_up in sorted(found, key=signups.turn):
        person = known.get(sign_up.person_id)
        name, email = (person.first_name, person.email) if person else ("", "")
        participants.append(Participant(sign_up, name, email))
    return participants


def coming(session: Session, activity_id: str) -> list[SignUp]:
    """The sign-ups of who said yes to a place, by id: who comes, who came and who stayed away."""
    return [
        sign_up for sign_up in signups.of_activity(session, activity_id) if sign_up.state.said_yes
    ]


def _position(session: Session, sign_up: SignUp) -> int | None:
    """How manieth somebody is in the line for the same places; None for who is not in it."""
    if sign_up.state is not SignUpState.WAITING or sign_up.confirmed_at is None:
        return None
    line = [
        other.id
        for other in signups.waiting(session, sign_up.activity_id)
        if other.task_id == sign_up.task_id
    ]
    return line.index(sign_up.id) + 1
