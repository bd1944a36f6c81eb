"""Pledging: a need or part of it, for certain or on a condition. No payments are handled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import activities, people, pledges, sponsors
from domain.activities import Activity, ActivityClosedError, Need, NeedMetError
from domain.actors import Actor
from domain.contacts import LinkPurpose, MailKind
from domain.errors import InvalidValueError, NotFoundError, VerbindingError
from domain.people import Pledge, Sponsor
from domain.pledges import Side
from domain.vocabulary import NeedKind, PledgeCondition
from domain.words import clean_lines
from services import access, limits, mail
from services.sponsoring.joining import pledging
from services.sponsoring.reading import recipients

NOTE_LENGTH = 500


class OtherEditionError(VerbindingError):
    """A sponsor of one edition pledges to an activity of another (`edition`)."""

    key = "error.other_edition"


@dataclass(frozen=True, slots=True)
class Promise:
    """What a sponsor wants to give. `id` is made when the form is drawn: a double click is one.

    `quantity` is in the unit of the need, money in cents; on a condition it is the most.
    """

    id: str
    need_id: str
    quantity: int
    condition: PledgeCondition = PledgeCondition.NONE
    each_cents: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Promised:
    """What came of several promises: those that stand, and those for which it was too late."""

    made: tuple[Pledge, ...]
    missed: tuple[tuple[Promise, VerbindingError], ...]


def promise(
    database: Database,
    wanted: Promise,
    sponsor_id: str,
    *,
    actor: Actor,
    source_address: str,
    now: datetime,
) -> Pledge:
    """Pledge towards one need and let the organiser know.

    Raises `NotAllowedError`, `SponsorUnconfirmedError`, `NotFoundError`, `NeedMetError` with what is
    still open, `ActivityClosedError`, `OtherEditionError`, `InvalidValueError`, `TooOftenError`.
    """
    with database.write() as session:
        sponsor = _counted(session, sponsor_id, actor, source_address, now=now)
        _note(session, actor, sponsor, 1, now=now)
        return _promise(session, wanted, sponsor, now=now)


def promise_all(
    database: Database,
    wanted: Sequence[Promise],
    sponsor_id: str,
    *,
    actor: Actor,
    source_address: str,
    now: datetime,
) -> Promised:
    """Pledge a whole portfolio; what somebody else met meanwhile is left out and told.

    Raises `NotAllowedError`, `SponsorUnconfirmedError` and `TooOftenError`; then nothing is pledged.
    """
    made, missed = [], []
    with database.write() as session:
        sponsor = _counted(session, sponsor_id, actor, source_address, now=now)
        # In one order for everybody, so that two who pledge the same needs do not wait in a ring.
        for one in sorted(wanted, key=lambda each: each.need_id):
            try:
                made.append(_promise(session, one, sponsor, now=now))
            except (NeedMetError, ActivityClosedError, NotFoundError) as error:
                missed.append((one, error))
        _note(session, actor, sponsor, len(made), now=now)
    return Promised(tuple(made), tuple(missed))


def _note(session: Session, actor: Actor, sponsor: Sponsor, count: int, *, now: datetime) -> None:
    if count:
        purpose = LinkPurpose.SPONSOR
        access.note(session, actor, "pledge-make", purpose, sponsor.id, count=count, now=now)


def _counted(
    session: Session, sponsor_id: str, actor: Actor, source_address: str, *, now: datetime
) -> Sponsor:
    sponsor = pledging(session, sponsor_id, actor, now=now)
    contact = sponsors.contact(session, sponsor_id)
    person_id = contact.person_id if contact else None
    email = people.get(session, person_id).email if person_id else ""
    limits.check(session, limits.Action.PLEDGE, email=email, address=source_address, now=now)
    return sponsor


def _promise(session: Session, wanted: Promise, sponsor: Sponsor, *, now: datetime) -> Pledge:
    activity = activities.get(session, pledges.activity_of(session, wanted.need_id))
    if activity.edition_id != sponsor.edition_id:
        raise OtherEditionError()
    if activity.is_over(now):
        raise ActivityClosedError(state=activity.state)
    _check_condition(wanted, _need(activity, wanted.need_id))
    pledge = pledges.promise(
        session,
        Pledge(
            id=wanted.id,
            need_id=wanted.need_id,
            sponsor_id=sponsor.id,
            quantity=wanted.quantity,
            created_at=now,
            condition=wanted.condition,
            each_cents=wanted.each_cents,
            note=clean_lines(wanted.note)[:NOTE_LENGTH],
        ),
    )
    organiser = recipients(session, pledge, activity.id).get(Side.ORGANISER)
    if organiser is not None:
        key = f"pledge_offered:{pledge.id}"
        mail.post(session, MailKind.PLEDGE_OFFERED, organiser, pledge.id, now=now, key=key)
    return pledge


def _need(activity: Activity, need_id: str) -> Need:
    return next(need for need in activity.needs if need.id == need_id)


def _check_condition(wanted: Promise, need: Need) -> None:
    """Conditions are about money: three colleagues come, or they do not."""
    if wanted.condition is not PledgeCondition.NONE and need.kind is not NeedKind.MONEY:
        raise InvalidValueError(field="condition", reason="money")
