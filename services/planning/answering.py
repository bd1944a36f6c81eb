"""Answering a proposal: a yes becomes a sign-up, a no is a no, and time closes the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import activities, answers, asking, people, proposals, signups, volunteers
from data.settings import Settings
from domain.activities import Activity, Task
from domain.actors import Actor, NotAllowedError
from domain.contacts import LinkPurpose, Person
from domain.errors import InvalidValueError, NotFoundError, VerbindingError
from domain.people import MOST_ASKS, SignUp
from domain.proposals import Proposal, ProposalState
from domain.vocabulary import ActivityState, SignUpState
from services import links, signing_up
from services.jobs import Job
from services.links import Opened
from services.planning import measuring
from services.planning.fitting import Proposed, proposed, task_for
from services.signing_up.overlaps import overlapping

_ANSWERABLE = {ProposalState.SENT, ProposalState.DECLINED}


class ProposalClosedError(VerbindingError):
    """A proposal that can no longer be answered: too late, or taken back."""

    key = "error.proposal_closed"


class Standing(StrEnum):
    """How a proposal stands for the person who was asked; the value is the key of its sentence."""

    OPEN = "open"
    FULL = "full"  # asked, but others took the last places meanwhile
    COMING = "coming"
    WAITING = "waiting"
    SIGNED_OFF = "signed_off"  # said yes, and called it off later
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    CALLED_OFF = "called_off"  # the activity does not go on
    OVER = "over"


@dataclass(frozen=True, slots=True)
class MyProposal:
    """A proposal for the person who was asked, and the sign-up if they have one.

    `may_say_yes` also after a no, as long as the time to answer lasts.
    """

    asked: Proposed
    standing: Standing
    person: Person
    sign_up: SignUp | None
    overlaps: tuple[Activity, ...]
    may_say_yes: bool


def mine(database: Database, proposal_id: str, *, actor: Actor, now: datetime) -> MyProposal:
    """A proposal with what belongs to it. Raises `NotAllowedError`, also when there is none."""
    with database.read() as session:
        _own(session, proposal_id, actor)
        asked = proposed(session, proposal_id)
        sign_up = signups.find(session, asked.activity.id, asked.volunteer.id)
        if sign_up is not None:
            task = next((one for one in asked.activity.tasks if one.id == sign_up.task_id), None)
            asked = replace(asked, task=task)
        return MyProposal(
            asked=asked,
            standing=_standing(asked, sign_up, now=now),
            person=people.get(session, asked.volunteer.id),
            sign_up=sign_up,
            overlaps=overlapping(session, asked.activity, asked.volunteer.id),
            may_say_yes=_is_answerable(asked.proposal, now=now),
        )


def accept(
    database: Database,
    proposal_id: str,
    *,
    may_wait: bool = False,
    actor: Actor,
    now: datetime,
) -> SignUp:
    """Say yes: a sign-up that stands, with its mail and appointment. Twice is once.

    With others in the last places it is refused, or with `may_wait` put on the waiting list. A no
    may become a yes as long as the time to answer lasts. Raises `NotAllowedError`,
    `ProposalClosedError`, `ActivityClosedError` and `ActivityFullError`.
    """
    with database.write() as session:
        signups.lock(session, _own(session, proposal_id, actor).activity_id)
        proposal = proposals.get(session, proposal_id)
        activity_id, volunteer_id = proposal.activity_id, proposal.volunteer_id
        if proposal.state is ProposalState.ACCEPTED:
            known = signups.find(session, activity_id, volunteer_id)
            if known is not None:
                return known
        if not _is_answerable(proposal, now=now):
            raise ProposalClosedError()
        activity = activities.get(session, activity_id)
        task = task_for(activity, volunteers.get(session, volunteer_id), at_home=proposal.at_home)
        sign_up = signing_up.come(
            session,
            activity_id,
            volunteer_id,
            task_id=task.id if task else None,
            may_wait=may_wait,
            now=now,
        )
        _answer(session, proposal, ProposalState.ACCEPTED, now=now)
        return sign_up


def decline(database: Database, proposal_id: str, *, actor: Actor, now: datetime) -> Proposal:
    """Say no: nobody asks for this activity again. Twice is once.

    A yes stays a yes, the sign-up has its own way to call off; what is closed stays closed. Raises
    `NotAllowedError`.
    """
    with database.write() as session:
        signups.lock(session, _own(session, proposal_id, actor).activity_id)
        proposal = proposals.get(session, proposal_id)
        if proposal.state is not ProposalState.SENT:
            return proposal
        return _answer(session, proposal, ProposalState.DECLINED, now=now)


def ask_at_most(database: Database, proposal_id: str, times: int, *, actor: Actor) -> None:
    """Ask the person of a proposal no more often than `times` a week; 0 is never.

    Raises `NotAllowedError`, and `InvalidValueError` for a number that cannot be.
    """
    if not 0 <= times <= MOST_ASKS:
        raise InvalidValueError(field="asks_per_week", reason="range")
    with database.write() as session:
        proposal = _own(session, proposal_id, actor)
        wishes = volunteers.get(session, proposal.volunteer_id)
        volunteers.save(session, replace(wishes, asks_per_week=times))


def open_sign_up(
    database: Database, sign_up: SignUp, cookie: str, *, actor: Actor, now: datetime
) -> Opened:
    """Open the sign-up that a yes became in the browser in which it was said.

    Raises `NotAllowedError` for somebody else's.
    """
    with database.write() as session:
        proposal = proposals.find(session, sign_up.activity_id, sign_up.person_id)
        if proposal is None or not _is_own(proposal, actor):
            raise NotAllowedError(role=actor.role)
        secret = links.make(
            session, LinkPurpose.SIGN_UP, sign_up.id, person_id=sign_up.person_id, now=now
        )
    return links.open_link(database, secret, cookie, now=now)


def leave(session: Session, person_id: str) -> None:
    """Ask nothing more of somebody who leaves. That they were asked stays counted."""
    asking.withdraw_of(session, person_id)


def release(database: Database, *, now: datetime) -> tuple[int, int]:
    """Close what was not answered in time and take back what is off or over: how many of each.

    Nobody gets a mail about it: who said yes has a sign-up, and hears of that.
    """
    with database.write() as session:
        asking.lock_editions(session)
        withdrawn = asking.withdraw_closed(session, now=now)
        expired = asking.expire(session, now=now)
        answers.drop_fits(session)
        return expired, withdrawn


def _release(database: Database, _settings: Settings, now: datetime) -> str:
    expired, withdrawn = release(database, now=now)
    return f"expired {expired}, withdrawn {withdrawn}"


JOB = Job("proposals", timedelta(minutes=5), _release)


def _own(session: Session, id: str, actor: Actor) -> Proposal:
    """A proposal that was sent to the one who asks. Raises `NotAllowedError`, also without one."""
    try:
        proposal = proposals.get(session, id)
    except NotFoundError as error:
        raise NotAllowedError(role=actor.role) from error
    if not _is_own(proposal, actor):
        raise NotAllowedError(role=actor.role)
    return proposal


def _is_own(proposal: Proposal, actor: Actor) -> bool:
    """Whether the one who asks opened its link, or that to all about them; a draft is nobody's yet."""
    grants = (
        actor.grant(LinkPurpose.PROPOSAL, proposal.id),
        actor.grant(LinkPurpose.PERSON, proposal.volunteer_id),
    )
    is_theirs = any(one is not None and one.person_id == proposal.volunteer_id for one in grants)
    return is_theirs and proposal.state is not ProposalState.DRAFT


