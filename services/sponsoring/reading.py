"""Pledges as their two sides see them, and whom to write to about one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import activities, organisers, people, pledges, sponsors
from domain.activities import Activity, Need
from domain.actors import Actor, Role
from domain.contacts import LinkPurpose, Person
from domain.people import Pledge, Sponsor
from domain.pledges import HELPING, Side, is_due
from services import access


@dataclass(frozen=True, slots=True)
class PledgeView:
    """A pledge with what it is about.

    `contact` is whom the organiser can write to for the sponsor, from a yes on; None for others.
    """

    pledge: Pledge
    need: Need
    activity: Activity
    sponsor: Sponsor
    contact: Person | None = None

    @property
    def is_due(self) -> bool:
        """Whether what it waits for is there."""
        return is_due(self.pledge, self.need)


def of_activity(database: Database, activity_id: str, *, actor: Actor) -> list[PledgeView]:
    """What was pledged to an activity, latest first. Raises `NotAllowedError`."""
    with database.read() as session:
        access.activity(session, activity_id, actor)
        found = views(session, pledges.of_activity(session, activity_id))
        return _latest_first([_with_contact(session, view) for view in found])


def of_sponsor(database: Database, sponsor_id: str, *, actor: Actor) -> list[PledgeView]:
    """What a sponsor pledged, latest first; a coordinator sees what went to their own part.

    Raises `NotAllowedError` and `OutsideScopeError`.
    """
    with database.read() as session:
        access.sponsor(session, sponsor_id, actor)
        found = views(session, pledges.of_sponsor(session, sponsor_id))
    return _latest_first([one for one in found if sides_of(actor, one.pledge, one.activity)])


def views(session: Session, found: Sequence[Pledge]) -> list[PledgeView]:
    """The same pledges, in order, with what they are about. Six queries, however many there are."""
    activity_ids = pledges.activities_of(session, {one.need_id for one in found})
    stored = activities.by_ids(session, sorted(set(activity_ids.values())))
    needs = {need.id: (need, activity) for activity in stored for need in activity.needs}
    givers = sponsors.by_ids(session, {one.sponsor_id for one in found})
    return [PledgeView(one, *needs[one.need_id], givers[one.sponsor_id]) for one in found]


def _with_contact(session: Session, view: PledgeView) -> PledgeView:
    """From a yes on the two arrange the rest together."""
    contact = sponsors.contact(session, view.sponsor.id)
    if view.pledge.state not in HELPING or contact is None or contact.person_id is None:
        return view
    return replace(view, contact=people.get(session, contact.person_id))


def own_sides(actor: Actor, pledge: Pledge, activity_id: str) -> list[Side]:
    """The sides whose link `actor` opened: both, for who sponsors an own activity."""
    links = {
        Side.ORGANISER: actor.grant(LinkPurpose.ACTIVITY, activity_id),
        Side.SPONSOR: actor.grant(LinkPurpose.SPONSOR, pledge.sponsor_id),
    }
    return [side for side, grant in links.items() if grant is not None]


def sides_of(actor: Actor, pledge: Pledge, activity: Activity) -> list[Side]:
    """For which sides `actor` may speak: their own, and a coordinator for either in their part."""
    own = own_sides(actor, pledge, activity.id)
    covers = actor.scope.covers(activity.place, activity.branch)
    if actor.role is not Role.COORDINATOR or not covers:
        return own
    return own + [side for side in (Side.ORGANISER, Side.SPONSOR) if side not in own]


def recipients(session: Session, pledge: Pledge, activity_id: str) -> dict[Side, str]:
    """The person of each side who left an address."""
    contact = sponsors.contact(session, pledge.sponsor_id)
    found = {
        Side.ORGANISER: organisers.organiser_of(session, activity_id),
        Side.SPONSOR: contact.person_id if contact else None,
    }
    return {side: person_id for side, person_id in found.items() if person_id is not None}


def _latest_first(found: list[PledgeView]) -> list[PledgeView]:
    dated = [one for one in found if one.pledge.created_at is not None]
    return sorted(dated, key=lambda one: (one.pledge.created_at, one.pledge.id), reverse=True) + [
        one for one in found if one.pledge.created_at is None
    ]
