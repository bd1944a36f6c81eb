"""Who may see or change a sign-up: whose it is, whose activity it is, or a coordinator of that part."""

from __future__ import annotations

from sqlalchemy.orm import Session

from data.repositories import activities, signups
from domain.actors import Actor, NotAllowedError, Role, check_scope
from domain.contacts import LinkPurpose
from domain.errors import NotFoundError
from domain.people import SignUp
from services import access


def own(session: Session, id: str, actor: Actor) -> SignUp:
    """A sign-up of the one who asks. Raises `NotAllowedError`, also when there is none."""
    try:
        sign_up = signups.get(session, id)
    except NotFoundError as error:
        raise NotAllowedError(role=actor.role) from error
    if not is_own(actor, sign_up):
        raise NotAllowedError(role=actor.role)
    return sign_up


def own_or_coordinated(session: Session, id: str, actor: Actor) -> SignUp:
    """The same, and for a coordinator those for activities in their part.

    Raises `NotAllowedError`, `OutsideScopeError` and `NotFoundError`.
    """
    if actor.role is not Role.COORDINATOR:
        return own(session, id, actor)
    sign_up = signups.get(session, id)
    if not is_own(actor, sign_up):
        activity = activities.get(session, sign_up.activity_id)
        check_scope(actor, activity.place, activity.branch)
    return sign_up


def is_own(actor: Actor, sign_up: SignUp) -> bool:
    """Whether the one who asks opened a link to it, or to all that is kept about its person."""
    grants = (
        actor.grant(LinkPurpose.SIGN_UP, sign_up.id),
        actor.grant(LinkPurpose.PERSON, sign_up.person_id),
    )
    return any(grant is not None and grant.person_id == sign_up.person_id for grant in grants)


def organised(session: Session, id: str, actor: Actor) -> SignUp:
    """A sign-up for an activity that the one who asks may look after.

    Raises `NotAllowedError`, also without one, and `OutsideScopeError`.
    """
    try:
        sign_up = signups.get(session, id)
    except NotFoundError as error:
        raise NotAllowedError(role=actor.role) from error
    access.activity(session, sign_up.activity_id, actor)
    return sign_up
