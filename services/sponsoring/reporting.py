"""What a sponsor's help did, on one page that is ready to share. No person is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import editions, pledges, signups, thanks
from domain.activities import Activity
from domain.actors import Actor
from domain.editions import Edition
from domain.people import Sponsor
from domain.pledges import HELPING
from domain.vocabulary import NeedKind
from services import access
from services.discretion import discreet
from services.sponsoring.reading import PledgeView, views


@dataclass(frozen=True, slots=True)
class Helped:
    """One activity with what went to it and what was said about it."""

    activity: Activity
    gifts: tuple[PledgeView, ...]
    thanks: tuple[str, ...]
    story: str


@dataclass(frozen=True, slots=True)
class Report:
    """What one sponsor's help did. Counts are None for fewer than `discretion.LEAST_SHOWN` and more than 0.

    `places` are municipalities, `people` those who signed up and came or said they will,
    `touched` how often somebody said they felt seen, heard or appreciated.
    """

    sponsor: Sponsor
    edition: Edition
    helped: tuple[Helped, ...]
    cents: int
    places: tuple[str, ...]
    people: int | None
    touched: int | None
    made_at: datetime


def report(database: Database, sponsor_id: str, *, actor: Actor, now: datetime) -> Report:
    """The report of a sponsor for those who manage it. Raises `NotAllowedError`."""
    with database.read() as session:
        sponsor = access.sponsor(session, sponsor_id, actor)
        found = pledges.of_sponsor(session, sponsor_id)
        given = views(session, [one for one in found if one.state in HELPING])
        helped = _by_activity(session, given)
        return Report(
            sponsor=sponsor,
            edition=editions.get(session, sponsor.edition_id),
            helped=helped,
            cents=sum(view.pledge.quantity for view in given if view.need.kind is NeedKind.MONEY),
            places=tuple(sorted({one.activity.place.municipality for one in helped} - {""})),
            people=discreet(sum(_people(session, one.activity.id) for one in helped)),
            touched=discreet(sum(_touched(session, one.activity.id) for one in helped)),
            made_at=now,
        )


def _by_activity(session: Session, given: Sequence[PledgeView]) -> tuple[Helped, ...]:
    grouped: dict[str, list[PledgeView]] = {}
    for view in given:
        grouped.setdefault(view.activity.id, []).append(view)
    helped = []
    for activity_id, gifts in grouped.items():
        story = thanks.story(session, activity_id)
        helped.append(
            Helped(
                gifts[0].activity,
                tuple(gifts),
                tuple(one.pledge.thanks for one in gifts if one.pledge.thanks),
                story.text if story is not None and story.consent else "",
            )
        )
    return tuple(sorted(helped, key=lambda one: (one.activity.title, one.activity.id)))


def _people(session: Session, activity_id: str) -> int:
    found = signups.of_activity(session, activity_id)
    return sum(one.people for one in found if one.state.comes)


def _touched(session: Session, activity_id: str) -> int:
    found = thanks.of_activity(session, activity_id)
    return sum(one.seen + one.heard + one.appreciated for one in found)
