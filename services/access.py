"""Who may look after one thing: who opened its link, and coordinators of its part of the programme.

Whoever is neither hears nothing of what exists: they are refused before anything is looked up.
All of these raise `NotAllowedError`, for a coordinator of another part `OutsideScopeError`, and
`NotFoundError` when a coordinator asks for what is not there.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from data.repositories import activities, sponsors, teams
from domain.accounts import OutsideScopeError
from domain.activities import Activity
from domain.actors import Actor, Role, check_coordinator, check_scope
from domain.contacts import LinkPurpose
from domain.people import Sponsor, Team
from services.desk import audit


def activity(session: Session, id: str, actor: Actor) -> Activity:
    """An activity, for who organises it and for coordinators of where it is."""
    is_own = _is_own(actor, LinkPurpose.ACTIVITY, id)
    found = activities.get(session, id)
    if not is_own:
        check_scope(actor, found.place, found.branch)
    return found


def team(session: Session, id: str, actor: Actor) -> Team:
    """A team, for who manages it and for coordinators of where it is."""
    is_own = _is_own(actor, LinkPurpose.TEAM, id)
    found = teams.get(session, id)
    if not is_own:
        check_scope(actor, found.place, found.branch)
    return found


def sponsor(session: Session, id: str, actor: Actor) -> Sponsor:
    """A sponsor, for who manages it and for coordinators of where it is."""
    is_own = _is_own(actor, LinkPurpose.SPONSOR, id)
    found = sponsors.get(session, id)
    if not is_own and not covers_sponsor(actor, found):
        raise OutsideScopeError()
    return found


def covers_sponsor(actor: Actor, sponsor: Sponsor) -> bool:
    """Whether a sponsor is in the part of a coordinator; a nationwide one is only in the whole."""
    branches = sponsor.branches or {None}
    return any(actor.scope.covers(sponsor.place, branch) for branch in branches)


def note(
    session: Session,
    actor: Actor,
    action: str,
    purpose: LinkPurpose,
    id: str,
    *,
    count: int = 1,
    now: datetime,
) -> None:
    """Add to the trail what a coordinator does with somebody's thing, in the same transaction.

    Whoever opened the link to it does with their own what they like.
    """
    if actor.role is Role.COORDINATOR and actor.grant(purpose, id) is None:
        audit.note(session, actor, action, subject=id, count=count, now=now)


def _is_own(actor: Actor, purpose: LinkPurpose, id: str) -> bool:
    """Whether the link to it was opened. Raises `NotAllowedError` for who is no coordinator either."""
    if actor.grant(purpose, id) is not None:
        return True
    check_coordinator(actor)
    return False
