"""What a coordinator does with somebody's activity goes into the trail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from domain.activities import Activity
from domain.actors import Actor
from domain.contacts import LinkPurpose
from services import access


def note(session: Session, activity: Activity, actor: Actor, what: str, *, now: datetime) -> None:
    """Add what a coordinator does to the trail; an organiser does with their own what they like."""
    access.note(session, actor, f"activity-{what}", LinkPurpose.ACTIVITY, activity.id, now=now)
