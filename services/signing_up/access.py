"""Who may see or change a sign-up: whose it is, whose activity it is, or a coordinator."""

from __future__ import annotations

from sqlalchemy.orm import Session

from data.repositories import signups
from domain.actors import Actor, NotAllowedError, Role, check_grant
from domain.contacts import LinkPurpose
from domain.errors import NotFoundError
from domain.people import SignUp


def own(session: Session, id: str, actor: Actor) -> SignUp:
    """A sign-up of the one who asks. Raises `NotAllowedError`, also when there is none."""
    try:
        sign_up = signups.get(session, id)
    except NotFoundError as error:
        raise NotAllowedError(role=actor.role) from error
    if not is_own(sign_up, actor):
        raise NotAllowedError(role=actor.role)
    return sign_up


def own_or_coordinated(session: Session, id: str, actor: Actor) -> SignUp:
    """The same, or any sign-up for a coordinator. Raises `NotAllowedError` and `NotFoundError`."""
    if actor.role is Role.COORDINATOR:
        return signups.get(session, id)
    return own(session, id, actor)


def is_own(sign_up: SignUp, actor: Actor) -> bool:
    """Whether the one who asks opened a link to it, or to all that is kept about its person."""
    grants = (
        actor.grant(LinkPurpose.SIGN_UP, sign_up.id),
        actor.grant(LinkPurpose.PERSON, sign_up.person_id),
    )
    return any(grant is not None and grant.person_id == sign_up.person_id for grant in grants)


def organised(session: Session, id: str, actor: Actor) -> SignUp:
    """A sign-up for an activity of the one who asks. Raises `NotAllowedError`, also without one."""
    try:
        sign_up = signups.get(session, id)
    except NotFoundError as error:
        raise NotAllowedError(role=actor.role) from error
    check_grant(actor, LinkPurpose.ACTIVITY, sign_up.activity_id)
    return sign_up
