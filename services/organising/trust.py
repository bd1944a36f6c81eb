"""Whose words need no second look."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from data.repositories import editions, organisers
from domain.activities import Activity
from domain.actors import Actor, Role
from domain.contacts import LinkPurpose
from domain.vocabulary import PublishingRule


def people_behind(actor: Actor) -> set[str]:
    """The people whose mail was read in this browser: they opened a link that was sent to them."""
    return {grant.person_id for grant in actor.grants if grant.person_id is not None}


def organiser_behind(actor: Actor, activity_id: str) -> set[str]:
    """The people who opened their link to this activity in this browser."""
    return {
        grant.person_id
        for grant in actor.grants
        if grant.person_id is not None
        and (grant.purpose, grant.subject_id) == (LinkPurpose.ACTIVITY, activity_id)
    }


def may_publish(session: Session, edition_id: str, people: Collection[str]) -> bool:
    """Whether what one of `people` writes is shown at once: by the edition's rule, or one is known.

    Only people whose link was opened in this browser count: an address can be typed by anybody.
    """
    rule = editions.get(session, edition_id).publishing
    if rule is not PublishingRule.FIRST_READ:
        return rule is PublishingRule.AT_ONCE
    return any(organisers.is_known(session, one) for one in sorted(people))


def may_edit_at_once(session: Session, activity: Activity, actor: Actor) -> bool:
    """Whether changed words are shown at once: as `may_publish`, and for its coordinators."""
    if actor.role is Role.COORDINATOR and actor.scope.covers(activity.place, activity.branch):
        return True
    return may_publish(session, activity.edition_id, organiser_behind(actor, activity.id))
