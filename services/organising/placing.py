"""A new activity: stored, with a link for who thought of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from data.database import AlreadyExistsError, Database
from data.repositories import activities, organisers
from domain.activities import Activity, check_change
from domain.actors import VISITOR, Actor
from domain.contacts import LinkPurpose, MailKind
from domain.errors import InvalidValueError
from domain.vocabulary import ActivityState, AttendanceMode
from services import contacts, limits, links
from services.contacts import Contact
from services.limits import Action
from services.mail import posting
from services.organising import trust
from services.organising.content import cleaned


class RulesNotAcceptedError(InvalidValueError):
    """The house rules were not agreed to."""

    key = "error.rules_not_accepted"


class PlaceMissingError(InvalidValueError):
    """An activity that is not online has no point."""

    key = "error.place_missing"


class TimeMissingError(InvalidValueError):
    """An activity has no day."""

    key = "error.time_missing"


@dataclass(frozen=True, slots=True)
class Placed:
    """A stored activity. `secret` opens it and is kept nowhere: it can only be shown now.

    `waits_for_review` says that a coordinator looks at it first, `is_mailed` that the link also
    goes by mail.
    """

    activity: Activity
    secret: str
    waits_for_review: bool
    is_mailed: bool


def put_on_map(
    database: Database,
    draft: Activity,
    *,
    accepts_rules: bool,
    contact: Contact | None,
    source_address: str,
    now: datetime,
    actor: Actor = VISITOR,
) -> Placed:
    """Store what somebody thought of: title, place and day are enough.

    `draft.id` is made when the form is drawn, so a second click is refused with
    `AlreadyExistsError` instead of making a second activity. Raises `RulesNotAcceptedError`,
    `TitleMissingError`, `PlaceMissingError`, `TimeMissingError`, `TooOftenError`, and what
    `contacts.person_of` raises.
    """
    for error in missing(draft, accepts_rules=accepts_rules):
        raise error
    wanted = _complete(draft, now)
    email = contacts.checked(contact).email if contact else ""
    with database.write() as session:
        limits.check(session, Action.ACTIVITY, email=email, address=source_address, now=now)
        if activities.by_ids(session, [wanted.id]):
            raise AlreadyExistsError()
        person_id = _organiser(session, contact, actor, now=now)
        seen = trust.people_behind(actor) & {person_id}
        at_once = trust.may_publish(session, wanted.edition_id, seen)
        state = ActivityState.PUBLISHED if at_once else ActivityState.SUBMITTED
        check_change(ActivityState.DRAFT, state)
        stored = activities.save(session, replace(wanted, state=state))
        organisers.set_organiser(session, stored.id, person_id, now=now)
        # Not bound to the person: whoever looks at this screen did not show to read their mail.
        secret = links.make(session, LinkPurpose.ACTIVITY, stored.id, person_id=None, now=now)
        if person_id is not None:
            posting.post(session, MailKind.MANAGE_ACTIVITY, person_id, stored.id, now=now)
    return Placed(stored, secret, not at_once, person_id is not None)


def missing(draft: Activity, *, accepts_rules: bool) -> list[InvalidValueError]:
    """What is still needed before a draft can be put on the map, all of it at once."""
    found: list[InvalidValueError] = []
    if draft.place.point is None and draft.attendance is not AttendanceMode.ONLINE:
        found.append(PlaceMissingError(field="place"))
    if not draft.slots:
        found.append(TimeMissingError(field="slots"))
    if not accepts_rules:
        found.append(RulesNotAcceptedError(field="rules"))
    return found


def _complete(draft: Activity, now: datetime) -> Activity:
    """The draft as it may be stored: cleaned, and nothing in it that only we may say."""
    wanted = cleaned(draft)
    return replace(
        wanted,
        tasks=tuple(replace(task, taken=0) for task in wanted.tasks),
        needs=tuple(replace(need, promised=0) for need in wanted.needs),
        taken=0,
        team_id=None,
        series_id=None,
        photo_consent=False,
        source="",
        source_key="",
        created_at=now,
        version=1,
    )


def _organiser(
    session: Session, contact: Contact | None, actor: Actor, *, now: datetime
) -> str | None:
    """Whose activity it is: who left an address, else the one person known in this browser."""
    if contact is not None:
        return contacts.person_of(session, contact, now=now).id
    behind = trust.people_behind(actor)
    return behind.pop() if len(behind) == 1 else None
