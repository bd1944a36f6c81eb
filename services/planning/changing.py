"""Change a plan by hand: take somebody out, put somebody in, take back what was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import activities, editions, proposals, volunteers
from domain.accounts import OutsideScopeError
from domain.activities import Activity, new_id
from domain.actors import Actor, check_scope
from domain.errors import VerbindingError
from domain.people import Volunteer
from domain.proposals import Proposal, ProposalState
from matching.catalogue import Catalogue, minute
from matching.gates import GateFailure, failures
from matching.places import allowed
from matching.seekers import ONE, beside
from services.desk import audit
from services.editions import moment_in
from services.planning import standing
from services.planning.fitting import fit, seeker_of
from services.planning.reach import furthest_km
from services.planning.seekers import covers
from services.planning.standing import Standing


class Ending(Protocol):
    """`take_out` or `withdraw`."""

    def __call__(
        self, database: Database, proposal_id: str, *, actor: Actor, now: datetime
    ) -> None:
        """End it."""


class NotDraftError(VerbindingError):
    """It is no longer a draft, or no longer waits for an answer: somebody was quicker."""

    key = "error.proposal_moved_on"


class AnsweredError(VerbindingError):
    """This volunteer was asked for this activity already, or said no to it."""

    key = "error.proposal_answered"


class AskedEnoughError(VerbindingError):
    """This volunteer may not be asked more often this week, or not at all."""

    key = "error.asked_enough"


class NoPlaceError(VerbindingError):
    """Every place of the activity is taken, promised, or in the plan already."""

    key = "error.plan_full"


class NotFittingError(VerbindingError):
    """The activity does not fit what the volunteer said.

    `gate` is the first firm condition that it does not meet, `reason` "no" or "unknown"; each has a
    sentence of its own.
    """

    def __init__(self, gate: str, reason: str = "no", **facts: object) -> None:
        self.key = f"error.not_fitting.{gate}.{reason}"
        super().__init__(gate=gate, **facts)


def take_out(database: Database, proposal_id: str, *, actor: Actor, now: datetime) -> None:
    """Take a draft out of the plan; a new plan does not put it back.

    Raises `NotAllowedError`, `OutsideScopeError`, `NotFoundError` and `NotDraftError`.
    """
    _end(database, proposal_id, ProposalState.DRAFT, "proposal-take_out", actor=actor, now=now)


def withdraw(database: Database, proposal_id: str, *, actor: Actor, now: datetime) -> None:
    """Take back what somebody was asked and did not answer; their place is free again.

    Raises `NotAllowedError`, `OutsideScopeError`, `NotFoundError` and `NotDraftError`.
    """
    _end(database, proposal_id, ProposalState.SENT, "proposal-withdraw", actor=actor, now=now)


def put(
    database: Database,
    volunteer_id: str,
    activity_id: str,
    *,
    instead_of: str | None = None,
    actor: Actor,
    now: datetime,
) -> Proposal:
    """Put a volunteer in the plan for an activity, by hand, instead of the draft `instead_of`.

    What they said still holds: distance, times, how often. Raises `NotAllowedError`,
    `OutsideScopeError` for either in another part, `NotFoundError`, `AnsweredError`,
    `AskedEnoughError`, `NoPlaceError` and `NotFittingError`; nothing then changes.
    """
    with database.write() as session:
        activity = activities.get(session, activity_id)
        check_scope(actor, activity.place, activity.branch)
        volunteer = volunteers.get(session, volunteer_id)
        if not covers(actor.scope, volunteer):
            raise OutsideScopeError()
        proposals.one_at_a_time(session, activity.edition_id)
        if instead_of is not None:
            _drop(session, proposals.get(session, instead_of), volunteer_id, actor)
        earlier = proposals.find(session, activity_id, volunteer_id)
        # Without the draft that it replaces, which has a place already.
        found = standing.read(
            session,
            activity.edition_id,
            now=now,
            is_replaced=lambda one: earlier is not None and one.id == earlier.id,
        )
        _check(session, volunteer, activity, earlier, found, now=now)
        draft = Proposal(
            id=earlier.id if earlier else new_id(),
            edition_id=activity.edition_id,
            activity_id=activity_id,
            volunteer_id=volunteer_id,
            state=ProposalState.DRAFT,
            score=fit(volunteer, activity).score,
            created_at=now,
            by_hand=True,
            at_home=_takes_from_home(volunteer, activity, found),
        )
        proposals.save(session, draft)
        audit.note(session, actor, "proposal-put", subject=draft.id, now=now)
        return draft


def is_taken_out(proposal: Proposal) -> bool:
    """Whether a coordinator took it out before anybody was asked: it may be put back by hand."""
    return proposal.state is ProposalState.WITHDRAWN and proposal.sent_at is None


def _check(
    session: Session,
    volunteer: Volunteer,
    activity: Activity,
    earlier: Proposal | None,
    found: Standing,
    *,
    now: datetime,
) -> None:
    """Raise unless this volunteer may be asked for this activity."""
    pair = volunteer.id, activity.id
    may_return = earlier is not None and (
        is_taken_out(earlier) or earlier.state is ProposalState.DRAFT
    )
    if not may_return and (earlier is not None or pair in found.stay | found.refused):
        raise AnsweredError()
    asked = found.used.get(volunteer.id, 0)
    if asked >= volunteer.asks_per_week or not volunteers.may_be_asked(session, volunteer.id):
        raise AskedEnoughError()
    if found.places_left(Catalogue.from_activities([activity])).total[0] < 1:
        raise NoPlaceError()
    moment = moment_in(editions.get(session, activity.edition_id), now=now)
    shut = failures(seeker_of(volunteer), activity, now_minute=minute(moment))
    if shut:
        raise _not_fitting(volunteer, activity, shut[0])
    _check_times(session, volunteer.id, activity, found)


def _takes_from_home(volunteer: Volunteer, activity: Activity, found: Standing) -> bool:
    """Whether somebody takes a place from home: what they may take and has most left.

    Raises `NotFittingError` when neither kind of place is left for them.
    """
    catalogue = Catalogue.from_activities([activity])
    left = found.places_left(catalogue)
    may = allowed(beside(seeker_of(volunteer), catalogue, ONE))
    site, home = (
        int(places[0]) if flag[0] else 0
        for places, flag in zip((left.site, left.home), may, strict=True)
    )
    if max(site, home) < 1:
        raise NotFittingError("places_left")
    return home > site


def _not_fitting(volunteer: Volunteer, activity: Activity, shut: GateFailure) -> NotFittingError:
    """The error for a gate that stayed shut, with the figures that its sentence names."""
    if (shut.gate, shut.reason) == ("radius", "no"):
        (km,) = (
            part.facts["km"]
            for part in fit(volunteer, activity).parts
            if part.criterion == "nearness"
        )
        gate = "reach" if volunteer.radius_km is None else "radius"
        return NotFittingError(gate, km=round(km), limit=round(furthest_km(volunteer)))
    if shut.gate == "min_age":
        is_said = volunteer.is_adult is not None
        return NotFittingError("min_age", "no" if is_said else "unknown", age=activity.min_age)
    return NotFittingError(shut.gate, shut.reason)


def _check_times(session: Session, volunteer_id: str, activity: Activity, found: Standing) -> None:
    """Raise `NotFittingError` when they go somewhere else at that time."""
    others = [what for who, what in found.stay if who == volunteer_id and what != activity.id]
    for other in activities.by_ids(session, others):
        if activity.overlaps(other):
            raise NotFittingError("elsewhere", title=other.title)


def _drop(session: Session, draft: Proposal, volunteer_id: str, actor: Actor) -> None:
    """Take the draft of somebody who goes elsewhere out of the plan."""
    before = activities.get(session, draft.activity_id)
    check_scope(actor, before.place, before.branch)
    gone = replace(draft, state=ProposalState.WITHDRAWN)
    is_theirs = draft.volunteer_id == volunteer_id and draft.state is ProposalState.DRAFT
    if not is_theirs or not proposals.swap(session, draft, gone):
        raise NotDraftError()


def _end(
    database: Database,
    proposal_id: str,
    state: ProposalState,
    action: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    with database.write() as session:
        found = proposals.get(session, proposal_id)
        activity = activities.get(session, found.activity_id)
        check_scope(actor, activity.place, activity.branch)
        # A plan that is being stored reads what is refused, and may put the same pair in again.
        proposals.one_at_a_time(session, activity.edition_id)
        gone = replace(found, state=ProposalState.WITHDRAWN)
        if found.state is not state or not proposals.swap(session, found, gone):
            raise NotDraftError()
        audit.note(session, actor, action, subject=proposal_id, now=now)