def _is_answerable(proposal: Proposal, *, now: datetime) -> bool:
    is_late = proposal.answer_until is None or proposal.answer_until <= now
    return proposal.state in _ANSWERABLE and not is_late


def _answer(
    session: Session, proposal: Proposal, state: ProposalState, *, now: datetime
) -> Proposal:
    answered = replace(proposal, state=state, answered_at=now)
    if not proposals.swap(session, proposal, answered):
        raise ProposalClosedError()  # its time ended at this very moment
    is_yes = state is ProposalState.ACCEPTED
    measuring.answered(session, proposal.id, is_yes=is_yes, now=now)
    return answered


def _standing(asked: Proposed, sign_up: SignUp | None, *, now: datetime) -> Standing:
    proposal, activity = asked.proposal, asked.activity
    if activity.state is ActivityState.CANCELLED:
        return Standing.CALLED_OFF
    if activity.is_over(now):
        return Standing.OVER
    if sign_up is not None and sign_up.state is not SignUpState.REGISTERED:
        return _SIGN_UPS.get(sign_up.state, Standing.COMING)
    closed = _CLOSED.get(proposal.state)
    if closed is not None or not activity.is_open(now):
        return closed or Standing.WITHDRAWN
    if proposal.answer_until is not None and proposal.answer_until <= now:
        return Standing.EXPIRED
    return Standing.OPEN if _has_room(activity, asked.task) else Standing.FULL


_SIGN_UPS = {
    SignUpState.WAITING: Standing.WAITING,
    SignUpState.CANCELLED: Standing.SIGNED_OFF,
}
_CLOSED = {
    ProposalState.DECLINED: Standing.DECLINED,
    ProposalState.EXPIRED: Standing.EXPIRED,
    ProposalState.WITHDRAWN: Standing.WITHDRAWN,
    ProposalState.ACCEPTED: Standing.SIGNED_OFF,  # the sign-up is gone: a month after the week
}


def _has_room(activity: Activity, task: Task | None) -> bool:
    if activity.state is ActivityState.FULL:
        return False
    if task is not None:
        return task.people_left > 0
    return activity.capacity is None or activity.taken < activity.capacity
