"""What somebody reads before they open a personal link, so that they know what the button does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import (
    activities,
    people,
    proposals,
    signups,
    sponsors,
    teams,
    waiting_wishes,
)
from domain.activities import Activity
from domain.contacts import Link, LinkClosedError, LinkPurpose
from domain.errors import NotFoundError
from domain.people import SignUp
from domain.proposals import ProposalState
from domain.sign_ups import Standing, standing
from domain.times import TimeSlot
from i18n import formats
from i18n.texts import Language
from services import links
from services.addresses import Page

# The page that a link opens. Links for calendars and for stopping mail open none.
PAGES = {
    LinkPurpose.ACTIVITY: Page.MY_ACTIVITY,
    LinkPurpose.SIGN_UP: Page.MY_SIGN_UP,
    LinkPurpose.PERSON: Page.MY_DATA,
    LinkPurpose.SPONSOR: Page.MY_SPONSOR,
    LinkPurpose.TEAM: Page.MY_TEAM,
    LinkPurpose.PROPOSAL: Page.PROPOSAL,
    LinkPurpose.WISHES: Page.MY_WISHES,
}


class Asks(StrEnum):
    """What the button of a link says yes to."""

    NOTHING = "niets"
    COMING = "komen"
    WAITING = "wachten"
    BEING_ASKED = "gevraagd-worden"
    HELPING = "helpen"  # or not: this one has a no beside it


@dataclass(frozen=True, slots=True)
class Opening:
    """A link that is open: `name`, `when` and `where` are of what it is about, `language` of its person."""

    link: Link
    language: Language | None
    name: str = ""
    when: tuple[TimeSlot, ...] = ()
    where: str = ""
    asks: Asks = Asks.NOTHING


def describe(database: Database, secret: str, *, now: datetime) -> Opening:
    """What a link will open; nothing changes. Raises `LinkClosedError`, also when the thing is gone."""
    link = links.look(database, secret, now=now)
    if link.purpose not in PAGES:
        raise LinkClosedError()
    with database.read() as session:
        try:
            return _described(session, link, now=now)
        except NotFoundError as error:
            raise LinkClosedError() from error


def _described(session: Session, link: Link, *, now: datetime) -> Opening:
    language = None
    if link.person_id is not None:
        language = Language(people.get(session, link.person_id).language)
    if link.purpose is LinkPurpose.SIGN_UP:
        sign_up = signups.get(session, link.subject_id)
        activity = activities.get(session, sign_up.activity_id)
        return Opening(
            link, language, activity.title, activity.slots, asks=_asks(sign_up, activity, now=now)
        )
    if link.purpose is LinkPurpose.PROPOSAL:
        return _proposal(session, link, language, now=now)
    if link.purpose is LinkPurpose.WISHES:
        waits = waiting_wishes.get(session, link.subject_id) is not None
        return Opening(link, language, asks=Asks.BEING_ASKED if waits else Asks.NOTHING)
    if link.purpose is LinkPurpose.ACTIVITY:
        activity = activities.get(session, link.subject_id)
        return Opening(link, language, activity.title, activity.slots)
    if link.purpose is LinkPurpose.SPONSOR:
        return Opening(link, language, sponsors.get(session, link.subject_id).name)
    if link.purpose is LinkPurpose.TEAM:
        return Opening(link, language, teams.get(session, link.subject_id).name)
    return Opening(link, language)


def _proposal(session: Session, link: Link, language: Language | None, *, now: datetime) -> Opening:
    proposal = proposals.get(session, link.subject_id)
    activity = activities.get(session, proposal.activity_id)
    is_asked = proposal.state is ProposalState.SENT and activity.is_open(now)
    until = proposal.answer_until
    asks = Asks.HELPING if is_asked and until is not None and now < until else Asks.NOTHING
    where = formats.where(activity, language or Language.NL)
    return Opening(link, language, activity.title, activity.slots, where, asks)


def _asks(sign_up: SignUp, activity: Activity, *, now: datetime) -> Asks:
    """What a sign-up still waits for from the person whose it is.

    A place that went on because nobody said yes in time can still be asked for again.
    """
    stands = standing(sign_up, activity, now=now)
    is_unanswered = sign_up.confirmed_at is None and stands is Standing.SIGNED_OFF
    if not activity.is_open(now):
        return Asks.NOTHING
    return Asks.COMING if is_unanswered else _YES_TO.get(stands, Asks.NOTHING)


_YES_TO = {
    Standing.HELD: Asks.COMING,
    Standing.MOVED_UP: Asks.COMING,
    Standing.TOO_LATE: Asks.COMING,
    Standing.TO_WAIT: Asks.WAITING,
}
