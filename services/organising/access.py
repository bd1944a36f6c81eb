"""Who may look after an activity: who holds its link, and coordinators of its part of the country."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from domain.activities import Activity
from domain.actors import Actor, check_scope
from domain.contacts import LinkPurpose
from services.desk import audit


def check(activity: Activity, actor: Actor) -> None:
    """Raise `NotAllowedError` or `OutsideScopeError` unless `actor` may look after `activity`."""
    if actor.grant(LinkPurpose.ACTIVITY, activity.id) is None:
        check_scope(actor, activity.place, activity.branch)


def note(session: Session, activity: Activity, actor: Actor, what: str, *, now: datetime) -> None:
    """Add what a coordinator does to the trail; an organiser does with their own what they like."""
    if actor.grant(LinkPurpose.ACTIVITY, activity.id) is None:
        audit.note(session, actor, f"activity-{what}", subject=activity.id, now=now)
