"""An activity as its organiser sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.database import Database
from data.repositories import editions, links, organisers, photos, thanks
from data.repositories.photos import Photo
from domain.activities import Activity, Story
from domain.actors import Actor
from domain.contacts import LinkPurpose
from domain.editions import Edition
from services import access
from services import links as personal_links
from services.organising import proposals, trail, trust


@dataclass(frozen=True, slots=True)
class MyActivity:
    """`activity` as visitors see it, `latest` with the words that still wait for a coordinator.

    `question` is what a coordinator asked, "" when nothing. `needs_review` says that changed words
    wait for a coordinator first. `has_address` says that mail about it reaches somebody.
    """

    activity: Activity
    latest: Activity
    edition: Edition
    question: str
    needs_review: bool
    has_address: bool
    photo: Photo | None
    story: Story | None
    story_waits: bool

    @property
    def waits(self) -> bool:
        """Whether changed words wait for a coordinator."""
        return self.latest != self.activity


def mine(database: Database, id: str, *, actor: Actor) -> MyActivity:
    """One activity for who holds its link. Raises `NotAllowedError` and `NotFoundError`."""
    with database.read() as session:
        activity = access.activity(session, id, actor)
        proposed = organisers.proposed(session, id) or {}
        waiting = proposals.story(id, proposed)
        return MyActivity(
            activity=activity,
            latest=proposals.applied(activity, proposed),
            edition=editions.get(session, activity.edition_id),
            question=organisers.question(session, id),
            needs_review=not trust.may_edit_at_once(session, activity, actor),
            has_address=organisers.organiser_of(session, id) is not None,
            photo=photos.get(session, id),
            story=waiting or thanks.story(session, id),
            story_waits=waiting is not None,
        )


def new_link(database: Database, id: str, *, actor: Actor, now: datetime) -> str:
    """A new secret for the activity; every earlier link to it stops working.

    It carries the person whose mailed link was opened in this browser, if any: they have shown to
    read that mail.
    """
    behind = sorted(trust.organiser_behind(actor, id))
    person_id = behind[0] if behind else None
    with database.write() as session:
        activity = access.activity(session, id, actor)
        trail.note(session, activity, actor, "new_link", now=now)
        links.revoke(session, LinkPurpose.ACTIVITY, id, now=now)
        return personal_links.make(session, LinkPurpose.ACTIVITY, id, person_id=person_id, now=now)
